"""What one searched set is to a search: the bundled reference, the user's library, a shared one.

Several parts are searched together. Each has a tantivy index with the fields of
`documents.index_schema`, in memory or on disk; a part is one state of it and never changes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tantivy import DocAddress, Order, Query, Schema, Searcher

from viewer.content.places import Place
from viewer.search.synonyms import Synonyms

_Result = TypeVar("_Result")
# What Rust code raises that fell over damaged data; not a class that can be imported.
_PANIC = "PanicException"
# So many numbers of documents are remembered: the words of a line stay from key to key.
MAX_COUNTS = 10_000


def is_failure(error: BaseException) -> bool:
    """Whether `error` is one that reading an index may end in, and not a wish to stop."""
    return isinstance(error, Exception) or type(error).__name__ == _PANIC


@dataclass(frozen=True, slots=True)
class Found:
    """A place with the id and the title of its reference."""

    reference: str
    title: str
    place: Place


class Part(Protocol):
    """One searched set, as it is at one time. Reading it is safe from any thread."""

    @property
    def name(self) -> str:
        """What it is called within a sentence: "the bundled reference", "your library"."""

    @property
    def schema(self) -> Schema:
        """The schema of its index."""

    @property
    def searcher(self) -> Searcher:
        """Its index, as it is read."""

    @property
    def synonyms(self) -> Synonyms:
        """The synonyms and abbreviations of its references."""

    @property
    def places(self) -> int:
        """How many places it has."""

    @property
    def references(self) -> int:
        """How many references it has."""

    def found(self, addresses: Sequence[DocAddress]) -> list[Found]:
        """The places of these documents, in the same order."""


class PartError(Exception):
    """A part could not be read: its index is damaged or gone."""

    def __init__(self, part: Part, error: BaseException) -> None:
        super().__init__(f"{part.name}: {error}")
        self.part = part
        self.error = error


class Reader:
    """Reads one part; whatever fails is raised as PartError."""

    def __init__(self, part: Part) -> None:
        """Raises PartError."""
        self.part = part
        self.schema = self._try(lambda: part.schema)
        self._searcher = self._try(lambda: part.searcher)
        self.documents = self._try(lambda: self._searcher.num_docs)
        self._counts: dict[tuple[str, str], int] = {}

    def doc_freq(self, field: str, term: str) -> int:
        """How many documents have the term in the field."""
        known = self._counts.get((field, term))
        if known is not None:
            return known
        if len(self._counts) > MAX_COUNTS:
            self._counts.clear()
        count = self._try(lambda: self._searcher.doc_freq(field, term))
        self._counts[field, term] = count
        return count

    def terms(self, field: str, opening: str, limit: int | None = None) -> list[tuple[str, int]]:
        """The terms that open so, commonest first, each with its number of documents."""
        return self._try(lambda: self._searcher.terms_with_prefix(field, opening, limit=limit))

    def search(self, query: Query, limit: int) -> list[tuple[float, int, DocAddress]]:
        """Score, ordinal and address of what the query finds, best first."""

        def run() -> list[tuple[float, int, DocAddress]]:
            hits = self._searcher.search(query, limit, count=False).hits
            ordinals = self._ordinals([address for _, address in hits])
            ranked = zip(hits, ordinals, strict=True)
            return [(score, ordinal, address) for (score, address), ordinal in ranked]

        return self._try(run)

    def first(self, query: Query, limit: int) -> list[DocAddress]:
        """Addresses of what the query finds, in reading order."""
        return self._try(lambda: self._in_order(query, limit))

    def stored(self, query: Query, field: str, limit: int) -> list[str]:
        """What documents that the query finds have stored in the field."""

        def run() -> list[str]:
            hits = self._searcher.search(query, limit, count=False).hits
            return [self._searcher.doc(address)[field][0] for _, address in hits]

        return self._try(run)

    def found(self, addresses: Sequence[DocAddress]) -> list[Found]:
        """The places of these documents, in the same order."""
        return self._try(lambda: self.part.found(addresses))

    def _in_order(self, query: Query, limit: int) -> list[DocAddress]:
        search = self._searcher.search
        hits = search(query, limit, False, order_by_field="ordinal", order=Order.Asc).hits
        return [address for _, address in hits]

    def _ordinals(self, addresses: Sequence[DocAddress]) -> list[int]:
        found = self._searcher.fast_field_values("ordinal", list(addresses))
        return [ordinal if isinstance(ordinal, int) else 0 for ordinal in found]

    def _try(self, read: Callable[[], _Result]) -> _Result:
        try:
            return read()
        except BaseException as error:
            if is_failure(error):
                raise PartError(self.part, error) from error
            raise
