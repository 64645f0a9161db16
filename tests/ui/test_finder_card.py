"""The finder as a coder uses it: two choices by keyboard, and the answer in sight."""

import re
from collections.abc import Callable

import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from viewer.content.finder import answer, headline
from viewer.content.library import Loaded
from viewer.content.model import FinderRule
from viewer.ui.choice import HINT, row_for
from viewer.ui.findercard import FinderCard
from viewer.ui.panes.coding import CodingPane
from viewer.ui.textview import TextView
from viewer.ui.window import Window

Press = Callable[[str], None]
Write = Callable[[str], None]


@pytest.fixture
def pane(window: Window, press: Press) -> CodingPane:
    press("Ctrl+3")
    made = window.panes["coding"]
    assert isinstance(made, CodingPane)
    return made


@pytest.fixture
def card(pane: CodingPane) -> FinderCard:
    assert pane.finder is not None
    return pane.finder


@pytest.fixture
def choose(card: FinderCard, press: Press, write: Write) -> Callable[[str, str], None]:
    """Chooses a structure and a guidance by typing, from wherever the focus is on the pane."""

    def choose_(structure: str, guidance: str) -> None:
        card.structure.setFocus()
        write(structure)
        press("Tab")
        write(guidance)

    return choose_


def test_every_combination_has_its_answer_on_screen(
    pane: CodingPane, card: FinderCard, press: Press
) -> None:
    finder = pane.reference.finder
    assert finder is not None
    asked: list[tuple[str, str]] = []
    card.structure.setFocus()
    for _ in finder.structures:
        press("Down Tab Home")
        for _ in finder.guidance:
            press("Down")
            pair = (card.structure.currentData(), card.guidance.currentData())
            asked.append(pair)
            see_answer(pane, card, answer(finder, *pair))
        press("Shift+Tab")
    assert asked == [(one.id, two.id) for one in finder.structures for two in finder.guidance]
    assert len(asked) == 126


def see_answer(pane: CodingPane, card: FinderCard, rule: FinderRule) -> None:
    text = pane.view.toPlainText()
    buttons = [each.text() for each in card.copies if each.isVisible()]
    assert card.code.isVisible()
    assert card.code.text() == headline(pane.reference, rule)
    said = words(f"{card.code.text()} {card.sentence.text()}")
    assert said[-len(words(rule.answer)) :] == words(rule.answer)
    assert text.startswith(f"Finder: {card.code.text()}")
    for part in (rule.answer, rule.units, rule.record, rule.reason, rule.general, *rule.not_add):
        assert part in text
    assert f"Sources: {', '.join(rule.sources)}" in text
    assert card.banner.property("unsettled") is not rule.settled
    if rule.settled:
        assert {code for entry in pane.entries() for code in entry.codes} >= set(rule.codes)
        assert all(not set(entry.codes).isdisjoint(rule.codes) for entry in pane.entries())
        codes = [*rule.codes, *rule.add]
        assert buttons == ([f"Copy {code}" for code in codes] if len(codes) <= 3 else [])
    else:
        assert card.code.text() == "Not settled"
        assert pane.codes_text() == ""
        assert buttons == []


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.mark.parametrize(
    ("size", "scale"),
    [((1280, 800), 100), ((1024, 768), 100), ((1024, 768), 200), ((1024, 768), 300)],
)
def test_nothing_is_wider_than_the_pane_whatever_the_answer(
    open_window: Callable[..., Window], bundled: Loaded, press: Press, qtbot: QtBot,
    size: tuple[int, int], scale: int,
) -> None:  # fmt: skip
    window = open_window(bundled, size=size)
    window.reading.set_scale(scale)
    press("Ctrl+3")
    pane = window.panes["coding"]
    assert isinstance(pane, CodingPane)
    assert pane.finder is not None
    card, inner, room = pane.finder, pane.area.widget(), pane.area.viewport()
    for structure, guidance in (
        ("nerve-trunk", "us-recorded"), ("nerve-other", "us-recorded"), ("nerve-arm", "ct"),
        ("tendon-sheath", "us-recorded"), ("epidural-root", "fluoroscopy"), ("facet", "mri"),
    ):  # fmt: skip
        card.structure.setCurrentIndex(card.structure.findData(structure))
        card.guidance.setCurrentIndex(card.guidance.findData(guidance))
        qtbot.waitUntil(lambda: inner.width() == room.width())
        qtbot.waitUntil(lambda: pane.view.horizontalScrollBar().maximum() == 0)
        assert card.banner.geometry().right() < card.width()
        for each in (*card.copies, card.clear_button):
            assert each.geometry().right() < card.banner.width()


