"""A library read to its places and nothing made of them: what each index waits for."""

import sys
import time
from pathlib import Path

from library_texts import library_texts
from telling import tell

began = time.perf_counter()
count = sum(1 for _ in library_texts(Path(sys.argv[2])))
tell(built=time.perf_counter() - began, places=count)
