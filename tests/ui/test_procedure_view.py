"""Procedure view over the real window: keys, sizes, notes, places."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from viewer.content.library import Loaded
from viewer.content.model import Reference, Step
from viewer.ui.procedure.measure import font, height, line
from viewer.ui.procedure.pedal import Pedal
from viewer.ui.procedure.screens import BOLD
from viewer.ui.procedure.sizing import DISTANCES_CM
from viewer.ui.procedure.view import EXTRAS, ProcedureView
from viewer.ui.settings import TABLE, Settings
from viewer.ui.window import Window

Press = Callable[[str], None]
ORDINARY = 96 / 25.4  # pixels per mm


class Clock:
    """Seconds as a test sets them."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def held(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What holds the screen awake just now, in place of the system."""
    holds: list[str] = []

    @contextmanager
    def presenting(on_fail: str) -> Iterator[SimpleNamespace]:
        holds.append(on_fail)
        yield SimpleNamespace(active=True)
        holds.pop()

    monkeypatch.setattr("wakepy.keep.presenting", presenting)
    return holds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pedal(press: Press, clock: Clock) -> Press:
    """Presses keys a second apart."""

    def presses(keys: str) -> None:
        for key in keys.split():
            clock.now += 1.0
            press(key)

    return presses


Shower = Callable[..., ProcedureView]


@pytest.fixture
def show(window: Window, clock: Clock, qtbot: QtBot) -> Shower:
    """Opens procedure view at a step, as large as given, on a screen of 96 dots per inch."""
    window._settings.measure(window.screen().name(), ORDINARY)

    def shown(
        step: str = "", distance: int = 150, size: tuple[int, int] = (1280, 800)
    ) -> ProcedureView:
        window._settings.put("procedure/distance", distance)
        if step:
            window.go(step)
        window.actions_by_id["procedure"].trigger()
        view = window.procedure
        assert view is not None
        view.pedal = Pedal(clock)
        with qtbot.waitActive(view):
            view.showNormal()
            view.resize(*size)
            view.activateWindow()
        return view

    return shown


def here(view: ProcedureView) -> str:
    return view.course.here.step.id


def put(view: ProcedureView, step: str) -> None:
    """Go to `step` and show it."""
    view.course.at = next(at for at, stop in enumerate(view.course.stops) if stop.step.id == step)
    view._show_step()


# -- opening and leaving


def test_fills_the_screen_and_opens_at_the_step_in_sight(
    window: Window, press: Press, qtbot: QtBot
) -> None:
    window.go("during-3")
    press("F5")
    view = window.procedure
    assert view is not None
    qtbot.waitUntil(view.isActiveWindow)
    assert view.isFullScreen()
    assert here(view) == "during-3"
    press("Esc")
    assert window.procedure is None


def test_the_key_that_leaves_held_down_does_not_open_it_again(
    window: Window, press: Press, qtbot: QtBot
) -> None:
    press("Ctrl+2 F5")
    view = window.procedure
    assert view is not None
    qtbot.waitUntil(view.isActiveWindow)
    press("F5")
    assert window.procedure is None
    qtbot.waitUntil(window.isActiveWindow)
    # What X11 sends of a key that goes on in another window: let go and pressed in one moment.
    target = QApplication.focusWidget()
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(12_345)
        QApplication.sendEvent(target, event)
    window.actions_by_id["procedure"].trigger()
    assert window.procedure is None
    press("F5")
    assert window.procedure is not None


def test_leaving_and_returning_keeps_every_place(
    window: Window, show: Shower, pedal: Press, qtbot: QtBot
) -> None:
    view = show("before-1")
    steps = [stop.step.id for stop in view.course.stops]
    for step in steps:
        assert here(view) == step
        pedal("Esc")
        assert window.procedure is None
        assert window.pane == "steps"
        qtbot.waitUntil(window.isActiveWindow)
        assert window.isAncestorOf(QApplication.focusWidget())
        view = show()
        assert here(view) == step
        pedal("PgDown")