@pytest.mark.parametrize(
    ("structure", "guidance", "code"),
    [
        ("shoulder", "ultra", "20611"),  # a word of the hint
        ("knee", "none", "20610"),
        ("wrist", "ultra", "20606"),
        ("small", "flu", "20600 + 77002"),
        ("sheath", "ultra", "20550 + 76942"),  # a word within the label
        ("trigger points in 3", "n", "20553"),
        ("tap", "ct", "64461–64463 or 64486–64489"),
        ("facet", "x-ray", "64490–64495"),
        ("sacro", "c", "27096 or G0260"),
        ("plate", "ultra", "0232T"),
    ],
)
def test_typing_a_word_chooses(
    card: FinderCard, choose: Callable[[str, str], None], structure: str, guidance: str, code: str
) -> None:
    choose(structure, guidance)
    assert card.code.text() == code


@pytest.mark.parametrize("word", ["rotator", "zzz", "neck"])
def test_a_word_of_several_structures_or_of_none_chooses_nothing(
    card: FinderCard, write: Write, word: str
) -> None:
    card.structure.setFocus()
    write(word)
    assert card.structure.currentIndex() == 0
    assert card.rule() is None


def test_a_pause_begins_a_new_word(qtbot: QtBot, card: FinderCard, write: Write) -> None:
    card.structure.setFocus()
    write("carpal")
    card.structure._pause.setInterval(1)
    write(" ")
    qtbot.waitUntil(lambda: not card.structure._typed)
    write("gang")
    assert card.structure.currentData() == "ganglion"


def test_one_letter_again_goes_on_to_the_next_that_begins_with_it() -> None:
    labels = ["", "Tendon sheath", "Nerve", "Tendon attachment", "Trigger points"]
    hints = [""] * len(labels)
    assert row_for("t", labels, hints, 0) == 1
    assert row_for("tt", labels, hints, 1) == 3
    assert row_for("ttt", labels, hints, 3) == 4
    assert row_for("tttt", labels, hints, 4) == 1


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_in_the_open_list_a_word_leads_there_and_enter_chooses(
    card: FinderCard, press: Press
) -> None:
    card.structure.setFocus()
    press("Alt+Down")
    view = card.structure.view()
    assert view.isVisible()
    for key in "knee":
        QTest.keyClicks(view, key)
    assert view.currentIndex().data() == "Major joint or bursa"
    assert card.structure.currentIndex() == 0, "nothing is chosen before Enter"
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert card.structure.currentData() == "joint-major"


def test_the_list_says_its_headings_and_hints(card: FinderCard) -> None:
    box = card.structure
    row = box.findData("joint-major")
    assert box.itemData(row, HINT).startswith("Knee, hip, shoulder")
    heading = box.model().index(box.findText("Nerve"), 0)
    assert not heading.flags() & Qt.ItemFlag.ItemIsEnabled
    assert card.guidance.itemData(card.guidance.findData("none"), HINT)


