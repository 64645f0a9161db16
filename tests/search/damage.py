"""Damages every file of an index in turn, and says what a reader makes of it.

    python tests/search/damage.py KIND LIBRARY ROOT

Run as a process of its own: reading damaged files may end it. Prints what the sound index finds;
then for each file what was found with it damaged, and after an update.
"""

import json
import os
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from viewer.content.shelf import Shelf
from viewer.search.store import Store, index_folder
from viewer.search.together import Search
from viewer.search.updating import update

LINES = ("olecranon", "sartorius ", "about", "olecrannon", "need", "us", "faq: about", "20611")


def _truncate(path: Path, _: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _empty(path: Path, _: Path) -> None:
    os.truncate(path, 0)


def _zero(path: Path, _: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _noise(path: Path, _: Path) -> None:
    path.write_bytes(random.Random(path.name).randbytes(path.stat().st_size))


def _grow(path: Path, _: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def _delete(path: Path, _: Path) -> None:
    path.unlink()


def _foreign(path: Path, other: Path) -> None:
    """What stands at the same place in another index, or anything."""
    same = [found for found in other.rglob("*") if found.suffix == path.suffix and found.is_file()]
    path.write_bytes(same[0].read_bytes() if same else b"\x89PNG\r\n\x1a\n")


def _fold(path: Path, _: Path) -> None:
    path.unlink()
    path.mkdir()


KINDS: dict[str, Callable[[Path, Path], None]] = {
    "truncated": _truncate,
    "emptied": _empty,
    "zeroed": _zero,
    "noise": _noise,
    "grown": _grow,
    "deleted": _delete,
    "foreign": _foreign,
    "a folder": _fold,
}


def found(store: Store) -> dict[str, list[list[str]]] | None:
    """What each line finds, or None if there is no index."""
    part = store.open()
    if part is None:
        return None
    search = Search([part])
    hits = {line: search.search(line, 1000).hits for line in LINES}
    return {
        line: sorted([hit.reference, hit.place.id, hit.place.text] for hit in each)
        for line, each in hits.items()
    }


def main() -> None:
    """Damage the index of LIBRARY under ROOT, file by file, each time from a sound one."""
    kind, library, root = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    folder = index_folder(library, root)
    sound, other = root / "sound", root / "other"
    shutil.copytree(folder, sound)
    print(json.dumps(found(Store(library, root=root))), flush=True)
    names = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    for name in names:
        shutil.rmtree(folder)
        shutil.copytree(sound, folder)
        KINDS[kind](folder / name, other)
        line = {"file": name.as_posix(), "found": found(Store(library, root=root))}
        print(json.dumps(line), end="", flush=True)
        update(folder, library, Shelf(library, False).listing())
        line = {"healed": found(Store(library, root=root))}
        print("\t" + json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
