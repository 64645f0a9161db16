"""Search in the window: from the first letter to the very place, and back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from viewer.content.library import Loaded
from viewer.content.places import places
from viewer.search.answer import Hit
from viewer.ui.results import ResultsPanel
from viewer.ui.textview import TextView
from viewer.ui.window import Window

Press = Callable[[str], None]
Write = Callable[[str], None]


def view_of(window: Window) -> TextView:
    return window.panes[window.pane].view


def results(window: Window) -> ResultsPanel:
    panel = window.finding.panel
    assert panel is not None
    assert panel.isVisible()
    return panel


def chosen(window: Window) -> Hit:
    hit = results(window).current()
    assert hit is not None
    return hit


def current_mark(view: TextView) -> tuple[int, int]:
    """The characters of the hit that is drawn as the one in hand."""
    drawn = [
        (each.cursor.selectionStart(), each.cursor.selectionEnd())
        for each in view.extraSelections()
        if each.format.background().color() == QColor(view._palette.accent)
    ]
    assert len(drawn) == 1
    return drawn[0]


def marked_text(view: TextView) -> str:
    start, end = current_mark(view)
    cursor = view.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def rect_of(view: TextView, position: int) -> QRect:
    cursor = view.textCursor()
    cursor.setPosition(position)
    return view.cursorRect(cursor)


def in_sight(view: TextView, position: int) -> bool:
    rect = rect_of(view, position)
    return rect.top() >= -4 and rect.bottom() <= view.viewport().height() + 4


def choose(window: Window, press: Press, id_: str) -> None:
    """Move down in the results to a place."""
    for _ in range(results(window).model.rowCount()):
        if chosen(window).place.id == id_:
            return
        press("Down")
    raise AssertionError(f"{id_} was not found")


@pytest.mark.parametrize("pane", range(1, 6))
def test_a_letter_typed_on_any_page_begins_a_search(
    small_window: Window, press: Press, write: Write, pane: int
) -> None:
    press(f"Ctrl+{pane}")
    write("gel")
    assert small_window.top.search.text() == "gel"
    assert small_window.top.search.hasFocus()
    assert (
        "gel"
        in chosen(small_window).snippet.casefold() + chosen(small_window).place.title.casefold()
    )


@pytest.mark.parametrize("keys", ["/", "Ctrl+F", "Ctrl+L"])
def test_keys_lead_to_the_field_and_typing_replaces_the_old_search(
    small_window: Window, press: Press, write: Write, keys: str
) -> None:
    small_window.top.search.setText("knee")
    press("Return")
    press(keys)
    assert small_window.top.search.hasFocus()
    write("gel")
    assert small_window.top.search.text() == "gel"


def test_what_was_read_differently_is_said(
    window: Window, search_for: Callable[[str], None]
) -> None:
    search_for("flouroscopy")
    panel = results(window)
    assert panel.message.isVisible()
    assert panel.message.text() == "Nothing for “flouroscopy”. Showing fluoroscopy."
    hit = chosen(window)
    assert "fluoroscopy" in f"{hit.place.title} {hit.snippet}".casefold()


def test_arrows_choose_while_the_focus_stays_in_the_field(
    window: Window, press: Press, search_for: Callable[[str], None]
) -> None:
    search_for("needle")
    first = chosen(window)
    press("Down Down")
    third = chosen(window)
    assert third.rank == 3
    assert window.top.search.hasFocus()
    press("Up Up Up")
    assert chosen(window) == first
    for _ in range(40):
        press("Down")
    panel = results(window)
    assert chosen(window).rank == panel.model.rowCount()
    shown = panel.list.visualRect(panel.list.currentIndex())
    assert panel.list.viewport().rect().contains(shown.center())


def test_no_result_is_said_with_what_to_do(
    small_window: Window, press: Press, search_for: Callable[[str], None]
) -> None:
    search_for("20699")
    panel = results(small_window)
    assert panel.list.isHidden()
    assert panel.nothing.text().startswith("20699 is not in these references.")
    assert "Try fewer words" in panel.nothing.text()
    press("Return")
    assert small_window.pane == "overview"
    assert small_window.top.search.hasFocus()


LINES = ("sterile gel", "time-out", "redness", "driving", "tip of the needle", "CT", "bursa")


@pytest.mark.parametrize("line", LINES)
def test_enter_lands_on_the_very_place_with_the_hit_marked_in_it(
    window: Window, press: Press, search_for: Callable[[str], None], line: str
) -> None:
    press("Ctrl+5 End")
    search_for(line)
    place = chosen(window).place
    press("Return")
    assert window.pane == place.pane
    assert window.finding.panel is not None
    assert window.finding.panel.isHidden()
    view = view_of(window)
    assert view.hasFocus() or window.panes["coding"].isAncestorOf(QApplication.focusWidget())
    start = view.position_of(place.id)
    assert start >= 0
    bar = view.verticalScrollBar()
    near = rect_of(view, start).top() < 120 or bar.value() == bar.maximum()
    assert in_sight(view, start)
    assert near
    after = [view.position_of(each.id) for each in places(window.reference)]
    end = min((at for at in after if at > start), default=view.document().characterCount())
    mark, _ = current_mark(view)
    assert start <= mark < end, f"“{marked_text(view)}” is marked outside {place.id}"
    assert in_sight(view, mark)


def test_a_code_lands_on_its_row_in_the_table(
    window: Window, press: Press, search_for: Callable[[str], None]
) -> None:
    search_for("64455")
    press("Return")
    assert window.pane == "coding"
    pane = window.panes["coding"]
    entry = pane.entry()
    assert entry is not None
    assert entry.code == "64455"
    row = pane.table.selectionModel().selectedRows()[0]
    assert pane.model.entry(row.row()) == entry
    assert pane.table.viewport().rect().contains(pane.table.visualRect(row).center())
    assert "64455" in view_of(window).toPlainText()


def test_f3_and_shift_f3_go_round_the_hits_of_the_page(
    window: Window, press: Press, search_for: Callable[[str], None]
) -> None:
    press("Ctrl+2")
    search_for("needle")
    press("Return")
    view = view_of(window)
    count = len(view.extraSelections())
    assert count > 3
    first = current_mark(view)
    seen = [first]
    for _ in range(count - 1):
        press("F3")
        seen.append(current_mark(view))
        assert in_sight(view, seen[-1][0])
    assert len(set(seen)) == count
    press("F3")
    assert current_mark(view) == first
    press("Shift+F3")
    assert current_mark(view) == seen[-1]
    assert f"of {count}" in window.status.text()


def test_f3_without_a_search_says_so(small_window: Window, press: Press) -> None:
    press("F3")
    assert "No search is marked" in small_window.status.text()


def test_esc_in_the_field_closes_the_results_and_leaves_the_page_alone(
    window: Window, press: Press, search_for: Callable[[str], None]
) -> None:
    press("Ctrl+2")
    bar = view_of(window).verticalScrollBar()
    bar.setValue(200)
    search_for("gel")
    panel = results(window)
    press("Escape")
    assert panel.isHidden()
    assert view_of(window).hasFocus()
    assert (window.pane, bar.value()) == ("steps", 200)


@pytest.mark.parametrize("line", ["driving", "sterile gel", "20611"])
def test_esc_on_the_page_leads_back_to_where_the_search_began(
    window: Window, press: Press, search_for: Callable[[str], None], line: str
) -> None:
    press("Ctrl+1")
    bar = view_of(window).verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    there = bar.value()
    search_for(line)
    press("Return F3 Escape")
    assert (window.pane, bar.value()) == ("overview", there)
    assert view_of(window).hasFocus()
    assert view_of(window).extraSelections() == []
    press("Escape")
    assert window.pane == "overview"


def test_a_note_in_a_closed_question_is_found_opened_and_in_sight(
    window: Window, press: Press, search_for: Callable[[str], None]
) -> None:
    note = next(place for place in places(window.reference)
                if place.role == "note" and place.pane == "faq")  # fmt: skip
    assert note.text not in window.panes["faq"].view.toPlainText()
    search_for(note.title.partition(": ")[2])
    choose(window, press, note.id)
    press("Return")
    assert window.pane == "faq"
    assert note.text in view_of(window).toPlainText()
    assert in_sight(view_of(window), view_of(window).position_of(note.id))


def test_a_note_is_found_and_shown_when_notes_are_hidden(
    qtbot: QtBot, window: Window, press: Press, search_for: Callable[[str], None]
) -> None:
    window.page_keys.letter.setInterval(1)
    press("N")
    qtbot.waitUntil(lambda: "hidden" in window.status.text())
    note = next(each for each in window.reference.notes if each.id == "n-gel-and-cover")
    search_for(note.headline)
    choose(window, press, note.id)
    press("Return")
    assert note.text in view_of(window).toPlainText()
    assert in_sight(view_of(window), view_of(window).position_of(note.id))


def test_a_question_that_the_filter_hides_is_found(
    window: Window, press: Press, write: Write, search_for: Callable[[str], None]
) -> None:
    press("Ctrl+4 Shift+F6")
    write("insurance")
    question = window.reference.faq[1].questions[0]
    search_for(question.question)
    choose(window, press, question.id)
    press("Return")
    assert question.answer in view_of(window).toPlainText()
    assert in_sight(view_of(window), view_of(window).position_of(question.id))


def test_what_is_typed_before_the_index_is_ready_is_answered_when_it_is(
    qtbot: QtBot, make_window: Callable[[Loaded], Window], loaded_small: Loaded
) -> None:
    window = make_window(loaded_small)
    window.finding.begin("redness")
    panel = window.finding.panel
    assert panel is not None
    assert panel.nothing.text() == "One moment: the index is being made."
    assert panel.model.rowCount() == 0
    with qtbot.waitSignal(window.finding.ready):
        window.show()
    assert panel.model.rowCount() > 0
    assert "redness" in chosen(window).snippet


def test_a_click_opens_a_result_and_a_click_elsewhere_closes_them(
    qtbot: QtBot, window: Window, search_for: Callable[[str], None]
) -> None:
    search_for("redness")
    panel = results(window)
    second = panel.model.index(1)
    place = panel.model.hit(1).place
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(panel.list.viewport(), left, pos=panel.list.visualRect(second).center())
    assert window.pane == place.pane
    assert in_sight(view_of(window), view_of(window).position_of(place.id))
    search_for("gel")
    assert results(window)
    qtbot.mouseClick(view_of(window).viewport(), left, pos=view_of(window).rect().bottomLeft())
    assert panel.isHidden()


def test_results_fit_into_the_window(
    small_window: Window, search_for: Callable[[str], None]
) -> None:
    for size in ((1280, 800), (640, 480)):
        small_window.resize(*size)
        search_for("needle")
        panel = results(small_window)
        assert small_window.rect().contains(panel.geometry())
        assert not panel.list.horizontalScrollBar().isVisible()
