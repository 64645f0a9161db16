"""The reference as plain text: all of it, told apart, within 80 columns."""

import re

import msgspec
import pytest

from viewer.content.library import load_bundled
from viewer.content.model import PANES, Note, Reference
from viewer.content.places import panes_of, places
from viewer.render.lines import WIDTH, table, wrapped
from viewer.render.text import UnknownPart, pane_text, part_text, reference_text


@pytest.fixture(scope="module")
def bundled() -> Reference:
    reference = load_bundled().reference
    assert reference is not None
    return reference


def words(text: str) -> str:
    """`text` without bars and line breaks, to look for what may be wrapped."""
    return " ".join(re.sub(r"^  \| ", "", text, flags=re.MULTILINE).split())


def bars(text: str) -> str:
    """What stands behind bars."""
    lines = [line[4:] for line in text.split("\n") if line.startswith("  | ")]
    return " ".join(" ".join(lines).split())


def test_every_statement_and_note_stands_in_its_pane(small: Reference) -> None:
    told = [place for place in places(small) if place.role in ("text", "step", "question", "note")]
    assert len(told) > 15
    for place in told:
        assert words(place.text) in words(pane_text(small, place.pane)), place.id


def test_nothing_of_the_bundled_reference_is_lost(bundled: Reference) -> None:
    text = words(reference_text(bundled))
    for note in bundled.notes:
        assert words(note.headline) in text, note.id
        assert words(note.text) in text, note.id
    for phase in bundled.phases:
        for step in phase.steps:
            assert words(step.text) in text, step.id
    for group in bundled.faq:
        for question in group.questions:
            assert words(f"{question.question} {question.answer}") in text, question.id
    for entry in bundled.codes:
        for part in (entry.summary, entry.guidance_text, entry.difference, *entry.documentation):
            assert words(part) in text, entry.id
    for source in bundled.sources:
        assert f"[{source.id}] " in text
        assert source.address in text


def test_lines_keep_to_the_width_except_for_addresses(bundled: Reference) -> None:
    for pane in PANES:
        for line in pane_text(bundled, pane).split("\n"):
            assert len(line) <= WIDTH or re.search(r"https?://", line), line
            assert line == line.rstrip()


def test_notes_stand_behind_a_bar_and_nothing_else_does(bundled: Reference) -> None:
    for pane in PANES:
        text = pane_text(bundled, pane)
        told = bars(text)
        rest = " ".join(line for line in text.split("\n") if not line.startswith("  | "))
        for note in bundled.notes:
            assert words(note.text) not in words(rest), note.id
        for place in places(bundled):
            if place.kind == "article" and place.role in ("text", "step", "question"):
                assert words(place.text) not in told, place.id


def test_a_note_is_told_once_in_a_pane_and_named_later(small: Reference) -> None:
    text = pane_text(small, "overview")
    assert text.count("Gel where the needle enters must be sterile.") == 1
    assert text.count("  | MISSING  Sterile gel is not mentioned") == 1
    assert text.count("  | (see note: Sterile gel is not mentioned)") == 1
    assert text.index("MISSING  Sterile") < text.index("(see note: Sterile")


def test_every_kind_of_note_is_told_by_its_word(small: Reference) -> None:
    text = reference_text(small)
    for kind in ("ERROR", "CONTRADICTION", "MISSING", "UNDEFINED"):
        assert f"  | {kind}  " in text
    assert "  | General knowledge." in text
    assert "  | Partly sourced: S2." in text


def test_a_note_about_something_that_no_pane_shows_stands_under_sources(small: Reference) -> None:
    lost = msgspec.structs.replace(small.notes[2], id="note-lost", about=["compare/r1"], codes=[])
    bare = msgspec.structs.replace(small, overview=[], notes=[lost])
    assert words(lost.text) in words(pane_text(bare, "sources"))


def test_statements_name_their_place_in_the_article(small: Reference) -> None:
    assert "1. Ask about illnesses and allergies. [Preparation, paragraph 1]" in pane_text(
        small, "steps"
    )
    assert "[Benefits, point 2; Benefits, point 1]" in pane_text(small, "overview")
    assert "Fluoroscopy: [Comparison, row 2]" in pane_text(small, "overview")


def test_a_table_has_columns_and_whole_rows(small: Reference) -> None:
    lines = pane_text(small, "overview").split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("Method "))
    assert lines[at].split() == ["Method", "For", "it", "Against", "it"]
    column = lines[at].index("Against it")
    row = next(line for line in lines[at:] if line.startswith("Fluoroscopy "))
    assert row[column:] == "X-rays reach the patient"


def test_a_table_with_too_many_columns_becomes_lists() -> None:
    heads = [f"Head {number}" for number in range(9)]
    assert table(heads, [[f"cell {number}" for number in range(9)]], [0] * 9).split("\n") == [
        f"Head {number}: cell {number}" for number in range(9)
    ]


