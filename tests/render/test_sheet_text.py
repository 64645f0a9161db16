"""The patient's sheet as HTML and as text: all of it, safe, marked, with room to write."""

import re
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from viewer.content.model import Advice, AdviceList, PatientSheet, Reference, SheetPart, WriteIn
from viewer.render.sheet import NO_SHEET, POINTS, basis, patient_sheet, sheet_text
from viewer.render.text import UnknownPart, part_text


def shown(html: str) -> str:
    """The text of `html` as a reader sees it."""

    class Text(HTMLParser):
        parts: list[str]

        def handle_data(self, data: str) -> None:
            self.parts.append(data)

    reader = Text()
    reader.parts = []
    reader.feed(html.partition("<body>")[2])
    return " ".join(" ".join(reader.parts).split())


def made(reference: Reference, points: float = POINTS) -> str:
    chapter = patient_sheet(reference, points)
    assert chapter is not None
    return chapter.html


def texts(sheet: PatientSheet) -> list[str]:
    lists = [each for part in sheet.parts for each in part.lists]
    said = [text for each in lists for text in (each.lead, *(item.text for item in each.items))]
    labels = [line.label for line in sheet.write_in]
    return [sheet.title, sheet.use, *filter(None, said), sheet.write_in_title, *labels]


def test_all_of_it_is_there_in_order_and_escaped(small: Reference) -> None:
    assert small.sheet is not None
    html = made(small)
    for text in (shown(html), " ".join(sheet_text(small).split())):
        found = [text.find(each) for each in texts(small.sheet)]
        assert -1 not in found
        assert found == sorted(found)
    assert "<against>" not in html


def test_what_is_general_knowledge_is_marked_and_the_mark_explained(small: Reference) -> None:
    text = shown(made(small))
    assert "You cannot breathe well.\xa0*" in made(small).replace("&nbsp;", "\xa0")
    assert text.count("*") == 2
    assert text.endswith("* General medical knowledge.")
    assert small.sheet is not None
    part = SheetPart(id="p", title="P", lists=[AdviceList(items=[Advice(id="a", text="Rest.")])])
    plain = replace(small, sheet=replace(small.sheet, parts=[part]))
    assert "*" not in shown(made(plain))
    assert plain.sheet is not None
    assert "General" not in basis(plain, plain.sheet)


def test_type_is_never_smaller_than_14_points_but_for_the_small_line(small: Reference) -> None:
    for points in (9.0, POINTS, 18.0):
        sizes = sorted(
            float(size) for size in re.findall(r"font-size:([\d.]+)pt", made(small, points))
        )
        assert sizes[0] >= 7
        assert sizes[1] == max(points, POINTS)


def test_there_is_a_line_for_each_thing_to_write(small: Reference) -> None:
    assert small.sheet is not None
    assert made(small).count('class="blank"') == sum(line.lines for line in small.sheet.write_in)
    two = [WriteIn(label="Phone"), WriteIn(label="Open"), WriteIn(label="Other instructions")]
    html = made(replace(small, sheet=replace(small.sheet, write_in=two)))
    assert html.count('class="write"') == 2  # short ones stand side by side
    assert html.count('class="blank"') == 3
    none = made(replace(small, sheet=replace(small.sheet, write_in=[], write_in_title="")))
    assert 'class="write"' not in none


def test_a_reference_without_a_sheet_says_so(small: Reference) -> None:
    bare = replace(small, sheet=None)
    assert patient_sheet(bare) is None
    with pytest.raises(UnknownPart, match="has no patient's sheet"):
        part_text(bare, "sheet")
    assert sheet_text(bare) == NO_SHEET
    assert part_text(small, "Sheet") == sheet_text(small)
