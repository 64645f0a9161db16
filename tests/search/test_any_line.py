"""No line raises, whatever it is made of, and the same line has the same answer."""

import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from viewer.content.model import Reference
from viewer.content.reader import read_file
from viewer.search.index import SearchIndex
from viewer.search.words import words


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    reference = read_file(Path(__file__).parents[1] / "data" / "searched.json")
    assert isinstance(reference, Reference), reference
    return SearchIndex.build([reference])


pieces = st.one_of(
    st.sampled_from(["gel", "needle", "flouroscopy", "complex regional", "LAST", "x", "ray", "to"]),
    st.sampled_from(["20611", "20604-", "206", "0228T", "J33", "CPT", ".5", "5 %", "½", "٣", "中"]),
    st.sampled_from(["AND", "OR", "NOT", '"', "(", ")", "*", "~", "^", ":", "\\", "'", "’s", "/"]),
    st.sampled_from(["\u00ad", "\u200b", "\u0301", "\ud800", "\x00", "İ", "🩺", " ", "\n", ""]),
    st.sampled_from(["knee" * 8, "ab" * 40]),
)
any_line = st.one_of(
    st.lists(pieces, max_size=40).map("".join),
    st.lists(pieces, max_size=40).map(" ".join),
    st.text(st.characters(exclude_categories=()), max_size=200),
)


@given(any_line)
@example("\ud800")
@example("gel \udfff needle")
@example("kneeknee")
@example("20611-20611-20611")
@settings(max_examples=400, deadline=None)
def test_any_line_has_an_answer(index: SearchIndex, line: str) -> None:
    answer = index.search(line)
    assert answer.line == line
    assert [hit.rank for hit in answer.hits] == list(range(1, len(answer.hits) + 1))
    assert len({hit.place.id for hit in answer.hits}) == len(answer.hits)
    for hit in answer.hits:
        for text, spans in ((hit.place.title, hit.title_marks), (hit.snippet, hit.snippet_marks)):
            end = 0
            for first, last in spans:
                assert end <= first < last <= len(text)
                end = last
    answer.message.encode()
    assert answer.hits or answer.message or not words(line)
    assert index.search(line) == answer


@pytest.mark.parametrize(
    "line",
    [
        "a" * 10_000,
        "ä" * 10_000,
        "gel " * 2_500,
        "0" * 10_000,
        "20611-" * 1_700,
        " ".join(random.Random(7).choices("abcdefghijklmnopqrstuvwxyz", k=10_000)),
        "\u0301" * 10_000,
    ],
    ids=["letter", "diacritic", "word", "digit", "codes", "letters", "marks"],
)
def test_a_long_line_has_an_answer(index: SearchIndex, line: str) -> None:
    answer = index.search(line)
    assert answer.line == line
    assert len(answer.message) < 2_000
