"""Typing errors: what is read as what, what is said, and what is never corrected."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.content.model import Reference
from viewer.content.reader import read_file
from viewer.search.index import SearchIndex
from viewer.search.likeness import distance, opening_distance
from viewer.search.lookalikes import DRUGS, may_be_read_as


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    reference = read_file(Path(__file__).parents[1] / "data" / "searched.json")
    assert isinstance(reference, Reference), reference
    return SearchIndex.build([reference])


HELP = {
    "flouroscopy": "fluoroscopy",  # two neighbours swapped
    "fluorscopy": "fluoroscopy",  # a letter too few
    "fluoroscoppy": "fluoroscopy",  # one too many
    "fluorascopy": "fluoroscopy",  # another one
    "floroscopi ": "fluoroscopy",  # two errors in a long word
    "flouroscop": "fluoroscopy",  # not typed to the end
    "gangleon": "ganglion",
    "radiaton ": "radiation",
    "jewelery ": "jewelry",
    "elbwo ": "elbow",
    "ligt ": "",
    "FLOUROSCOPY": "fluoroscopy",
    "ganglionstellate": "",
    "elbowfever": "",  # the two never stand side by side
    "sterilegel": "sterile gel",
    "smalljoint": "small joint",
    "sonogrm ": "sonogram",  # a word that synonyms know
}


@pytest.mark.parametrize(("line", "read_as"), HELP.items())
def test_what_a_misspelt_word_is_read_as(index: SearchIndex, line: str, read_as: str) -> None:
    answer = index.search(line)
    typed = line.strip()
    if read_as:
        assert answer.corrections == ((typed, read_as),)
        assert answer.message == f"Nothing for “{typed}”. Showing {read_as}."
        assert answer.hits
        assert answer.hits[0].title_marks or answer.hits[0].snippet_marks
    else:
        assert answer.corrections == ()
        assert answer.message == f"Nothing for “{typed}”."


def test_two_errors_in_one_line(index: SearchIndex) -> None:
    answer = index.search("stelate gangleon block")
    assert answer.hits[0].place.id == "use-crps"
    assert answer.message == "Nothing for “stelate” and “gangleon”. Showing stellate and ganglion."


@pytest.mark.parametrize("line", ["need", "gel", "joints", "sonogra", "anaesthetic", "x ray"])
def test_no_help_where_something_matches(index: SearchIndex, line: str) -> None:
    assert index.search(line).corrections == ()


@pytest.mark.parametrize("line", ["gell", "hop", "CRPZ", "NSAD", "knew1", "gel2"])
def test_short_words_abbreviations_and_digits_are_left(index: SearchIndex, line: str) -> None:
    corrections = index.search(line).corrections
    assert corrections in ((), (("gell", "gel"),))
    assert bool(corrections) == (line == "gell")


@given(st.from_regex(r"[0-9]{1,6}", fullmatch=True))
@settings(max_examples=150, deadline=None)
def test_digits_are_never_corrected(index: SearchIndex, line: str) -> None:
    answer = index.search(line)
    assert answer.corrections == ()
    for hit in answer.hits:
        pieces = [hit.place.title[a:b] for a, b in hit.title_marks]
        pieces += [hit.snippet[a:b] for a, b in hit.snippet_marks]
        for piece in pieces:
            assert piece.startswith(line)


NOT_READ_AS = [
    ("prednisone", "prednisolone"),
    ("predniso", "prednisolone"),
    ("prednison", "prednisolone"),
    ("ropivacaine", "bupivacaine"),
    ("rupivacaine", "bupivacaine"),
    ("ropivaca", "bupivacaine"),
    ("mepivacaine", "bupivacaine"),
    ("betamethasone", "dexamethasone"),
    ("ephedrine", "epinephrine"),
    ("hypotension", "hypertension"),
    ("adduction", "abduction"),
    ("intraarticular", "interarticular"),
    ("metatarsal", "metacarpal"),
    ("unsterile", "sterile"),
    ("unguided", "guided"),
]


@pytest.mark.parametrize(("typed", "other"), NOT_READ_AS)
def test_what_is_never_read_as_another(typed: str, other: str) -> None:
    assert not may_be_read_as(typed, other, unfinished=False)
    assert not may_be_read_as(typed, other, unfinished=True)


def test_a_drug_is_read_with_one_error_if_no_other_is_as_near() -> None:
    assert may_be_read_as("bupivicaine", "bupivacaine", unfinished=False)
    assert may_be_read_as("prednisollone", "prednisolone", unfinished=False)
    assert not may_be_read_as("bupivicane", "bupivacaine", unfinished=False)


@pytest.mark.parametrize("line", ["prednisone", "ropivacaine", "ropivaca", "mepivacaine"])
def test_a_drug_that_is_not_there_finds_nothing(index: SearchIndex, line: str) -> None:
    answer = index.search(line)
    assert answer.hits == ()
    assert answer.message == f"Nothing for “{line}”."


def test_no_drug_is_ever_read_as_another() -> None:
    for one in DRUGS:
        for other in DRUGS:
            assert not may_be_read_as(one, other, unfinished=False)


@pytest.mark.parametrize(
    ("typed", "word", "errors", "opening"),
    [
        ("gel", "gel", 0, 0),
        ("gle", "gel", 1, 1),
        ("flour", "fluor", 1, 1),
        ("flouroscop", "fluoroscopy", 2, 1),
        ("needle", "nedle", 1, 1),
        ("kitten", "sitting", 3, 2),
        ("", "ab", 2, 0),
    ],
)
def test_how_errors_are_counted(typed: str, word: str, errors: int, opening: int) -> None:
    assert distance(typed, word, 4) == errors
    assert opening_distance(typed, word, 4) == opening
    for limit, next_limit in pairwise(range(4)):
        assert distance(typed, word, limit) <= distance(typed, word, next_limit)
        assert distance(typed, word, limit) == min(errors, limit + 1)
