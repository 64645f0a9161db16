"""One library: its folder, its index, and what was last seen of both. No Qt.

What waits for a disk or a drive is called in a thread; the window never waits for it.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from viewer.content.library import LABELS, load, state_beside
from viewer.content.shelf import FileState, Shelf
from viewer.search.store import Store
from viewer.ui.library.items import Home, Item, item, item_of, problem_words

if TYPE_CHECKING:
    from viewer.search.catalogue import Entry
    from viewer.search.part import Part

# The name of each library within a sentence; results carry it as the name of their part.
NAMES: dict[Home, str] = {"own": "your library", "shared": "the shared library"}
# Files that the index does not know yet are read for their titles, if they are no more than these.
MOST_READ = 30


class Look(Struct, frozen=True):
    """What a library holds now.

    `trouble` is a sentence if the folder is out of reach, `stale` says whether the index is not
    that of the files, `searched` whether there is anything to search.
    """

    items: tuple[Item, ...] = ()
    files: tuple[FileState, ...] = ()
    trouble: str = ""
    stale: bool = False
    searched: bool = False


class Holding:
    """A library that is listed and searched; a `Source` of the search."""

    def __init__(self, folder: Path, home: Home) -> None:
        self.home = home
        self.name = NAMES[home]
        self.shelf = Shelf(folder, writable=home == "own")
        self.store = Store(folder, self.name)
        self.seen = Look()
        self._files: tuple[Sequence[Entry], dict[str, str]] = ((), {})

    @property
    def is_gone(self) -> bool:
        """Whether nothing of the folder can be reached."""
        return bool(self.seen.trouble) and not self.seen.files

    # -- as it is searched

    def part(self) -> "Part | None":
        """Its index as it is now; None when there is none, or nothing of it could be opened."""
        return None if self.is_gone else self.store.open()

    def has(self, reference_id: str) -> bool:
        """Whether its index has the reference."""
        return reference_id in self._by_id()

    def distrust(self) -> None:
        """Reading its index has failed: the next update makes it anew."""
        self.store.distrust()

    def file_of(self, reference_id: str) -> Path | None:
        """The file of a reference that was found; None when the index knows none."""
        name = self._by_id().get(reference_id)
        return None if name is None else self.shelf.folder / name

    def _by_id(self) -> dict[str, str]:
        entries = self.store.catalogue()
        if entries is not self._files[0]:
            self._files = entries, {entry.id: entry.file for entry in entries if entry.searched}
        return self._files[1]

    # -- as it is listed

    def contains(self, path: Path) -> bool:
        """Whether a file lies in the folder of this library. May wait for the drive."""
        try:
            return path.resolve().is_relative_to(self.shelf.folder.resolve())
        except (OSError, ValueError, RuntimeError):
            return False

    def look(self) -> Look:
        """See what there is now. May wait for the drive."""
        listing = self.shelf.listing()
        part = self.store.open()
        entries = {entry.file: entry for entry in self.store.catalogue()}
        files = {_name(state.path, self.shelf.folder): state for state in listing.files}
        same = {
            name: entry
            for name, state in files.items()
            if (entry := entries.get(name)) is not None
            and (entry.size, entry.mtime_ns) == (state.size, state.mtime_ns)
        }
        gone = bool(listing.trouble) and not files
        pending = part is None or bool(part.pending)
        known = len(same) == len(files) and (len(entries) == len(files) or bool(listing.trouble))
        stale = not gone and bool(files or entries) and (pending or not known)
        return Look(
            tuple(self._items(files, same)),
            listing.files,
            listing.trouble,
            stale,
            not gone and (bool(files) or part is not None),
        )

    def _items(self, files: dict[str, FileState], known: "dict[str, Entry]") -> list[Item]:
        sealed = _sealed(self.shelf.folder)
        few = len(files) - len(known) <= MOST_READ
        items = []
        for name, state in files.items():
            entry, path = known.get(name), state.path
            if entry is not None:
                items.append(self._item(entry, path, path in sealed))
            elif few:
                items.append(item_of(load(path), self.home))
            else:
                items.append(item(path, self.home, path.name, state="Not read yet"))
        return items

    def _item(self, entry: "Entry", path: Path, sealed: bool) -> Item:
        if entry.problems:
            words = problem_words(entry.problems)
            return item(path, self.home, path.name, state=words, problems=entry.problems)
        state = LABELS[state_beside(entry.digest, path) if sealed else "unsealed"]
        if entry.twin:
            state = f"{state}, not searched: {Path(entry.twin).name} has the same id"
        return item(path, self.home, entry.title, entry.id, entry.revision, state)


def _name(path: Path, folder: Path) -> str:
    """How the index names a file."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode(errors="backslashreplace")


def _sealed(folder: Path) -> set[Path]:
    """The files that have a checksum beside them. No file is opened for it."""
    return {
        Path(parent, name.removesuffix(".sha256"))
        for parent, _, names in os.walk(folder)
        for name in names
        if name.endswith(".sha256")
    }
