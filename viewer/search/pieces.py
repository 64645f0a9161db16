"""Text -> the words that go into an index, quickly.

No word reaches over a space, but for a number with a percent sign behind one; and texts repeat
what stands between spaces over and over. So each such piece is cut and stemmed once.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

from viewer.search.words import MAX_WORD, compounds, forms, is_code, stem, words

# How many pieces are kept at least; some 10 MB.
_KEPT = 30_000

# Nearly every piece: one word with a mark before or behind it.
_ONE_WORD = re.compile(r"[(\"]?([A-Za-z]+)[.,;:?!)\"]{0,3}")


class Text(NamedTuple):
    """A text in pieces, with its words in all the forms that they may be typed as and their stems.

    Words have spaces between them. One that hyphens join stands behind the others, out of the
    way of phrases; `plain` are the stems without those.
    """

    pieces: list[str]
    typed: str
    stems: str
    plain: str


class Pieces:
    """Cuts texts, and remembers what it cut."""

    def __init__(self) -> None:
        self.small: set[str] = set()
        """The words that stood anywhere in small letters."""
        self._typed = _Typed(self._cut)
        self._stems: dict[str, str] = {}
        self._joined: dict[str, tuple[str, str]] = {}
        self._codes: dict[str, str] = {}
        # Those that open with a percent sign, which belongs to the piece before.
        self._percents: set[str] = set()

    def text(self, text: str) -> Text:
        """The words of `text`."""
        pieces = text.split()
        typed = " ".join([self._typed[piece] for piece in pieces])
        if not self._percents.isdisjoint(pieces):
            pieces = [text]
            typed = self._typed[text]
        plain = " ".join(map(self._stems.__getitem__, pieces))
        return Text(pieces, *self._with_joined(pieces, typed, plain), plain)

    def together(self, pieces: Iterable[str]) -> tuple[str, str, str]:
        """The words, stems and codes of different pieces that texts were cut into."""
        distinct = dict.fromkeys(pieces)
        typed = " ".join(map(self._typed.__getitem__, distinct))
        stems = " ".join(map(self._stems.__getitem__, distinct))
        typed, stems = self._with_joined(distinct, typed, stems)
        if self._codes.keys().isdisjoint(distinct):
            return typed, stems, ""
        codes = " ".join(self._codes[piece] for piece in distinct if piece in self._codes)
        return typed, stems, codes

    def forget(self) -> None:
        """Drops what was cut if it takes much memory. Pieces from before are no longer known."""
        if len(self._typed) > _KEPT:
            for kept in (self._typed, self._stems, self._joined, self._codes, self._percents):
                kept.clear()

    def _with_joined(self, pieces: Iterable[str], typed: str, stems: str) -> tuple[str, str]:
        if self._joined.keys().isdisjoint(pieces):
            return typed, stems
        joined = [self._joined[piece] for piece in pieces if piece in self._joined]
        return (
            " ".join((typed, *(words for words, _ in joined))),
            " ".join((stems, *(stems for _, stems in joined))),
        )

    def _cut(self, piece: str) -> str:
        """Remembers all of a piece. Returns its words as they may be typed."""
        one = _ONE_WORD.fullmatch(piece)
        if one:
            word = one[1].lower()[:MAX_WORD]
            if one[1].islower():
                self.small.add(word)
            self._stems[piece] = stem(word)
            return word
        found = words(piece)
        self.small.update(word.text for word in found if piece[word.start : word.end].islower())
        plain = [word.text for word in found]
        self._stems[piece] = " ".join(map(stem, plain))
        joined = [word.text for word in compounds(found)]
        if joined:
            self._joined[piece] = " ".join(joined), " ".join(map(stem, joined))
        typed = [form for word in plain for form in forms(word)]
        codes = " ".join(filter(is_code, typed))
        if codes:
            self._codes[piece] = codes
        if "%" in unicodedata.normalize("NFKD", piece) and words(f"0 {piece}")[0].text == "0%":
            self._percents.add(piece)
        return " ".join(typed)


class _Typed(dict[str, str]):
    """Every piece asked for, cut."""

    def __init__(self, cut: Callable[[str], str]) -> None:
        super().__init__()
        self._cut = cut

    def __missing__(self, piece: str) -> str:
        self[piece] = typed = self._cut(piece)
        return typed
