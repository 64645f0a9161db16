"""How one reads: text size, theme, and pages that fit the window at every size."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QPalette, QTextBlock, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from viewer.content.library import Loaded
from viewer.render.palette import PALETTES, THEMES
from viewer.ui.settings import SCALES
from viewer.ui.textview import TextView
from viewer.ui.window import Window

Press = Callable[[str], None]
Opener = Callable[..., Window]


def view_of(window: Window) -> TextView:
    return window.panes[window.pane].view


def height_of_definition(window: Window) -> float:
    """The size of the first sentence's letters, in points."""
    found = view_of(window).document().find(window.reference.definition.text[:20])
    return found.charFormat().fontPointSize()


def ground(window: QWidget) -> str:
    return window.palette().color(QPalette.ColorRole.Window).name().upper()


# -- text size


@pytest.mark.parametrize("key", ["Ctrl++", "Ctrl+="])
def test_both_plus_keys_make_the_text_larger(small_window: Window, press: Press, key: str) -> None:
    before = height_of_definition(small_window)
    press(key)
    assert height_of_definition(small_window) == pytest.approx(before * 1.1, rel=0.01)
    assert small_window.status.text() == "Text size 110 %."
    press("Ctrl+-")
    assert height_of_definition(small_window) == before


def test_text_size_has_ends_and_a_way_back(small_window: Window, press: Press) -> None:
    normal = height_of_definition(small_window)
    press(" ".join(["Ctrl++"] * (len(SCALES) + 2)))
    assert height_of_definition(small_window) == pytest.approx(normal * 3, rel=0.01)
    press(" ".join(["Ctrl+-"] * (len(SCALES) + 2)))
    assert height_of_definition(small_window) == pytest.approx(normal * 0.8, rel=0.01)
    press("Ctrl+0")
    assert height_of_definition(small_window) == normal


def test_ctrl_and_the_wheel_change_the_text_size(small_window: Window) -> None:
    viewport = view_of(small_window).viewport()
    event = QWheelEvent(
        QPointF(50, 50), viewport.mapToGlobal(QPointF(50, 50)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)
    assert small_window.status.text() == "Text size 110 %."


def test_a_new_text_size_keeps_the_reader_s_place(window: Window, press: Press) -> None:
    press("Ctrl+2")
    step = window.reference.phases[1].steps[2].id
    view_of(window).show_place(step)
    press("Ctrl++ Ctrl++ Ctrl+D")
    cursor = view_of(window).textCursor()
    cursor.setPosition(view_of(window).position_of(step))
    assert 0 <= view_of(window).cursorRect(cursor).top() < 150


# -- theme


def test_the_theme_key_goes_round_and_repaints_page_and_frame(
    small_window: Window, press: Press
) -> None:
    seen = []
    for _ in THEMES:
        press("Ctrl+D")
        seen.append(small_window.theme.name)
        colours = PALETTES[small_window.theme.name]
        assert ground(small_window) == colours.ground.upper()
        link = view_of(small_window).links()[0]
        cursor = view_of(small_window).textCursor()
        cursor.setPosition(link.start + 1)
        ink = cursor.charFormat().foreground().color().name()
        assert ink.upper() == colours.accent.upper(), "links keep the colours of the old theme"
        assert view_of(small_window).palette().text().color().name() == colours.ink.lower()
    assert sorted(seen) == sorted(THEMES)


def test_the_first_start_follows_the_system(
    open_window: Opener, loaded_small: Loaded, wish: object
) -> None:
    wish.is_dark = True
    window = open_window(loaded_small, wish)
    assert window.theme.name == "dim"
    wish.is_high = True
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert window.theme.name == "contrast"


def test_a_chosen_theme_stays_until_the_system_is_followed_again(
    open_window: Opener, loaded_small: Loaded, wish: object, press: Press
) -> None:
    window = open_window(loaded_small, wish)
    press("Ctrl+D")
    assert window.theme.name == "dim"
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert window.theme.name == "dim"
    window.actions_by_id["system-theme"].trigger()
    assert window.theme.name == "light"


def test_a_start_takes_the_system_for_what_it_was_and_then_asks_it(
    open_window: Opener, make_window: Opener, loaded_small: Loaded, wish: object
) -> None:
    wish.is_dark = True
    open_window(loaded_small, wish).close()
    wish.is_dark = False
    assert make_window(loaded_small, wish).theme.name == "dim"
    window = open_window(loaded_small, wish)
    assert window.theme.name == "light"
    window.close()
    assert make_window(loaded_small, wish).theme.name == "light"


# -- fit


@pytest.mark.parametrize("theme", THEMES)
def test_at_200_percent_every_pane_fits_a_small_screen(
    open_window: Opener, bundled: Loaded, press: Press, theme: str
) -> None:
    window = open_window(bundled, size=(1024, 768))
    while window.theme.name != theme:
        press("Ctrl+D")
    window.reading.set_scale(200)
    for pane in range(1, 6):
        press(f"Ctrl+{pane} Ctrl+E")
        view = view_of(window)
        assert view.horizontalScrollBar().maximum() == 0, window.pane
        assert view.mapTo(window, view.rect().bottomRight()).x() < window.width()
    press("Ctrl+3 Down")
    table = window.panes["coding"].table
    assert view_of(window).horizontalScrollBar().maximum() == 0
    assert table.horizontalHeader().length() <= table.viewport().width()
    assert window.width() == 1024


@pytest.mark.parametrize(
    ("size", "scale"),
    [((640, 480), 100), ((1024, 768), 100), ((1280, 800), 150), ((1920, 1080), 200)],
)
def test_the_coding_table_is_never_wider_than_its_room(
    open_window: Opener, bundled: Loaded, press: Press, size: tuple[int, int], scale: int
) -> None:
    window = open_window(bundled, size=size)
    window.reading.set_scale(scale)
    press("Ctrl+3 Down")
    table = window.panes["coding"].table
    assert table.horizontalHeader().length() <= table.viewport().width()
    index = table.model().index(0, 1)
    for column in (2, 3, 4):
        if table.isColumnHidden(column):
            assert index.siblingAtColumn(column).data() in table.cells.text(index)


def lines_of(view: TextView, points: float) -> Iterator[str]:
    """The lines of the page as they are broken, without what is set smaller than `points`."""
    block: QTextBlock = view.document().begin()
    while block.isValid():
        text = block.text()
        for span in block.textFormats():
            if span.format.fontPointSize() < points:
                blank = " " * span.length
                text = text[: span.start] + blank + text[span.start + span.length :]
        for at in range(block.layout().lineCount()):
            line = block.layout().lineAt(at)
            yield text[line.textStart() : line.textStart() + line.textLength()].strip()
        block = block.next()


@pytest.mark.parametrize("width", [1000, 1280, 2560])
def test_prose_is_never_wider_than_80_characters(
    open_window: Opener, bundled: Loaded, press: Press, width: int
) -> None:
    window = open_window(bundled, size=(width, 700))
    for pane in range(1, 6):
        press(f"Ctrl+{pane} Ctrl+E")
        widest = max(lines_of(view_of(window), window.theme.points * 0.9), key=len)
        assert 30 < len(widest) <= 80, f"{window.pane}: {widest}"


def test_a_narrow_window_keeps_field_menu_and_panes(open_window: Opener, bundled: Loaded) -> None:
    window = open_window(bundled, size=(480, 360))
    for widget in (window.top.search, window.top.buttons["menu"], *window.rail.buttons.values()):
        assert widget.isVisible()
        assert window.rect().contains(widget.mapTo(window, widget.rect().bottomRight()))
