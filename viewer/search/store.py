"""The search index of a folder of references, on disk in the cache folder.

A process of its own keeps it up to date; see `updating`. Here it is read. What is not exactly
as it was sealed is not read at all: then there is no index yet, and the next update makes one.
"""

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import RLock
from zlib import crc32

from msgspec import msgpack
from tantivy import DocAddress, Index, Schema, Searcher
from tantivy.tantivy import __version__ as tantivy_version

from viewer import __version__
from viewer.content.model import Reference
from viewer.content.places import Place
from viewer.folders import index_root
from viewer.search.catalogue import Catalogue, Entry
from viewer.search.documents import index_schema
from viewer.search.part import Found, is_failure
from viewer.search.sealed import State, changed, is_whole, read_kind, read_state
from viewer.search.synonyms import Synonyms, Table

# To be counted up when an index of before, made by the same version of the program, is of no use.
_FORMAT = 1
# How often it is looked after whether the files of an open index were damaged.
_LOOK_SECONDS = 2.0
# A new state may be written and sealed while one is read.
_TRIES, _PAUSE_SECONDS = 6, 0.02

_STORED = msgpack.Decoder(tuple[str, str, Place])


def stored_place(reference: Reference, place: Place) -> bytes:
    """What an index on disk stores with the document of a place: a checksum, and all of it."""
    data = msgpack.encode((reference.id, reference.title, place))
    return crc32(data).to_bytes(4) + data


def _found(stored: bytes) -> Found:
    """Raises ValueError if a disk gave back other bytes than were written."""
    data = stored[4:]
    if crc32(data).to_bytes(4) != stored[:4]:
        raise ValueError("a stored place is damaged")
    return Found(*_STORED.decode(data))


def format_tag() -> str:
    """What the names of all index folders begin with that this program can use."""
    made_by = (_FORMAT, __version__, tantivy_version, index_schema().__reduce__()[1])
    return sha256(repr(made_by).encode()).hexdigest()[:12]


def shelf_name(shelf: Path) -> str:
    """The full path of the folder of references, as it is compared. It need not exist."""
    # Not resolve(): that asks the drive, which may not be there. Names need not be text.
    full = os.path.normcase(os.path.abspath(shelf))  # noqa: PTH100
    return os.fsencode(full).decode(errors="backslashreplace")


def index_folder(shelf: Path, root: Path | None = None) -> Path:
    """Where the index of the references in the folder `shelf` lies."""
    name = sha256(shelf_name(shelf).encode()).hexdigest()[:16]
    return (root or index_root()) / f"{format_tag()}-{name}"


def update_command(shelf: Path) -> list[str]:
    """The command that brings the index of `shelf` up to date, for a program to start.

    It prints a line of JSON for each step, and ends when its standard input is closed.
    """
    frozen = getattr(sys, "frozen", False)
    start = [sys.executable] if frozen else [sys.executable, "-m", "viewer"]
    return [*start, "index", "--library", str(shelf.absolute()), "--progress", "json", "--attended"]


@dataclass(frozen=True, slots=True)
class DiskPart:
    """The `Part` of an index on disk, in one state. Reading it is safe from any thread.

    `pending` files of the folder are not in it yet.
    """

    name: str
    schema: Schema
    searcher: Searcher
    synonyms: Synonyms
    places: int
    references: int
    pending: int

    def found(self, addresses: Sequence[DocAddress]) -> list[Found]:
        """The places of these documents, in the same order. Raises what damaged data ends in."""
        return [_found(self.searcher.doc(address)["place"][0]) for address in addresses]


