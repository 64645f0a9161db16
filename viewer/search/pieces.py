"""Text -> the words that go into an index, quickly.

No word reaches over a space, but for a number with a percent sign behind one; and texts repeat
what stands between spaces over and over. So each such piece is cut and stemmed once.
"""

import re
import unicodedata
from typing import NamedTuple

from viewer.search.words import MAX_WORD, compounds, forms, stem, words

# How many pieces are kept; some 10 MB.
_KEPT = 30_000

# Nearly every piece: one word with a mark before or behind it.
_ONE_WORD = re.compile(r"[(\"]?([A-Za-z]+)[.,;:?!)\"]{0,3}")


class Piece(NamedTuple):
    """The words of one piece of text, each kind with a space between them.

    `typed` are its words in all the forms that they may be typed as and `stems` the stems of its
    words. A word that hyphens join is in `joined` and `joined_stems`.
    """

    typed: str
    stems: str
    joined: str
    joined_stems: str


class Pieces(dict[str, Piece]):
    """Every piece asked for, cut.

    `small` gathers the words that stood anywhere in small letters.
    """

    def __init__(self) -> None:
        super().__init__()
        self.small: set[str] = set()
        # Those that open with a percent sign, which belongs to the piece before.
        self._percents: set[str] = set()

    def __missing__(self, text: str) -> Piece:
        if len(self) >= _KEPT:
            self.clear()
        self[text] = piece = self._cut(text)
        if "%" in unicodedata.normalize("NFKD", text) and words(f"0 {text}")[0].text == "0%":
            self._percents.add(text)
        return piece

    def of(self, text: str) -> list[Piece]:
        """The pieces of `text` in order."""
        parts = text.split()
        pieces = [self[part] for part in parts]
        return pieces if self._percents.isdisjoint(parts) else [self._cut(text)]

    def _cut(self, text: str) -> Piece:
        one = _ONE_WORD.fullmatch(text)
        if one:
            word = one[1].lower()[:MAX_WORD]
            if one[1].islower():
                self.small.add(word)
            return Piece(word, stem(word), "", "")
        found = words(text)
        self.small.update(word.text for word in found if text[word.start : word.end].islower())
        plain = [word.text for word in found]
        joined = [word.text for word in compounds(found)]
        return Piece(
            " ".join(form for word in plain for form in forms(word)),
            " ".join(map(stem, plain)),
            " ".join(joined),
            " ".join(map(stem, joined)),
        )
