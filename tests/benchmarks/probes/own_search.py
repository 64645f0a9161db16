"""Needleside's search over the bundled reference and a library on disk, without a window."""

import time

from asked import asked
from telling import peak_memory, tell

from viewer.content.library import load_bundled
from viewer.folders import library_folder
from viewer.search.index import SearchIndex
from viewer.search.store import Store
from viewer.search.together import Search

MOST = 20  # as the window asks for

reference = load_bundled().reference
assert reference is not None
bundled = SearchIndex.build([reference])
before = peak_memory()
began = time.perf_counter()
library = Store(library_folder()).open()
opened = (time.perf_counter() - began) * 1000
assert library is not None, "there is no index"
search = Search([bundled, library])
said = asked(lambda line: search.search(line, MOST))
tell(**said, opened=opened, places=library.places, memory=peak_memory(), before=before)
