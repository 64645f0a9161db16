"""What to look for -> a tantivy query whose score is the order of the results.

The score adds fixed points, not statistics. How a word matches decides first: a literal
word in a note (24) counts more than a synonym or an opening in a heading (20, 18), and
those more than typing help (10). Where it stands decides second. Statistics only weigh the
words of a line against each other and part equals.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tantivy import Occur, Query

from viewer.search.fields import POINTS, STEM, TITLES
from viewer.search.lexicon import Lexicon, named_query
from viewer.search.part import Reader
from viewer.search.query import Group, Kind, Option, Reading, Slot
from viewer.search.scope import EVERYWHERE, Scope

SHARE: dict[Kind, float] = {
    "word": 1.0,
    "stem": 0.92,
    "synonym": 0.2,
    "prefix": 0.18,
    "typo": 0.1,
    "typo stem": 0.09,
    "code": 1.0,
    "code range": 0.2,
    "code opening": 0.18,
}
# A place found by its own name, its code or the number of a source, by how it was typed.
OWN: dict[Kind, float] = {
    "word": 1_000.0,
    "code": 1_000.0,
    "code range": 1_000.0,
    "code opening": 20.0,
}
# A line that is the whole title of a place, as a question that is typed out.
WHOLE_TITLE = 150.0
# A function word in a title: enough to tell two questions apart.
FUNCTION_POINTS = 2.0
# Two words of the line side by side, as a share of the field's points.
SIDE_BY_SIDE = 0.15
# Pairs beyond these cost more than they tell.
MAX_PAIRS = 6
# Each word found, where no place has all: more than everything else together.
EACH = 10_000.0
# How much of the statistical score is added: enough to part equals.
NUDGE = 0.1
# A place of the reference that the reader has open: more than any nudge.
CURRENT = 4.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for, and where; places of the reference `current` come before equals."""

    reading: Reading
    scope: Scope = EVERYWHERE
    current: str = ""


