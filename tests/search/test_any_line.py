"""No line raises, hangs or empties the list wrongly, whatever it is made of."""

import random
from collections.abc import Sequence
from types import ModuleType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from viewer.content.model import Reference
from viewer.content.places import places
from viewer.search.answer import Answer
from viewer.search.codes import CODE_WORDS
from viewer.search.index import SearchIndex
from viewer.search.line import cut
from viewer.search.lookalikes import DRUGS
from viewer.search.query import FUNCTION
from viewer.search.scope import split_scope
from viewer.search.together import Search
from viewer.search.words import is_code, words

EXAMPLES, LINES_EACH = 1_000, 100  # 100,000 lines altogether

seeds = st.integers(0, 2**32)
any_text = st.text(st.characters(exclude_categories=()), max_size=30)
extras = st.lists(any_text, max_size=6)


@pytest.fixture(scope="module")
def search(searched: Reference, small: Reference) -> Search:
    """Several references in two parts."""
    twin = SearchIndex.build([small, searched], "your library")
    return Search([SearchIndex.build([searched]), twin])


@pytest.fixture(scope="module")
def content(searched: Reference, small: Reference) -> frozenset[str]:
    """The words of the references that say something."""
    texts = [
        f"{place.title}\n{place.text}"
        for reference in (searched, small)
        for place in places(reference)
        if "://" not in place.text
    ]
    found = {word.text for text in texts for word in words(text)}
    return frozenset(found - FUNCTION - CODE_WORDS)


def check(answer: Answer, line: str, limit: int) -> None:
    assert answer.line == line
    assert len(answer.hits) <= limit
    assert [hit.rank for hit in answer.hits] == list(range(1, len(answer.hits) + 1))
    named = {(hit.part, hit.reference, hit.place.id) for hit in answer.hits}
    assert len(named) == len(answer.hits)
    for hit in answer.hits:
        for text, spans in ((hit.place.title, hit.title_marks), (hit.snippet, hit.snippet_marks)):
            end = 0
            for first, last in spans:
                assert end <= first < last <= len(text)
                end = last
    for typed, read_as in answer.corrections:
        assert not any(character.isdigit() for character in typed + read_as)
        assert typed.casefold() not in DRUGS
    answer.message.encode()
    assert len(answer.message) < 2_000


@given(seeds, extras)
@example(0, ["\ud800", "\udfff"])
@pytest.mark.timeout(900)  # 100,000 lines take a minute where nothing else runs
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_line_has_an_answer(
    search: Search,
    content: frozenset[str],
    any_lines: ModuleType,
    seed: int,
    extra: Sequence[str],
) -> None:
    for number, line in enumerate(any_lines.lines(seed, LINES_EACH, extra)):
        limit = number % 6
        answer = search.search(line, limit)
        check(answer, line, limit)
        if limit and not answer.hits:
            scope, rest = split_scope(line, search.names_reference)
            assert answer.message or scope or not words(rest)
            known = {word.text for word in cut(rest)} & content
            assert scope or not known or _asks_for_codes_alone(line)


def _asks_for_codes_alone(line: str) -> bool:
    """Words beside a code that is nowhere may say that it is one: "modifier", two letters."""
    return any(is_code(word.text) for word in words(line))


@given(seeds, extras)
@settings(max_examples=100, deadline=None)
def test_the_same_line_has_the_same_answer(
    search: Search, any_lines: ModuleType, seed: int, extra: Sequence[str]
) -> None:
    for line in any_lines.lines(seed, 10, extra):
        answer = search.search(line)
        assert search.search(line) == answer
        for limit in (1, 3):
            assert search.search(line, limit).hits == answer.hits[:limit]


@given(seeds, st.data())
@settings(max_examples=400, deadline=None)
def test_a_code_anywhere_in_a_line_comes_first(
    bundled_index: SearchIndex,
    bundled: Reference,
    any_lines: ModuleType,
    seed: int,
    data: st.DataObject,
) -> None:
    code = data.draw(st.sampled_from([code for entry in bundled.codes for code in entry.codes]))
    made = random.Random(seed)
    around = [made.choice(any_lines.WORDS) for _ in range(made.randint(0, 5))]
    around = [word for word in around if not is_code(word)]
    around.insert(made.randint(0, len(around)), code)
    line = " ".join(around)
    hits = bundled_index.search(line).hits
    assert code in hits[0].place.codes, line
    line = f"{made.choice('(“[<')}{code.lower()}{made.choice(').,;:?!”')}"
    assert code in bundled_index.search(line).hits[0].place.codes, line


def test_no_title_is_lost_for_a_space_a_case_or_an_accent(
    bundled_index: SearchIndex, bundled: Reference
) -> None:
    accented = str.maketrans({"a": "á", "e": "ê", "o": "ö", "u": "u\u0308", "n": "ñ"})
    titles = {place.title for place in places(bundled) if place.role != "source"}
    for title in sorted(titles):
        named = {place.id for place in places(bundled) if place.title == title}
        exact = {hit.place.id for hit in bundled_index.search(title, len(named) + 5).hits}
        assert named <= exact, title
        lines = (f"{title} ", title.upper(), title.lower(), title.translate(accented), f" {title}")
        for line in lines:
            found = {hit.place.id for hit in bundled_index.search(line, len(named) + 5).hits}
            assert named <= found, line


@pytest.mark.parametrize(
    "line",
    [
        "a" * 10_000,
        "ä" * 10_000,
        "gel " * 2_500,
        "0" * 10_000,
        "20611-" * 1_700,
        "20611 " * 1_700,
        "faq: " * 2_000,
        "in:" * 3_400,
        'in:"' * 2_500,
        "(" * 10_000,
        " ".join(random.Random(7).choices("abcdefghijklmnopqrstuvwxyz", k=10_000)),
        "\u0301" * 10_000,
        "\ud800" * 10_000,
    ],
    ids=range(13),
)
def test_a_long_line_has_an_answer(search: Search, line: str) -> None:
    check(search.search(line), line, 20)
