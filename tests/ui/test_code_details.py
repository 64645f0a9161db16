"""The chosen code in full: every fact of every code, and the notes beside it."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from viewer.content.model import CodeEntry
from viewer.content.places import KIND_TITLES, notes_on_code
from viewer.render.html import counted
from viewer.ui.panes.coding import CodingPane
from viewer.ui.window import Window

Press = Callable[[str], None]


@pytest.fixture
def pane(window: Window, press: Press) -> CodingPane:
    press("Ctrl+3")
    made = window.panes["coding"]
    assert isinstance(made, CodingPane)
    return made


def each_code(pane: CodingPane) -> Iterator[tuple[CodeEntry, str]]:
    """Every entry with what the detail says when its row is chosen."""
    for row, entry in enumerate(pane.reference.codes):
        pane.table.choose(row)
        assert pane.entry() is entry
        yield entry, pane.view.toPlainText()


def facts(entry: CodeEntry) -> dict[str, list[str]]:
    """What must be read under each name; an empty list for what the entry has nothing of."""
    limit = [entry.limit_text] if entry.limit_text else []
    if entry.limit:
        limit += [f"{entry.limit.per_day} per day, April 2026 ({entry.limit.kind}"]
        limit += [entry.limit.reason]
    in_use = entry.system == "CPT" and not entry.retired
    silent = ["Not in the sources that were read: see the code book"] if in_use else []
    return {
        "THE ARTICLE SAYS": [said.text for said in entry.article] or ["does not name it"],
        "WHAT IS RIGHT": [entry.difference] if entry.difference else [],
        "GUIDANCE": [entry.guidance_text],
        "MUST BE ON RECORD": entry.documentation or silent,
        "MAY GO WITH": [entry.may_go_with] if entry.may_go_with else [],
        "NOT WITH": [f"{', '.join(each.codes)}: {each.why}" for each in entry.not_with],
        "MODIFIERS": [f"{each.modifier}: {each.use}" for each in entry.modifiers],
        "DRUG LINE": [entry.drug] if entry.drug else [],
        "UNIT LIMIT": limit,
        "COVERAGE": entry.coverage,
        "BASIS": [
            f"Checked against sources up to {entry.checked}.",
            f"General knowledge: {entry.general}" if entry.general else entry.confidence.title(),
        ],
    }


def test_every_fact_of_every_code_is_read(pane: CodingPane) -> None:
    sources = {source.id: source for source in pane.reference.sources}
    seen = 0
    for entry, text in each_code(pane):
        lines = text.splitlines()
        for name, wanted in facts(entry).items():
            assert (name in lines) is bool(wanted), (entry.code, name)
            assert all(part in text for part in wanted), (entry.code, name)
        for part in (entry.code, entry.system, entry.structure, entry.summary, entry.retired):
            assert part in text, (entry.code, part)
        for id_ in entry.sources:
            line = next(line for line in lines if line.split()[:1] == [id_])
            assert sources[id_].publisher in line
            assert sources[id_].year in line
        assert pane.reference.code_notice in text
        seen += 1
    assert seen == 52


def test_a_code_that_the_article_speaks_of_shows_both_layers_and_the_difference(
    pane: CodingPane,
) -> None:
    spoken = [entry for entry, _ in each_code(pane) if entry.article]
    assert {entry.code for entry in spoken} == {"20610", "20611", "20550", "76942"}
    for entry in spoken:
        pane.choose_entry(entry.id)
        text = pane.view.toPlainText()
        assert entry.difference
        assert text.index("THE ARTICLE SAYS") < text.index("WHAT IS RIGHT")
        for said in entry.article:
            assert text.index("THE ARTICLE SAYS") < text.index(said.text)
            assert text.index(said.text) < text.index("WHAT IS RIGHT")


def test_a_retired_code_says_so_before_anything_else(pane: CodingPane) -> None:
    retired = [(entry, text) for entry, text in each_code(pane) if entry.retired]
    assert {entry.code for entry, _ in retired} == {"0228T–0231T", "J1020, J1030, J1040"}
    for entry, text in retired:
        assert text.index(entry.retired) < text.index(entry.summary)


def test_the_notes_on_a_code_stand_under_it_and_open_in_full(
    pane: CodingPane, press: Press
) -> None:
    press("Ctrl+E")
    for entry, text in each_code(pane):
        notes = notes_on_code(pane.reference, entry)
        assert ("NOTES" in text.splitlines()) is bool(notes), entry.code
        for note in notes:
            assert KIND_TITLES[note.kind].upper() in text
            assert note.headline in text
            assert note.text in text


def test_hidden_notes_leave_a_mark_where_there_are_any_and_none_where_not(
    qtbot: QtBot, window: Window, pane: CodingPane, press: Press
) -> None:
    window.page_keys.letter.setInterval(1)
    press("N")
    qtbot.waitUntil(lambda: "hidden" in window.status.text())
    without = 0
    for entry, text in each_code(pane):
        notes = notes_on_code(pane.reference, entry)
        mark = f"{counted(len(notes), 'note')} hidden"
        assert (mark in text) is bool(notes), entry.code
        assert "0 notes" not in text
        assert not any(note.headline in text for note in notes)
        without += not notes
    assert without
    pane.choose_entry("code-20611")
    press("F6 Tab")
    pane.view.focus_link("do:notes")
    press("Return")
    assert "NOTES" in pane.view.toPlainText().splitlines()
    assert "notes hidden" not in pane.view.toPlainText()


def test_codes_in_the_text_lead_to_their_rows(
    pane: CodingPane, click_link: Callable[[object, str], None]
) -> None:
    pane.choose_entry("code-20611")
    click_link(pane.view, "go:code-20606")
    entry = pane.entry()
    assert entry is not None
    assert entry.code == "20606"
    assert pane.view.toPlainText().startswith("20606")


def test_a_source_of_a_code_leads_to_its_entry(
    window: Window, pane: CodingPane, click_link: Callable[[object, str], None]
) -> None:
    pane.choose_entry("code-20611")
    click_link(pane.view, "go:S14")
    assert window.pane == "sources"
    assert window.panes["sources"].view.position_of("S14") > 0
