"""The words of all parts that are searched, counted together."""

from collections.abc import Sequence

from tantivy import Occur, Query, Schema

from viewer.search.fields import POINTS, STEM
from viewer.search.part import Reader

# How many misspellings of one word are looked at in each part.
MAX_ALIKE = 100


class Lexicon:
    """What reading a line needs to know. No answer needs a walk over all words.

    Any method may raise PartError.
    """

    def __init__(self, readers: Sequence[Reader]) -> None:
        self._readers = readers

    def count(self, word: str) -> int:
        """How many places have the word."""
        return sum(reader.doc_freq("words", word) for reader in self._readers)

    def count_stem(self, part: str) -> int:
        """How many places have a word with this stem."""
        return sum(reader.doc_freq("stems", part) for reader in self._readers)

    def opens(self, opening: str) -> bool:
        """Whether any word opens so."""
        return any(reader.terms("words", opening, limit=1) for reader in self._readers)

    def names_reference(self, name: Sequence[str]) -> bool:
        """Whether a reference has words in its title or id that open with each of `name`."""
        return any(_has_named(reader, name) for reader in self._readers)

    def codes(self, opening: str) -> Sequence[str]:
        """Every code that opens so and that a place defines or names, in order."""
        found = (code for reader in self._readers for code, _ in reader.terms("codes", opening))
        return sorted(set(found))

    def has_phrase(self, stems: Sequence[str]) -> bool:
        """Whether a place has words with these stems, one or more, side by side."""
        if not all(map(self.count_stem, stems)):
            return False
        return len(stems) == 1 or any(_has_phrase(reader, stems) for reader in self._readers)

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