def test_place_is_kept_when_opened_from_another_pane(
    window: Window, show: Shower, pedal: Press
) -> None:
    show("before-1")
    pedal("PgDown PgDown Esc")
    window.go_pane("coding")
    assert here(show()) == "before-3"


def test_reader_who_scrolled_elsewhere_starts_there(
    window: Window, show: Shower, pedal: Press
) -> None:
    show("during-3")
    pedal("Esc")
    window.go("before-1")
    assert here(show()) == "before-1"


@pytest.mark.parametrize("key", ["Esc", "F5", "F11"])
def test_key_leaves(window: Window, show: Shower, pedal: Press, key: str) -> None:
    show()
    pedal(key)
    assert window.procedure is None


def test_held_escape_leaves_one_thing_only(window: Window, show: Shower, pedal: Press) -> None:
    view = show()
    pedal("G Esc")
    again = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, "", True
    )
    QApplication.sendEvent(view, again)
    assert window.procedure is view
    assert view.stack.currentWidget() is view.step


def test_key_that_leaves_does_not_open_again_while_held(window: Window) -> None:
    assert not window.actions_by_id["procedure"].autoRepeat()


def test_second_wish_for_it_shows_the_one_that_is_open(window: Window, show: Shower) -> None:
    view = show()
    window.open_procedure()
    assert window.procedure is view


def test_ctrl_q_closes_all(window: Window, show: Shower, pedal: Press, held: list[str]) -> None:
    view = show()
    assert held
    pedal("Ctrl+Q")
    assert not view.isVisible()
    assert not window.isVisible()
    assert not held


def test_closing_the_window_closes_it_too(window: Window, show: Shower, held: list[str]) -> None:
    view = show()
    window.close()
    assert not view.isVisible()
    assert not held


def test_reference_without_steps_says_so(
    open_window: Callable[..., Window], bundled: Loaded
) -> None:
    assert bundled.reference is not None
    window = open_window(replace(bundled, reference=replace(bundled.reference, phases=[])))
    window.actions_by_id["procedure"].trigger()
    assert window.procedure is None
    assert window.status.text() == "This reference has no steps."


# -- moving


@pytest.mark.parametrize("key", ["PgDown", "Right", "Down", "Space", "Return", "Enter"])
def test_pedal_key_goes_on(show: Shower, pedal: Press, key: str) -> None:
    view = show("before-1")
    pedal(key)
    assert here(view) == "before-2"


@pytest.mark.parametrize("key", ["PgUp", "Left", "Up", "Backspace", "Shift+Space"])
def test_pedal_key_goes_back(show: Shower, pedal: Press, key: str) -> None:
    view = show("before-2")
    pedal(key)
    assert here(view) == "before-1"


@pytest.mark.parametrize("key", ["Alt+Left", "Ctrl+Right", "Home", "X", "Tab"])
def test_other_key_moves_nothing(show: Shower, pedal: Press, key: str) -> None:
    view = show("before-2")
    pedal(key)
    assert here(view) == "before-2"
    assert view.stack.currentWidget() is view.step


def test_whole_procedure_by_pedal_and_back(show: Shower, pedal: Press) -> None:
    view = show("before-1")
    steps = [stop.step.id for stop in view.course.stops]
    pedal(" ".join(["PgDown"] * (len(steps) + 2)))
    assert here(view) == steps[-1]
    assert view.next_words.text() == "This is the last step."
    pedal(" ".join(["PgUp"] * (len(steps) + 2)))
    assert here(view) == steps[0]


def test_next_step_is_named_and_its_phase_where_it_is_another(show: Shower) -> None:
    view = show("before-4")
    following = view.course.following
    assert following is not None
    assert view.next_words.text() == f"Next: {following.step.short}"
    put(view, "before-5")
    assert view.next_words.text().startswith("Next, During: ")


