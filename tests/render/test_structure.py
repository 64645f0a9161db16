"""What printed pages mean: nothing of their text is lost, and each part is what it is."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from msgspec.structs import replace

from viewer.content.library import load_bundled
from viewer.content.model import PANES, Reference
from viewer.content.places import KIND_TITLES
from viewer.render.escape import escape
from viewer.render.printed import Chapter, chapters
from viewer.render.sheet import patient_sheet
from viewer.render.structure import Line, Node, structure


@pytest.fixture(scope="module")
def bundled() -> Reference:
    reference = load_bundled().reference
    assert reference is not None
    return reference


def everything(reference: Reference) -> list[Chapter]:
    sheet = patient_sheet(reference)
    assert sheet is not None
    return [*chapters(reference, PANES, 10), sheet]


def said(nodes: list[Node]) -> Iterator[str]:
    """All texts in reading order."""
    for node in nodes:
        for line in (node.get("line", []), *node.get("lines", [])):
            yield plain(line)
        yield node.get("origin", "")
        yield from node.get("head", [])
        for row in node.get("rows", []):
            yield from (plain(line) for cell in row for line in cell)
        for item in node.get("items", []):
            yield item["name"]
            yield from said(item["nodes"])
        yield from said(node.get("nodes", []))


def plain(line: Line) -> str:
    return "".join(run["text"] for run in line)


def letters(text: str) -> list[str]:
    """The words of `text`, sorted: origins stand elsewhere and words for kinds in capitals."""
    return sorted(re.findall(r"\w+", text.casefold()))


def walk(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node.get("nodes", []))
        for item in node.get("items", []):
            yield from walk(item["nodes"])


def test_every_word_on_paper_is_in_the_structure(bundled: Reference, small: Reference) -> None:
    for reference in (small, bundled):
        for chapter in everything(reference):
            body = re.sub(r"<style>.*?</style>", "", chapter.html)
            shown = re.sub(r"<[^>]+>", " ", body.replace("&#8203;", ""))
            for sign in "&<>\"'":
                shown = shown.replace(escape(sign), sign)
            shown = re.sub("&nbsp;|•", " ", shown)
            made = " ".join(said(structure(chapter.html)))
            signs = [str(number) for number in range(1, 10)]  # a list counts by itself
            if chapter.title == "Steps":
                left = letters(shown)
                for word in letters(made):
                    left.remove(word)
                assert set(left) <= set(signs)
            else:
                assert letters(made.replace("\u200b", "")) == letters(shown), chapter.title


def test_headings_go_down_by_one_level(bundled: Reference) -> None:
    for chapter in everything(bundled):
        levels = [node["level"] for node in walk(structure(chapter.html)) if "level" in node]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_part_is_what_it_means(small: Reference) -> None:
    overview, steps, coding, faq, sources, sheet = (
        structure(chapter.html) for chapter in everything(small)
    )
    kinds = [{node["kind"] for node in walk(nodes)} for nodes in (overview, steps, coding)]
    assert kinds[0] >= {"heading", "text", "note", "list", "table"}
    assert kinds[1] >= {"heading", "list", "note"}
    assert kinds[2] >= {"heading", "table", "terms"}
    questions = [plain(node["line"]) for node in faq if node.get("level") == 3]
    assert [question.question for group in small.faq for question in group.questions] == questions
    assert [node["kind"] for node in sources].count("terms") == 1
    assert {"framed", "write"} <= {node["kind"] for node in sheet}
    ordered = [node for node in walk(steps) if node["kind"] == "list"]
    assert [len(node["items"]) for node in ordered if node["ordered"]] == [
        len(phase.steps) for phase in small.phases
    ]


def test_a_note_begins_with_the_word_for_its_kind_and_stands_with_its_step(
    small: Reference,
) -> None:
    (steps,) = chapters(small, ["steps"], 10)
    nodes = structure(steps.html)
    notes = [node for node in walk(nodes) if node["kind"] == "note"]
    assert notes
    for node in notes:
        first = node["lines"][0][0]
        assert first["text"] == f"{KIND_TITLES[node['style']]}: "  # type: ignore[index]
        assert node["origin"].startswith("Note ")
    assert not [node for node in nodes if node["kind"] == "note"], "each belongs to a step"


def test_markup_in_the_content_is_text(small: Reference) -> None:
    bad = '#panic() $x$ <b>*_`@"\\ [a] // &amp; &nbsp;'
    definition = replace(small.definition, text=bad)
    (made,) = chapters(replace(small, definition=definition, notes=[]), ["definition"], 10)
    texts = [*said(structure(made.html))]
    assert bad in texts


def test_a_new_kind_of_table_is_noticed() -> None:
    with pytest.raises(ValueError, match="'new' has no meaning"):
        structure('<body><table class="new"><tr><td>x</td></tr></table></body>')
