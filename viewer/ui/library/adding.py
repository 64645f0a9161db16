"""Adding files to one's own library, and removing references from it, with what is asked."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from viewer.content.shelf import Added, Edition, Removed
from viewer.render.html import counted
from viewer.ui.library.bookcase import Bookcase
from viewer.ui.library.items import HOMES, Item
from viewer.ui.library.question import Question
from viewer.ui.problems import ProblemsDialog

HOW_TO_REMOVE = "To remove it: Ctrl+K, “Remove reference from the library”."
# At its end the window waits so long for a file that is being written.
WRITING_SECONDS = 3.0


class Adding(QObject):
    """One file after the other: copied, asked about, or refused with all its problems."""

    said = Signal(str)
    added = Signal(object, str)  # the file in the library, to be opened, and what to say then
    removed = Signal(object, str)  # the file that is gone, and what to say
    copied = Signal(object, object)  # the file that was opened, and its copy in the library

    def __init__(self, window: QWidget, bookcase: Bookcase, ask: Callable[[QDialog], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._bookcase = bookcase
        self._ask = ask
        self._waiting: list[Path] = []
        self._came: list[Added] = []  # what came of the files so far
        self.is_busy = False

    # -- adding

    def add(self, paths: Sequence[Path]) -> None:
        """Copy files into the library; a single one is opened then."""
        self._waiting += paths
        if not self.is_busy:
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            self.is_busy = False
            self._sum_up()
            return
        self.is_busy = True
        self._copy(self._waiting.pop(0))

    def _copy(self, path: Path, replace: bool = False) -> None:
        own = self._bookcase.own
        self._bookcase.run(own, lambda: own.shelf.add(path, replace), partial(self._outcome, path))

    def _outcome(self, path: Path, added: Added) -> None:
        if added.outcome == "exists" and self._wants_replacing(added):
            self._copy(path, replace=True)
            return
        if added.outcome == "refused":
            self._refused(path, added)
        self._came.append(added)
        self._next()

    def _wants_replacing(self, added: Added) -> bool:
        return self._ask(
            Question(
                self._window,
                "The library has this reference already",
                _compared(added.kept, added.offered),
                "Replace it",
                "Keep the one in the library",
            )
        )

    def _refused(self, path: Path, added: Added) -> None:
        dialog = ProblemsDialog(
            self._window,
            path,
            added.problems,
            "This file was not added to the library",
            "Correct the file, or ask whoever wrote it. Nothing was changed, and what was open "
            "stays open.",
        )
        self._ask(dialog)

    def _sum_up(self) -> None:
        came, self._came = self._came, []
        done = [each for each in came if each.path is not None and each.outcome != "exists"]
        if not came:
            return
        if any(each.outcome in ("added", "replaced") for each in done):
            self._bookcase.look(self._bookcase.own)
        if len(came) > 1:
            left = len(came) - len(done)
            rest = f" {counted(left, 'file')} left out." if left else ""
            self.said.emit(f"{counted(len(done), 'reference')} in the library.{rest}")
        elif done:
            self.added.emit(done[0].path, done[0].sentence)
        elif came[0].outcome == "exists":
            self.said.emit("The library keeps the reference that it has.")

    # -- the file that was opened from the command line

    def adopt(self, path: Path) -> None:
        """Copy into the library the file that is open, unless it lies in a library already."""
        bookcase = self._bookcase
        own = bookcase.own
        holdings = bookcase.holdings

        def copy() -> Added | None:
            if any(each.contains(path) for each in holdings):
                return None
            return own.shelf.add(path)

        self.is_busy = True
        bookcase.run(own, copy, partial(self._adopted, path))

    def _adopted(self, path: Path, added: Added | None) -> None:
        self.is_busy = False
        if added is not None and added.outcome == "exists":
            if self._wants_replacing(added):
                own = self._bookcase.own
                self.is_busy = True
                self._bookcase.run(
                    own, lambda: own.shelf.add(path, replace=True), partial(self._adopted, path)
                )
                return
            self.said.emit("This file is open. The library keeps the reference that it has.")
        elif added is not None and added.outcome == "refused":
            reason = added.problems[0].what if added.problems else added.sentence
            self.said.emit(f"This file is open but was not copied into the library: {reason}.")
        elif added is not None and added.path is not None:
            self.copied.emit(path, added.path)
            if added.outcome != "same":
                self.said.emit(f"{added.sentence} {HOW_TO_REMOVE}")
                self._bookcase.look(self._bookcase.own)
        if self._waiting:
            self._next()

    # -- removing

    def remove(self, item: Item) -> None:
        """Remove a file of one's own library, if the reader agrees."""
        if item.home != "own":
            keeper = "comes with the program" if item.home == "program" else "is shared"
            self.said.emit(
                f"This reference {keeper} and cannot be removed here. "
                f"Only one of the {HOMES['own'].lower()} can."
            )
            return
        revision = f", revision {item.revision}" if item.revision else ""
        agreed = self._ask(
            Question(
                self._window,
                "Remove this reference?",
                f"“{item.title}”{revision}\n{item.path}\n\nThe file is deleted from your library. "
                "A copy that you have elsewhere stays.",
                "Remove it",
                "Keep it",
            )
        )
        if agreed:
            own = self._bookcase.own
            self._bookcase.run(own, lambda: own.shelf.remove(item.path), self._gone)

    def _gone(self, removed: Removed) -> None:
        if removed.path is None:
            self.said.emit(removed.sentence)
        else:
            self.removed.emit(removed.path, removed.sentence)
        self._bookcase.look(self._bookcase.own)


def _compared(kept: Edition | None, offered: Edition | None) -> str:
    """What is in the library, and what would take its place."""
    return f"In the library:\n{_described(kept)}\n\nThe file:\n{_described(offered)}"


def _described(edition: Edition | None) -> str:
    if edition is None:
        return "a reference"
    if not edition.title:
        return f"{edition.path.name}, which cannot be read"
    lines = [f"“{edition.title}”", f"Revision {edition.revision}, checked {edition.checked}"]
    if edition.saved:
        lines.append(f"File of {edition.saved}")
    return "\n".join(lines)