def test_bounce_moves_once(show: Shower, press: Press) -> None:
    view = show("before-1")
    press("PgDown PgDown")
    assert here(view) == "before-2"


def test_held_key_moves_once(show: Shower) -> None:
    view = show("before-1")
    for repeated in (False, True, True, True):
        key = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, "", repeated
        )
        QApplication.sendEvent(view, key)
    assert here(view) == "before-2"


def test_one_pedal(show: Shower, press: Press, clock: Clock, qtbot: QtBot) -> None:
    view = show("during-2")
    press("O Esc PgDown")
    assert here(view) == "during-2"
    clock.now += 0.6
    qtbot.waitUntil(lambda: here(view) == "during-3")
    clock.now += 1.0
    press("PgDown")
    clock.now += 0.3
    press("PgDown")
    assert here(view) == "during-2"


def test_press_that_waits_is_dropped_by_another_wish(
    show: Shower, press: Press, clock: Clock
) -> None:
    view = show("during-2")
    press("O Esc PgDown G")
    clock.now += 1.0
    view._settled()
    assert here(view) == "during-2"
    assert view.stack.currentWidget() is view.glance


def test_touched_button_takes_no_key_away(show: Shower, pedal: Press, qtbot: QtBot) -> None:
    view = show("before-1")
    qtbot.mouseClick(view.more_button, Qt.MouseButton.LeftButton)
    pedal("Esc Space")
    assert here(view) == "before-2"
    assert view.stack.currentWidget() is view.step
    assert all(
        button.focusPolicy() == Qt.FocusPolicy.NoFocus for button in view.findChildren(QPushButton)
    )


def test_touch_moves_and_leaves(window: Window, show: Shower, qtbot: QtBot) -> None:
    view = show("before-1")
    qtbot.mouseClick(view.next_button, Qt.MouseButton.LeftButton)
    assert here(view) == "before-2"
    qtbot.mouseClick(view.back_button, Qt.MouseButton.LeftButton)
    assert here(view) == "before-1"
    qtbot.mouseClick(view.leave_button, Qt.MouseButton.LeftButton)
    assert window.procedure is None


def test_every_extra_has_a_key_and_is_listed(show: Shower, pedal: Press) -> None:
    view = show()
    keys = [key for _id, _text, key in EXTRAS]
    assert len(set(keys)) == len(keys)
    pedal("F1")
    assert view.stack.currentWidget() is view.more
    shown = " ".join(view.extras[id_].text() for id_, _text, _key in EXTRAS)
    assert all(f"{text}   {key}" in shown for _id, text, key in EXTRAS)


# -- sizes


