"""Brings the index of a folder of references up to date: reads and indexes what changed only."""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Literal

from msgspec import Struct, structs
from tantivy import Index, IndexWriter, TextAnalyzerBuilder, Tokenizer

from viewer.content.files import bytes_of
from viewer.content.model import Reference
from viewer.content.places import Place, places
from viewer.content.problems import Problem
from viewer.content.reader import read
from viewer.content.shelf import FileState, Listing
from viewer.content.whole import sweep
from viewer.search.catalogue import Catalogue, Entry, Words, panes_of
from viewer.search.documents import (
    OF_WORDS,
    index_schema,
    place_documents,
    vocabulary,
    word_document,
)
from viewer.search.part import is_failure
from viewer.search.pieces import Pieces
from viewer.search.sealed import (
    KINDS,
    State,
    look,
    read_kind,
    read_state,
    segment_files,
    write_kind,
    write_state,
)
from viewer.search.store import open_sealed, shelf_name, stored_place
from viewer.search.synonyms import Named, Synonyms, table

# The file in an index folder that the lock is on.
LOCK = "lock"
# One thread of tantivy keeps up with the reading of files; what it holds in memory before it
# writes a segment: more makes fewer segments to merge. Both measured.
WRITER_THREADS, WRITER_BYTES = 1, 100_000_000
# When what is done is first committed, so that it is found; then each time after twice as long.
FIRST_COMMIT_SECONDS = 3.0
# A file that was changed so shortly before it was read may change again and look the same.
_RACY_NS = 2_000_000_000

# What tantivy says where the system refused something; its own threads do not say what.
_REFUSED = re.compile(r"([^:'\"]+) \(os error \d+\)|io::Error most likely")


class Progress(Struct, frozen=True):
    """How far an update is: `done` of `total` files that changed are read."""

    state: Literal["waiting", "reading", "writing", "finished", "stopped", "failed"]
    done: int = 0
    total: int = 0


class Updated(Struct, frozen=True):
    """What an update left: the files as the index knows them, and whether it was stopped early."""

    entries: tuple[Entry, ...]
    places: int
    stopped: bool


class IndexingError(Exception):
    """The index could not be written; the sentence says why. What was there is still there."""


