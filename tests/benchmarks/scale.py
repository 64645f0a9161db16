"""Prints what libraries of growing size cost: index, search, start and painting.

    python tests/benchmarks/scale.py [--sizes 100,2000,20000] [--parts index,rivals,...]
                                     [--json] [--keep FOLDER]

A library of 100 references has about 7,000 places, one of 2,000 has 140,000 and one of 20,000 has
1,400,000. Nothing passes or fails. One thing is measured at a time; what the index is held against
has the same texts, in the same run. Without `--keep` all that was made is removed at the end; a
kept folder is used again by the next run, so that a part can be measured alone.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from library_maker import make_library, write
from rows import medians
from scale_report import Results, report
from stage import Said, Stage, stage

SIZES = (100, 2_000)  # references; 20,000 take half an hour
PARTS = ("index", "rivals", "keys", "start", "painting")
LONGEST = 1800.0  # seconds, of one probe
STARTS = 7


@dataclass(frozen=True, slots=True)
class Library:
    """A made library where the program looks for one, and the folders of that user."""

    count: int
    folder: Path

    @property
    def references(self) -> Path:
        """Where its files lie."""
        return self.folder / "config" / "needleside" / "library"

    @property
    def cache(self) -> Path:
        """Where its index lies."""
        return self.folder / "cache"

    def make(self) -> float:
        """Makes its files if they are not there. Returns their size in MB."""
        if not self.references.is_dir():
            part = self.folder / "part"
            shutil.rmtree(part, ignore_errors=True)
            make_library(part, self.count)
            self.references.parent.mkdir(parents=True, exist_ok=True)
            part.rename(self.references)
        return sum(path.stat().st_size for path in self.references.iterdir()) / 1e6

    def on(self, bare: Stage) -> Stage:
        """The stage for a user who has this library."""
        own = {
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_CACHE_HOME": str(self.cache),
            "XDG_STATE_HOME": str(self.folder / "state"),
        }
        return replace(bare, environment=bare.environment | own, longest=LONGEST)


def main() -> int:
    """Measure and print. Returns the exit status."""
    parser = argparse.ArgumentParser(description="What libraries of growing size cost.")
    parser.add_argument("--sizes", type=_sizes, default=SIZES, metavar="N,N", help="references")
    parser.add_argument("--parts", type=_parts, default=PARTS, metavar="PART,PART")
    parser.add_argument("--json", action="store_true", help="print the numbers for programs")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep what is made there")
    asked = parser.parse_args()
    if find_spec("viewer") is None:
        sys.stderr.write("Needleside is not here: install it, or set PYTHONPATH to its folder.\n")
        return 2
    with stage() as bare, _room(asked.keep) as room:
        try:
            found = [
                measured(bare, Library(count, room / str(count)), asked.parts)
                for count in asked.sizes
            ]
        except RuntimeError as failed:
            sys.stderr.write(f"{failed}\n")
            return 1
    if asked.json:
        said = [{name: getattr(each, name) for name in each.__slots__} for each in found]
        sys.stdout.write(json.dumps({"platform": bare.platform, "sizes": said}, indent=2) + "\n")
    else:
        sys.stdout.write(f"\nPlatform {bare.platform}, {os.cpu_count()} cores\n\n")
        sys.stdout.write("\n\n".join(report(found)) + "\n")
    return 0


def measured(bare: Stage, library: Library, parts: Sequence[str]) -> Results:
    """All that is asked for with one library, one thing after the other."""
    _progress(f"{library.count:,} references: made")
    results = Results(library.count, library.make())
    on = library.on(bare)
    measures: dict[str, Callable[[], None]] = {
        "index": lambda: _index(on, library, results),
        "rivals": lambda: _rivals(on, library, results),
        "keys": lambda: results.keys.update(on.run("library_keys")),
        "start": lambda: _start(bare, on, results),
        "painting": lambda: _painting(on, library, results),
    }
    for name, measure in measures.items():
        if name in parts:
            _progress(f"{library.count:,} references: {name}")
            measure()
    return results


def _index(on: Stage, library: Library, results: Results) -> None:
    """Needleside's own index: made by its command, as the window has it made."""
    results.index["reading alone"] = on.run("read_library", str(library.references))
    shutil.rmtree(library.cache, ignore_errors=True)
    built = _command(on, "index")
    said = {"built": built, "size": _size_of(library.cache), "again": _command(on, "index")}
    write(library.references, 0, edition=2)
    said["changed"] = _command(on, "index")
    write(library.references, 0)
    _command(on, "index")
    results.index["Needleside"] = said | on.run("own_search")


def _rivals(on: Stage, library: Library, results: Results) -> None:
    """The same texts in other indexes."""
    for probe, name, made in (
        ("rival_tantivy", "raw tantivy", library.folder / "tantivy"),
        ("rival_fts5", "SQLite FTS5", library.folder / "fts5.db"),
    ):
        if made.is_dir():
            shutil.rmtree(made)
        made.unlink(missing_ok=True)
        built = on.run(probe, "build", str(library.references), str(made))
        results.index[name] = built | on.run(probe, "ask", str(made))


def _start(bare: Stage, on: Stage, results: Results) -> None:
    """Starts with the library and without, in turns."""
    turns = [("without", bare), ("with", on)]
    said: dict[str, list[Said]] = {name: [] for name, _ in turns}
    for turn in range(STARTS + 1):
        for name, where in turns:
            run = where.run("own_start", "painted") | {
                f"ready {key}": value for key, value in where.run("own_start", "ready").items()
            }
            if turn:  # the first fills the caches of the system
                said[name].append(run)
    results.start.update({name: medians(runs) for name, runs in said.items()})


def _painting(on: Stage, library: Library, results: Results) -> None:
    """Whether the window goes on painting: with an index, and while it has the first one made."""
    results.painting.update(on.run("library_painting"))
    with TemporaryDirectory(dir=library.folder) as cache:
        anew = replace(on, environment=on.environment | {"XDG_CACHE_HOME": cache})
        found = anew.run("library_painting", "anew")
    results.painting.update(
        {name: value for name, value in found.items() if name.startswith("indexing")}
    )


def _command(on: Stage, *arguments: str) -> float:
    """Runs Needleside's command. Returns the seconds that it took."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "viewer", *arguments],
        env=on.environment, capture_output=True, text=True, timeout=LONGEST, check=False,
    )  # fmt: skip
    if done.returncode:
        said = f"{done.stdout}{done.stderr}"
        raise RuntimeError(f"needleside {' '.join(arguments)} failed\n{said}")
    return time.monotonic() - began


# -- room


def _size_of(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _progress(said: str) -> None:
    sys.stderr.write(f"{said}\n")


def _sizes(said: str) -> tuple[int, ...]:
    return tuple(int(each) for each in said.split(","))


def _parts(said: str) -> tuple[str, ...]:
    asked = tuple(said.split(","))
    unknown = set(asked).difference(PARTS)
    if unknown:
        raise argparse.ArgumentTypeError(f"known are {', '.join(PARTS)}")
    return asked


@contextmanager
def _room(kept: Path | None) -> Iterator[Path]:
    """A folder for all that is made; it goes unless it is to be kept."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    with TemporaryDirectory(prefix="needleside-scale-") as folder:
        yield Path(folder)


if __name__ == "__main__":
    sys.exit(main())
