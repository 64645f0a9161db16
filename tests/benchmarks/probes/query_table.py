"""The table of queries in tests/search: by kind, how many come first and in the first three."""

import json
from pathlib import Path

from plain_index import bundled
from telling import tell

from viewer.search.index import SearchIndex

TABLE = Path(__file__).parents[2] / "search" / "queries.json"

index = SearchIndex.build([bundled()])
said: dict[str, float] = {}
for kind, queries in json.loads(TABLE.read_text(encoding="utf-8")).items():
    ranks = []
    for line, right in queries.items():
        found = [hit.place.id in right for hit in index.search(line).hits]
        ranks.append(found.index(True) if True in found else len(found))
    said[f"{kind}: lines"] = len(ranks)
    said[f"{kind}: first"] = sum(rank == 0 for rank in ranks)
    said[f"{kind}: three"] = sum(rank < 3 for rank in ranks)
tell(**said)
