"""The words of all parts that are searched, counted together."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from tantivy import Occur, Query, Schema

from viewer.search.fields import POINTS, STEM
from viewer.search.part import Reader

# How many misspellings of one word are looked at in each part.
MAX_ALIKE = 100
# So many answers of a kind are kept.
MAX_KEPT = 1_000

_Answer = TypeVar("_Answer")


class Lexicon:
    """What reading a line needs to know. No answer needs a walk over all words.

    Any method may raise PartError.
    """

    def __init__(self, readers: Sequence[Reader]) -> None:
        self._readers = readers
        self._opening: _Kept[bool] = _Kept()
        self._begun: _Kept[tuple[str, ...]] = _Kept()
        self._phrases: _Kept[bool] = _Kept()

    def count(self, word: str) -> int:
        """How many places have the word."""
        return sum(reader.doc_freq("words", word) for reader in self._readers)

    def count_stem(self, part: str) -> int:
        """How many places have a word with this stem."""
        return sum(reader.doc_freq("stems", part) for reader in self._readers)

    def opens(self, opening: str) -> bool:
        """Whether any word opens so."""
        return self._opening.get(opening, self._opens)

    def codes(self, opening: str) -> tuple[str, ...]:
        """Every code that opens so and that a place defines or names, in order."""
        return self._begun.get(opening, self._codes)

    def has_phrase(self, stems: Sequence[str]) -> bool:
        """Whether a place has words with these stems, one or more, side by side."""
        return self._phrases.get(" ".join(stems), self._has_phrase)

    def names_reference(self, name: Sequence[str]) -> bool:
        """Whether a reference has words in its title or id that open with each of `name`."""
        return any(_has_named(reader, name) for reader in self._readers)

    def alike(self, word: str, errors: int, opening: bool) -> Sequence[tuple[str, int]]:
        """Words within so many typing errors of `word`, with their counts.

        `opening` asks for words that open so, too. Words of synonyms that no place has
        count 0.
        """
        found: dict[str, None] = {}
        for reader in self._readers:
            query = Query.fuzzy_term_query(
                reader.schema, "vocabulary", word, errors, True, opening
            )  # fmt: skip
            found.update(dict.fromkeys(reader.stored(query, "vocabulary", MAX_ALIKE)))
        return [(candidate, self.count(candidate)) for candidate in found]

    def _opens(self, opening: str) -> bool:
        return any(reader.terms("words", opening, limit=1) for reader in self._readers)

    def _codes(self, opening: str) -> tuple[str, ...]:
        found = (code for reader in self._readers for code, _ in reader.terms("codes", opening))
        return tuple(sorted(set(found)))

    def _has_phrase(self, phrase: str) -> bool:
        stems = phrase.split(" ")
        if not all(map(self.count_stem, stems)):
            return False
        return len(stems) == 1 or any(_has_phrase(reader, stems) for reader in self._readers)


class _Kept(Generic[_Answer]):
    """What was answered before: the parts do not change, and the words of a line stay."""

    def __init__(self) -> None:
        self._kept: dict[str, _Answer] = {}

    def get(self, asked: str, answer: Callable[[str], _Answer]) -> _Answer:
        if asked in self._kept:
            return self._kept[asked]
        if len(self._kept) >= MAX_KEPT:
            self._kept = {}
        self._kept[asked] = answered = answer(asked)
        return answered


def _has_named(reader: Reader, name: Sequence[str]) -> bool:
    if not all(reader.terms("named", opening, limit=1) for opening in name):
        return False
    return len(name) == 1 or bool(reader.search(named_query(reader.schema, name), 1))


def named_query(schema: Schema, name: Sequence[str]) -> Query:
    """Finds the places of references that have words that open with each of `name`."""
    openings = (Query.fuzzy_term_query(schema, "named", word, 0, True, True) for word in name)
    return Query.boolean_query([(Occur.Must, opening) for opening in openings])


def _has_phrase(reader: Reader, stems: Sequence[str]) -> bool:
    fields = (
        name + STEM for name in POINTS if all(reader.doc_freq(name + STEM, part) for part in stems)
    )
    phrases = (Query.phrase_query(reader.schema, field, list(stems)) for field in fields)
    return any(reader.search(phrase, 1) for phrase in phrases)