def test_codes_are_shown_at_a_glance_and_in_full(small: Reference) -> None:
    text = pane_text(small, "coding")
    glance, full = text.split("Each code in full")
    assert re.search(r"^20611 +Large joint or bursa\. The same, led +Included +2, clinical$",
                     glance, re.MULTILINE)  # fmt: skip
    assert re.search(r"^64490-64495 .*X-ray or CT only", glance, re.MULTILINE)
    assert "Must be on record  A stored picture of the site\n" in full
    assert "Not with           76942: It would pay for the guidance twice." in full
    assert "Retired            Gone from the tables of April 2026." in full


def test_a_long_code_is_never_broken(small: Reference) -> None:
    entry = msgspec.structs.replace(small.codes[3], code="64490-64491-64492-64493")
    text = pane_text(msgspec.structs.replace(small, codes=[entry]), "coding")
    assert "\n64490-64491-64492-64493  " in text


@pytest.mark.parametrize("pane", PANES)
def test_every_pane_has_its_head_and_foot(small: Reference, pane: str) -> None:
    text = part_text(small, pane)
    head, foot = text.split("\n")[:4], words(text[text.rindex("-" * WIDTH) :])
    assert head[0] == "Guided injection in short"
    assert head[1].casefold() == pane
    assert head[2] == "Revision 1, checked against sources up to mid-2026"
    assert small.intended_use in foot


def test_the_code_notice_stands_where_codes_stand(small: Reference) -> None:
    def noticed(part: str) -> bool:
        return words(small.code_notice) in words(part_text(small, part))

    assert noticed("coding")
    assert noticed("20611")
    assert noticed("overview"), "a benefit names 20611"
    assert noticed("note-tendon")
    assert not noticed("steps")
    assert not noticed("before")


def test_sources_that_are_cited_are_listed_and_no_others(small: Reference) -> None:
    text = part_text(small, "before")
    office = "[S2] A table of units. Example Office, year not shown."
    assert f"{office}\n     https://example.org/units" in text
    assert "[S1]" not in text
    assert "Note: 20610 is not for tendons" in pane_text(small, "sources")
    assert "Codes: 20610, 20611" in pane_text(small, "sources")


def test_every_part_can_be_shown_alone(small: Reference) -> None:
    ids = [place.id for place in places(small)]
    for part in [*ids, "benefits-list", "methods-table", "code-intro", "code-table", "codes-spine"]:
        assert part_text(small, part).count("\n") > 8, part
    assert "2. Find the target with the transducer" in part_text(small, "during-needle")
    assert "Numb the skin" not in part_text(small, "during-needle")
    assert "Ultrasound  " not in part_text(small, "method-fluoroscopy")


@pytest.mark.parametrize(
    "name", ["64492", "64490-64495", "64490–64495", "j3301", " 20611 ", "CODING"]
)
def test_codes_and_panes_are_found_as_people_write_them(small: Reference, name: str) -> None:
    assert part_text(small, name).split("\n")[1] == "Coding"


def test_all_is_every_pane_once(small: Reference) -> None:
    text = part_text(small, "all")
    headings = [text.index(f"\n{pane.upper()}\n=") for pane in PANES]
    assert headings == sorted(headings)
    assert text.count(small.intended_use.split(";")[0][:40]) == 1


def test_an_unknown_part_is_answered_with_what_to_type(small: Reference) -> None:
    with pytest.raises(UnknownPart, match=r"Did you mean coding\?"):
        part_text(small, "codng")
    with pytest.raises(UnknownPart, match="Parts are overview"):
        part_text(small, "qqqqqqqq")


def test_a_code_is_never_guessed(small: Reference) -> None:
    with pytest.raises(UnknownPart) as caught:
        part_text(small, "20161")
    assert "2061" not in str(caught.value).replace("20161", "")
    assert "code-table" in str(caught.value)


def test_wrapping_never_breaks_words_or_hyphens() -> None:
    long = "x" * 100
    assert wrapped(f"a {long} b").split("\n") == ["a", long, "b"]
    lines = wrapped("code " * 15 + "64490-64495").split("\n")
    assert lines[-1].endswith("64490-64495")
    assert wrapped("", "- ") == "-"


def test_an_almost_empty_reference_still_has_panes(small: Reference) -> None:
    notes: list[Note] = []
    bare = msgspec.structs.replace(
        small, overview=[], phases=[], code_intro=[], codes=[], faq=[], notes=notes, sources=[],
        unverified=[], code_notice="",
    )  # fmt: skip
    assert panes_of(bare) == ("overview", "coding", "sources")  # the finder is left
    for pane in panes_of(bare):
        assert small.title in pane_text(bare, pane)
    with pytest.raises(UnknownPart, match="under Steps") as caught:
        pane_text(bare, "steps")
    assert str(caught.value).endswith("It has overview, coding, sources.")
