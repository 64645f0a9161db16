"""Lines as nobody would think of them, over about 1,000 places: how long each answer takes."""

import gc
import sys
import time
from pathlib import Path

from msgspec.structs import replace
from plain_index import build, bundled
from telling import percentile, tell

from viewer.content.places import places
from viewer.search.index import SearchIndex
from viewer.search.together import Search

sys.path.append(str(Path(__file__).parents[2] / "search"))
from any_lines import lines

LINES, COPIES, LIMIT = 5_000, 2, 20

reference = bundled()
copies = [replace(reference, id=f"{reference.id}-{copy}") for copy in range(1, COPIES + 1)]
search = Search([SearchIndex.build([reference]), SearchIndex.build(copies, "your library")])
texts = [(place.title, place.text) for place in places(reference)] * (COPIES + 1)
raw_index = build(texts)
raw_searcher = raw_index.searcher()

asked = list(lines(1, LINES))
gc.collect()
gc.disable()
own, raw, refused = [], [], 0
for line in asked:
    began = time.perf_counter()
    search.search(line, LIMIT)
    own.append((time.perf_counter() - began) * 1000)
    # What Python cannot send as UTF-8, a lone surrogate, the library refuses.
    sendable = line.encode("utf-8", "replace").decode("utf-8")
    began = time.perf_counter()
    try:
        query, _ = raw_index.parse_query_lenient(sendable, ["title", "text"])
        raw_searcher.search(query, LIMIT)
    except ValueError:  # as over a field that is not there
        refused += 1
    raw.append((time.perf_counter() - began) * 1000)
tell(
    longest=max(own), p99=percentile(own, 99), p50=percentile(own, 50), raw=max(raw),
    raw_p99=percentile(raw, 99), refused=refused, lines=len(asked), places=len(texts),
)  # fmt: skip
