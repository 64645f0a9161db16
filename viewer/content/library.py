"""The reference that comes with the program, where it lies, and whether it is as published.

A reference is published with its SHA-256 in a file of the same name and `.sha256` behind it, in
the form that `sha256sum -c` reads.
"""

import re
from pathlib import Path
from typing import Literal

from msgspec import Struct

from viewer.content.digest import digest
from viewer.content.files import bytes_of
from viewer.content.model import Reference
from viewer.content.problems import Problem
from viewer.content.reader import read, read_again

BUNDLED_ID = "ultrasound-guided-injection"
BUNDLED = f"{BUNDLED_ID}.json"

State = Literal["intact", "altered", "damaged", "unsealed"]

LABELS: dict[State, str] = {
    "intact": "Content intact",
    "altered": "Content altered",
    "damaged": "Content damaged",
    "unsealed": "Own content",
}
_SENTENCES: dict[State, str] = {
    "intact": "The content is exactly as it was published.",
    "altered": (
        "The content can be read but is not what was published: its checksum is another. Do not "
        "rely on it: get it again from whoever published it."
    ),
    "damaged": "The content cannot be read. Correct the file, or open another reference.",
    "unsealed": (
        "This reference was opened from a file that has no checksum beside it. "
        "Whoever wrote it answers for it."
    ),
}
_BUNDLED_SENTENCES: dict[State, str] = {
    "altered": (
        "The content can be read but is not what was published with this program. "
        "Do not rely on it: install the program again."
    ),
    "damaged": "The content cannot be read. Install the program again, or open another reference.",
}


class Loaded(Struct, frozen=True):
    """What came of a file: a reference, or the problems that kept it away.

    `state` is damaged exactly when `reference` is None.
    """

    path: Path
    reference: Reference | None
    problems: tuple[Problem, ...]
    state: State
    bundled: bool = False  # it comes with the program

    @property
    def label(self) -> str:
        """The state in two words, for the rail."""
        return LABELS[self.state]

    @property
    def sentence(self) -> str:
        """The state and what to do, for people."""
        ours = _BUNDLED_SENTENCES.get(self.state) if self.bundled else None
        return ours or _SENTENCES[self.state]


def resources() -> Path:
    """The folder of the program's own files: inside the installed package, or beside it."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def bundled_path() -> Path:
    """The file of the reference that comes with the program."""
    return resources() / "references" / BUNDLED


def load_bundled() -> Loaded:
    """The reference that comes with the program. Never raises."""
    return load(bundled_path(), sealed=True)


def load(path: Path, sealed: bool = False) -> Loaded:
    """The reference in a file. Never raises.

    With `sealed` it is one that comes with the program: a checksum must lie beside the file;
    without, it may.
    """
    data = bytes_of(path)
    if isinstance(data, Problem):
        return Loaded(path, None, (data,), "damaged", sealed)
    state = _state(data, path, sealed)
    # What the program was published with was found sound when its checksum was made. Another
    # file's checksum says who made it, not that it was ever checked.
    known = sealed and state == "intact"
    result = (read_again if known else read)(data, str(path))
    if not isinstance(result, Reference):
        return Loaded(path, None, (*result,), "damaged", sealed)
    return Loaded(path, result, (), state, sealed)


def integrity(data: bytes, path: Path | None = None) -> bool:
    """Whether `data` is what was published as `path`, the bundled reference if None."""
    return published_digest(path or bundled_path()) == digest(data)


def seal_path(path: Path) -> Path:
    """Where the checksum of the reference in `path` lies."""
    return path.with_name(f"{path.name}.sha256")


def seal(data: bytes, path: Path) -> str:
    """The text of the checksum file for `data` in `path`."""
    return f"{digest(data)}  {path.name}\n"


def published_digest(path: Path) -> str | None:
    """The SHA-256, in hex, that was published for the reference in `path`; None without one."""
    text = bytes_of(seal_path(path))
    if isinstance(text, Problem):
        return None
    found = re.match(rb"([0-9a-f]{64}) [ *]", text)
    return found.group(1).decode() if found else ""


def state_beside(digest: str, path: Path) -> State:
    """How content with that SHA-256 stands to the checksum beside `path`, a file of one's own."""
    published = published_digest(path)
    if published is None:
        return "unsealed"
    return "intact" if published == digest else "altered"


def _state(data: bytes, path: Path, sealed: bool) -> State:
    if published_digest(path) is None and not sealed:
        return "unsealed"
    return "intact" if integrity(data, path) else "altered"
