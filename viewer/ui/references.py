"""The reference on screen, and how it becomes another one: chosen, gone back to, or found in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.content.library import Loaded
from viewer.content.model import Reference
from viewer.ui.going import Going
from viewer.ui.history import Visit
from viewer.ui.opening import Opening
from viewer.ui.pages import Pages

# A file that takes longer than this to read is said to be read.
SLOW_MS = 400


class References(QObject):
    """Changes the reference on the pages; the one before stays until the new one was read."""

    leaving = Signal()  # another reference is about to come
    changed = Signal()  # another reference is on the pages
    failed = Signal(object)  # a Loaded without a reference: nothing was changed
    said = Signal(str)

    def __init__(self, loaded: Loaded, going: Going, pages: Pages, parent: QObject) -> None:
        """`loaded` is the reference on the pages, which starting over leads back to."""
        super().__init__(parent)
        self.loaded = loaded
        self.opening = Opening(loaded, self)
        self._first = loaded
        self._going = going
        self._pages = pages
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(lambda: self.said.emit("The file is being read. One moment."))
        going.elsewhere.connect(self._go)

    @property
    def opened(self) -> Reference | None:
        """The reference on the pages, if it did not come with the program."""
        return None if self.loaded.bundled else self.loaded.reference

    def open(
        self, path: Path, then: Callable[[], object] = lambda: None, anew: bool = True
    ) -> None:
        """Show the reference in `path` where it was last left, then call `then`.

        Without `anew`, one that was read before need not be read again.
        """

        def show(loaded: Loaded) -> None:
            self._slow.stop()
            if loaded.reference is None:
                self.failed.emit(loaded)
                return
            if loaded.path != self.loaded.path or loaded.reference != self.loaded.reference:
                self.change_to(loaded)
            then()

        self._slow.start()
        self.opening.open(path, show, anew)

    def change_to(self, loaded: Loaded, visit: Visit | None = None, remember: bool = True) -> None:
        """Show another reference, at `visit` or where it was last left.

        With `remember`, Back leads to the one before. Raises ValueError when `loaded` holds none.
        """
        if loaded.reference is None:
            raise ValueError(f"{loaded.path} holds no reference to show.")
        self.leaving.emit()
        there = visit or self._going.visit_to(loaded.path)
        self._going.depart(remember)
        self.loaded = loaded
        self._pages.show_reference(loaded.reference, there.pane)
        self.changed.emit()
        self._going.arrive(there)

    def start_over(self) -> None:
        """Show what the program began with."""
        if self.loaded is not self._first:
            self.change_to(self._first)

    def moved(self, path: Path) -> None:
        """The reference on the pages now lies in `path`, as it is."""
        loaded = self.loaded
        self.loaded = self.opening.move(loaded, path)
        if loaded is self._first:
            self._first = self.loaded
        self._going.move(path)

    def drop(self, path: Path) -> None:
        """The file `path` is no more: no way leads back to it."""
        self.opening.forget(path)
        self._going.drop(path)
        if self._first.path == path:
            self._first = self.opening.bundled()

    def _go(self, visit: Visit) -> None:
        """Back or forward to another reference."""

        def show(loaded: Loaded) -> None:
            self._slow.stop()
            if loaded.reference is None:
                self._going.drop(visit.file)
                self.failed.emit(loaded)
            else:
                self.change_to(loaded, visit, remember=False)

        self._slow.start()
        self.opening.open(visit.file, show)
