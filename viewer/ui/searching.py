"""Answers typed lines from all that is searched: what came with the program, and libraries."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from viewer.content.model import Reference
from viewer.ui.background import Background

if TYPE_CHECKING:
    # Only the types: the search library is loaded after the first paint.
    from viewer.search.answer import Answer
    from viewer.search.part import Part
    from viewer.search.together import Search

# The name of the part that is a file opened from outside the libraries.
OPENED = "the open file"


class Source(Protocol):
    """A library, as it is searched. Its methods are called from the thread that searches."""

    def part(self) -> "Part | None":
        """Its index as it is now; None when there is none."""

    def has(self, reference_id: str) -> bool:
        """Whether its index has the reference."""

    def distrust(self) -> None:
        """Reading its index has failed."""


class Searching(QObject):
    """Searches in this thread what is in memory; with a library, in a thread of its own."""

    damaged = Signal(object)  # a Source whose index could not be read

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread = Background(self)
        self._bundled: Part | None = None
        self._opened: tuple[Reference, Part] | None = None
        self._wanted: Reference | None = None  # the open file, where no library has it
        self._sources: tuple[Source, ...] = ()
        self._search: tuple[Sequence[Part], Search] | None = None
        self.references = 0  # so many were searched last

    @property
    def is_ready(self) -> bool:
        """Whether there is an index."""
        return self._bundled is not None

    def build(self, bundled: Reference | None, opened: Reference | None) -> None:
        """Make the indexes of what came with the program and of the file that was opened."""
        from viewer.search.index import SearchIndex

        self._bundled = SearchIndex.build([bundled] if bundled else [])
        self._wanted = opened
        if opened is not None:
            self._part_of(opened)

    def set_opened(self, opened: Reference | None) -> None:
        """Search `opened` too, as long as no library has it."""
        self._wanted = opened

    def set_sources(self, sources: Sequence[Source]) -> None:
        """Search these libraries too."""
        self._sources = (*sources,)

    def ask(self, line: str, limit: int, current: str, then: "Callable[[Answer], object]") -> None:
        """Call `then` with the answer: at once, or later when a thread has found it.

        Of several lines that wait only the newest is looked for. Among equals the reference with
        the id `current` comes first.
        """

        def find() -> "Answer":
            return self._together().search(line, limit, current)

        ready = self._wanted is None or (self._opened and self._opened[0] is self._wanted)
        if self._sources or not ready:
            self._thread.run(find, then, newest=True)
        else:
            then(find())

    def _together(self) -> "Search":
        """The search over all parts as they are now, in the thread that searches."""
        from viewer.search.together import Search

        sources = self._sources
        found = [(part, source) for source in sources if (part := source.part()) is not None]
        of_part = {id(part): source for part, source in found}
        parts = [self._bundled] if self._bundled else []
        wanted = self._wanted
        if wanted is not None and not any(source.has(wanted.id) for source in sources):
            parts.append(self._part_of(wanted))
        parts += [part for part, _ in found]
        known = self._search
        if known is None or [*map(id, known[0])] != [*map(id, parts)]:

            def failed(part: "Part", _error: BaseException) -> None:
                source = of_part.get(id(part))
                if source is not None:
                    source.distrust()
                    self.damaged.emit(source)

            known = parts, Search(parts, failed=failed)
            self._search = known
            self.references = sum(part.references for part in parts)
        return known[1]

    def _part_of(self, opened: Reference) -> "Part":
        """The index of the file that is open, made when it is first searched."""
        from viewer.search.index import SearchIndex

        if self._opened is None or self._opened[0] is not opened:
            self._opened = opened, SearchIndex.build([opened], OPENED)
        return self._opened[1]

    def stop(self) -> None:
        """Answer nothing more."""
        self._thread.stop()