def test_the_wheel_over_a_choice_changes_nothing(
    card: FinderCard, choose: Callable[[str, str], None]
) -> None:
    choose("knee", "ultra")
    at = QPointF(20, 20)
    turned = QWheelEvent(
        at, card.guidance.mapToGlobal(at), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(card.guidance, turned)
    assert card.code.text() == "20611"


def test_the_hint_stands_there_until_both_are_chosen(card: FinderCard, write: Write) -> None:
    assert "Choose both" in card.sentence.text()
    card.structure.setFocus()
    write("interm")
    assert card.sentence.text().startswith("Wrist, elbow, ankle")
    assert not card.code.isVisible()
    assert not any(each.isVisible() for each in card.copies)


def test_the_number_is_asked_for_only_where_it_counts(
    card: FinderCard, choose: Callable[[str, str], None], press: Press, write: Write
) -> None:
    choose("trigger", "ultra")
    assert not card.number.isVisible()
    choose("facet", "ct")  # each level has a code of its own
    assert not card.number.isVisible()
    choose("sheath", "ct")  # not settled
    assert not card.number.isVisible()
    choose("knee", "ultra")
    assert card.number.isVisible()
    press("Tab")
    write("2")
    assert card.sentence.text().endswith("2 × joint: 2 units of 20611.")
    press("Down")
    assert "over the CMS limit of 2 a day (April 2026)" in card.sentence.text()
    choose("carpal", "ultra")
    choose("knee", "ultra")
    assert "units" not in card.sentence.text(), "the number begins anew"


def test_each_code_of_an_answer_is_copied_alone(
    window: Window, card: FinderCard, choose: Callable[[str, str], None], press: Press
) -> None:
    choose("sheath", "ultra")
    press("Tab Tab Return")
    assert QGuiApplication.clipboard().text() == "20550"
    assert window.status.text() == "Copied 20550."
    press("Tab Space")
    assert QGuiApplication.clipboard().text() == "76942"
    assert card.copies[1].hasFocus()


def test_ctrl_c_after_an_answer_copies_its_code(
    choose: Callable[[str, str], None], press: Press
) -> None:
    choose("shoulder", "ultra")
    press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "20611"


def test_where_several_rows_answer_none_is_copied_as_the_one(
    pane: CodingPane, choose: Callable[[str, str], None], press: Press
) -> None:
    choose("occipital", "none")
    assert [entry.code for entry in pane.entries()] == ["64405", "64418", "64450", "64455"]
    for entry in pane.entries():
        row = pane.table.visualRect(pane.model.index(pane.model.row_of(entry.id), 0))
        assert pane.table.viewport().rect().contains(row)
    press("Ctrl+C")
    rows = QGuiApplication.clipboard().text().splitlines()
    assert [row.split("\t")[0] for row in rows] == ["Code", "64405", "64418", "64450", "64455"]
    assert "Block of the occipital nerve." not in pane.view.toPlainText()


def test_what_is_not_settled_is_marked_and_cannot_be_copied(
    window: Window, pane: CodingPane, card: FinderCard, press: Press,
    choose: Callable[[str, str], None],
) -> None:  # fmt: skip
    choose("shoulder", "ultra")
    choose("sheath", "mri")
    assert card.code.text() == "Not settled"
    assert card.banner.property("unsettled") is True
    assert card.code.palette().color(card.code.foregroundRole()).name().upper() == (
        window.theme.palette.caution
    ), "the colour of a caution, beside the words"
    QGuiApplication.clipboard().setText("before")
    press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "before"
    assert "Nothing is selected" in window.status.text()
    choose("shoulder", "ultra")
    assert card.banner.property("unsettled") is False
    assert pane.codes_text() == "20611"


def test_a_filter_does_not_hide_the_answer(
    pane: CodingPane, choose: Callable[[str, str], None], write: Write
) -> None:
    pane.filter.setFocus()
    write("facet")
    choose("shoulder", "ultra")
    assert pane.filter.text() == ""
    assert [entry.code for entry in pane.entries()] == ["20611"]


def test_clear_takes_the_answer_away_and_the_focus_back_to_the_start(
    pane: CodingPane, card: FinderCard, choose: Callable[[str, str], None], press: Press
) -> None:
    choose("carpal", "none")
    press("Tab Tab")
    assert card.clear_button.hasFocus()
    press("Return")
    assert card.structure.hasFocus()
    nothing_is_answered(pane, card)


def test_esc_takes_the_answer_away(
    pane: CodingPane, card: FinderCard, choose: Callable[[str, str], None], press: Press
) -> None:
    choose("carpal", "none")
    press("Escape")
    nothing_is_answered(pane, card)


def nothing_is_answered(pane: CodingPane, card: FinderCard) -> None:
    assert card.rule() is None
    assert card.structure.currentIndex() == card.guidance.currentIndex() == 0
    assert not card.code.isVisible()
    assert not card.clear_button.isVisible()
    assert card.banner.property("unsettled") is False
    assert pane.entries() == []
    assert "Finder:" not in pane.view.toPlainText()


def test_the_sources_of_an_answer_are_one_link_away(
    window: Window, pane: CodingPane, choose: Callable[[str, str], None],
    click_link: Callable[[TextView, str], None],
) -> None:  # fmt: skip
    choose("shoulder", "ultra")
    assert pane.rule is not None
    click_link(pane.view, f"go:{pane.rule.sources[0]}")
    assert window.pane == "sources"


def test_another_row_shows_its_code_and_the_answer_stays_in_its_place(
    pane: CodingPane, card: FinderCard, choose: Callable[[str, str], None], press: Press
) -> None:
    choose("shoulder", "ultra")
    assert pane.view.toPlainText().startswith("Finder: 20611")
    pane.table.setFocus()
    press("Down")
    entry = pane.entry()
    assert entry is not None
    assert entry.code != "20611"
    assert pane.view.toPlainText().startswith(entry.code)
    assert card.code.text() == "20611"


def test_a_reference_without_a_finder_has_no_card(
    open_window: Callable[..., Window], loaded_small: Loaded, press: Press
) -> None:
    assert loaded_small.reference is not None
    without = structs.replace(loaded_small.reference, finder=None)
    window = open_window(structs.replace(loaded_small, reference=without))
    press("Ctrl+3")
    pane = window.panes["coding"]
    assert isinstance(pane, CodingPane)
    assert pane.finder is None
    press("Down")
    assert pane.entry() is not None