class Ranking:
    """Makes the queries of one part; how common a word is, the `lexicon` of all parts says."""

    def __init__(self, reader: Reader, lexicon: Lexicon, places: int) -> None:
        """`places` says how many there are in all parts."""
        self._reader = reader
        self._schema = reader.schema
        self._lexicon = lexicon
        self._places = max(places, 1)

    def all_of(self, asked: Asked) -> Query:
        """Finds places that match every required group."""
        clauses = [
            (Occur.Must if group.required else Occur.Should, self._group(group))
            for group in asked.reading.groups
        ]
        return self._within(asked, clauses)

    def some_of(self, asked: Asked) -> Query:
        """Finds places that match any required group, those with most of them first."""
        groups = asked.reading.groups
        required = [self._group(group) for group in groups if group.required]
        others = [self._group(group) for group in groups if not group.required]
        any_of = Query.boolean_query(
            [(Occur.Should, Query.const_score_query(query, EACH)) for query in required]
        )
        extra = [(Occur.Should, query) for query in (*required, *others)]
        return self._within(asked, [(Occur.Must, any_of), *extra])

    def inside(self, scope: Scope, current: str, of_current: bool) -> Query:
        """Finds every place inside `scope`, of the reference `current` or of all others."""
        clauses = list(self._scope(scope))
        if current:
            occur = Occur.Must if of_current else Occur.MustNot
            clauses.append((occur, self._term("reference", current)))
        return Query.boolean_query(clauses)

    def _within(self, asked: Asked, clauses: Sequence[tuple[Occur, Query]]) -> Query:
        refinements = self._refinements(asked.reading, asked.current)
        return Query.boolean_query([*clauses, *refinements, *self._scope(asked.scope)])

    def _scope(self, scope: Scope) -> Iterator[tuple[Occur, Query]]:
        if scope.shelves:
            shelves = Query.term_set_query(self._schema, "scope", [*scope.shelves])
            yield Occur.Must, self._points(shelves, 0.0)
        if scope.names:
            named = [(Occur.Should, named_query(self._schema, name)) for name in scope.names]
            yield Occur.Must, self._points(Query.boolean_query(named), 0.0)

    def _group(self, group: Group) -> Query:
        choices = [query for option in group.instead for query in self._option(option, 1.0)]
        slots = [self._slot(slot) for slot in group.slots]
        if slots:
            choices.append(Query.boolean_query([(Occur.Must, slot) for slot in slots]))
        return _best(choices)

    def _slot(self, slot: Slot) -> Query:
        weight = self._weight(slot)
        named = [option for option in slot if option.kind == "code"]
        unnamed = [option for option in slot if option.kind != "code"]
        others = [query for option in unnamed for query in self._option(option, weight)]
        if not named:
            return _best(others)
        # Each code that was typed counts: a place that names two comes before one with one.
        each = [
            (Occur.Should, _best(self._option(Option("code", (code,)), 1.0)))
            for option in named
            for code in option.terms
        ]
        return Query.boolean_query([*each, *((Occur.Should, query) for query in others)])

    def _weight(self, slot: Slot) -> float:
        """0.25 for a word that every place has, up to 1 for one that stands in one place."""
        literal = [option for option in slot if option.kind in ("word", "stem")]
        if not literal:
            return 1.0
        option = literal[-1]
        count_of = self._lexicon.count_stem if option.kind == "stem" else self._lexicon.count
        count = max(count_of(option.terms[0]), 1)
        return 0.25 + 0.75 * math.log(1 + self._places / count) / math.log(1 + self._places)

    def _option(self, option: Option, weight: float) -> Iterator[Query]:
        """One query a field, each with its points; none for fields that lack the word."""
        kind = option.kind
        if kind == "function":
            points = dict.fromkeys(TITLES, FUNCTION_POINTS)
        else:
            points = {field: most * SHARE[kind] * weight for field, most in POINTS.items()}
        if kind in OWN:
            points["own"] = OWN[kind]
        for field, each in points.items():
            query = self._matching(kind, field, option.terms)
            if query:
                yield self._points(query, each)

    def _matching(self, kind: Kind, field: str, terms: tuple[str, ...]) -> Query | None:
        if kind == "prefix":
            return Query.fuzzy_term_query(self._schema, field, terms[0], 0, True, True)
        if kind in ("stem", "typo stem", "synonym"):
            field += STEM
            if not all(self._has(field, term) for term in terms):
                return None
            if len(terms) > 1:
                return Query.phrase_query(self._schema, field, list(terms))
            return self._term(field, terms[0])
        present = [term for term in terms if self._has(field, term)]
        if len(present) > 1:
            return Query.term_set_query(self._schema, field, present)
        return self._term(field, present[0]) if present else None

    def _refinements(self, reading: Reading, current: str) -> Iterator[tuple[Occur, Query]]:
        """What parts places that match the same words in the same fields."""
        if current and self._has("reference", current):
            yield Occur.Should, self._points(self._term("reference", current), CURRENT)
        if self._has("whole", reading.whole):
            yield Occur.Should, self._points(self._term("whole", reading.whole), WHOLE_TITLE)
        plain = [_plain(group) for group in reading.groups]
        for term in dict.fromkeys(filter(None, plain)):
            for field in ("text" + STEM, "note" + STEM):
                if self._has(field, term):
                    yield Occur.Should, Query.boost_query(self._term(field, term), NUDGE)
        pairs = [(a, b) for a, b in pairwise(plain) if a and b and a != b]
        for pair in pairs[:MAX_PAIRS]:
            for field, points in POINTS.items():
                if all(self._has(field + STEM, term) for term in pair):
                    near = Query.phrase_query(self._schema, field + STEM, list(pair), 1)
                    yield Occur.Should, self._points(near, points * SIDE_BY_SIDE)

    def _has(self, field: str, term: str) -> bool:
        return self._reader.doc_freq(field, term) > 0

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term)

    @staticmethod
    def _points(query: Query, points: float) -> Query:
        return Query.const_score_query(query, points)


def _plain(group: Group) -> str:
    """The stem of a group that is one literal word or number, or ""."""
    if not group.required or len(group.slots) != 1:
        return ""
    kinds = {option.kind: option.terms[0] for option in group.slots[0]}
    return kinds.get("stem") or kinds.get("typo stem") or kinds.get("word") or ""


def _best(queries: Iterable[Query]) -> Query:
    """Matches if any of `queries` does, with the points of the best."""
    return Query.disjunction_max_query(list(queries))