SIZES = [(1024, 768), (1280, 800)]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("distance", DISTANCES_CM)
def test_every_step_is_whole_and_its_notes_are_shown_or_counted(
    show: Shower, distance: int, size: tuple[int, int]
) -> None:
    view = show("before-1", distance, size)
    screen = view.step
    for stop in view.course.stops:
        put(view, stop.step.id)
        words: list[str] = []
        for page in range(len(screen.pages)):
            words += screen.text.split()
            assert view.sight.least <= screen.size_used <= view.sight.text
            wide = line(screen.size_used, screen.width())
            bottom = height(screen.text, font(screen.size_used, BOLD), wide)
            for row, _note in screen.rows:
                assert row.top() >= bottom
                assert row.right() <= screen.width()
                bottom = row.bottom()
            assert len(screen.rows) + screen.hidden == len(stop.notes)
            if screen.mark:
                assert screen.mark_box.top() >= bottom
                bottom = screen.mark_box.bottom()
            if screen.hidden:
                assert f"+ {screen.hidden} " in screen.mark
            assert bottom <= screen.height()
            if len(screen.pages) > 1:
                assert f"Page {page + 1} of {len(screen.pages)}" in screen.mark
            screen.turn(1)
        assert words == stop.step.text.split()


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("distance", DISTANCES_CM)
def test_every_note_is_reached_and_whole(
    show: Shower, distance: int, size: tuple[int, int]
) -> None:
    view = show("before-1", distance, size)
    screen = view.notes
    for stop in view.course.stops:
        put(view, stop.step.id)
        view.do("notes")
        if not stop.notes:
            assert view.words.accessibleName().startswith("No note on this step.")
            continue
        read: dict[str, str] = {}
        while view.stack.currentWidget() is screen:
            note = screen.notes[screen.at]
            bold, plain = screen.shown
            read[note.id] = f"{read.get(note.id, '')} {bold} {plain}"
            size_used = screen.size_used
            assert size_used >= view.sight.least
            wide = line(size_used, screen.width() - size_used * 1.6)
            tall = height(bold, font(size_used, BOLD), wide) if bold else 0.0
            tall += height(plain, font(size_used), wide) if plain else 0.0
            assert tall <= screen.height() - size_used
            view.move_by("on")
        assert list(read) == [note.id for note in stop.notes]
        for note in stop.notes:
            assert f"{note.headline} {note.text}" in " ".join(read[note.id].split())


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("distance", [50, 150, 300])
def test_nothing_around_the_step_is_cut_off(
    show: Shower, pedal: Press, distance: int, size: tuple[int, int]
) -> None:
    view = show("during-1", distance, size)
    pedal("M O F1")
    for screen in (view.more, view.step):
        if screen is view.step:
            pedal("Esc")
        assert (view.width(), view.height()) == size
        for button in view.findChildren(QPushButton):
            if not button.isVisible():
                continue
            corner = button.mapTo(view, QPoint(button.width(), button.height()))
            assert corner.x() <= view.width()
            assert corner.y() <= view.height()
            measure = QFontMetricsF(button.font())
            assert all(
                measure.horizontalAdvance(words) <= button.width()
                for words in button.text().split("\n")
            )
            assert min(button.width(), button.height()) >= 20 * ORDINARY
        for label in (view.where, view.next_words):
            assert label.heightForWidth(label.width()) <= label.height()


def test_step_is_twenty_minutes_of_arc_on_a_screen_that_was_measured(
    window: Window, show: Shower
) -> None:
    window._settings.measure(window.screen().name(), 5.0)
    view = show("before-2", 150)
    capitals = QFontMetricsF(font(view.step.size_used)).capHeight() / 5.0
    assert capitals == pytest.approx(8.73, rel=0.03)  # mm at 1.5 m


@pytest.mark.parametrize("density", [2.0, ORDINARY, 6.0])
def test_touch_targets_are_20_mm(window: Window, show: Shower, density: float) -> None:
    window._settings.measure(window.screen().name(), density)
    view = show("before-1", 150)
    view.show_screen(view.more)
    QApplication.processEvents()
    for button in view.findChildren(QPushButton):
        assert button.height() >= 20 * density
        assert button.width() >= 20 * density


def test_distance_by_key_and_touch(
    window: Window, show: Shower, pedal: Press, qtbot: QtBot
) -> None:
    view = show("before-1", 200)
    pedal("+")
    assert view.sight.distance_cm == 300
    pedal("+")
    assert view.sight.distance_cm == 300
    qtbot.mouseClick(view.distance_button, Qt.MouseButton.LeftButton)
    assert view.sight.distance_cm == 50
    pedal("-")
    assert view.sight.distance_cm == 50
    assert window._settings.number("procedure/distance") == 50
    assert "0.5 m" in view.distance_button.text()


# -- pages and notes


def test_long_step_is_turned_before_the_next_step_comes(show: Shower, pedal: Press) -> None:
    view = show("during-1", 300, (1024, 768))
    assert len(view.step.pages) == 2
    pedal("PgDown")
    assert (here(view), view.step.page) == ("during-1", 1)
    pedal("PgDown")
    assert here(view) == "during-2"
    pedal("PgUp")
    assert (here(view), view.step.page) == ("during-1", 1)


