"""What the switcher lists: references with where they are from, and files with problems. No Qt."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from viewer.content.library import LABELS, Loaded
from viewer.render.html import counted

Home = Literal["program", "own", "shared"]
HOMES: dict[Home, str] = {
    "program": "With the program",
    "own": "Own library",
    "shared": "Shared library",
}
_ORDER: tuple[Home, ...] = ("program", "own", "shared")


class Item(Struct, frozen=True):
    """One file of a library. One with `problems` has a file name for a title, and no id.

    `state` says in a few words whether it is sound. `line` stands under the title, `sought` is
    what typing finds it by, `said` what a screen reader says. They are made once, in the thread
    that looks at the library: a list of 20,000 is gone through at each key.
    """

    path: Path
    home: Home
    title: str
    id: str = ""
    revision: str = ""
    state: str = ""
    problems: int = 0
    line: str = ""
    sought: str = ""
    said: str = ""


def item(
    path: Path, home: Home, title: str, id_: str = "", revision: str = "", state: str = "",
    problems: int = 0,
) -> Item:  # fmt: skip
    """An item that is found by its title, id, revision and by where it is from."""
    named = f"Revision {revision}" if revision else ""
    line = "  ·  ".join(filter(None, (HOMES[home], named, state, id_)))
    words = " ".join((title, id_, revision, HOMES[home], state)).casefold()
    return Item(
        path, home, title, id_, revision, state, problems, line, f" {words}", f"{title}. {line}."
    )


def item_of(loaded: Loaded, home: Home) -> Item:
    """The item of a file that was read."""
    reference = loaded.reference
    if reference is None:
        count = len(loaded.problems)
        return item(loaded.path, home, loaded.path.name, state=problem_words(count), problems=count)
    return item(
        loaded.path, home, reference.title, reference.id, reference.revision, LABELS[loaded.state]
    )


def problem_words(count: int) -> str:
    """How many problems a file has, as its state."""
    return f"Cannot be opened: {counted(count, 'problem')}"


def ordered(items: Iterable[Item]) -> list[Item]:
    """What came with the program first, then one library after the other, each by its titles."""
    return sorted(
        items, key=lambda each: (_ORDER.index(each.home), each.title.casefold(), str(each.path))
    )


def found(items: Sequence[Item], typed: str) -> Sequence[Item]:
    """The items that have every word of `typed`; those where a word begins so come first."""
    words = typed.casefold().split()
    if not words:
        return items
    kept = items
    for word in words:
        kept = [each for each in kept if word in each.sought]
    early: list[Item] = []
    late: list[Item] = []
    openings = [f" {word}" for word in words]
    for each in kept:
        sought = each.sought
        (early if all(word in sought for word in openings) else late).append(each)
    return early + late
