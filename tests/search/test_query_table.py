"""What people type, and the place that must come first: a table, and the share that does.

The lines were written before the search was looked at, as a clinician, a nurse or a coder would
type them; where several places say the same, each of them will do.
"""

import json
from pathlib import Path

import pytest

from viewer.content.model import Reference
from viewer.content.places import places
from viewer.search.index import SearchIndex

FIRST, FIRST_THREE = 0.95, 1.0

TABLE: dict[str, dict[str, list[str]]] = json.loads(
    Path(__file__).with_name("queries.json").read_text(encoding="utf-8")
)
LINES = {line: first for of_kind in TABLE.values() for line, first in of_kind.items()}


def test_the_table_is_large_and_names_places_that_exist(bundled: Reference) -> None:
    assert len(LINES) >= 110
    assert len(LINES) == sum(map(len, TABLE.values())), "no line stands twice"
    known = {place.id for place in places(bundled)}
    assert {place for first in LINES.values() for place in first} <= known


def test_the_share_that_comes_first_and_among_the_first_three(bundled_index: SearchIndex) -> None:
    missed, late = [], []
    for line, right in LINES.items():
        ids = [hit.place.id for hit in bundled_index.search(line).hits[:3]]
        if not set(ids[:1]) & set(right):
            missed.append(line)
        if not set(ids) & set(right):
            late.append(line)
    assert 1 - len(missed) / len(LINES) >= FIRST, missed
    assert 1 - len(late) / len(LINES) >= FIRST_THREE, late


@pytest.mark.parametrize("line", ["CPT20611", "cpt-20611", "20611 LT", "20611-50", "20611RT"])
def test_a_code_is_itself_however_it_is_written(bundled_index: SearchIndex, line: str) -> None:
    answer = bundled_index.search(line)
    assert answer.hits[0].place.id == "code-20611"
    assert answer.message == ""


@pytest.mark.parametrize("line", ["50", "RT", "LT", "59", "JW", "JZ", "26", "TC", "XS", "25"])
def test_every_modifier_finds_what_speaks_of_it(bundled_index: SearchIndex, line: str) -> None:
    for asked in (line, f"modifier {line}", f"{line} modifier"):
        answer = bundled_index.search(asked, 50)
        assert answer.message == "", asked
        assert answer.hits, asked
        for hit in answer.hits[:5]:
            assert line in f"{hit.place.title} {hit.place.text}", (asked, hit.place.id)
