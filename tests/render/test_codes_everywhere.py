"""A code has the same facts on screen, as plain text and on paper."""

import html
import re
from collections.abc import Callable, Iterator

import pytest

from viewer.content.library import load_bundled
from viewer.content.model import CodeEntry, Reference
from viewer.content.places import notes_on_code
from viewer.render.html import Look, Page, Shown
from viewer.render.panes import code_html
from viewer.render.printed import chapters
from viewer.render.text import part_text

Tell = Callable[[Reference, CodeEntry], str]


@pytest.fixture(scope="module")
def bundled() -> Reference:
    reference = load_bundled().reference
    assert reference is not None
    return reference


def words_of(page: str) -> str:
    bare = re.sub(r"<style>.*?</style>|<a name=[^>]*></a>|</?(?:a|b|span)\b[^>]*>", "", page)
    return plain(html.unescape(re.sub(r"<[^>]+>", " ", bare)).replace("\u200b", ""))


def plain(text: str) -> str:
    """`text` without bars, line breaks and the spaces that a layout puts in."""
    return re.sub(r"\s+", "", re.sub(r"^ +\| ", "", text, flags=re.MULTILINE))


def on_screen(reference: Reference, entry: CodeEntry) -> str:
    return words_of(code_html(Page(reference, Look(), Shown(all_open=True)), entry))


def as_text(reference: Reference, entry: CodeEntry) -> str:
    return plain(part_text(reference, entry.id))


def on_paper(reference: Reference, entry: CodeEntry) -> str:
    return words_of("".join(chapter.html for chapter in chapters(reference, [entry.id], 10)))


def facts(entry: CodeEntry) -> Iterator[str]:
    """Everything that a code says, each part as it must stand there."""
    yield from (entry.code, entry.structure, entry.summary, entry.retired, entry.guidance_text)
    yield from (said.text for said in entry.article)
    yield from (entry.difference, *entry.documentation, entry.may_go_with, entry.drug)
    yield from (f"{', '.join(each.codes)}: {each.why}" for each in entry.not_with)
    yield from (f"{each.modifier}: {each.use}" for each in entry.modifiers)
    if entry.limit:
        yield f"{entry.limit.per_day} per day, April 2026 ({entry.limit.kind}"
        yield entry.limit.reason
    yield from (entry.limit_text, *entry.coverage, entry.checked, *entry.sources)
    if entry.general:
        yield f"General knowledge: {entry.general.rstrip('.')}"


@pytest.mark.parametrize("tell", [on_screen, as_text, on_paper])
def test_every_fact_and_note_of_every_code_is_told(bundled: Reference, tell: Tell) -> None:
    for entry in bundled.codes:
        told = tell(bundled, entry).casefold()
        lost = [fact for fact in facts(entry) if plain(fact).casefold() not in told]
        assert lost == [], entry.code
        for note in notes_on_code(bundled, entry):
            assert plain(note.headline).casefold() in told, (entry.code, note.id)
            assert plain(note.text).casefold() in told, (entry.code, note.id)
        assert plain(bundled.code_notice).casefold() in told or tell is on_paper


def test_on_paper_the_licence_line_goes_with_every_code(bundled: Reference) -> None:
    made = chapters(bundled, [entry.id for entry in bundled.codes], 10)
    assert made
    assert {chapter.notice for chapter in made} == {bundled.code_notice}
