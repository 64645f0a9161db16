"""Whatever happens to the files of an index, it is never read wrongly, and the next update heals.

What may end a process runs in one of its own; see damage.py.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import viewer
from viewer.search.together import Search

Library = Any  # see conftest.py

_HERE = Path(__file__).parent
_REPOSITORY = Path(viewer.__file__).parents[1]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(_REPOSITORY)},
        timeout=100,
        check=False,
    )


@pytest.fixture
def damaged(library: Library) -> Library:
    """A library whose index has several segments, some with deleted places."""
    for number, word in enumerate(("olecranon", "sartorius", "uvula")):
        library.write(f"{number}.json", f"r-{number}", word)
        library.update()
    library.write("1.json", "r-1", "masseter")
    library.update()
    return library


@pytest.mark.parametrize(
    "kind",
    ["truncated", "emptied", "zeroed", "noise", "grown", "deleted", "foreign", "a folder"],
)
def test_a_damaged_file(kind: str, damaged: Library, tmp_path: Path) -> None:
    other = type(damaged)(tmp_path / "else")
    other.write("x.json", "foreign", "olecranon")
    other.update()
    other.index.rename(damaged.root / "other")
    done = run(_HERE / "damage.py", kind, damaged.folder, damaged.root)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, (lines[-1:], done.stderr[-2000:])
    right = json.loads(lines[0])
    assert [hit[0] for hit in right["olecranon"]] == ["r-0"]
    names = {path.name for path in (damaged.root / "sound").rglob("*") if path.is_file()}
    assert len(lines) - 1 == len(names) > 25
    for line in lines[1:]:
        before, after = map(json.loads, line.split("\t"))
        assert before["found"] in (None, right), before["file"]
        for text, hits in right.items():
            assert after["healed"][text] == hits, (before["file"], text)


def test_a_file_damaged_while_it_is_open_is_read_no_more(damaged: Library) -> None:
    done = run(_HERE / "damage_open.py", damaged.folder, damaged.root)
    assert done.returncode == 0, (done.stdout, done.stderr[-2000:])
    assert done.stdout.split() == ["found", "gone", "healed"]


def test_a_place_that_a_disk_gives_back_changed_is_never_shown(damaged: Library) -> None:
    """One letter of the text is another, and neither size nor time of the file tells."""
    changed = 0
    for path in damaged.index.rglob("*.store"):
        data, status = path.read_bytes(), path.stat()
        path.write_bytes(data.replace(b"olecranon", b"olecranum"))
        changed += path.read_bytes() != data
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert changed == 1
    answer = Search([damaged.part()]).search("olecranon")
    assert not answer.hits
    assert answer.lost


def test_a_reader_that_fell_over_has_the_index_made_anew(damaged: Library) -> None:
    assert damaged.finds("olecranon")
    damaged.store.distrust()
    assert damaged.store.part is None
    assert damaged.store.open() is None
    damaged.update()
    assert damaged.finds("olecranon") == [("r-0", "definition")]


def test_an_update_that_was_killed_harms_nothing(damaged: Library) -> None:
    before = damaged.part().references
    for number in range(40):
        damaged.write(f"more-{number:02}.json", f"more-{number}", "zygoma")
    update = subprocess.Popen(
        [sys.executable, _HERE / "killed.py", damaged.folder, damaged.root],
        env={**os.environ, "PYTHONPATH": str(_REPOSITORY)},
    )
    assert update.wait(60) == -getattr(signal, "SIGKILL", 9)
    part = damaged.part()
    assert part.references in (before, before + 20)
    # The lock has ended with the process.
    damaged.update()
    assert damaged.part().references == before + 40
    assert len(damaged.finds("zygoma")) == 20