class Store:
    """The index of one folder of references, as far as it is made. Safe from any thread."""

    def __init__(self, shelf: Path, name: str = "your library", root: Path | None = None) -> None:
        """`name` is what the part is called within a sentence. Touches no disk yet."""
        self.folder = index_folder(shelf, root)
        self._shelf = shelf_name(shelf)
        self._name = name
        self._lock = RLock()
        self._state: State | None = None
        self._part: DiskPart | None = None
        self._told: DiskPart | None = None
        # The catalogue that was read last, and its state.
        self._entries: tuple[Entry, ...] = ()
        self._listed: State | None = None
        # What the file of the state looked like when it was last read, and when it was looked at.
        self._seen: tuple[int, int, int] | None = None
        self._unread: tuple[int, int, int] | None = None
        self._looked = 0.0

    @property
    def part(self) -> DiskPart | None:
        """The state that was found last; None if there is no index yet."""
        return self._part

    def open(self) -> DiskPart | None:
        """The newest state, or None if there is no index yet. Never raises."""
        self.refresh()
        return self._part

    def refresh(self) -> bool:
        """Look for a new state; whether `part` is another than after the last call. Never raises.

        Takes some microseconds if nothing is new. Searches call it first.
        """
        with self._lock:
            self._follow()
            before, self._told = self._told, self._part
            return self._part is not before

    def catalogue(self) -> Sequence[Entry]:
        """The files of the folder as the index knows them, in the order of their names."""
        with self._lock:
            self._follow()
            for _ in range(_TRIES):
                state = self._state
                if state is None:
                    return ()
                if self._listed is state:
                    break
                found = read_kind(self.folder, "catalogue", state.number, Catalogue)
                if found is not None:
                    self._entries, self._listed = found.entries, state
                else:  # a new state has taken its place, or is about to
                    self._load()
            return self._entries

    def distrust(self) -> None:
        """Have the next update make the index anew: reading it has failed. Never raises."""
        with self._lock:
            self._drop()
            try:
                (self.folder / "state").unlink(missing_ok=True)
            except OSError:
                return

    def _follow(self) -> None:
        if not self._is_current():
            self._load()
        elif self._is_damaged():
            self._drop()

    def _is_current(self) -> bool:
        seen = self._look_at_state()
        return seen is not None and seen == self._seen

    def _look_at_state(self) -> tuple[int, int, int] | None:
        try:
            status = (self.folder / "state").stat()
        except OSError:
            return None
        return status.st_ino, status.st_size, status.st_mtime_ns

    def _is_damaged(self) -> bool:
        """Whether an open file was changed: reading on might end the process.

        What is only gone is still open and can be read.
        """
        now = time.monotonic()
        if self._state is None or now - self._looked < _LOOK_SECONDS:
            return False
        self._looked = now
        return changed(self.folder, self._state, removed_too=False)

    def _load(self) -> None:
        """Open what is sealed now. Waits a moment for what is just being written."""
        for _ in range(_TRIES):
            seen = self._look_at_state()
            state = read_state(self.folder)
            if state is None or state.shelf != self._shelf:
                self._drop()
                return
            part = self._opened(state)
            if part is not None:
                self._state, self._part = state, part
                self._seen, self._looked = seen, time.monotonic()
                return
            if self._part is not None or seen == self._unread:
                break
            time.sleep(_PAUSE_SECONDS)
        # A damaged state is not waited for again.
        self._unread = seen
        # What is open is still good, if nobody changed it.
        if self._state is not None and changed(self.folder, self._state, removed_too=False):
            self._drop()

    def _opened(self, state: State) -> DiskPart | None:
        synonyms = read_kind(self.folder, "synonyms", state.number, Table)
        searcher = open_sealed(self.folder, state) if synonyms is not None else None
        if synonyms is None or searcher is None:
            return None
        return DiskPart(
            self._name,
            index_schema(),
            searcher,
            Synonyms(synonyms),
            state.places,
            state.references,
            state.pending,
        )

    def _drop(self) -> None:
        self._state, self._part, self._seen = None, None, None
        self._entries, self._listed = (), None


def open_sealed(folder: Path, state: State) -> Searcher | None:
    """The tantivy index of a state; None unless it is exactly what was sealed. Never raises."""
    if not is_whole(folder, state):
        return None
    try:
        index = Index.open(str(folder / state.index))
        # Without this a watcher of tantivy reads new states by itself.
        index.config_reader("manual")
        searcher = index.searcher()
        sound = index.schema == index_schema() and searcher.num_docs == state.documents
    except BaseException as error:
        if is_failure(error):
            return None
        raise
    # What was opened is what was sealed only if both are still the same.
    return searcher if sound and is_whole(folder, state) else None
