"""One search over several parts, with one order of results."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from viewer.search.answer import MOST_ELSEWHERE, Answer, Hit, message
from viewer.search.highlight import Terms, marks, snippet
from viewer.search.merged import Merged
from viewer.search.part import Found, Part, PartError
from viewer.search.query import read
from viewer.search.ranking import Asked
from viewer.search.scope import EVERYWHERE, split_scope


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
        self._merged = self._made(parts)

    def search(self, line: str, limit: int = 20, current: str = "") -> Answer:
        """The places that `line` finds, at most `limit`. Any string will do; nothing is raised.

        Among equals, those of the reference with the id `current` come first.
        """
        while True:
            merged = self._merged
            try:
                return self._answer(merged, line, limit, current)
            except PartError as error:
                self._merged = self._made(self._left(merged.parts, error))

    def names_reference(self, name: Sequence[str]) -> bool:
        """Whether a reference has words in its title or id that open with each of `name`."""
        try:
            return self._merged.lexicon.names_reference(name)
        except PartError:
            return False

    def _made(self, parts: Sequence[Part]) -> Merged:
        """The parts together, without those that fail at once."""
        while True:
            try:
                return Merged(parts)
            except PartError as error:
                parts = self._left(parts, error)

    def _left(self, parts: Sequence[Part], error: PartError) -> list[Part]:
        """The other parts; the one that failed is told of."""
        self._lost = tuple(dict.fromkeys((*self._lost, error.part.name)))
        if self._failed:
            self._failed(error.part, error.error)
        return [part for part in parts if part is not error.part]

    def _answer(self, merged: Merged, line: str, limit: int, current: str) -> Answer:
        scope, rest = split_scope(line, merged.lexicon.names_reference)
        reading = read(rest, merged.lexicon, merged.synonyms)
        asked = Asked(reading, scope, current)
        if reading.empty and scope:
            addressed, partly = merged.inside(scope, current, limit), False
        else:
            addressed, partly = merged.find(asked, limit)
        hits = tuple(
            _hit(rank, part, found, reading.terms)
            for rank, (part, found) in enumerate(merged.found(addressed), 1)
        )
        elsewhere = 0
        if scope and not hits and limit > 0:
            outside = replace(asked, scope=EVERYWHERE)
            elsewhere = len(merged.find(outside, MOST_ELSEWHERE + 1)[0])
        said = message(reading, scope, len(hits), partly, elsewhere, merged.references)
        lost = [f"Nothing of {name} is shown: its index is damaged." for name in self._lost]
        said = " ".join(filter(None, (said, *lost, self.remark)))
        return Answer(line, hits, said, reading.terms, reading.corrections, self._lost)


def _hit(rank: int, part: str, found: Found, terms: Terms) -> Hit:
    place = found.place
    piece, piece_marks = snippet(place.text, terms)
    title_marks = tuple(marks(place.title, terms))
    return Hit(
        rank, found.reference, found.title, part, place, title_marks, piece, piece_marks
    )  # fmt: skip