@pytest.mark.parametrize("keys", ["N Esc", "G G", "M", "P Esc", "F1 Esc", "Ctrl+D"])
def test_page_is_kept(show: Shower, pedal: Press, keys: str) -> None:
    view = show("during-1", 300, (1024, 768))
    pedal(f"PgDown {keys}")
    assert view.stack.currentWidget() is view.step
    assert (here(view), view.step.page) == ("during-1", 1)


def test_touched_note_opens(show: Shower, qtbot: QtBot) -> None:
    view = show("before-1", 150, (1024, 768))
    assert len(view.step.rows) > 1
    assert view.step.hidden
    for at, (row, note) in enumerate(view.step.rows):
        qtbot.mouseClick(view.step, Qt.MouseButton.LeftButton, pos=row.center().toPoint())
        assert view.stack.currentWidget() is view.notes
        assert view.notes.notes[view.notes.at] is note
        assert view.notes.at == at
        view.escape()
    mark = view.step.mark_box.center().toPoint()
    qtbot.mouseClick(view.step, Qt.MouseButton.LeftButton, pos=mark)
    assert view.notes.at == len(view.step.rows)


def test_mark_of_hidden_notes_is_a_target_of_20_mm(show: Shower, qtbot: QtBot) -> None:
    view = show("before-1", 300, (1024, 768))
    assert view.step.hidden == 5
    top = round(view.step.height() - 20 * ORDINARY) + 1
    qtbot.mouseClick(view.step, Qt.MouseButton.LeftButton, pos=QPoint(40, top))
    assert view.stack.currentWidget() is view.notes


# -- glance


