"""An update that is killed half way.

python tests/search/killed.py LIBRARY ROOT
"""

import os
import sys
from pathlib import Path

from viewer.content.shelf import Shelf
from viewer.search import updating
from viewer.search.locking import Lock
from viewer.search.store import index_folder


def main() -> None:
    """Index twenty files, commit, index some more, and end without a word."""
    library, root = Path(sys.argv[1]), Path(sys.argv[2])
    folder = index_folder(library, root)
    assert Lock(folder / updating.LOCK).take()

    def tell(progress: updating.Progress) -> None:
        updating.FIRST_COMMIT_SECONDS = 0.0
        if progress.done == 30:
            os.kill(os.getpid(), 9)

    updating.update(folder, library, Shelf(library, False).listing(), tell)


if __name__ == "__main__":
    main()
