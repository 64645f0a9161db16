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
from viewer.search.together import Search

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


def late(search: Search, first: int) -> list[str]:
    """The lines whose right place is not among so many first."""
    found = {line: search.search(line, first).hits for line in LINES}
    return [
        line
        for line, hits in found.items()
        if not {hit.place.id for hit in hits} & set(LINES[line])
    ]


def share_but(lines: list[str]) -> float:
    return 1 - len(lines) / len(LINES)


def test_the_share_that_comes_first_and_among_the_first_three(bundled_index: SearchIndex) -> None:
    search = Search([bundled_index])
    assert share_but(late(search, 1)) >= FIRST, late(search, 1)
    assert share_but(late(search, 3)) >= FIRST_THREE, late(search, 3)


def test_the_order_stays_nearly_right_where_words_are_too_common_to_look_at_each_place(
    bundled_index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = Search([bundled_index])
    monkeypatch.setattr("viewer.search.common.MANY", 30)
    search = Search([bundled_index])
    assert share_but(late(search, 1)) >= 0.9, late(search, 1)
    assert share_but(late(search, 3)) >= 0.98, late(search, 3)
    for line in LINES:
        assert bool(search.search(line).hits) == bool(exact.search(line).hits), line


def test_a_letter_beside_a_word_empties_no_list_where_there_are_many_places(
    bundled_index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewer.search.common.MANY", 1)
    search = Search([bundled_index])
    for line in ("ganglion q", "ganglion a", "ganglion as", "carpal tunnel i", "needle t"):
        assert search.search(line).hits, line
    assert search.search("ganglion x").hits[0].place.id == "code-20612"
    assert search.search("t").hits


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
