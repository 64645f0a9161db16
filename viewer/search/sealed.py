"""The state of an index folder, sealed: which files belong to it, and as what they were left.

An index folder holds a tantivy index in a folder of its own, and beside it what tantivy does not
keep, in files that carry the number of the state. The file `state` names them all. It is written
last and at once, so that a reader sees the old state or the new one; and whatever is not as it
says was damaged, or is another's, or is just being written.
"""

import json
import time
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeVar

from msgspec import MsgspecError, Struct, msgpack

from viewer.content.whole import write_whole

_T = TypeVar("_T")

Kind = Literal["catalogue", "words", "synonyms"]
KINDS: tuple[Kind, ...] = ("catalogue", "words", "synonyms")
# What tantivy writes of each segment.
_PARTS = ("term", "idx", "pos", "store", "fast", "fieldnorm")
_META = "meta.json"
_TRIES, _PAUSE_SECONDS = 5, 0.05


class State(Struct, frozen=True, array_like=True):
    """What an index folder holds.

    `shelf` is the folder that is indexed, `number` counts the states. `index` is the folder of
    the tantivy index, `meta` the SHA-256 of its meta.json in hex, `files` every other file that
    counts, with size in bytes and time in ns. `documents` is the number of all documents, `ordinal`
    the first that no place had yet, `vocabulary` a digest of the words for typing help, empty if
    they are not up to date. `pending` files of the shelf are still to be read.
    """

    shelf: str
    number: int
    index: str
    meta: str
    files: tuple[tuple[str, int, int], ...]
    documents: int
    places: int
    references: int
    ordinal: int
    vocabulary: str
    pending: int


def read_state(folder: Path) -> State | None:
    """The state that was last sealed in `folder`; None if there is none that can be read."""
    try:
        data = (folder / "state").read_bytes()
    except OSError:
        return None
    if sha256(data[32:]).digest() != data[:32]:
        return None
    try:
        return msgpack.decode(data[32:], type=State)
    except MsgspecError:
        return None


def write_state(folder: Path, state: State) -> None:
    """Seal `state`. Raises OSError."""
    data = msgpack.encode(state)
    data = sha256(data).digest() + data
    for _ in range(_TRIES):
        try:
            write_whole(folder / "state", data)
        except PermissionError:
            # On Windows no file is replaced while somebody reads it, which takes no time.
            time.sleep(_PAUSE_SECONDS)
        else:
            return
    write_whole(folder / "state", data)


def is_whole(folder: Path, state: State) -> bool:
    """Whether every file is as it was sealed: seen by size and time, meta.json by content."""
    return _meta_digest(folder / state.index) == state.meta and not changed(folder, state)


def changed(folder: Path, state: State, removed_too: bool = True) -> bool:
    """Whether a file is another than when it was sealed; with `removed_too`, or is not there."""
    for name, size, mtime_ns in state.files:
        try:
            status = (folder / name).stat()
        except FileNotFoundError:
            if removed_too:
                return True
            continue
        except OSError:
            return True
        if (status.st_size, status.st_mtime_ns) != (size, mtime_ns):
            return True
    return False


def look(folder: Path, index: str, number: int) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """The digest of meta.json and the files as they are now, for a state. Raises OSError."""
    while True:
        digest = _meta_digest(folder / index)
        try:
            names = [f"{index}/{name}" for name in segment_files(folder / index)]
            names += [f"{kind}-{number}" for kind in KINDS]
            files = []
            for name in names:
                status = (folder / name).stat()
                files.append((name, status.st_size, status.st_mtime_ns))
        except FileNotFoundError:
            if _meta_digest(folder / index) == digest:
                raise
            continue  # segments were merged while we looked
        if digest and _meta_digest(folder / index) == digest:
            return digest, tuple(files)


def segment_files(index: Path) -> list[str]:
    """The names of the files that meta.json counts as the index. Raises OSError."""
    try:
        segments = json.loads((index / _META).read_bytes())["segments"]
        names = []
        for segment in segments:
            name = segment["segment_id"].replace("-", "")
            names += [f"{name}.{part}" for part in _PARTS]
            if segment["deletes"]:
                names.append(f"{name}.{segment['deletes']['opstamp']}.del")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise OSError(f"{_META} cannot be read") from error
    return names


def read_kind(folder: Path, kind: Kind, number: int, type_: type[_T]) -> _T | None:
    """One of the files that stand beside the index; None if it is gone or damaged."""
    try:
        return msgpack.decode((folder / f"{kind}-{number}").read_bytes(), type=type_)
    except (OSError, MsgspecError):
        return None


def write_kind(folder: Path, kind: Kind, number: int, value: Struct) -> None:
    """Write one of the files that stand beside the index. Raises OSError."""
    write_whole(folder / f"{kind}-{number}", msgpack.encode(value))


def _meta_digest(index: Path) -> str:
    try:
        return sha256((index / _META).read_bytes()).hexdigest()
    except OSError:
        return ""
