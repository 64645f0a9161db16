"""Notes on the page: opened and closed where they stand, hidden and shown."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from viewer.content.model import Note
from viewer.ui.textview import TextView
from viewer.ui.window import Window

Press = Callable[[str], None]


@pytest.fixture
def quick(small_window: Window) -> Window:
    """The window, with no wait for a second letter to speak of."""
    small_window.page_keys.letter.setInterval(1)
    return small_window


def view_of(window: Window) -> TextView:
    return window.panes[window.pane].view


def tab_to(window: Window, press: Press, href: str) -> None:
    """Walk the links from the top of a page that fits on the screen."""
    for link in view_of(window).links():
        press("Tab")
        if link.href == href:
            return
    raise AssertionError(f"no link to {href}")


def note(window: Window, id_: str) -> Note:
    return next(each for each in window.reference.notes if each.id == id_)


def test_enter_on_a_headline_opens_the_note_in_place_and_closes_it_again(
    small_window: Window, press: Press
) -> None:
    press("Ctrl+2")
    view, gel = view_of(small_window), note(small_window, "note-gel")
    assert gel.headline in view.toPlainText()
    assert "MISSING" in view.toPlainText(), "the kind stands there as a word"
    assert gel.text not in view.toPlainText()
    tab_to(small_window, press, "open:note-gel")
    press("Return")
    assert gel.text in view.toPlainText()
    assert view.hasFocus()
    press("Return")
    assert gel.text not in view.toPlainText()


def test_an_opened_note_shows_its_basis_and_leads_to_its_sources(
    small_window: Window, press: Press, click_link: Callable[[TextView, str], None]
) -> None:
    press("Ctrl+2")
    click_link(view_of(small_window), "open:note-order")
    text = view_of(small_window).toPlainText()
    assert "Partly general knowledge. Sources:" in text
    assert "Example Office" in text
    assert "About: Procedure, step 1; Preparation, paragraph 1" in text
    click_link(view_of(small_window), "go:S2")
    assert small_window.pane == "sources"


def test_a_click_beside_the_headline_opens_the_note_too(
    qtbot: QtBot, small_window: Window, press: Press
) -> None:
    press("Ctrl+2")
    view = view_of(small_window)
    cursor = view.document().find("MISSING")
    cursor.setPosition(cursor.selectionStart() + 1)
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(cursor).center()
    )
    assert note(small_window, "note-gel").text in view.toPlainText()


def test_opening_a_note_far_down_leaves_the_page_where_it_was(
    window: Window, press: Press, click_link: Callable[[TextView, str], None]
) -> None:
    press("Ctrl+2")
    view = view_of(window)
    href = [link.href for link in view.links() if link.href.startswith("open:")][-3]
    bar = view.verticalScrollBar()
    view.show_place(href.removeprefix("open:"), above=200)
    before = bar.value()
    assert before > 100
    click_link(view, href)
    assert note(window, href.removeprefix("open:")).text in view.toPlainText()
    assert bar.value() == before


@pytest.mark.parametrize("pane", ["overview", "steps", "faq"])
def test_ctrl_e_opens_everything_on_the_page_and_closes_it(
    small_window: Window, press: Press, pane: str
) -> None:
    press({"overview": "Ctrl+1", "steps": "Ctrl+2", "faq": "Ctrl+4"}[pane])
    view = view_of(small_window)
    closed = view.toPlainText()
    hrefs = {link.href for link in view.links() if link.href.startswith("open:note")}
    press("Ctrl+E")
    text = view.toPlainText()
    assert all(note(small_window, href[5:]).text in text for href in hrefs)
    if pane == "faq":
        assert "At once for most people." in text
        assert "Which activities are normal?" in text, "the notes on an answer open with it"
    press("Ctrl+E")
    assert view.toPlainText() == closed


def test_with_all_open_one_can_be_closed_alone(
    small_window: Window, press: Press, click_link: Callable[[TextView, str], None]
) -> None:
    press("Ctrl+2 Ctrl+E")
    click_link(view_of(small_window), "open:note-gel")
    text = view_of(small_window).toPlainText()
    assert note(small_window, "note-gel").text not in text
    assert note(small_window, "note-order").text in text


def test_n_hides_the_notes_and_leaves_a_mark_that_shows_them_again(
    qtbot: QtBot, quick: Window, press: Press
) -> None:
    press("Ctrl+2")
    view, gel = view_of(quick), note(quick, "note-gel")
    press("N")
    qtbot.waitUntil(lambda: gel.headline not in view.toPlainText())
    assert "1 note hidden" in view.toPlainText()
    assert "N shows them again" in quick.status.text()
    press("N")
    qtbot.waitUntil(lambda: gel.headline in view.toPlainText())
    press("N")
    qtbot.waitUntil(lambda: gel.headline not in view.toPlainText())
    tab_to(quick, press, "do:notes")
    press("Return")
    assert gel.headline in view.toPlainText()


def test_hidden_notes_are_hidden_on_every_pane(qtbot: QtBot, quick: Window, press: Press) -> None:
    press("N")
    qtbot.waitUntil(lambda: "hidden" in quick.status.text())
    for key, headline in (
        ("Ctrl+2", "Sterile gel is not mentioned"),
        ("Ctrl+3 Down", "20610 is not for tendons"),
        ("Ctrl+4 Ctrl+E", "Which activities are normal?"),
    ):
        press(key)
        assert headline not in view_of(quick).toPlainText()
        assert "hidden" in view_of(quick).toPlainText()


def test_n_and_a_letter_begin_a_search_and_hide_nothing(
    small_window: Window, press: Press, write: Callable[[str], None]
) -> None:
    press("Ctrl+2")
    write("needle")
    assert small_window.top.search.text() == "needle"
    assert small_window.top.search.hasFocus()
    assert not small_window.page_keys.letter.isActive()
    press("Escape")
    assert note(small_window, "note-gel").headline in view_of(small_window).toPlainText()
