"""A folder of references to index, and the index of it."""

import copy
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from viewer.content.shelf import Shelf
from viewer.search.locking import Lock
from viewer.search.store import DiskPart, Store, index_folder
from viewer.search.together import Search
from viewer.search.updating import LOCK, Updated, update

_SMALL = json.loads((Path(__file__).parents[1] / "data" / "small.json").read_bytes())
# Long before anything is read, so that no file counts as just changed.
_LONG_AGO = 1_700_000_000


class Library:
    """References on disk, and what a window would do with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "library"
        self.root = folder / "cache" / "index"
        self.folder.mkdir()
        self.index = index_folder(self.folder, self.root)
        self.store = Store(self.folder, root=self.root)
        self._clock = _LONG_AGO

    def write(self, name: str, id_: str, word: str, **fields: object) -> Path:
        """A sound reference in the file `name`, with `word` in its definition."""
        value = copy.deepcopy(_SMALL) | {"id": id_, "title": f"About {id_}"} | fields
        value["definition"]["text"] = f"This one is about {word}."
        return self.put(name, json.dumps(value).encode())

    def put(self, name: str, data: bytes) -> Path:
        """A file with any content, changed a while ago and later than all before it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self._clock += 10
        os.utime(path, (self._clock, self._clock))
        return path

    def update(self, stop_after: int | None = None) -> Updated:
        """Bring the index up to date, as its process does."""
        self.index.mkdir(parents=True, exist_ok=True)
        lock = Lock(self.index / LOCK)
        assert lock.take()
        asked = 0

        def stopped() -> bool:
            nonlocal asked
            asked += 1
            return stop_after is not None and asked > stop_after

        try:
            return update(
                self.index, self.folder, Shelf(self.folder, False).listing(), stopped=stopped
            )
        finally:
            lock.free()

    def part(self) -> DiskPart:
        """The state of the index that a window sees now."""
        part = self.store.open()
        assert part is not None
        return part

    def finds(self, line: str) -> Sequence[tuple[str, str]]:
        """Reference and place of each hit."""
        return found_in(self.part(), line)


def found_in(part: DiskPart, line: str) -> Sequence[tuple[str, str]]:
    answer = Search([part]).search(line)
    assert not answer.lost
    return [(hit.reference, hit.place.id) for hit in answer.hits]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


@pytest.fixture(scope="session")
def make_library() -> type[Library]:
    return Library
