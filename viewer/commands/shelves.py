"""The libraries that a command works with: the user's own, and a shared one if there is any."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from viewer import folders
from viewer.content.shelf import FileState, Shelf, file_name

if TYPE_CHECKING:
    from viewer.search.catalogue import Entry

OWN, SHARED = "your library", "the shared library"

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{1,8})|(.))", re.DOTALL)
_SIGNS = {"n": "\n", "r": "\r", "t": "\t", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


def own_shelf() -> Shelf:
    """The library of this user."""
    return Shelf(folders.library_folder(), writable=True)


def shared_shelf(folder: Path | None) -> Shelf | None:
    """The shared library in `folder`, or if None in the one that the settings name, if any."""
    named = folder or shared_folder(folders.settings_path())
    return None if named is None else Shelf(named, writable=False)


def shelves(folder: Path | None) -> list[tuple[str, Shelf]]:
    """All libraries, each with what it is called within a sentence."""
    shared = shared_shelf(folder)
    return [(OWN, own_shelf()), *([(SHARED, shared)] if shared else [])]


def shared_folder(settings: Path) -> Path | None:
    """The folder that the settings name as the shared library; None without one. Never raises."""
    from configparser import ConfigParser, Error

    parser = ConfigParser(
        interpolation=None, strict=False, allow_no_value=True, delimiters=("=",),
        comment_prefixes=(";",), empty_lines_in_values=False,
    )  # fmt: skip
    try:
        parser.read_string(settings.read_text("utf-8"))
    except (OSError, ValueError, Error):
        return None
    value = parser.get("library", "shared", fallback=None) or ""
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1]
    value = _ESCAPE.sub(_unescaped, value)
    return Path(value) if value.strip() else None


def _unescaped(found: re.Match[str]) -> str:
    """What Qt wrote as an escape."""
    number, sign = found.groups()
    if number is None:
        return _SIGNS.get(sign, sign)
    code = int(number, 16)
    return chr(code) if code <= 0x10FFFF else ""


def entries(shelf: Shelf, files: Iterable[FileState]) -> Iterator[tuple[FileState, "Entry | None"]]:
    """Each file with what the index on disk knows of it; None where that is nothing, or old."""
    from viewer.search.store import Store

    store = Store(shelf.folder)
    store.open()
    known = {entry.file: entry for entry in store.catalogue()}
    for state in files:
        entry = known.get(state.path.relative_to(shelf.folder).as_posix())
        same = entry is not None and (entry.size, entry.mtime_ns) == (state.size, state.mtime_ns)
        yield state, entry if same else None


def path_of(reference_id: str, folder: Path | None) -> Path | None:
    """The file of a library that holds the reference `reference_id`; None if none does."""
    for _, shelf in shelves(folder):
        usual = shelf.folder / file_name(reference_id)
        if usual.is_file():
            return usual
        # What the index knows need not be read again.
        for state, entry in entries(shelf, shelf.files()):
            if entry is not None and entry.id == reference_id:
                return state.path
        held = shelf.holder(reference_id)
        if held is not None:
            return held
    return None
