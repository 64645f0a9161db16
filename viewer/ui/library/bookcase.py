"""The libraries of a window: looked at in threads, indexed by a process, searched and listed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from viewer.content.library import Loaded
from viewer.content.shelf import FileState
from viewer.folders import library_folder
from viewer.ui.background import Background
from viewer.ui.library.holding import Holding, Look
from viewer.ui.library.indexing import Indexing, Progress
from viewer.ui.library.items import Home, Item, item_of, ordered

_Result = TypeVar("_Result")
# A window that comes to the front looks again, but no sooner than this after the last time.
LOOK_AGAIN_SECONDS = 60.0
# While an index is made, what it knows by now is listed anew as often as this.
LIST_AGAIN_SECONDS = 5.0


class Bookcase(QObject):
    """The user's own library and, if there is one, a shared one."""

    changed = Signal()  # what is listed or searched may be another
    said = Signal(str)
    progressed = Signal(object, object)  # a Holding and its Progress, while an index is made
    ended = Signal(object, object)  # a Holding and the Progress it ended with

    def __init__(self, bundled: Loaded, shared: Path | None, parent: QObject) -> None:
        super().__init__(parent)
        self.own = Holding(library_folder(), "own")
        self.shared = Holding(shared, "shared") if shared else None
        self._bundled = item_of(bundled, "program")
        self._threads: dict[Home, Background] = {}
        self._items: list[Item] | None = None
        self._looking: set[Home] = set()
        self._looked = 0.0
        self.indexing = Indexing(self)
        self._begun: tuple[FileState, ...] = ()  # the files that the running update began with
        self.indexing.progressed.connect(self._progressed)
        self.indexing.ended.connect(self._indexed)

    @property
    def holdings(self) -> list[Holding]:
        """The libraries, one's own first."""
        return [self.own, *([self.shared] if self.shared else [])]

    @property
    def searched(self) -> list[Holding]:
        """The libraries that have something to be searched."""
        return [each for each in self.holdings if each.seen.searched]

    @property
    def items(self) -> list[Item]:
        """All references, and the files with problems."""
        if self._items is None:
            found = (each for holding in self.holdings for each in holding.seen.items)
            self._items = [self._bundled, *ordered(found)]
        return self._items

    @property
    def troubles(self) -> list[str]:
        """A sentence for each library that is out of reach."""
        return [each.seen.trouble for each in self.holdings if each.seen.trouble]

    def item_of(self, path: Path) -> Item | None:
        """The item of a file; None when no library has it."""
        return next((each for each in self.items if each.path == path), None)

    def file_of(self, part: str, reference_id: str) -> Path | None:
        """The file of a reference that was found in the part of that name."""
        holding = next((each for each in self.holdings if each.name == part), None)
        return holding.file_of(reference_id) if holding else None

    def run(
        self, holding: Holding, work: Callable[[], _Result], then: Callable[[_Result], object]
    ) -> None:
        """Have work on a library done in its thread: another's drive may not answer."""
        if holding.home not in self._threads:
            self._threads[holding.home] = Background(self)
        self._threads[holding.home].run(work, then)

    def set_shared(self, folder: Path | None) -> None:
        """Have another shared library, or none."""
        if self.shared is not None:
            # It may be waiting for a drive that is gone.
            self._looking.discard("shared")
            thread = self._threads.pop("shared", None)
            if thread is not None:
                thread.stop()
            if self.indexing.holding is self.shared:
                self.indexing.stop()
        self.shared = Holding(folder, "shared") if folder else None
        self._items = None
        self.changed.emit()
        if self.shared is not None:
            self.look(self.shared)

    def look_at_all(self, index: bool = False) -> None:
        """Look at all libraries; with `index`, have each index brought up to date in any case."""
        self._looked = monotonic()
        for holding in self.holdings:
            self.look(holding, index)

    def look_again(self) -> None:
        """Look at all libraries, if the last time is long enough ago."""
        if monotonic() - self._looked > LOOK_AGAIN_SECONDS:
            self.look_at_all()

    def look(self, holding: Holding, index: bool = False) -> None:
        """Look what a library holds, and have its index brought up to date if it is not."""
        if holding.home in self._looking and not index:
            return
        self._looking.add(holding.home)
        self.run(holding, holding.look, partial(self._seen, holding, index))

    def _seen(self, holding: Holding, index: bool, look: Look) -> None:
        if holding not in self.holdings:
            return
        self._looking.discard(holding.home)
        before, holding.seen = holding.seen, look
        if look.trouble and look.trouble != before.trouble:
            self.said.emit(look.trouble)
        elif before.trouble and not look.trouble:
            self.said.emit(f"The library in {holding.shelf.folder} is there again.")
        if look != before:
            self._items = None
            self.changed.emit()
        if (look.stale or (index and look.files)) and self.indexing.holding is not holding:
            self._begun = look.files
            self.indexing.start(holding)

    def _progressed(self, holding: Holding, progress: Progress) -> None:
        self.progressed.emit(holding, progress)
        # What is read by now has a title.
        if progress.state == "reading" and monotonic() - self._looked > LIST_AGAIN_SECONDS:
            self._looked = monotonic()
            self.look(holding)

    def _indexed(self, holding: Holding, last: Progress) -> None:
        self.ended.emit(holding, last)
        if holding in self.holdings:
            self.run(holding, holding.look, partial(self._after, holding, last))

    def _after(self, holding: Holding, last: Progress, look: Look) -> None:
        holding.seen = look
        self._items = None
        self.changed.emit()
        # What could not be read is no reason to begin again; what changed meanwhile is.
        if look.stale and last.state == "finished" and look.files != self._begun:
            self._begun = look.files
            self.indexing.start(holding)

    def stop(self, seconds: float = 0.0) -> None:
        """The window goes. Waits so long for what is being written to one's own library."""
        self.indexing.close()
        for home, thread in self._threads.items():
            thread.stop(seconds if home == "own" else 0.0)
