"""A folder of references: one's own, which can be added to, or a shared one that is only read.

Nothing here raises for what a disk, a network drive or a file may do: functions return problems
or sentences. All of them may wait for the drive, so the window calls them in a thread.
"""

import errno
import os
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

from msgspec import Struct

from viewer.content.files import bytes_of
from viewer.content.library import BUNDLED_ID, load, published_digest, seal, seal_path
from viewer.content.model import Reference
from viewer.content.problems import Problem, printable, quoted
from viewer.content.reader import read
from viewer.content.whole import settle, sweep, write_whole

ENDING = ".needleside.json"

# What Windows takes for devices, whatever stands behind the first point of the name.
_DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{kind}{n}" for kind in ("com", "lpt") for n in range(10)
}
_LONGEST_STEM = 100  # characters; file systems take names of 255 bytes
_READ_ONLY = (
    "The shared library in {} is only read, never written to. "
    "Whoever keeps that folder puts references into it and takes them out."
)


class FileState(Struct, frozen=True):
    """One file of a shelf, and what changes when its content does: bytes and nanoseconds."""

    path: Path
    size: int
    mtime_ns: int


class Listing(Struct, frozen=True):
    """The files of a shelf in the order of their names, and a sentence if some are out of reach."""

    files: tuple[FileState, ...]
    trouble: str = ""


class Edition(Struct, frozen=True):
    """What tells one copy of a reference from another; without a title it cannot be read."""

    path: Path
    title: str = ""
    revision: str = ""
    checked: str = ""
    saved: str = ""  # the day on which the file was written, as 2026-04-11

    def __str__(self) -> str:
        if not self.title:
            return f"{self.path.name}, which cannot be read,"
        day = f", file of {self.saved}" if self.saved else ""
        return f"“{self.title}” (revision {self.revision}, checked {self.checked}{day})"


Outcome = Literal["added", "replaced", "same", "exists", "refused"]


class Added(Struct, frozen=True):
    """What came of adding a file.

    `exists`: nothing was done, because `kept` would be replaced by `offered`; ask, then add with
    `replace`. `refused`: nothing was done, `problems` say why. `sentence` says it to people.
    `path` is where the reference now lies, None if it does not.
    """

    outcome: Outcome
    sentence: str
    path: Path | None = None
    offered: Edition | None = None
    kept: Edition | None = None
    problems: tuple[Problem, ...] = ()


class Removed(Struct, frozen=True):
    """What came of removing a reference: the file that is gone, or None; and a sentence."""

    path: Path | None
    sentence: str


