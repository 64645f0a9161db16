"""Where a line asks to look: `faq: pain`, `code: in:knee 20611`, `in:"two words" gel`.

A scope word may stand anywhere in the line. Only known words are scopes; any other word
before a colon, and every number, is a word of the line like the others.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from viewer.content.model import PANES
from viewer.content.places import PANE_TITLES
from viewer.search.line import MAX_CHARACTERS
from viewer.search.words import words

# What a place is filed under: its pane, and that it is a note.
Shelf = Literal["overview", "steps", "coding", "faq", "sources", "note"]
_TITLES: dict[str, str] = {"note": "Notes", **{pane: PANE_TITLES[pane] for pane in PANES}}
_NAMES: dict[Shelf, str] = {
    "overview": "overview overviews",
    "steps": "step steps procedure procedures",
    "coding": "code codes coding billing",
    "faq": "faq faqs question questions",
    "sources": "source sources",
    "note": "note notes correction corrections",
}
Name = tuple[str, ...]  # folded words

SHELVES: dict[str, Shelf] = {
    name: shelf for shelf, names in _NAMES.items() for name in names.split()
}
# How many scopes of one line are used, and how many words of a name.
MAX_SCOPES, MAX_NAME = 8, 8

_SCOPE = re.compile(
    rf"""
    (?<! [\w:/.@-] ) (?: (?P<shelf> {"|".join(sorted(SHELVES, reverse=True))}) \s? [:：]
      | in [:：] \s* (?: ["“”„«] (?P<quoted> [^"“”»]*) ["“”»]? | (?P<bare> [^\s"“”„«»]*) )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look; without anything, everywhere.

    A place is inside if it is on one of `shelves` and in a reference of one of `names`, where
    there are any. Each name is words that open words of the title or the id of a reference.
    """

    shelves: tuple[Shelf, ...] = ()
    names: tuple[Name, ...] = ()
    typed: tuple[str, ...] = ()  # the scope words as they were typed
    unknown: tuple[Name, ...] = ()  # names that no reference has

    def __bool__(self) -> bool:
        return bool(self.shelves or self.names)

    @property
    def title(self) -> str:
        """What it is called within a sentence: FAQ or Steps of “knee”."""
        shelves = _listed([_TITLES[shelf] for shelf in self.shelves])
        named = _listed([f"“{' '.join(name)}”" for name in self.names])
        return " of ".join(filter(None, (shelves, named)))


EVERYWHERE = Scope()


def split_scope(line: str, named: Callable[[Name], bool]) -> tuple[Scope, str]:
    """The scope that `line` asks for, and the line without it. Any string will do.

    `named` says whether a reference has such a name; where none has, the words of the name
    stay words of the line.
    """
    part = line[:MAX_CHARACTERS]
    shelves: dict[Shelf, None] = {}
    names: dict[Name, None] = {}
    unknown: dict[Name, None] = {}
    typed: dict[str, None] = {}

    def take(match: re.Match[str]) -> str:
        asked = match["quoted"] or match["bare"] or ""
        name = tuple(word.text for word in words(asked))[:MAX_NAME]
        if match["shelf"]:
            shelves[SHELVES[match["shelf"].casefold()]] = None
        elif name and named(name):
            names[name] = None
        elif name:
            unknown[name] = None
            return f" {asked}"
        else:
            return " "
        typed[match.group().strip()] = None
        return " "

    rest = _SCOPE.sub(take, part, count=MAX_SCOPES)
    if rest == part:
        return EVERYWHERE, line
    # What follows a cut is not a word that is still being typed.
    rest += " " if len(part) < len(line) else ""
    return Scope((*shelves,), (*names,), (*typed,), (*unknown,)), rest


def _listed(parts: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
