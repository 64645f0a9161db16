"""One search over several parts, with one order of results."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from tantivy import DocAddress, Query

from viewer.search.answer import Answer, Hit, message
from viewer.search.highlight import Terms, marks, snippet
from viewer.search.lexicon import Lexicon
from viewer.search.part import Found, Part, PartError, Reader
from viewer.search.query import Reading, read
from viewer.search.ranking import Ranking
from viewer.search.synonyms import AllSynonyms

MakeQuery = Callable[[Ranking], Query]


class Search:
    """Searches several parts as one. Reading is safe from any thread.

    A part that fails is left out from then on; the others answer, and the answer says so.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        *,
        remark: str = "",
        failed: Callable[[Part, BaseException], None] | None = None,
    ) -> None:
        """`parts` come in the order in which equals are listed.

        `remark` is said with every answer, as that an index is still being made. `failed` is
        called, in the thread that searches, with a part that cannot be read and the error.
        """
        self.remark = remark
        self._failed = failed
        self._lost: tuple[str, ...] = ()
        self._state = _State.of(parts)

    def search(self, line: str, limit: int = 20, current: str = "") -> Answer:
        """The places that `line` finds, at most `limit`. Any string will do; nothing is raised.

        Among equals, those of the reference with the id `current` come first.
        """
        while True:
            state = self._state
            try:
                return self._answer(state, line, limit, current)
            except PartError as failure:
                self._leave_out(state, failure)

    def _leave_out(self, state: "_State", failure: PartError) -> None:
        left = [reader.part for reader in state.readers if reader.part is not failure.part]
        self._lost = tuple(dict.fromkeys((*self._lost, failure.part.name)))
        self._state = _State.of(left)
        if self._failed:
            self._failed(failure.part, failure.error)

    def _answer(self, state: "_State", line: str, limit: int, current: str) -> Answer:
        reading = read(line, state.lexicon, state.synonyms)
        addressed, partly = state.find(reading, limit, current)
        hits = tuple(
            _hit(rank, part, found, reading.terms)
            for rank, (part, found) in enumerate(state.found(addressed), 1)
        )
        said = message(reading, bool(hits), partly, state.references)
        lost = [f"There is no search in {name}: its index is damaged." for name in self._lost]
        said = " ".join(filter(None, (said, *lost, self.remark)))
        return Answer(line, hits, said, reading.terms, reading.corrections, self._lost)


@dataclass(frozen=True, slots=True)
class _State:
    """The parts that can be read, and what is made of all of them."""

    readers: tuple[Reader, ...]
    lexicon: Lexicon
    synonyms: AllSynonyms
    rankings: tuple[Ranking, ...]
    places: int
    references: int

    @classmethod
    def of(cls, parts: Sequence[Part]) -> "_State":
        readers = tuple(Reader(part) for part in parts)
        lexicon = Lexicon(readers)
        places = sum(part.places for part in parts)
        return cls(
            readers,
            lexicon,
            AllSynonyms([part.synonyms for part in parts]),
            tuple(Ranking(reader, lexicon, places) for reader in readers),
            places,
            sum(part.references for part in parts),
        )

    def find(
        self, reading: Reading, limit: int, current: str
    ) -> tuple[list[tuple[int, DocAddress]], bool]:
        """Part and address of places, best first, and whether they have only some words."""
        required = sum(group.required for group in reading.groups)
        limit = min(limit, self.places)
        if not required or limit < 1:
            return [], False
        found = self._run(lambda ranking: ranking.all_of(reading, current), limit)
        if found or required == 1:
            return found, False
        found = self._run(lambda ranking: ranking.some_of(reading, current), limit)
        return found, bool(found)

    def _run(self, make: MakeQuery, limit: int) -> list[tuple[int, DocAddress]]:
        ranked = merge(*(self._of_part(index, make, limit) for index in range(len(self.readers))))
        return [(part, address) for _, part, _, address in islice(ranked, limit)]

    def _of_part(
        self, part: int, make: MakeQuery, limit: int
    ) -> list[tuple[float, int, int, DocAddress]]:
        hits = self.readers[part].search(make(self.rankings[part]), limit)
        return sorted((-score, part, ordinal, address) for score, ordinal, address in hits)

    def found(self, addressed: Sequence[tuple[int, DocAddress]]) -> Iterator[tuple[str, Found]]:
        """The name of the part and the place of each address, in the same order."""
        each: list[Iterator[Found]] = [
            iter(reader.found([address for part, address in addressed if part == index]))
            for index, reader in enumerate(self.readers)
        ]
        for part, _ in addressed:
            yield self.readers[part].part.name, next(each[part])


def _hit(rank: int, part: str, found: Found, terms: Terms) -> Hit:
    place = found.place
    piece, piece_marks = snippet(place.text, terms)
    title_marks = tuple(marks(place.title, terms))
    return Hit(
        rank, found.reference, found.title, part, place, title_marks, piece, piece_marks
    )  # fmt: skip