def update(
    folder: Path,
    shelf: Path,
    listing: Listing,
    tell: Callable[[Progress], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Updated:
    """Make the index in `folder` that of the files in `listing`, which are those in `shelf`.

    Whoever calls it holds the lock of `folder`. Damaged and foreign files are thrown away.
    `stopped` is asked between files: what is done by then is kept. Raises IndexingError.
    """
    try:
        sweep(folder)
        state = read_state(folder)
        if state is not None and state.shelf == shelf_name(shelf):
            sound = _Update.on(folder, shelf, state)
            if sound is not None:
                try:
                    return sound.run(listing, tell, stopped)
                except BaseException as error:
                    lasting = isinstance(error, OSError | IndexingError) or _is_refused(error)
                    if lasting or not is_failure(error):
                        raise
                    # Damage that could not be seen: a new index has none.
        return _Update.anew(folder, shelf).run(listing, tell, stopped)
    except BaseException as error:
        if isinstance(error, IndexingError) or not is_failure(error):
            raise
        raise IndexingError(
            f"The search index in {folder} could not be written ({_reason(error)}). "
            "Search goes on with what it has."
        ) from error


def _is_refused(error: BaseException) -> bool:
    """Whether the system refused to write, as far as tantivy's words tell."""
    return _REFUSED.search(str(error)) is not None


def _reason(error: BaseException) -> str:
    refused = _REFUSED.search(str(error))
    if refused:
        return refused[1] or "the disk may be full"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


class _Update:
    """One update: the index as it becomes, file by file."""

    def __init__(
        self, folder: Path, shelf: Path, state: State, entries: Iterable[Entry], words: Words
    ) -> None:
        self._folder = folder
        self._shelf = shelf
        self._state = state
        self._index = _index_in(folder / state.index)
        self._writer: IndexWriter | None = None
        self._changed = False
        self._entries = {entry.file: entry for entry in entries}
        self._holders = {entry.id: entry.file for entry in entries if entry.searched}
        self._with_content = {entry.digest: entry.file for entry in entries if entry.searched}
        self._named = dict(words.named)
        self._cut = Pieces()
        self._cut.small.update(words.small)
        self._ordinal = state.ordinal
        # A digest of the words that typing help offers, and whether they are up to date.
        self._vocabulary = state.vocabulary
        self._vocabulary_is_new = bool(state.vocabulary)
        # Where each file of the shelf stands, and which are not yet as the index has them.
        self._order: dict[str, int] = {}
        self._waiting: set[str] = set()

    @classmethod
    def on(cls, folder: Path, shelf: Path, state: State) -> "_Update | None":
        """On the index that is there; None if it is damaged."""
        catalogue = read_kind(folder, "catalogue", state.number, Catalogue)
        words = read_kind(folder, "words", state.number, Words)
        if catalogue is None or words is None or open_sealed(folder, state) is None:
            return None
        return cls(folder, shelf, state, catalogue.entries, words)

    @classmethod
    def anew(cls, folder: Path, shelf: Path) -> "_Update":
        """From nothing: what is in `folder` is thrown away."""
        _clear(folder)
        # Where a system keeps what another process has open, its name stays taken.
        name = next(
            name for name in map("places-{}".format, count(1)) if not (folder / name).exists()
        )
        (folder / name).mkdir()
        state = State(
            shelf=shelf_name(shelf), number=0, index=name, meta="", files=(), documents=0,
            places=0, references=0, ordinal=0, vocabulary="", pending=0,
        )  # fmt: skip
        update = cls(folder, shelf, state, (), Words())
        update._changed = True
        return update

    def run(
        self, listing: Listing, tell: Callable[[Progress], None], stopped: Callable[[], bool]
    ) -> Updated:
        """Read what changed, and commit in between and at the end."""
        files = {_name(file.path, self._shelf): file for file in listing.files}
        self._order = {name: position for position, name in enumerate(files)}
        todo = self._to_read(files)
        # What seems to be gone may only be out of reach.
        gone = [] if listing.trouble else [name for name in self._entries if name not in files]
        self._waiting = {*todo, *gone}
        committed, pause = time.monotonic(), FIRST_COMMIT_SECONDS
        done = 0
        for name in todo:
            if stopped():
                break
            tell(Progress("reading", done, len(todo)))
            self._take(name, files[name])
            done += 1
            if time.monotonic() - committed > pause and done < len(todo):
                self._commit(len(todo) - done)
                committed, pause = time.monotonic(), pause * 2
        early = done < len(todo)
        if not early:
            for name in gone:
                self._leave(name)
                del self._entries[name]
                self._changed = True
        if self._changed:
            tell(Progress("writing", done, len(todo)))
        self._commit(len(todo) - done, hurried=stopped())
        tell(Progress("stopped" if early else "finished", done, len(todo)))
        return Updated(self._listed(), self._state.places, early)

    def _to_read(self, files: dict[str, FileState]) -> list[str]:
        """The files that are not as the index knows them, in order."""
        same = {
            name
            for name, file in files.items()
            if (entry := self._entries.get(name))
            and entry.digest
            and (entry.size, entry.mtime_ns) == (file.size, file.mtime_ns)
            and entry.mtime_ns + _RACY_NS < entry.read_ns
        }
        # One of two with the same id is looked at again when anything happens to the other.
        kept = {name for name in same if self._is_settled(self._entries[name], same)}
        return [name for name in files if name not in kept]

    def _is_settled(self, entry: Entry, same: set[str]) -> bool:
        if not entry.twin:
            return True
        return entry.twin in same and self._holders.get(entry.id) == entry.twin

    def _take(self, name: str, file: FileState) -> None:
        """Read one file, and index it if its content is new."""
        read_ns = time.time_ns()
        data = bytes_of(file.path)
        if isinstance(data, Problem) and not self._shelf.is_dir():
            raise IndexingError(
                f"The references in {self._shelf} went out of reach while they were read. "
                "Search goes on with what it has."
            )
        digest = "" if isinstance(data, Problem) else sha256(data).hexdigest()
        entry = Entry(name, file.size, file.mtime_ns, read_ns, digest)
        self._changed = True
        self._waiting.discard(name)
        old = self._entries.get(name)
        if digest and old is not None and old.digest == digest and not old.twin:
            self._entries[name] = _copied(entry, old)
            return
        same = self._entries.get(self._with_content.get(digest, ""))
        if same is not None and same.digest == digest and self._holders.get(same.id) == same.file:
            # The same content under another name.
            self._claim(_copied(entry, same), None)
            return
        found = [data] if isinstance(data, Problem) else read(data, str(file.path))
        if isinstance(found, Reference):
            entry = structs.replace(entry, id=found.id, title=found.title, revision=found.revision)
            self._claim(entry, found)
            return
        self._leave(name)
        self._entries[name] = structs.replace(entry, problems=len(found), problem=str(found[0]))

    def _claim(self, entry: Entry, reference: Reference | None) -> None:
        """Enter a sound file; the first of those with the same id is the one that is searched.

        Without `reference`, the index has this content already.
        """
        name = entry.file
        holder = self._holders.get(entry.id)
        other = self._entries[holder] if holder is not None and holder != name else None
        if other is not None:
            lasting = other.file not in self._waiting and other.file in self._order
            if lasting and self._order[other.file] < self._order[name]:
                self._leave(name)
                if reference is not None:
                    filled = panes_of(places(reference))
                    entry = structs.replace(entry, panes=filled)
                self._entries[name] = structs.replace(entry, twin=other.file)
                return
            self._entries[other.file] = structs.replace(other, twin=name)
        old = self._entries.get(name)
        if old is not None and old.id != entry.id:
            self._leave(name)
        if reference is not None:
            placed = self._index_places(reference)
            entry = structs.replace(entry, places=len(placed), panes=panes_of(placed))
        self._entries[name] = entry
        self._holders[entry.id] = name
        self._with_content[entry.digest] = name

    def _index_places(self, reference: Reference) -> list[Place]:
        """Put the places of `reference` where those of the same id are."""
        writer = self._writing()
        writer.delete_documents_by_term("reference", reference.id)
        placed = []
        for place, document in place_documents(self._ordinal, reference, self._cut):
            document.add_bytes("place", stored_place(reference, place))
            writer.add_document(document)
            placed.append(place)
        self._ordinal += len(placed)
        named = Named.of(reference)
        if named.groups or named.shorts:
            self._named[reference.id] = named
        else:
            self._named.pop(reference.id, None)
        return placed

    def _leave(self, name: str) -> None:
        """Take the places of a file out of the index, if it has any there."""
        entry = self._entries.get(name)
        if entry is not None and self._holders.get(entry.id) == name:
            self._writing().delete_documents_by_term("reference", entry.id)
            del self._holders[entry.id]
            self._named.pop(entry.id, None)

    def _writing(self) -> IndexWriter:
        if self._writer is None:
            _sweep_index(self._folder / self._state.index)
            self._writer = self._index.writer(WRITER_BYTES, WRITER_THREADS)
        return self._writer

    def _commit(self, pending: int, hurried: bool = False) -> None:
        """Make what was read until now the state that readers see.

        `hurried` leaves out what the next update can do as well.
        """
        idle = self._writer is None and not self._changed
        if idle and self._vocabulary and pending == self._state.pending:
            return
        number = self._state.number + 1
        small = self._cut.small
        known = table(self._named.values(), small)
        write_kind(self._folder, "catalogue", number, Catalogue(self._listed()))
        write_kind(self._folder, "words", number, Words(self._named, frozenset(small)))
        write_kind(self._folder, "synonyms", number, known)
        if self._writer is not None:
            self._writer.commit()
            self._vocabulary_is_new = False
        self._seal(number, pending)
        if not hurried:
            self._renew_vocabulary(Synonyms(known))
            if self._writer is not None:
                self._writer.wait_merging_threads()
            self._seal(number, pending)
            _sweep_index(self._folder / self._state.index)
        self._writer = None
        self._changed = False
        for kind in KINDS:
            for file in self._folder.glob(f"{kind}-*"):
                if file.name != f"{kind}-{number}":
                    with suppress(OSError):
                        file.unlink()

    def _renew_vocabulary(self, synonyms: Synonyms) -> None:
        """Have typing help offer the words that the places have now."""
        searcher = self._index.searcher()
        counts = dict(searcher.terms_with_prefix("words", ""))
        known = vocabulary(counts, lambda part: searcher.doc_freq("stems", part) > 0, synonyms)
        digest = sha256("\n".join(sorted(known)).encode()).hexdigest()
        if digest != self._vocabulary:
            writer = self._writing()
            writer.delete_documents_by_term("scope", OF_WORDS)
            for word in known:
                writer.add_document(word_document(word))
            writer.commit()
            self._vocabulary = digest
        self._vocabulary_is_new = True

    def _seal(self, number: int, pending: int) -> None:
        """Let readers see what is committed."""
        self._index.reload()
        searched = [entry for entry in self._entries.values() if entry.searched]
        meta, files = look(self._folder, self._state.index, number)
        self._state = State(
            shelf=self._state.shelf,
            number=number,
            index=self._state.index,
            meta=meta,
            files=files,
            documents=self._index.searcher().num_docs,
            places=sum(entry.places for entry in searched),
            references=len(searched),
            ordinal=self._ordinal,
            vocabulary=self._vocabulary if self._vocabulary_is_new else "",
            pending=pending,
        )
        write_state(self._folder, self._state)

    def _listed(self) -> tuple[Entry, ...]:
        """What is known of files, in the order in which they come first."""
        last = len(self._order)
        return tuple(
            sorted(self._entries.values(), key=lambda e: (self._order.get(e.file, last), e.file))
        )


def _index_in(path: Path) -> Index:
    index = Index(index_schema(), str(path))
    index.register_tokenizer("blank", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    # Without this a watcher reloads by itself, and another reload waits 100 ms for it.
    index.config_reader("manual")
    return index


def _clear(folder: Path) -> None:
    """Throw away all but the lock. What a system keeps, as it is open elsewhere, is left."""
    # Readers stop trusting the rest when the state is gone.
    for found in sorted(folder.iterdir(), key=lambda path: path.name != "state"):
        if found.name == LOCK:
            continue
        if found.is_dir() and not found.is_symlink():
            shutil.rmtree(found, ignore_errors=True)
        else:
            with suppress(OSError):
                found.unlink()


def _sweep_index(index: Path) -> None:
    """Remove what was merged into others, and what an update left half written."""
    counted = {*segment_files(index), "meta.json"}
    for found in index.iterdir():
        if found.name not in counted and not found.name.startswith("."):
            with suppress(OSError):
                found.unlink()


def _name(path: Path, shelf: Path) -> str:
    """How a file is named in the catalogue. Names need not be text; those are spelled."""
    return os.fsencode(path.relative_to(shelf).as_posix()).decode(errors="backslashreplace")


def _copied(entry: Entry, other: Entry) -> Entry:
    """The file of `entry` with what is known of `other`, which has the same content."""
    return structs.replace(
        other,
        file=entry.file,
        size=entry.size,
        mtime_ns=entry.mtime_ns,
        read_ns=entry.read_ns,
        twin="",
    )
