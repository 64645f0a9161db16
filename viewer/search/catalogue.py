"""What an index on disk knows of the files of its shelf."""

from collections.abc import Iterable

from msgspec import Struct

from viewer.content.model import Pane
from viewer.content.places import PANE_TITLES, Place
from viewer.search.synonyms import Named


class Entry(Struct, frozen=True, array_like=True):
    """One file of a shelf as it was when it was last read.

    `file` is its path within the shelf, with "/" between folders; `size` is in bytes, `read_ns`
    the time at which it was read, `digest` the SHA-256 of its content in hex, empty if it could
    not be read. A file that is no sound reference has the number of its `problems` and the first
    one, and no `id`. Where `twin` names a file, that one has the same id and comes first by
    name: this one is not searched.
    """

    file: str
    size: int
    mtime_ns: int
    read_ns: int
    digest: str
    id: str = ""
    title: str = ""
    revision: str = ""
    panes: tuple[Pane, ...] = ()
    places: int = 0
    problems: int = 0
    problem: str = ""
    twin: str = ""

    @property
    def searched(self) -> bool:
        """Whether its places are in the index."""
        return bool(self.id) and not self.twin


class Catalogue(Struct, frozen=True, array_like=True):
    """The files that were read, in the order of their names."""

    entries: tuple[Entry, ...] = ()


class Words(Struct, frozen=True, array_like=True):
    """What updating needs to know of words besides the index.

    `named` are the synonyms and abbreviations of each reference that has some, by its id; `small`
    are all words that stand anywhere in small letters.
    """

    named: dict[str, Named] = {}
    small: frozenset[str] = frozenset()


def panes_of(found: Iterable[Place]) -> tuple[Pane, ...]:
    """The panes that have something to show, given the places of a reference."""
    filled = {place.pane for place in found}
    return tuple(pane for pane in PANE_TITLES if pane in filled)
