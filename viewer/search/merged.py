"""Several parts as one: what is searched, and what of each part was found, in one order."""

from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from itertools import islice

from tantivy import DocAddress, Query

from viewer.search.lexicon import Lexicon
from viewer.search.part import Found, Part, Reader
from viewer.search.ranking import Asked, Ranking
from viewer.search.scope import Scope
from viewer.search.synonyms import AllSynonyms

# A place: the number of its part, and its document there.
Address = tuple[int, DocAddress]


class Merged:
    """The parts that can be read. Any method may raise PartError."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._readers = tuple(Reader(part) for part in parts)
        self.parts = tuple(parts)
        self.lexicon = Lexicon(self._readers)
        self.synonyms = AllSynonyms([part.synonyms for part in parts])
        self.places = sum(part.places for part in parts)
        self.references = sum(part.references for part in parts)
        self._rankings = [Ranking(reader, self.lexicon, self.places) for reader in self._readers]

    def find(self, asked: Asked, limit: int) -> tuple[list[Address], bool]:
        """Places, best first, and whether they have only some of the words."""
        required = sum(group.required for group in asked.reading.groups)
        limit = min(limit, self.places)
        if not required or limit < 1:
            return [], False
        found = self._best(lambda ranking: ranking.all_of(asked), limit)
        if found or required == 1:
            return found, False
        found = self._best(lambda ranking: ranking.some_of(asked), limit)
        return found, bool(found)

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

    def _best(self, make: Callable[[Ranking], Query], limit: int) -> list[Address]:
        ranked = merge(*(self._of_part(part, make, limit) for part in range(len(self.parts))))
        return [(part, address) for _, part, _, address in islice(ranked, limit)]

    def _of_part(
        self, part: int, make: Callable[[Ranking], Query], limit: int
    ) -> list[tuple[float, int, int, DocAddress]]:
        hits = self._readers[part].search(make(self._rankings[part]), limit)
        return sorted((-score, part, ordinal, address) for score, ordinal, address in hits)
