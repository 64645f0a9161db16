"""What reading a line needs to know of the index."""

from collections.abc import Sequence
from typing import Protocol


class Lexicon(Protocol):
    """The words of an index. No answer may need a walk over all of them."""

    def count(self, word: str) -> int:
        """How many places have the word."""

    def count_stem(self, part: str) -> int:
        """How many places have a word with this stem."""

    def opens(self, opening: str) -> bool:
        """Whether any word opens so."""

    def has_phrase(self, stems: Sequence[str]) -> bool:
        """Whether a place has words with these stems, one or more, side by side."""

    def codes(self, opening: str) -> Sequence[str]:
        """Every code that opens so and that a place defines or names, in order."""

    def alike(self, word: str, errors: int, opening: bool) -> Sequence[tuple[str, int]]:
        """Words within so many typing errors of `word`, with their counts.

        `opening` asks for words that open so, too. Words of synonyms that no place has
        count 0.
        """
