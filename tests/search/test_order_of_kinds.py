"""Each step of the order of results, proved alone: in one reference, in two, and in two parts.

Where a word stands: its own code, then title and heading, then question, then text, then note.
How it matches: as it stands, then by its stem, then as an opening, then by typing help.
"""

from collections.abc import Callable
from itertools import combinations

import pytest

from viewer.content.model import Reference
from viewer.search.index import SearchIndex
from viewer.search.together import Search

Shape = Callable[..., Reference]

# Where the word "marrow" stands, best first; what is given to make it stand there, and the place.
WHERE: dict[str, tuple[dict[str, object], str]] = {
    "heading": ({"heading": "Marrow and more"}, "h"),
    "question": ({"question": "Is it marrow?"}, "q"),
    "text": ({"text": "It may hold marrow."}, "t"),
    "code": ({"code": ("20220", "Sampling of marrow.")}, "c"),
    "note": ({"note": "It says nothing of marrow."}, "n"),
}
# How a text matches the line "marrow", best first.
HOW = {
    "word": "It may hold marrow.",
    "stem": "It may hold marrows.",
    "synonym": "It may hold medulla.",
    "opening": "It may hold marrowbone.",
}
SYNONYMS = [["marrow", "medulla"]]


def found(search: Search, line: str) -> list[tuple[str, str]]:
    return [(hit.reference, hit.place.id) for hit in search.search(line, 50).hits]


def searches(*references: Reference) -> list[Search]:
    """Over one part, and over a part for each in either order."""
    parts = [SearchIndex.build([reference]) for reference in references]
    return [
        Search([SearchIndex.build(references)]),
        Search([SearchIndex.build(references[::-1])]),
        Search(parts),
        Search(parts[::-1]),
    ]


@pytest.mark.parametrize(("above", "below"), list(combinations(WHERE, 2)))
def test_where_a_word_stands(shaped: Shape, above: str, below: str) -> None:
    (given, place), (others, other) = WHERE[above], WHERE[below]
    first, second = shaped("first", **given), shaped("second", **others)
    for search in searches(first, second):
        for line in ("marrow", "marrow ", "marrows ", "marro"):
            assert found(search, line)[:2] == [("first", place), ("second", other)], line


@pytest.mark.parametrize(("above", "below"), list(combinations(HOW, 2)))
def test_how_a_word_matches(shaped: Shape, above: str, below: str) -> None:
    first = shaped("first", text=HOW[above], synonyms=SYNONYMS)
    second = shaped("second", text=HOW[below], synonyms=SYNONYMS)
    for search in searches(first, second):
        assert found(search, "marrow") == [("first", "t"), ("second", "t")]


@pytest.mark.parametrize("below", list(HOW)[2:])
def test_how_a_word_matches_goes_before_where(shaped: Shape, below: str) -> None:
    note = shaped("first", note="It holds marrow.", synonyms=SYNONYMS)
    heading = shaped("second", heading=HOW[below].rstrip("."), synonyms=SYNONYMS)
    for search in searches(note, heading):
        assert found(search, "marrow")[:2] == [("first", "n"), ("second", "h")]


def test_a_typed_code_goes_before_everything(shaped: Shape) -> None:
    row = shaped("first", code=("20220", "Sampling."))
    named = shaped(
        "second", heading="About 20220", question="Is it 20220?", text="20220 it is.",
        note="Not 20220.",
    )  # fmt: skip
    for search in searches(row, named):
        for line in ("20220", "code 20220", "20220 nothing it"):
            assert found(search, line)[0] == ("first", "c"), line
        assert found(search, "20220") == [
            ("first", "c"), ("second", "h"), ("second", "q"), ("second", "t"), ("second", "n"),
        ]  # fmt: skip
        assert found(search, "2022")[0] == ("first", "c")


def test_typing_help_is_asked_only_where_nothing_else_matches(shaped: Shape) -> None:
    exact = shaped("first", note="It holds marow.")
    near = shaped("second", question="Marrow?")
    for search in searches(exact, near):
        assert found(search, "marow ") == [("first", "n")]
        assert search.search("marow ").corrections == ()
    for search in searches(near):
        assert found(search, "marow ") == [("second", "q")]
        assert search.search("marow ").corrections == (("marow", "marrow"),)


def test_a_misspelt_line_is_answered_as_the_right_one(bundled_index: SearchIndex) -> None:
    for wrong, right in (("flouroscopy ", "fluoroscopy "), ("gangleon ", "ganglion ")):
        hits = bundled_index.search(wrong, 50).hits
        assert hits == bundled_index.search(right, 50).hits
        assert hits


def test_what_a_code_denies_counts_less(bundled_index: SearchIndex) -> None:
    ids = [hit.place.id for hit in bundled_index.search("ultrasound knee code").hits]
    assert ids.index("code-20611") < ids.index("code-20610")


def test_the_whole_title_goes_before_a_title_with_more(shaped: Shape) -> None:
    exact = shaped("first", question="Is it marrow?")
    more = shaped("second", heading="Is it marrow at all")
    for search in searches(exact, more):
        assert found(search, "is it marrow")[0] == ("first", "q")


def test_words_side_by_side_go_before_words_apart(shaped: Shape) -> None:
    near = shaped("first", text="Red marrow is meant, and nothing else.")
    far = shaped("second", text="Marrow is meant, and nothing that is red.")
    for search in searches(near, far):
        assert found(search, "red marrow") == [("first", "t"), ("second", "t")]


def test_equals_stand_in_the_order_of_their_parts(shaped: Shape) -> None:
    one, other = shaped("one", text="It is marrow."), shaped("other", text="It is marrow.")
    index = SearchIndex.build([one]), SearchIndex.build([other])
    assert found(Search(index), "marrow") == [("one", "t"), ("other", "t")]
    assert found(Search(index[::-1]), "marrow") == [("other", "t"), ("one", "t")]


def test_more_of_the_words_go_before_fewer(shaped: Shape) -> None:
    two = shaped("first", note="It is red marrow.")
    one = shaped("second", question="Marrow?", text="It is bone.")
    for search in searches(two, one):
        answer = search.search("red marrow sample bones", 50)
        assert answer.hits[0].reference == "first"
        assert answer.message.startswith("Nothing for “sample”. No place has all of these words.")