def test_a_touch_on_a_step_of_the_glance_goes_to_it(
    show: Shower, pedal: Press, qtbot: QtBot
) -> None:
    view = show("before-1")
    pedal("G")
    glance = view.glance
    top = sum(glance._tall(stop, glance.size_used) for stop in glance.shown[:2])
    at = QPoint(glance.width() // 2, round(top + 10))
    assert glance.step_at(at.y()) == "before-3"
    qtbot.mouseClick(glance, Qt.MouseButton.LeftButton, pos=at)
    assert view.stack.currentWidget() is view.step
    assert here(view) == "before-3"


def test_glance_shows_all_steps_of_each_phase(show: Shower, pedal: Press) -> None:
    view = show("before-4", 150, (1024, 768))
    pedal("G")
    assert view.stack.currentWidget() is view.glance
    assert [stop.step.id for stop in view.glance.shown] == [f"before-{at}" for at in range(1, 6)]
    assert view.glance.here == "before-4"
    pedal("PgDown PgDown")
    assert view.glance.here == "during-1"
    assert view.where.text().startswith("During")
    name = view.glance.accessibleName()
    assert name.startswith("During, all steps, at step 1 of 5: 1. ")
    assert all(stop.step.text in name for stop in view.course.phase_stops())
    assert "Readable up to" in view.next_words.text()
    pedal("G")
    assert view.stack.currentWidget() is view.step
    assert here(view) == "during-1"


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_glance_fits(show: Shower, size: tuple[int, int]) -> None:
    view = show("before-1", 50, size)
    for phase in ("before-1", "during-1", "after-1"):
        put(view, phase)
        view.do("glance")
        glance = view.glance
        tall = sum(glance._tall(stop, glance.size_used) for stop in glance.shown)
        assert tall <= glance.height()


def test_phase_too_long_for_a_glance_says_which_part_is_shown(
    open_window: Callable[..., Window], bundled: Loaded, press: Press
) -> None:
    assert bundled.reference is not None
    window = open_window(replace(bundled, reference=_long(bundled.reference)))
    window._settings.measure(window.screen().name(), ORDINARY)
    window.go("many-70")
    press("F5")
    view = window.procedure
    assert view is not None
    view.showNormal()
    view.resize(1024, 768)
    QApplication.processEvents()
    put(view, "many-70")
    view.do("glance")
    shown = view.glance.shown
    assert "many-70" in [stop.step.id for stop in shown]
    assert view.glance.place == f"steps {shown[0].number} to {shown[-1].number} of 90"
    assert view.glance.place in view.where.text()


def _long(reference: Reference) -> Reference:
    first = reference.phases[0]
    steps = [
        Step(id=f"many-{at}", text=f"Do the part number {at}.", short="do", from_=["procedure/s1"])
        for at in range(1, 91)
    ]
    return replace(reference, phases=[replace(first, steps=steps)])


# -- done


def test_done_marks_are_shown_and_gone_on_leaving(show: Shower, pedal: Press) -> None:
    view = show("before-2")
    pedal("M")
    assert "✓ Done" in view.step.mark
    assert "done" in view.step.accessibleName()
    pedal("G")
    assert "Done. " in view.glance.accessibleName()
    pedal("G M")
    assert "Done" not in view.step.mark
    pedal("M Esc")
    again = show()
    assert here(again) == "before-2"
    assert not again.course.done
    assert "Done" not in again.step.mark


def test_settings_hold_distance_pedal_and_screen_alone(
    window: Window, show: Shower, pedal: Press
) -> None:
    show("before-1")
    pedal("M PgDown M N Esc G G P X Esc + O Esc C Right Return Esc")
    window._settings.save()
    kept = set(QSettings(str(window._settings.path), QSettings.Format.IniFormat).allKeys())
    assert kept == {"procedure/distance", "procedure/one-pedal", "procedure/screens"}
    assert kept <= set(TABLE)
    assert "before-2" not in window._settings.path.read_text("utf-8")


# -- the pedal test


@pytest.mark.parametrize(
    ("key", "name", "does"),
    [
        ("PgDown", "PageDown", "It goes on."),
        ("Return", "Return", "It goes on."),
        ("Shift+Space", "Shift+Space", "It goes back."),
        ("Left", "Left", "It goes back."),
        ("F9", "F9", "It does nothing here."),
        ("N", "N", "It does nothing here."),
    ],
)
def test_pedal_test_names_the_key(
    show: Shower, pedal: Press, key: str, name: str, does: str
) -> None:
    view = show("before-2")
    pedal(f"P {key}")
    assert view.words.accessibleName().startswith(f"{name} arrived. {does}")
    assert here(view) == "before-2"
    assert view.stack.currentWidget() is view.words


def test_pedal_test_says_what_one_pedal_does(show: Shower, pedal: Press) -> None:
    view = show("before-2")
    pedal("O Esc P PgDown")
    assert "One press goes on, two go back." in view.words.accessibleName()


def test_pedal_test_ends_with_any_way_out(show: Shower, pedal: Press, qtbot: QtBot) -> None:
    view = show("before-1")
    pedal("P")
    qtbot.mouseClick(view.next_button, Qt.MouseButton.LeftButton)
    assert view.stack.currentWidget() is view.step
    put(view, "before-2")
    pedal("N PgDown")  # a step without notes: the words say so, and a pedal returns
    assert view.stack.currentWidget() is view.step


# -- the true size of the screen


def test_card_measures_the_screen_for_this_and_the_next_opening(
    window: Window, show: Shower, pedal: Press
) -> None:
    view = show("before-1")
    before = view.sight.text
    pedal("C Shift+Right Shift+Right Right Right Left Return")
    expected = ORDINARY + 21 / 85.6
    assert view.sight.pixels_per_mm == pytest.approx(expected, abs=1e-4)
    assert view.sight.believed
    assert view.sight.text > before
    assert view.stack.currentWidget() is view.step
    pedal("Esc")
    again = Settings(window._settings.path)
    assert window._settings.measured(window.screen().name()) == pytest.approx(expected, abs=1e-4)
    assert again.measured("another screen") == 0
    assert show().sight.pixels_per_mm == pytest.approx(expected, abs=1e-4)


def test_card_left_by_escape_changes_nothing(show: Shower, pedal: Press) -> None:
    view = show("before-1")
    pedal("C Shift+Right Esc")
    assert view.sight.pixels_per_mm == pytest.approx(ORDINARY, abs=1e-4)
    pedal("C")
    assert view.card.pixels_per_mm == pytest.approx(ORDINARY, abs=1e-4)


def test_card_is_kept_by_touch(show: Shower, pedal: Press, qtbot: QtBot) -> None:
    view = show("before-1")
    pedal("C")
    qtbot.mouseClick(view.next_button, Qt.MouseButton.LeftButton)
    inside = view.card.frame().center().toPoint()
    qtbot.mouseClick(view.card, Qt.MouseButton.LeftButton, pos=inside)
    assert view.stack.currentWidget() is view.step
    assert view.sight.pixels_per_mm == pytest.approx(ORDINARY + 1 / 85.6, abs=1e-4)


def test_screen_of_any_name_is_found_again(window: Window) -> None:
    for name in ("\\\\.\\DISPLAY1", "a;b=c", "HDMI-1", "Écran 2", ""):
        window._settings.measure(name, 4.0)
        assert window._settings.measured(name) == 4.0


def test_screen_that_gives_no_size_is_marked_as_a_guess(
    window: Window, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewer.ui.procedure.view.screen_density", lambda _screen: (3.78, False))
    press("F5")
    view = window.procedure
    assert view is not None
    assert view.distance_button.text().endswith("?")
    assert "not known" in view.distance_button.accessibleName()


# -- looks, screen readers, sleep


def test_theme_changes_inside_and_the_place_stays(
    window: Window, show: Shower, pedal: Press
) -> None:
    view = show("during-2")
    seen = set()
    for _ in range(3):
        pedal("Ctrl+D")
        assert view.sight.palette == window.theme.palette
        pixel = view.grab().toImage().pixelColor(3, 3).name()
        assert pixel == window.theme.palette.ground.lower()
        seen.add(pixel)
    assert len(seen) == 3
    assert here(view) == "during-2"


def test_screen_reader_hears_which_step_of_how_many(show: Shower, pedal: Press) -> None:
    view = show("during-2")
    step = view.course.here
    assert view.step.accessibleName() == f"During, step 2 of 5: {step.step.text} 3 notes."
    pedal("N")
    first = step.notes[0]
    assert view.notes.accessibleName().startswith("Note 1 of 3. × Error.")
    assert first.headline in view.notes.accessibleName()
    assert all(button.accessibleName() for button in view.findChildren(QPushButton))


def test_page_of_a_long_step_is_said(show: Shower, pedal: Press) -> None:
    view = show("during-1", 300, (1024, 768))
    pedal("PgDown")
    assert view.step.accessibleName().startswith("During, step 1 of 5, page 2 of 2: ")


def test_screen_is_kept_awake_while_open(
    window: Window, show: Shower, pedal: Press, held: list[str]
) -> None:
    show()
    assert held == ["pass"]
    pedal("PgDown")
    assert held == ["pass"]
    pedal("Esc")
    assert held == []
    assert window.procedure is None


def test_key_or_touch_holds_the_screen_again(
    show: Shower, pedal: Press, qtbot: QtBot, held: list[str]
) -> None:
    view = show("before-1")
    for again in (
        lambda: pedal("PgDown"),
        lambda: qtbot.mouseClick(view.next_button, Qt.MouseButton.LeftButton),
        lambda: qtbot.mouseClick(view.step, Qt.MouseButton.LeftButton, pos=QPoint(5, 5)),
    ):
        view.awake.release()  # as after half an hour
        assert held == []
        again()
        assert held == ["pass"]
