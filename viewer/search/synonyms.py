"""Words that mean the same, as the references name them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from viewer.content.model import Reference
from viewer.search.words import stem, words

Phrase = tuple[str, ...]  # stems
_Table = dict[Phrase, dict[Phrase, None]]


class Synonyms:
    """Phrases that stand for each other, compared by stem.

    A short form that is also an ordinary word (LAST, US) counts only if typed in capitals,
    and its long form does not lead back to it.
    """

    def __init__(self, references: Iterable[Reference], ordinary: frozenset[str]) -> None:
        """`ordinary` are the short forms that the references also write in small letters."""
        self._same: _Table = {}
        self._capitals: _Table = {}
        single: set[str] = set()
        for reference in references:
            groups = [list(group) for group in reference.synonyms]
            for abbreviation in reference.abbreviations:
                short, long = abbreviation.short, abbreviation.long
                if short.isupper() and short.casefold() in ordinary:
                    _join(self._capitals, _phrase(short), (_phrase(long),))
                else:
                    groups.append([short, long])
            for group in groups:
                phrases = [_phrase(text) for text in group]
                for phrase in phrases:
                    _join(self._same, phrase, phrases)
                single.update(found[0].text for found in map(words, group) if len(found) == 1)
        self._members = frozenset(part for phrase in self._same for part in phrase)
        self.single: Sequence[str] = sorted(single)
        self.longest = max(map(len, (*self._same, *self._capitals)), default=0)

    def of(self, phrase: Phrase, capitals: bool = False) -> tuple[Phrase, ...]:
        """What may stand for `phrase`; `capitals` says that it was typed in capitals."""
        found = (*self._same.get(phrase, ()), *(self._capitals.get(phrase, ()) if capitals else ()))
        return tuple(dict.fromkeys(found))

    def begun(self, opening: str) -> tuple[Phrase, ...]:
        """What may stand for the single words that open so."""
        found: dict[Phrase, None] = {}
        for index in range(bisect_left(self.single, opening), len(self.single)):
            if not self.single[index].startswith(opening):
                break
            found.update(self._same[(stem(self.single[index]),)])
        return tuple(found)

    def knows(self, part: str) -> bool:
        """Whether a stem is part of a phrase, so that it is no typing error."""
        return part in self._members

    def needs_capitals(self, phrase: Phrase) -> bool:
        """Whether `phrase` is a short form that counts only if typed in capitals."""
        return phrase in self._capitals


class AllSynonyms:
    """The synonyms of several parts as one: what any reference says, holds for all.

    A short form that is an ordinary word in one part is one in all.
    """

    def __init__(self, parts: Sequence[Synonyms]) -> None:
        self._parts = parts
        self.longest = max((part.longest for part in parts), default=0)

    def of(self, phrase: Phrase, capitals: bool = False) -> tuple[Phrase, ...]:
        """What may stand for `phrase`; `capitals` says that it was typed in capitals."""
        needing = [part for part in self._parts if part.needs_capitals(phrase)]
        asked = needing if needing and not capitals else self._parts
        return tuple(dict.fromkeys(same for part in asked for same in part.of(phrase, capitals)))

    def begun(self, opening: str) -> tuple[Phrase, ...]:
        """What may stand for the single words that open so."""
        return tuple(dict.fromkeys(same for part in self._parts for same in part.begun(opening)))

    def knows(self, stem_of_word: str) -> bool:
        """Whether a stem is part of a phrase, so that it is no typing error."""
        return any(part.knows(stem_of_word) for part in self._parts)


def short_forms(references: Iterable[Reference]) -> frozenset[str]:
    """The folded short forms of all abbreviations."""
    return frozenset(
        abbreviation.short.casefold()
        for reference in references
        for abbreviation in reference.abbreviations
    )


def _join(table: _Table, phrase: Phrase, others: Iterable[Phrase]) -> None:
    if phrase:
        same = table.setdefault(phrase, {})
        same.update((other, None) for other in others if other and other != phrase)


def _phrase(text: str) -> Phrase:
    return tuple(stem(word.text) for word in words(text))
