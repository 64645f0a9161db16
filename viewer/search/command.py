"""The command that brings the index of a library up to date, in a process of its own."""

import gc
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from types import FrameType

from msgspec import json

from viewer.content.problems import printable
from viewer.content.shelf import Shelf
from viewer.folders import index_root, library_folder
from viewer.search.catalogue import Entry
from viewer.search.locking import Lock
from viewer.search.store import format_tag, index_folder, shelf_name
from viewer.search.updating import LOCK, IndexingError, Progress, Updated, update

# How often a second one asks whether the first has ended, and how often progress is told.
_ASK_SECONDS, _TELL_SECONDS = 0.2, 0.1
# Whoever is busy at the computer goes first.
_NICE = 10
# An index that no update has touched for so long belongs to a library that is no more.
_UNUSED_SECONDS = 90 * 24 * 3600


class Outcome(Progress, frozen=True):
    """The last line for programs; `sentence` says what went wrong."""

    places: int = 0
    sentence: str = ""


def make_index(folder: Path | None, as_json: bool = False, attended: bool = False) -> int:
    """Bring the index of the references in `folder`, the user's own if None, up to date.

    Tells how it goes, as lines of JSON with `as_json`. Ends early on SIGINT and SIGTERM, and if
    `attended` when the standard input is closed; then what is done is kept. Returns the exit
    code: 0 done, 1 not all could be indexed, 130 ended early.
    """
    own = folder is None or shelf_name(folder) == shelf_name(library_folder())
    shelf = Shelf(library_folder() if folder is None else folder.absolute(), writable=own)
    stop = Event()
    teller = _Teller(stop, as_json)
    _give_way()
    if attended:
        Thread(target=_wait_for_end, args=(stop,), daemon=True).start()
    with _signals(stop):
        return _make(shelf, teller, stop)


def _make(shelf: Shelf, teller: "_Teller", stop: Event) -> int:
    folder = index_folder(shelf.folder)
    lock = Lock(folder / LOCK)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        while not lock.take():
            teller.tell(Progress("waiting"))
            if stop.wait(_ASK_SECONDS):
                return teller.ended(Outcome("stopped"))
        os.utime(folder / LOCK)
    except OSError as error:
        reason = error.strerror or str(error)
        sentence = (
            f"There can be no search index in {folder} ({reason}). The rest works without it."
        )
        return teller.ended(Outcome("failed", sentence=sentence))
    try:
        listing = shelf.listing()
        if listing.trouble and not listing.files:
            return teller.ended(Outcome("failed", sentence=listing.trouble))
        done = update(folder, shelf.folder, listing, teller.tell, stop.is_set)
    except IndexingError as error:
        return teller.ended(Outcome("failed", sentence=str(error)))
    finally:
        lock.free()
    tidy(index_root())
    return teller.updated(done, shelf.folder, listing.trouble)


class _Teller:
    """Tells people or a program how it goes. Who does not listen any more wants an end."""

    def __init__(self, stop: Event, as_json: bool) -> None:
        self._stop = stop
        self._as_json = as_json
        self._told = 0.0
        self._last = Progress("waiting")
        self._live = not as_json and sys.stderr is not None and sys.stderr.isatty()

    def tell(self, progress: Progress) -> None:
        """How far it is; now and then only, if nothing else is new."""
        now = time.monotonic()
        last, self._last = self._last, progress
        if progress.state == last.state and now - self._told < _TELL_SECONDS:
            return
        self._told = now
        if self._as_json:
            if progress.state not in ("finished", "stopped"):
                self._write(json.encode(progress).decode())
        elif self._live:
            said = {
                "waiting": "Waiting for another update of this index",
                "reading": f"Reading {progress.done:,} of {progress.total:,} files",
            }
            with suppress(OSError):
                sys.stderr.write(f"\r{said.get(progress.state, 'Writing the index'):<60}")
                sys.stderr.flush()

    def updated(self, done: Updated, folder: Path, trouble: str) -> int:
        """Say what came of an update; the exit code."""
        count = sum(entry.searched for entry in done.entries)
        if self._as_json:
            outcome = Outcome(
                "stopped" if done.stopped else "finished",
                self._last.done,
                self._last.total,
                done.places,
                trouble,
            )
            return self.ended(outcome)
        self._clear()
        for said in _remarks(done.entries):
            self._write(said)
        references = "1 reference" if count == 1 else f"{count:,} references"
        self._write(f"{references} with {done.places:,} places can be searched in {folder}.")
        if trouble:
            self._complain(trouble)
        if done.stopped:
            self._complain("Stopped before all files were read. What is read can be searched.")
            return 130
        return 1 if trouble or any(entry.problems for entry in done.entries) else 0

    def ended(self, outcome: Outcome) -> int:
        """Say how it ended; the exit code."""
        if self._as_json:
            self._write(json.encode(outcome).decode())
        else:
            self._clear()
            if outcome.sentence:
                self._complain(outcome.sentence)
        if outcome.state == "stopped":
            return 130
        return 1 if outcome.sentence else 0

    def _write(self, line: str) -> None:
        try:
            if sys.stdout is not None:
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
        except OSError:
            self._stop.set()

    def _clear(self) -> None:
        if self._live:
            with suppress(OSError):
                sys.stderr.write(f"\r{'':<60}\r")

    def _complain(self, sentence: str) -> None:
        with suppress(OSError):
            if sys.stderr is not None:
                sys.stderr.write(f"needleside: {sentence}\n")


def _remarks(entries: tuple[Entry, ...]) -> Iterator[str]:
    """What whoever keeps the library should know of its files."""
    for entry in entries:
        if entry.problems:
            more = f" ({entry.problems - 1:,} more)" if entry.problems > 1 else ""
            yield f"{entry.problem}{more}"
        elif entry.twin:
            yield (
                f"{printable(entry.file, 1000)}: {printable(entry.twin, 1000)} has the same id "
                f"“{entry.id}” and comes first; this one is not searched"
            )


def tidy(root: Path) -> None:
    """Throw away indexes of other versions of the program, and of libraries that are no more."""
    with suppress(OSError):
        for folder in root.iterdir():
            if folder.is_dir() and not folder.is_symlink() and _is_left(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    lock = Lock(folder / LOCK)
    try:
        if folder.name.startswith(f"{format_tag()}-"):
            return time.time() - (folder / LOCK).stat().st_mtime > _UNUSED_SECONDS
        free = lock.take()
        lock.free()
    except OSError:
        return False
    return free


def _give_way() -> None:
    """Let all other programs go first, and spend no time on looking for garbage."""
    gc.disable()
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
    else:
        with suppress(OSError):
            os.nice(_NICE)


def _wait_for_end(stop: Event) -> None:
    """Wait until whoever started this closes its standard input."""
    try:
        while os.read(0, 1024):
            pass
    except OSError:
        return  # there never was one
    stop.set()


@contextmanager
def _signals(stop: Event) -> Iterator[None]:
    """While this lasts, a signal to end asks for an end."""

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    ends = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, ask) for number in ends]
    try:
        yield
    finally:
        for number, handler in zip(ends, before, strict=True):
            signal.signal(number, handler)
