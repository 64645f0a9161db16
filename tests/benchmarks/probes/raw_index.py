"""The search library alone: loaded, and an index over the texts of the bundled reference."""

import time

from plain_index import build, texts
from telling import tell

found = texts()
began = time.perf_counter()
build(found)
tell(built=(time.perf_counter() - began) * 1000)
