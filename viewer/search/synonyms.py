"""Words that mean the same, as the references name them."""

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from functools import cached_property

from msgspec import Struct

from viewer.content.model import Reference
from viewer.search.words import stem, words

Phrase = tuple[str, ...]  # stems
# A short form and the long one.
Short = tuple[str, str]


class Named(Struct, frozen=True, array_like=True):
    """What a reference says of words: groups of synonyms, and abbreviations."""

    groups: tuple[tuple[str, ...], ...] = ()
    shorts: tuple[Short, ...] = ()

    @classmethod
    def of(cls, reference: Reference) -> "Named":
        """What `reference` says of words."""
        return cls(
            tuple(map(tuple, reference.synonyms)),
            tuple((each.short, each.long) for each in reference.abbreviations),
        )


class Table(Struct, frozen=True, array_like=True):
    """All synonyms, in a form that is written and read at once.

    `same` leads from a phrase to what may stand for it, `capitals` from one that is typed in
    capitals; stems have spaces between them, phrases line breaks. `single` are the words that are
    phrases by themselves, in order; `longest` is the number of words of the longest phrase.
    """

    same: dict[str, str]
    capitals: dict[str, str]
    single: list[str]
    longest: int


def table(named: Iterable[Named], small: Container[str]) -> Table:
    """The synonyms of all references; `small` are the words that they write in small letters."""
    groups: dict[tuple[str, ...], None] = {}
    shorts: dict[Short, None] = {}
    for each in named:
        groups.update(dict.fromkeys(each.groups))
        shorts.update(dict.fromkeys(each.shorts))
    same: _Joining = {}
    capitals: _Joining = {}
    for short, long in shorts:
        if short.isupper() and short.casefold() in small:
            _join(capitals, _phrase(short), (_phrase(long),))
        else:
            groups[short, long] = None
    single: set[str] = set()
    for group in groups:
        phrases = [_phrase(text) for text in group]
        for phrase in phrases:
            _join(same, phrase, phrases)
        single.update(found[0].text for found in map(words, group) if len(found) == 1)
    return Table(
        {phrase: "\n".join(others) for phrase, others in same.items()},
        {phrase: "\n".join(others) for phrase, others in capitals.items()},
        sorted(single),
        max((phrase.count(" ") + 1 for phrase in (*same, *capitals)), default=0),
    )


class Synonyms:
    """Phrases that stand for each other, compared by stem.

    A short form that is also an ordinary word (LAST, US) counts only if typed in capitals,
    and its long form does not lead back to it.
    """

    def __init__(self, known: Table) -> None:
        self._same = known.same
        self._capitals = known.capitals
        self.single: Sequence[str] = known.single
        self.longest = known.longest

    @cached_property
    def _members(self) -> frozenset[str]:
        return frozenset(" ".join(self._same).split(" "))

    def of(self, phrase: Phrase, capitals: bool = False) -> tuple[Phrase, ...]:
        """What may stand for `phrase`; `capitals` says that it was typed in capitals."""
        key = " ".join(phrase)
        typed_so = self._capitals.get(key, "") if capitals else ""
        return tuple(dict.fromkeys((*_parted(self._same.get(key, "")), *_parted(typed_so))))

    def begun(self, opening: str) -> tuple[Phrase, ...]:
        """What may stand for the single words that open so."""
        found: dict[Phrase, None] = {}
        for index in range(bisect_left(self.single, opening), len(self.single)):
            if not self.single[index].startswith(opening):
                break
            found.update(dict.fromkeys(self.of((stem(self.single[index]),))))
        return tuple(found)

    def knows(self, part: str) -> bool:
        """Whether a stem is part of a phrase, so that it is no typing error."""
        return part in self._members

    def long_forms(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """What `phrase` is the short form of, if it counts only in capitals."""
        return _parted(self._capitals.get(" ".join(phrase), ""))


class AllSynonyms:
    """The synonyms of several parts as one: what any reference says, holds for all.

    A short form that is an ordinary word in one part is one in all.
    """

    def __init__(self, parts: Sequence[Synonyms]) -> None:
        self._parts = parts
        self.longest = max((part.longest for part in parts), default=0)

    def of(self, phrase: Phrase, capitals: bool = False) -> tuple[Phrase, ...]:
        """What may stand for `phrase`; `capitals` says that it was typed in capitals."""
        needing = [part for part in self._parts if part.long_forms(phrase)]
        asked = needing if needing and not capitals else self._parts
        return tuple(dict.fromkeys(same for part in asked for same in part.of(phrase, capitals)))

    def long_forms(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """What `phrase` is the short form of, if it counts only in capitals."""
        return tuple(dict.fromkeys(x for part in self._parts for x in part.long_forms(phrase)))

    def begun(self, opening: str) -> tuple[Phrase, ...]:
        """What may stand for the single words that open so."""
        return tuple(dict.fromkeys(same for part in self._parts for same in part.begun(opening)))

    def knows(self, stem_of_word: str) -> bool:
        """Whether a stem is part of a phrase, so that it is no typing error."""
        return any(part.knows(stem_of_word) for part in self._parts)


# Each phrase with what may stand for it, in order.
_Joining = dict[str, dict[str, None]]


def _join(known: _Joining, phrase: str, others: Iterable[str]) -> None:
    if phrase:
        same = known.setdefault(phrase, {})
        same.update((other, None) for other in others if other and other != phrase)


def _phrase(text: str) -> str:
    return " ".join(stem(word.text) for word in words(text))


def _parted(phrases: str) -> tuple[Phrase, ...]:
    return tuple(tuple(phrase.split(" ")) for phrase in phrases.split("\n")) if phrases else ()
