"""Cuts every file of an index short while a reader has them open.

    python tests/search/damage_open.py LIBRARY ROOT

Run as a process of its own: a reader that does not notice may end it.
"""

import os
import sys
from pathlib import Path

from viewer.content.shelf import Shelf
from viewer.search import store as store_module
from viewer.search.store import Store, index_folder
from viewer.search.together import Search
from viewer.search.updating import update


def main() -> None:
    """Read, damage, and read on as a window does."""
    library, root = Path(sys.argv[1]), Path(sys.argv[2])
    store_module._LOOK_SECONDS = 0.0
    store = Store(library, root=root)
    part = store.open()
    assert part is not None
    print("found" if Search([part]).search("olecranon").hits else "nothing")
    folder = index_folder(library, root)
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix:
            os.truncate(path, 0)
    store.refresh()
    print("gone" if store.part is None else "read on")
    update(folder, library, Shelf(library, False).listing())
    part = store.open()
    print("healed" if part and Search([part]).search("olecranon").hits else "lost")


if __name__ == "__main__":
    main()