class Shelf:
    """The references in `folder` and its subfolders."""

    def __init__(self, folder: Path, writable: bool) -> None:
        """`folder` need not exist; a writable one is made when something is added."""
        self.folder = folder
        self.writable = writable

    def listing(self) -> Listing:
        """Every reference file; hidden files and folders and those of other kinds are left out."""
        found: list[FileState] = []
        trouble = ""
        waiting = [self.folder]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        self._sort_in(entry, found, waiting)
            except FileNotFoundError as error:
                if folder != self.folder or self.writable:
                    continue  # it went while we looked, or nothing was ever added
                trouble = trouble or self._out_of_reach(folder, error)
            except (OSError, ValueError) as error:
                trouble = trouble or self._out_of_reach(folder, error)
        found.sort(key=lambda state: (str(state.path).casefold(), str(state.path)))
        return Listing((*found,), trouble)

    def files(self) -> list[FileState]:
        """As `listing`, without its sentence."""
        return [*self.listing().files]

    def trouble(self) -> str:
        """A sentence if the folder is gone or cannot be read, else empty."""
        return self.listing().trouble

    def holder(self, reference_id: str) -> Path | None:
        """The file that holds the reference `reference_id`; None if no file does."""
        usual = self.folder / file_name(reference_id)
        if os.path.lexists(usual):
            return usual
        for state in self.listing().files:
            # A file that has its usual name is the one of that name.
            if state.path.parent == self.folder and state.path.name.endswith(ENDING):
                continue
            if _id_of(state.path, reference_id) == reference_id:
                return state.path
        return None

    def add(self, path: Path, replace: bool = False) -> Added:
        """Copy the reference in `path` here if it is sound; the copy is whole or is not made.

        Its checksum file comes with it; one that does not match is refused, with all problems.
        A reference with the same id is replaced only with `replace`.
        """
        if not self.writable:
            sentence = _READ_ONLY.format(self.folder)
            what, remedy = "this library is only read, never written to", "ask whoever keeps it"
            return Added("refused", sentence, problems=(Problem(str(self.folder), what, remedy),))
        data = bytes_of(path)
        if isinstance(data, Problem):
            return _refused(data)
        reference = read(data, str(path))
        if not isinstance(reference, Reference):
            return _refused(*reference)
        digest = published_digest(path)
        problem = _unwelcome(path, reference, digest, data)
        if problem is not None:
            return _refused(problem)
        offered = _edition(path, reference)
        holder = self.holder(reference.id)
        kept = None if holder is None else _kept(holder)
        if holder is not None and bytes_of(holder) == data:
            return self._same(holder, data, digest, offered, kept)
        if kept is not None and not replace:
            sentence = (
                f"The library has {kept} under the id “{reference.id}” already. "
                f"It would be replaced by {offered}."
            )
            return Added("exists", sentence, holder, offered, kept)
        target = holder or self.folder / file_name(reference.id)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            sweep(target.parent)
            self._write(target, data, digest, replace=kept is not None)
        except (OSError, ValueError) as error:
            if isinstance(error, FileExistsError) and self.holder(reference.id) is not None:
                return self.add(path, replace)  # somebody else has added it meanwhile
            return _refused(_unwritten(target, error))
        if kept is None:
            return Added("added", f"{_named(offered)} was added to the library.", target, offered)
        sentence = f"{_named(offered)} took the place of {kept}."
        return Added("replaced", sentence, target, offered, kept)

    def remove(self, which: str | Path) -> Removed:
        """Delete the reference with the id `which`, or the file `which`, and its checksum file."""
        if not self.writable:
            return Removed(None, _READ_ONLY.format(self.folder))
        path = which if isinstance(which, Path) else self.holder(which)
        if path is None:
            return Removed(None, f"The library has no reference with the id “{which}”.")
        if not self._is_inside(path):
            return Removed(None, f"{path} is not in the library, so it was left alone.")
        kept = _kept(path)
        try:
            path.unlink()
        except FileNotFoundError:
            return Removed(None, f"There is no file {path} any more.")
        except (OSError, ValueError) as error:
            return Removed(None, f"{path} could not be removed ({_reason(error)}).")
        with suppress(OSError):
            seal_path(path).unlink(missing_ok=True)
        sweep(path.parent)
        settle(path.parent)
        return Removed(path, f"{kept} was removed from the library.")

    def _sort_in(
        self, entry: "os.DirEntry[str]", found: list[FileState], waiting: list[Path]
    ) -> None:
        if entry.name.startswith((".", "~")):
            return
        try:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            elif entry.name.casefold().endswith(".json") and entry.is_file():
                status = entry.stat()
                found.append(FileState(Path(entry.path), status.st_size, status.st_mtime_ns))
        except OSError:
            return  # it went while we looked

    def _out_of_reach(self, folder: Path, error: Exception) -> str:
        kind = "library" if self.writable else "shared library"
        if isinstance(error, FileNotFoundError):
            return (
                f"The {kind} in {folder} is not there. The rest works without it. "
                "See whether its drive is connected."
            )
        return (
            f"The {kind} in {folder} cannot be read ({_reason(error)}). The rest works without it."
        )

    def _same(
        self, holder: Path, data: bytes, digest: str | None, offered: Edition, kept: Edition | None
    ) -> Added:
        sentence = f"The library has {offered} already, with exactly this content."
        if digest is not None and published_digest(holder) != digest:
            try:
                write_whole(seal_path(holder), seal(data, holder).encode())
                sentence += " Its checksum was added."
            except (OSError, ValueError) as error:
                return _refused(_unwritten(seal_path(holder), error))
        return Added("same", sentence, holder, offered, kept)

    def _write(self, target: Path, data: bytes, digest: str | None, replace: bool) -> None:
        """Write reference and checksum so that no checksum ever stands beside another content."""
        mark = seal_path(target)
        old = bytes_of(mark)

        def unmark() -> None:
            mark.unlink(missing_ok=True)

        try:
            write_whole(target, data, replace, before=unmark)
        except OSError:
            if replace and isinstance(old, bytes) and not mark.exists():
                with suppress(OSError):
                    write_whole(mark, old)
            raise
        if digest is not None:
            with suppress(OSError):  # without it the reference is own content, as it may be
                write_whole(mark, seal(data, target).encode())

    def _is_inside(self, path: Path) -> bool:
        try:
            return path.parent.resolve().is_relative_to(self.folder.resolve())
        except (OSError, ValueError, RuntimeError):
            return False


def _refused(*problems: Problem) -> Added:
    return Added("refused", "Nothing was added.", problems=problems)


def file_name(reference_id: str) -> str:
    """The name of the file that holds the reference: one that every system takes."""
    stem = reference_id
    if len(stem) > _LONGEST_STEM:
        # No id has an underscore, so that no other reference has this name.
        stem = f"{stem[:_LONGEST_STEM]}_{sha256(stem.encode()).hexdigest()[:16]}"
    elif stem in _DEVICES:
        stem += "_"
    return stem + ENDING


def _unwelcome(path: Path, reference: Reference, digest: str | None, data: bytes) -> Problem | None:
    """Why a sound reference is not added all the same."""
    if reference.id == BUNDLED_ID:
        what = f"the id {quoted(BUNDLED_ID)} is that of the reference that comes with the program"
        return Problem(str(path), what, "give yours another id", "$.id")
    if digest is not None and digest != sha256(data).hexdigest():
        what = f"the content is not what {seal_path(path).name} beside it was made for"
        remedy = (
            "copy both again from whoever published them; "
            "or, if you changed it yourself, make the checksum again or remove it"
        )
        return Problem(str(path), what, remedy)
    return None


def _named(edition: Edition) -> str:
    return f"“{edition.title}” (revision {edition.revision})"


def _edition(path: Path, reference: Reference) -> Edition:
    saved = ""
    with suppress(OSError, ValueError, OverflowError):
        saved = date.fromtimestamp(path.stat().st_mtime).isoformat()
    return Edition(path, reference.title, reference.revision, reference.checked, saved)


def _kept(path: Path) -> Edition:
    reference = load(path).reference
    return Edition(path) if reference is None else _edition(path, reference)


def _id_of(path: Path, wanted: str) -> str:
    """The id of the reference in `path`; empty when it is surely not `wanted`, or unreadable."""
    data = bytes_of(path)
    if isinstance(data, Problem) or f'"{wanted}"'.encode() not in data:
        return ""
    reference = read(data, str(path))
    return reference.id if isinstance(reference, Reference) else ""


def _reason(error: Exception) -> str:
    return printable(getattr(error, "strerror", None) or str(error), longest=200)


def _unwritten(path: Path, error: Exception) -> Problem:
    what = f"the file cannot be written ({_reason(error)})"
    number = getattr(error, "errno", None)
    if number in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        return Problem(str(path), what, "make room on that disk, then add it again")
    return Problem(str(path), what, "see whether you may write to that folder, then add it again")
