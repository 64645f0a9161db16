"""What the reader does with libraries: the actions, and what the rest of the window learns."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from viewer.content.library import Loaded, bundled_path
from viewer.ui.finding import Finding
from viewer.ui.library.adding import WRITING_SECONDS, Adding
from viewer.ui.library.bookcase import Bookcase
from viewer.ui.library.holding import Holding
from viewer.ui.library.indexing import Progress
from viewer.ui.library.places import SharedFolderDialog, show_folder
from viewer.ui.library.progress import ProgressLine, said, title
from viewer.ui.problems import ProblemsDialog
from viewer.ui.references import References
from viewer.ui.settings import Settings
from viewer.ui.station import Station
from viewer.ui.theme import Theme

if TYPE_CHECKING:
    from viewer.search.answer import Hit

UPDATE_AGAIN = "Ctrl+K, “Bring the library's index up to date”, tries again."


class Desk(QObject):
    """Connects the libraries with the window."""

    said = Signal(str)
    troubled = Signal(str, str, str)  # what happened, what to do, a detail to copy

    def __init__(
        self,
        window: QWidget,
        references: References,
        finding: Finding,
        settings: Settings,
        station: Station,
        theme: Callable[[], Theme],
        ask: Callable[[QDialog], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._references = references
        self._finding = finding
        self._settings = settings
        self._station = station
        self._theme = theme
        self._ask = ask
        self.bookcase = Bookcase(references.opening.bundled(), self._shared_folder(), self)
        self.adding = Adding(window, self.bookcase, ask)
        self.progress = ProgressLine()
        self.progress.stopped.connect(self.bookcase.indexing.stop)
        self.bookcase.changed.connect(self._changed)
        self.bookcase.said.connect(self.said)
        self.bookcase.progressed.connect(self._progressed)
        self.bookcase.ended.connect(self._ended)
        self.adding.said.connect(self.said)
        self.adding.added.connect(self._added)
        self.adding.copied.connect(self._copied)
        self.adding.removed.connect(self._removed)
        finding.searching.damaged.connect(self.bookcase.indexing.start)
        references.failed.connect(self.show_problems)

    def begin(self, adopt: bool) -> None:
        """Look at the libraries; with `adopt` copy the file that is open into one's own."""
        self.bookcase.look_at_all()
        if adopt and not self._station.kiosk and not self._references.loaded.bundled:
            self.adding.adopt(self._references.loaded.path)

    def _shared_folder(self) -> Path | None:
        kept = self._settings.text("library/shared")
        return self._station.library or (Path(kept) if kept else None)

    # -- the actions

    def switch(self) -> None:
        """Choose another reference."""
        from viewer.ui.library.switcher import Switcher

        current = self._references.loaded.path
        switcher = Switcher(self._window, self._theme(), current)

        def show() -> None:
            switcher.show_items(self.bookcase.items, self.bookcase.troubles)

        show()
        self.bookcase.changed.connect(show)
        self.bookcase.look_again()
        agreed = self._ask(switcher)
        self.bookcase.changed.disconnect(show)
        chosen = switcher.chosen()
        if agreed and chosen is not None and chosen.path != current:
            self._references.open(chosen.path)

    def choose_files(self) -> None:
        """Choose files to add."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window, "Add references", "", "References (*.json);;All files (*)"
        )
        if names:
            self.adding.add([Path(name) for name in names])

    def drop(self, urls: Sequence[QUrl]) -> None:
        """Add the files that were dropped on the window."""
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if paths:
            self.adding.add(paths)
        else:
            self.said.emit("Only files on this computer or on its drives can be added.")

    def remove(self) -> None:
        """Remove the reference on screen."""
        path = self._references.loaded.path
        item = self.bookcase.item_of(path)
        if item is None:
            self.said.emit("This file is not in the library, so there is nothing to remove.")
        else:
            self.adding.remove(item)

    def show_in_folder(self) -> None:
        """Show where the file of the reference on screen lies."""
        folder = self._references.loaded.path.parent
        if not show_folder(folder):
            self.troubled.emit(
                "The folder could not be shown.",
                "The system offers no file manager to Needleside. The folder is named below.",
                str(folder),
            )

    def choose_shared(self) -> None:
        """Choose the folder of the shared library, or have none."""
        dialog = SharedFolderDialog(
            self._window, self._shared_folder(), self._station.library is not None
        )
        if self._ask(dialog):
            folder = dialog.folder
            self._settings.put("library/shared", str(folder) if folder else "")
            self.bookcase.set_shared(folder)
            self.said.emit(
                f"The shared library is read from {folder}."
                if folder
                else "There is no shared library any more."
            )

    def update_index(self) -> None:
        """Bring the index of each library up to date, whatever was seen of it before."""
        if not any(each.seen.files for each in self.bookcase.holdings):
            self.said.emit("The library is empty, so there is nothing to index.")
            return
        self.said.emit("The index of the library is brought up to date.")
        self.bookcase.look_at_all(index=True)

    # -- what the window asks

    def reach(self, hit: "Hit", then: Callable[[], None]) -> None:
        """Bring the reference of a hit onto the pages, then call `then`."""
        path = self.bookcase.file_of(hit.part, hit.reference)
        if path is None and hit.part == "the bundled reference":
            path = bundled_path()
        if path is None:
            self.said.emit("This reference is not in the library any more.")
        else:
            self._references.open(path, then)

    def activated(self) -> None:
        """The window has come to the front: look again, now and then."""
        self.bookcase.look_again()

    def close(self) -> None:
        """The window goes."""
        self.bookcase.stop(WRITING_SECONDS if self.adding.is_busy else 0.0)

    # -- what came of it

    def _changed(self) -> None:
        self._finding.searching.set_sources(self.bookcase.searched)
        self._finding.again()

    def _progressed(self, holding: Holding, progress: Progress) -> None:
        self.progress.tell(holding, progress)
        self._finding.set_remark(
            f"{title(holding)}: {said(progress)}. Until then not all of it is found."
        )

    def _ended(self, _holding: Holding, last: Progress) -> None:
        shown = self.progress.isVisible()
        self.progress.end()
        self._finding.set_remark("")
        if last.sentence:
            again = "" if last.state == "finished" else f" {UPDATE_AGAIN}"
            self.said.emit(f"{last.sentence}{again}")
        elif last.state == "stopped":
            self.said.emit(f"Indexing was stopped; what is done is kept. {UPDATE_AGAIN}")
        elif shown:
            self.said.emit("The library is indexed.")
        self._finding.again()

    def _copied(self, file: Path, copy: Path) -> None:
        if self._references.loaded.path == file:
            self._references.moved(copy)

    def _added(self, path: Path, sentence: str) -> None:
        self._references.open(path, partial(self.said.emit, sentence))

    def _removed(self, path: Path, sentence: str) -> None:
        def tell() -> None:
            self._references.drop(path)
            self.said.emit(sentence)

        if self._references.loaded.path == path:
            self._references.open(bundled_path(), tell, anew=False)
        else:
            tell()

    def show_problems(self, loaded: Loaded) -> None:
        """All that is wrong with a file; from one's own library it can be removed at once."""
        item = self.bookcase.item_of(loaded.path)
        removable = item is not None and item.home == "own" and not self._station.kiosk
        dialog = ProblemsDialog.of(self._window, loaded, removable)
        self._ask(dialog)
        if dialog.wants_removal and item is not None:
            self.adding.remove(item)
