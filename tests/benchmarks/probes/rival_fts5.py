"""SQLite's full text search over the places of a library: build, or ask.

Porter's stems, bm25 with the title at twice the weight, openings of two and three letters
indexed. The last word of a line is taken as an opening; all words must be there.
"""

import re
import sqlite3
import sys
import time
from pathlib import Path

from asked import asked
from library_texts import library_texts
from telling import peak_memory, tell

MOST = 20
_TABLE = """
create virtual table places using fts5(
    place unindexed, title, text, tokenize = 'porter unicode61', prefix = '2 3'
)
"""
_QUERY = f"select place from places where places match ? order by rank limit {MOST}"


def build(library: Path, file: Path) -> dict[str, float]:
    """Makes the index in one transaction."""
    began = time.perf_counter()
    with sqlite3.connect(file) as base:
        base.execute(_TABLE)
        base.execute("insert into places (places, rank) values ('rank', 'bm25(0, 2, 1)')")
        base.executemany("insert into places values (?, ?, ?)", library_texts(library))
    base.close()
    return {"built": time.perf_counter() - began, "size": file.stat().st_size / 1e6}


def ask(file: Path) -> dict[str, float]:
    """How long lines take."""
    base = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)

    def match(line: str) -> object:
        found = re.findall(r"\w+", line)
        if not found:
            return []
        wanted = " ".join(f'"{word}"' for word in found) + "*"
        return base.execute(_QUERY, (wanted,)).fetchall()

    return asked(match) | {"memory": peak_memory()}


paths = [Path(name) for name in sys.argv[3:]]
tell(**(build(*paths) if sys.argv[2] == "build" else ask(*paths)))
