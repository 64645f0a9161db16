"""Several parts as one: what is searched, and what of each part was found, in one order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from heapq import merge
from itertools import islice

from tantivy import DocAddress, Query

from viewer.search.common import Common
from viewer.search.lexicon import Lexicon
from viewer.search.part import Found, Part, Reader
from viewer.search.passes import passes
from viewer.search.ranking import Asked, Ranking
from viewer.search.scope import Scope
from viewer.search.synonyms import AllSynonyms

# A place: the number of its part, and its document there, or its ordinal.
Address = tuple[int, DocAddress]
Place = tuple[int, int]


class Merged:
    """The parts that can be read. Any method may raise PartError."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._readers = tuple(Reader(part) for part in parts)
        self.parts = tuple(parts)
        self.lexicon = Lexicon(self._readers)
        self.synonyms = AllSynonyms([part.synonyms for part in parts])
        self.places = sum(part.places for part in parts)
        self.references = sum(part.references for part in parts)
        self._common = Common(self.lexicon, self.places)
        self._rankings = [Ranking(reader, self.lexicon, self.places) for reader in self._readers]

    def find(self, asked: Asked, limit: int) -> tuple[list[Address], bool]:
        """Places, best first, and whether they have only some of the words."""
        asked = replace(asked, reading=self._common.relaxed(asked.reading))
        required = sum(group.required for group in asked.reading.groups)
        limit = min(limit, self.places)
        if not required or limit < 1:
            return [], False
        found: dict[Place, Address] = {}
        best: list[tuple[Place, Address]] = []
        for only in passes(asked.reading, self._common):
            best = self._best(partial(Ranking.all_of, asked=asked, only=only), limit)
            found.update((place, address) for place, address in best if place not in found)
            if len(found) >= limit:
                break
        partly = not best and required > 1
        if partly:
            best = self._best(partial(Ranking.some_of, asked=asked), limit)
            found.update((place, address) for place, address in best if place not in found)
        return list(found.values())[:limit], partly and bool(found)

    def inside(self, scope: Scope, current: str, limit: int) -> list[Address]:
        """Every place inside `scope` in reading order, those of the reference `current` first."""
        limit = min(limit, self.places)
        found: list[Address] = []
        for of_current in (True, False) if current else (False,):
            for part, (reader, ranking) in enumerate(
                zip(self._readers, self._rankings, strict=True)
            ):
                query = ranking.inside(scope, current, of_current)
                if len(found) < limit:
                    found += [(part, each) for each in reader.first(query, limit - len(found))]
        return found

    def found(self, addressed: Sequence[Address]) -> Iterator[tuple[str, Found]]:
        """The name of the part and the place of each address, in the same order."""
        each: list[Iterator[Found]] = [
            iter(reader.found([address for part, address in addressed if part == number]))
            for number, reader in enumerate(self._readers)
        ]
        for part, _ in addressed:
            yield self.parts[part].name, next(each[part])

    def _best(
        self, make: Callable[[Ranking], Query | None], limit: int
    ) -> list[tuple[Place, Address]]:
        ranked = merge(*(self._of_part(part, make, limit) for part in range(len(self.parts))))
        return [
            ((part, ordinal), (part, address))
            for _, part, ordinal, address in islice(ranked, limit)
        ]

    def _of_part(
        self, part: int, make: Callable[[Ranking], Query | None], limit: int
    ) -> list[tuple[float, int, int, DocAddress]]:
        query = make(self._rankings[part])
        hits = self._readers[part].search(query, limit) if query else []
        return sorted((-score, part, ordinal, address) for score, ordinal, address in hits)
