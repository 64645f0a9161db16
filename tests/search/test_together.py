"""Several parts as one search: one order, one lexicon, and no part that breaks it."""

from collections.abc import Sequence

import pytest
from tantivy import DocAddress

from viewer.content.model import Reference
from viewer.search.answer import Answer
from viewer.search.index import SearchIndex
from viewer.search.part import Found, Part
from viewer.search.together import Search


class PanicException(BaseException):
    """As Rust code raises it over damaged data: no Exception."""


class Broken:
    """A part that raises when its places are fetched, or at once."""

    name = "your library"

    def __init__(self, whole: SearchIndex, error: BaseException, *, at_once: bool) -> None:
        self._whole = whole
        self._error = error
        self._at_once = at_once
        self.schema = whole.schema
        self.synonyms = whole.synonyms
        self.places = whole.places
        self.references = whole.references

    @property
    def searcher(self) -> object:
        if self._at_once:
            raise self._error
        return self._whole.searcher

    def found(self, addresses: Sequence[DocAddress]) -> list[Found]:
        if addresses:
            raise self._error
        return []


@pytest.fixture(scope="module")
def own(searched: Reference) -> SearchIndex:
    return SearchIndex.build([searched], "your library")


@pytest.fixture(scope="module")
def both(bundled_index: SearchIndex, own: SearchIndex) -> Search:
    return Search([bundled_index, own])


def named(answer: Answer) -> list[tuple[str, str]]:
    return [(hit.reference, hit.place.id) for hit in answer.hits]


def test_one_part_answers_as_it_does_alone(own: SearchIndex) -> None:
    search = Search([own])
    for line in ("gel", "20611", "flouroscopy", "faq:", "how long does it last"):
        assert search.search(line) == own.search(line)


def test_hits_of_all_parts_stand_in_one_order(both: Search) -> None:
    answer = both.search("20611", 50)
    assert named(answer)[:2] == [
        ("ultrasound-guided-injection", "code-20611"),
        ("searched", "code-20611"),
    ]
    assert [hit.rank for hit in answer.hits] == list(range(1, len(answer.hits) + 1))
    assert {hit.part for hit in answer.hits} == {"the bundled reference", "your library"}
    assert {hit.reference_title for hit in answer.hits} >= {"Needles under sight"}


def test_parts_order_as_one_index_does(
    bundled: Reference, searched: Reference, both: Search
) -> None:
    one = SearchIndex.build([bundled, searched])
    for line in ("stellate", "prednisolone", "sachet", "24 hours", "benefit ", "fifteen minutes"):
        assert named(both.search(line, 10)) == named(one.search(line, 10)), line


def test_the_open_reference_comes_first_among_equals(both: Search) -> None:
    for current in ("searched", "ultrasound-guided-injection"):
        assert named(both.search("20611", current=current))[0] == (current, "code-20611")
        assert named(both.search("benefits ", current=current))[0] == (current, "benefits")
    # But only among equals: a heading goes before a text.
    assert named(both.search("indications ", current="ultrasound-guided-injection"))[0] == (
        "searched",
        "indications",
    )
    assert named(both.search("gel", current="none")) == named(both.search("gel"))


def test_a_word_of_any_part_is_no_typing_error(both: Search, own: SearchIndex) -> None:
    assert own.search("dressing").corrections == ()
    assert both.search("sachet").corrections == ()
    assert both.search("sachett ").corrections == (("sachett", "sachet"),)
    assert both.search("plasma").hits


def test_synonyms_of_one_part_hold_in_all(both: Search, own: SearchIndex) -> None:
    assert own.search("oedema").message == "Nothing for “oedema”."
    answer = both.search("oedema", 50)
    assert ("searched", "after-1") in named(answer)  # swelling


def test_an_unknown_code_is_in_none_of_them(both: Search) -> None:
    assert both.search("20161").message == "20161 is not in these references."
    assert both.search("99213").hits[0].reference == "searched"


def test_no_parts_answer() -> None:
    answer = Search([]).search("gel")
    assert (answer.hits, answer.message) == ((), "Nothing for “gel”.")
    assert Search([]).search("faq:").message == "Nothing in FAQ."


def test_a_remark_is_said_with_every_answer(own: SearchIndex) -> None:
    remark = "The library is being indexed: 120 of 2,000 references can be found so far."
    search = Search([own], remark=remark)
    assert search.search("gel").message == remark
    assert search.search("qqqqzz").message == f"Nothing for “qqqqzz”. {remark}"


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("error", [OSError("gone"), ValueError("damaged"), PanicException("fell")])
def test_a_part_that_fails_is_left_out_and_told_of(
    bundled_index: SearchIndex, own: SearchIndex, error: BaseException, at_once: bool
) -> None:
    told: list[tuple[Part, BaseException]] = []
    broken = Broken(own, error, at_once=at_once)
    parts: list[Part] = [bundled_index, broken]  # type: ignore[list-item]
    search = Search(parts, failed=lambda part, why: told.append((part, why)))
    answer = search.search("sterile")
    assert answer.hits
    assert {hit.part for hit in answer.hits} == {"the bundled reference"}
    assert answer.message == "Nothing of your library is shown: its index is damaged."
    assert answer.lost == ("your library",)
    assert told == [(broken, error)]
    again = search.search("sterile")
    assert again == answer
    assert len(told) == 1, "it is told once"


def test_a_search_goes_on_when_no_part_is_left(own: SearchIndex) -> None:
    search = Search([Broken(own, OSError("gone"), at_once=False)])  # type: ignore[list-item]
    answer = search.search("sterile")
    assert answer.hits == ()
    assert "Nothing of your library is shown" in answer.message


def test_a_key_that_stops_the_program_is_no_damage(own: SearchIndex) -> None:
    search = Search([Broken(own, KeyboardInterrupt(), at_once=False)])  # type: ignore[list-item]
    with pytest.raises(KeyboardInterrupt):
        search.search("sterile")
