"""The sources: each once, with what leans on it, and what could not be verified."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication

from viewer.ui.panes.base import BasePane
from viewer.ui.textview import TextView
from viewer.ui.window import Window

Press = Callable[[str], None]


@pytest.fixture
def pane(window: Window, press: Press) -> BasePane:
    press("Ctrl+5")
    return window.panes["sources"]


def between(view: TextView, first: str, last: str) -> tuple[str, list[str]]:
    """The text and the links from the place `first` to the place `last`."""
    start, end = view.position_of(first), view.position_of(last)
    assert 0 <= start < end
    text = "\n".join(line for at, line in view.blocks() if start <= at < end)
    return text, [link.href for link in view.links() if start <= link.start < end]


def test_every_source_stands_once_with_all_of_it_and_what_leans_on_it(pane: BasePane) -> None:
    reference, view = pane.reference, pane.view
    ends = [*(source.id for source in reference.sources[1:]), "places"]
    for source, end in zip(reference.sources, ends, strict=True):
        text, links = between(view, source.id, end)
        assert source.title in text
        assert source.publisher in text
        assert source.address in text
        assert (source.year or "year not shown") in text
        notes = [f"go:{note.id}" for note in reference.notes if source.id in note.sources]
        codes = [f"go:{entry.id}" for entry in reference.codes if source.id in entry.sources]
        assert links == [f"copy:{source.id}", *notes, *codes]
        assert notes or codes
    addresses = [link.href for link in view.links() if link.href.startswith("copy:S")]
    assert len(addresses) == len(set(addresses)) == len(reference.sources)


def test_each_address_is_copied_whole(
    window: Window, pane: BasePane, click_link: Callable[[TextView, str], None]
) -> None:
    for source in pane.reference.sources[::12]:
        click_link(pane.view, f"copy:{source.id}")
        assert QGuiApplication.clipboard().text() == source.address
        assert window.status.text() == f"Copied, not opened: {source.address}"


def test_what_could_not_be_verified_is_listed_before_what_could(pane: BasePane) -> None:
    reference, view = pane.reference, pane.view
    text, _ = between(view, "unverified", "source-list")
    assert reference.unverified
    assert all(gap.text in text for gap in reference.unverified)


def test_licence_use_revision_and_date_stand_there(pane: BasePane) -> None:
    reference, text = pane.reference, pane.view.toPlainText()
    for part in (reference.code_notice, reference.intended_use, reference.revision):
        assert part in text
    assert f"checked against sources up to {reference.checked}." in text


def test_a_note_is_one_key_from_its_source(
    window: Window, pane: BasePane, click_link: Callable[[TextView, str], None], press: Press
) -> None:
    note = next(note for note in pane.reference.notes if "S14" in note.sources)
    click_link(pane.view, f"go:{note.id}")
    assert note.text in window.panes[window.pane].view.toPlainText()
    press("Alt+Left")
    assert window.pane == "sources"
