"""What paper says: chosen parts as HTML, before pages are made of it."""

import html
import re

from msgspec.structs import replace

from viewer.content.code_table import GUIDANCE_WORDS
from viewer.content.model import Reference
from viewer.content.places import KIND_TITLES, PANE_TITLES
from viewer.render.printed import CODE_TABLE, chapters

PANES = [*PANE_TITLES]


def text_of(source: str) -> str:
    """The words of an HTML document."""
    body = re.sub(r"<style>.*?</style>|</?a\b[^>]*>", "", source)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def printed(reference: Reference, *parts: str) -> str:
    return " ".join(text_of(chapter.html) for chapter in chapters(reference, parts, 10))


def test_everything_is_printed_and_each_note_in_full_once(small: Reference) -> None:
    text = printed(small, *PANES)
    for step in (step for phase in small.phases for step in phase.steps):
        assert step.text in text
    for question in (each for group in small.faq for each in group.questions):
        assert f"{question.question} {question.answer}" in text
    for entry in small.codes:
        assert entry.summary in text
        assert entry.guidance_text in text
    for note in small.notes:
        assert text.count(note.text) == 1
        kind = KIND_TITLES[note.kind].upper()
        assert re.search(f"{kind}\\s+{re.escape(note.headline)}", text)


def test_a_note_stands_where_it_fits_best_and_is_named_elsewhere(small: Reference) -> None:
    text = printed(small, "steps")
    number = re.search(r"Two places .*? Note (\d)", text)
    assert number
    assert text.index("Ask about illnesses") < text.index("CONTRADICTION Clean first")
    assert f"See note: Clean first, or numb first? ({number[1]})" in text


def test_a_note_is_in_full_in_every_run_that_it_concerns(small: Reference) -> None:
    assert "Gel where the needle enters must be sterile." in printed(small, "benefits")
    assert "Gel where the needle enters must be sterile." in printed(small, "during")


def test_each_statement_names_its_place_in_the_article(small: Reference) -> None:
    text = printed(small, "benefits")
    assert re.search(r"The prick may hurt less.*? Benefits, point 2 Benefits, point 1", text)


def test_only_cited_sources_are_listed(small: Reference) -> None:
    text = printed(small, "during")
    assert "Sources cited [S2] A table of units. Example Office, year not shown." in text
    assert "A guide to joints" not in text


def test_the_sources_pane_lists_all_and_is_not_doubled(small: Reference) -> None:
    text = printed(small, "faq", "sources")
    assert "Sources cited" not in text
    assert text.count("[S1] A guide to joints. Example Press, 2026.") == 1


def test_parts_come_in_reading_order_however_named(small: Reference) -> None:
    made = chapters(small, ["faq-code", "code-20610", "after", "before", "methods"], 10)
    titles = [chapter.title for chapter in made]
    assert titles == [
        "Overview: Other methods",
        "Steps: Before, After",
        "Coding: 20610",
        "FAQ: Which code is it?",
    ]


def test_a_part_inside_a_chosen_pane_is_printed_once(small: Reference) -> None:
    assert printed(small, "steps", "after") == printed(small, "steps")


def test_the_licence_line_goes_with_codes_alone(small: Reference) -> None:
    made = chapters(small, PANES, 10)
    with_notice = [chapter.title for chapter in made if chapter.notice]
    assert with_notice == ["Overview", "Coding", "FAQ", "Sources"]
    assert all(chapter.notice in ("", small.code_notice) for chapter in made)


def test_numbers_in_addresses_are_no_codes(small: Reference) -> None:
    sources = [replace(each, address="https://example.org/20610") for each in small.sources]
    made = chapters(replace(small, sources=sources), ["during"], 10)
    assert [chapter.notice for chapter in made] == [""]


def test_the_code_table_has_the_five_columns_and_no_details(small: Reference) -> None:
    text = printed(small, CODE_TABLE)
    assert "Code Covers Ultrasound Per day In article" in text
    assert re.search(r"20611 The same, led by ultrasound\. Included 2 FAQ only", text)
    # A family has no one limit: its sentence stands with it, no number is made up.
    family = f"Per day: One of each level and side. {GUIDANCE_WORDS['x-ray or ct only']} – No"
    assert family in text.replace("\u200b", "")
    assert "20610 is not for tendons" in text
    assert "A stored picture of the site" not in text


def test_a_family_of_codes_is_broken_between_codes_only(small: Reference) -> None:
    source = chapters(small, [CODE_TABLE], 18)[0].html
    assert "64490-&#8203;64495" in source


def test_nothing_in_the_content_is_taken_for_markup(small: Reference) -> None:
    odd = replace(small.definition, text="a <b>bold</b> & <img src='x'> claim")
    text = chapters(replace(small, definition=odd), ["overview"], 10)[0].html
    assert "a &lt;b&gt;bold&lt;/b&gt; &amp; &lt;img src=&#x27;x&#x27;&gt; claim" in text


def test_sizes_on_paper_are_points(small: Reference) -> None:
    for chapter in chapters(small, PANES, 10):
        assert re.findall(r"font-size:([\d.]+)(\w+)", chapter.html)
        sizes = re.findall(r"font-size:([\d.]+)(\w+)", chapter.html)
        assert all(unit == "pt" and float(size) >= 7 for size, unit in sizes)
