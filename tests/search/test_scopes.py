"""Where a line asks to look: what is a scope word, what it leaves, what is said of it."""

import pytest

from viewer.content.model import Reference
from viewer.content.places import places
from viewer.search.answer import Answer
from viewer.search.index import SearchIndex
from viewer.search.scope import MAX_SCOPES, Scope, split_scope
from viewer.search.together import Search


@pytest.fixture(scope="module")
def search(searched: Reference, bundled_index: SearchIndex) -> Search:
    return Search([bundled_index, SearchIndex.build([searched], "your library")])


def found(answer: Answer) -> list[str]:
    return [hit.place.id for hit in answer.hits]


def split(line: str) -> tuple[Scope, str]:
    """With every name known but "nowhere"."""
    return split_scope(line, lambda name: "nowhere" not in name)


@pytest.mark.parametrize(
    ("line", "shelves", "rest"),
    [
        ("faq: pain", ("faq",), "pain"),
        ("faq:pain", ("faq",), "pain"),
        ("FAQ : pain", ("faq",), "pain"),
        ("pain faq:", ("faq",), "pain"),
        ("how faq: long", ("faq",), "how long"),
        ("questions: pain", ("faq",), "pain"),
        ("code: knee", ("coding",), "knee"),
        ("Codes:knee", ("coding",), "knee"),
        ("coding：knee", ("coding",), "knee"),
        ("steps: gel", ("steps",), "gel"),
        ("(note: gel)", ("note",), "( gel)"),
        ("overview: source: x", ("overview", "sources"), "x"),
        ("faq: faq: x", ("faq",), "x"),
    ],
)
def test_scope_words(line: str, shelves: tuple[str, ...], rest: str) -> None:
    scope, left = split(line)
    assert scope.shelves == shelves
    assert " ".join(left.split()) == rest


@pytest.mark.parametrize(
    "line",
    [
        "ratio 1:10", "20611: knee", "10:30", "foo: bar", "https://example.org", "step 3: gel",
        "a:b", "::", ":", "faq", "in", "in knee", "within: x", "x.faq: y", "no-faq: y", "12in: x",
    ],
)  # fmt: skip
def test_what_is_no_scope_stays_as_it_is(line: str) -> None:
    assert split(line) == (Scope(), line)


@pytest.mark.parametrize(
    ("line", "names", "rest"),
    [
        ("in:knee pain", (("knee",),), "pain"),
        ("pain in:knee", (("knee",),), "pain"),
        ("in: knee pain", (("knee",),), "pain"),
        ('in:"two words" pain', (("two", "words"),), "pain"),
        ("in:“two words” pain", (("two", "words"),), "pain"),
        ('pain in:"two wor', (("two", "wor"),), "pain"),
        ("in:ultrasound-guided pain", (("ultrasound", "guided"),), "pain"),
        ("in:a in:b", (("a",), ("b",)), ""),
        ("in: ", (), ""),
        ("in:— x", (), "x"),
    ],
)
def test_names_of_references(line: str, names: tuple[tuple[str, ...], ...], rest: str) -> None:
    scope, left = split(line)
    assert scope.names == names
    assert " ".join(left.split()) == rest


def test_a_name_that_no_reference_has_stays_as_words() -> None:
    scope, left = split("in:nowhere pain")
    assert (scope.names, scope.unknown) == ((), (("nowhere",),))
    assert left.split() == ["nowhere", "pain"]


def test_a_line_of_scopes_is_read_in_the_end() -> None:
    scope, left = split("in:a " * 400)
    assert len(scope.names) == 1
    assert MAX_SCOPES <= left.count("in:a") < 400


def test_only_places_inside_are_found(search: Search) -> None:
    for line, pane in (("faq: pain", "faq"), ("code: needle", "coding"), ("step: skin", "steps")):
        answer = search.search(line, 50)
        assert answer.hits, line
        assert {hit.place.pane for hit in answer.hits} == {pane}, line
        assert answer.message == "", line
    assert {hit.place.role for hit in search.search("note: gel").hits} == {"note"}
    assert {hit.place.role for hit in search.search("gel corrections: ").hits} == {"note"}


def test_only_places_of_named_references_are_found(search: Search, searched: Reference) -> None:
    for line in (
        "in:sight needle",
        'needle in:"needles sight"',
        "in:SEARCHED needle",
        "in:sig gel",
    ):
        hits = search.search(line, 50).hits
        assert hits, line
        assert {hit.reference for hit in hits} == {"searched"}, line
        assert {hit.reference_title for hit in hits} == {searched.title}, line
        assert {hit.part for hit in hits} == {"your library"}, line
    either = search.search("in:sight in:guided needle", 50).hits
    assert {hit.reference for hit in either} == {"searched", "ultrasound-guided-injection"}
    assert {hit.place.pane for hit in search.search("faq: in:sight the").hits} == {"faq"}


def test_a_scope_alone_lists_its_places_in_reading_order(
    search: Search, searched: Reference, bundled: Reference
) -> None:
    own = [place.id for place in places(searched) if place.pane == "faq"]
    theirs = [place.id for place in places(bundled) if place.pane == "faq"]
    assert found(search.search("faq:", 500)) == theirs + own
    assert found(search.search("faq:", 500, current="searched")) == own + theirs
    assert found(search.search("in:sight faq: ", 500)) == own
    assert found(search.search("in:sight", 500)) == [place.id for place in places(searched)]
    assert found(search.search("faq:", 3)) == theirs[:3]
    assert [hit.rank for hit in search.search("faq:", 3).hits] == [1, 2, 3]
    assert found(search.search("faq:", 0)) == []


def test_an_empty_scope_says_what_there_is_elsewhere(search: Search) -> None:
    answer = search.search("faq: lipid")
    assert answer.hits == ()
    assert answer.message == "Nothing in FAQ. 2 places elsewhere: remove faq: to see them."
    answer = search.search("steps: in:sight stellate")
    assert answer.message == (
        "Nothing in Steps of “sight”. 1 place elsewhere: remove steps: and in:sight to see it."
    )
    answer = search.search("note: code: in:sight lumbar")
    assert answer.message.startswith("Nothing in Notes or Coding of “sight”. ")
    assert search.search("source: in:sight needle-free").hits == ()


def test_words_that_are_nowhere_are_said_without_the_scope(search: Search) -> None:
    assert search.search("faq: qqqqzz").message == "Nothing for “qqqqzz”."
    assert search.search("faq: 20161").message == "20161 is not in these references."


def test_some_of_the_words_inside(search: Search) -> None:
    answer = search.search("faq: risks stellate")
    assert found(answer)[0] == "faq-after"
    assert answer.message == (
        "No place in FAQ has all of these words. Showing places with some."
    )  # fmt: skip


def test_an_unknown_name_is_said_and_searched_for_as_a_word(search: Search) -> None:
    answer = search.search("in:stellate ganglion")
    assert answer.message == "No reference is called “stellate”."
    assert found(answer) == ["use-crps"]


def test_scope_words_are_not_marked(search: Search) -> None:
    answer = search.search("note: gel")
    assert "note" not in answer.terms.words | answer.terms.stems | set(answer.terms.prefixes)
    assert answer.terms == search.search("gel").terms
    assert not search.search("faq:").terms
