"""From the last key of a line to its results on screen, for lines typed key by key."""

import time
from functools import partial

from lines import LINES
from opened import Watch, open_window
from plain_index import build, texts
from PySide6.QtTest import QTest
from telling import percentile, spread, tell

from viewer.ui.finding import MOST_RESULTS

window = open_window()
raw_index = build(texts())
raw_searcher = raw_index.searcher()
window.finding.begin()
box, watch = window.top.search, Watch()
QTest.keyClicks(box, "a")  # makes the panel
panel = window.finding.panel
assert panel is not None
for part in (panel, panel.list.viewport()):
    watch.on(part)


def raw(line: str) -> float:
    """The same line given to the search library alone, in milliseconds."""
    began = time.perf_counter()
    query, _ = raw_index.parse_query_lenient(line, ["title", "text"])
    hits = raw_searcher.search(query, MOST_RESULTS).hits
    raw_searcher.fast_field_values("ordinal", [address for _, address in hits])
    return (time.perf_counter() - began) * 1000


own_times, raw_times = [], []
for line in LINES:
    box.clear()
    QTest.keyClicks(box, line[:-1])
    own_times.append(watch.time(partial(QTest.keyClicks, box, line[-1])))
    assert box.text() == line, box.text()
    raw_times.append(raw(line))
window.close()
tell(**spread(own_times), raw=percentile(raw_times, 95), lines=len(LINES))
