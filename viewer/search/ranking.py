"""What to look for -> a tantivy query whose score is the order of the results.

The score adds fixed points, not statistics. How a word matches decides first: a literal
word in a note (24) counts more than a synonym or an opening in a heading (20, 18). Typing
help is asked only where nothing of that matches, and what it reads counts as if it had been
typed. Where a word stands decides second. Statistics only weigh the words of a line against
each other and part equals.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tantivy import Occur, Query

from viewer.search.common import Common
from viewer.search.fields import FIELDS, POINTS, STEM, TITLES
from viewer.search.lexicon import Lexicon, named_query
from viewer.search.part import Reader
from viewer.search.passes import ABOVE, Pass, names_code
from viewer.search.query import Group, Kind, Option, Reading, Slot
from viewer.search.scope import EVERYWHERE, Scope

SHARE: dict[Kind, float] = {
    "word": 1.0,
    "stem": 0.92,
    "long form": 0.92,
    "synonym": 0.2,
    "prefix": 0.18,
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
# What a word counts that a place need not have.
ONLY_RANKS = 0.4
# A function word in a title: enough to tell two questions apart.
FUNCTION_POINTS = 2.0
# Two words of the line side by side, as a share of the field's points.
SIDE_BY_SIDE = 0.15
BESIDE = ("heading", "title", "question", "text", "summary", "headline", "note")
# Pairs beyond these cost more than they tell.
MAX_PAIRS = 6
# Each word found, where no place has all: more than everything else together.
EACH = 10_000.0
# What a word adds by how often a text has it, for its length: enough to part equals.
NUDGE = 0.5
NUDGED = ("text" + STEM, "entry" + STEM, "note" + STEM)
# So many synonyms of a word do so too.
MAX_OTHERS = 4
# A word that many places have counts this anywhere, and more in a title.
ANYWHERE = 24.0
# And a little more where it is said what a code or a note is about.
HINTS, HINT = frozenset(("summary", "headline")), 0.06
# So many terms are looked up one by one.
MAX_ASKED = 8
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
        self._is_common = Common(lexicon, places)

    def all_of(self, asked: Asked, only: Pass) -> Query | None:
        """Finds places that match every required group, as far as the pass looks for it."""
        clauses: list[tuple[Occur, Query]] = []
        for whole in asked.reading.groups:
            group = only.group(whole)
            query = self._group(group, only.fields)
            if query:
                clauses.append((Occur.Must if group.required else Occur.Should, query))
            elif group.required:
                return None
        return self._within(asked, clauses)

    def some_of(self, asked: Asked) -> Query | None:
        """Finds places that match any required group, those with most of them first."""
        groups = asked.reading.groups
        # Where there are many places, the words that they have decide nearly alone.
        where = ABOVE if self._is_common.possible else FIELDS
        required = [(group, self._anywhere(group)) for group in groups if group.required]
        any_of = [
            (Occur.Should, self._points(query, EACH * self._rarity(group)))
            for group, query in required
            if query
        ]
        if not any_of:
            return None
        scored = (self._group(group, where) for group in groups)
        extra = [(Occur.Should, query) for query in scored if query]
        return self._within(asked, [(Occur.Must, Query.boolean_query(any_of)), *extra])

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
            shelves = _should(self._term("scope", shelf) for shelf in scope.shelves)
            yield Occur.Must, self._points(Query.boolean_query(shelves), 0.0)
        if scope.names:
            named = [(Occur.Should, named_query(self._schema, name)) for name in scope.names]
            yield Occur.Must, self._points(Query.boolean_query(named), 0.0)

    def _group(self, group: Group, fields: frozenset[str]) -> Query | None:
        share = 1.0 if group.required else ONLY_RANKS
        if not group.required:
            fields = FIELDS
        choices = [
            query for option in group.instead for query in self._option(option, share, fields)
        ]
        slots = [
            self._common(slot, share, group.required)
            if fields == FIELDS and self._is_common.slot(slot)
            else self._slot(slot, share, fields)
            for slot in group.slots
        ]
        found = [(Occur.Must, slot) for slot in slots if slot]
        if slots and len(found) == len(slots):
            choices.append(Query.boolean_query(found))
        return _best(choices) if choices else None

    def _slot(self, slot: Slot, share: float, fields: frozenset[str]) -> Query | None:
        weight = share * self._weight(slot)
        named = [option for option in slot if option.kind == "code"]
        unnamed = [option for option in slot if option.kind != "code"]
        others = [query for option in unnamed for query in self._option(option, weight, fields)]
        if not named:
            return _best(others) if others else None
        # Each code that was typed counts: a place that names two comes before one with one.
        codes = (Option("code", (code,)) for option in named for code in option.terms)
        each = (list(self._option(code, 1.0, fields)) for code in codes)
        found = [*map(_best, filter(None, each)), *others]
        return Query.boolean_query([(Occur.Should, query) for query in found]) if found else None

    def _common(self, slot: Slot, share: float, required: bool) -> Query | None:
        """A word that many places have: one list says which, and their titles rank them."""
        weight = share * self._weight(slot)
        above = ANYWHERE if required else 0.0
        titles = [query for each in slot for query in self._option(each, weight, ABOVE, above)]
        if required:
            titles += [query for each in slot for query in self._option(each, weight * HINT, HINTS)]
        if not required:
            return _best(titles) if titles else None
        where = Query.boolean_query(_should(self._together(slot)))
        must = (Occur.Must, self._points(where, ANYWHERE * weight))
        return Query.boolean_query([must, *_should(titles and [_best(titles)])])

    def _anywhere(self, group: Group) -> Query | None:
        """Finds the places that match a group, wherever its words stand.

        Of words that many places have, only those in titles count.
        """
        if self._is_common.group(group):
            return self._group(group, ABOVE)
        either = list(self._together(group.instead))
        slots = [list(self._together(slot)) for slot in group.slots]
        if all(slots) and slots:
            each = [(Occur.Must, Query.boolean_query(_should(slot))) for slot in slots]
            either.append(Query.boolean_query(each))
        return Query.boolean_query(_should(either))

    def _together(self, options: Iterable[Option]) -> Iterator[Query]:
        """One query an option, over all fields as one."""
        for option in options:
            kind, term = option.kind, option.terms[0]
            if kind == "prefix":
                yield Query.fuzzy_term_query(self._schema, "words", term, 0, True, True)
            elif kind in ("code", "code range", "code opening"):
                yield Query.term_set_query(self._schema, "codes", list(option.terms))
            elif len(option.terms) > 1:
                yield from self._option(option, 1.0, FIELDS)
            else:
                yield self._term("words" if kind == "word" else "stems", term)

    def _weight(self, slot: Slot) -> float:
        """0.25 for a word that every place has, up to 1 for one that stands in one place."""
        literal = [option for option in slot if option.kind in ("word", "stem")]
        if not literal:
            return 1.0
        option = literal[-1]
        count_of = self._lexicon.count_stem if option.kind == "stem" else self._lexicon.count
        count = max(count_of(option.terms[0]), 1)
        return 0.25 + 0.75 * math.log(1 + self._places / count) / math.log(1 + self._places)

    def _option(
        self, option: Option, weight: float, fields: frozenset[str], above: float = 0.0
    ) -> Iterator[Query]:
        """One query a field, each with its points above so many; none where no place has it."""
        kind = option.kind
        share = SHARE.get(kind, 0.0) * weight
        points = {
            field: (most - above) * share for field, most in POINTS.items() if field in fields
        }
        if kind == "function":
            points = dict.fromkeys(TITLES, FUNCTION_POINTS)
        if kind in OWN and "own" in fields:
            points["own"] = OWN[kind]
        for field, each in points.items():
            query = self._matching(kind, field, option.terms)
            if query:
                yield self._points(query, each)

    def _matching(self, kind: Kind, field: str, terms: tuple[str, ...]) -> Query | None:
        if kind == "prefix":
            return Query.fuzzy_term_query(self._schema, field, terms[0], 0, True, True)
        if kind in ("stem", "long form", "synonym"):
            field += STEM
            if not all(self._has(field, term) for term in terms):
                return None
            if len(terms) > 1:
                return Query.phrase_query(self._schema, field, list(terms))
            return self._term(field, terms[0])
        # To ask after each of many codes would cost more than to look for those that are not there.
        few = len(terms) <= MAX_ASKED
        present = [term for term in terms if self._has(field, term)] if few else terms
        if len(present) > 1:
            return Query.term_set_query(self._schema, field, list(present))
        return self._term(field, present[0]) if present else None

    def _refinements(self, reading: Reading, current: str) -> Iterator[tuple[Occur, Query]]:
        """What parts places that match the same words in the same fields."""
        if current and self._has("reference", current):
            yield Occur.Should, self._points(self._term("reference", current), CURRENT)
        if self._has("whole", reading.whole):
            yield Occur.Should, self._points(self._term("whole", reading.whole), WHOLE_TITLE)
        plain = [_plain(group) for group in reading.groups]
        for term, weight in self._nudging(reading):
            for field in NUDGED:
                count = self._reader.doc_freq(field, term)
                if count:
                    boost = NUDGE * weight / self._idf(count)
                    yield Occur.Should, Query.boost_query(self._term(field, term), boost)
        pairs = [(a, b) for a, b in pairwise(plain) if a and b and a != b]
        for pair in pairs[:MAX_PAIRS]:
            for field in TITLES if all(map(self._is_common.stem, pair)) else BESIDE:
                if all(self._has(field + STEM, term) for term in pair):
                    near = Query.phrase_query(self._schema, field + STEM, list(pair), 1)
                    yield Occur.Should, self._points(near, POINTS[field] * SIDE_BY_SIDE)

    def _nudging(self, reading: Reading) -> Iterator[tuple[str, float]]:
        """The stems by whose number in a text equals are parted, each with its weight."""
        nudging: dict[str, float] = {}
        for group in reading.groups:
            if group.required and len(group.slots) == 1:
                slot = group.slots[0]
                others = [option.terms[0] for option in slot if len(option.terms) == 1]
                terms = [_plain(group)] if _plain(group) else others[:MAX_OTHERS]
                terms = [term for term in terms if not self._is_common.stem(term)]
                nudging.update(dict.fromkeys(terms, self._weight(slot)))
        yield from nudging.items()

    def _rarity(self, group: Group) -> float:
        """The weight of a group where not all are found: a code, then the rarest word."""
        if names_code(group):
            return 2.0
        return max((self._weight(slot) for slot in group.slots), default=1.0)

    def _idf(self, count: int) -> float:
        """What tantivy multiplies a score with for a term that `count` documents have."""
        return math.log(1 + (max(self._reader.documents - count, 0) + 0.5) / (count + 0.5))

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
    return kinds.get("stem") or kinds.get("word") or ""


def _should(queries: Iterable[Query]) -> list[tuple[Occur, Query]]:
    return [(Occur.Should, query) for query in queries]


def _best(queries: Iterable[Query]) -> Query:
    """Matches if any of `queries` does, with the points of the best."""
    return Query.disjunction_max_query(list(queries))
