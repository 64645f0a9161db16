"""What the index of a shelf knows of its files: the list for people, the words of each."""

from collections.abc import Iterable
from typing import Self

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, encode

from viewer.content.model import Pane, Reference
from viewer.content.places import PANE_TITLES, Place
from viewer.search.synonyms import Named


class Entry(Struct, frozen=True, array_like=True):
    """One file of a shelf as it was when it was last read.

    `file` is its path within the shelf, with "/" between folders; `size` is in bytes, `read_ns`
    the time at which it was read, `digest` the SHA-256 of its content in hex. A file that is no
    sound reference has the number of its `problems` and the first one; the other fields are
    empty. Where `twin` names a file, that one has the same id and comes first by name: this
    one is not searched.
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
    """The files of a shelf in the order of their names."""

    entries: tuple[Entry, ...] = ()


class Words(Struct, frozen=True, array_like=True):
    """What updating needs to know of words besides the index.

    `named` are the synonyms and abbreviations of each reference that has some, by its id, `small`
    all words that stand anywhere in small letters, `vocabulary` a digest of the words that typing
    help may offer. `next` is the first ordinal that no place had.
    """

    named: dict[str, Named] = {}
    small: frozenset[str] = frozenset()
    vocabulary: str = ""
    next: int = 0
