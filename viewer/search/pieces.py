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


class Piece:
    """The words of one piece, each kind with a space between them.

    `typed` are its words in all the forms that they may be typed as, `stems` the stems of its
    words. What few pieces have makes them `rare`: words that hyphens join, in `joined` and
    `joined_stems`, `codes`, or a `percent` sign in front that belongs to the piece before.
    Pieces are told apart by identity, which is quick.
    """

    __slots__ = ("codes", "joined", "joined_stems", "percent", "rare", "stems", "typed")

    def __init__(
        self,
        typed: str,
        stems: str,
        joined: str = "",
        joined_stems: str = "",
        codes: str = "",
        percent: bool = False,
    ) -> None:
        self.typed = typed
        self.stems = stems
        self.joined = joined
        self.joined_stems = joined_stems
        self.codes = codes
        self.percent = percent
        self.rare = bool(joined or codes or percent)


class Text(NamedTuple):
    """A text in pieces, with its words in all the forms that they may be typed as and their stems.

    One that hyphens join stands behind the others, out of the way of phrases; `plain` are the
    stems without those.
    """

    pieces: list[Piece]
    typed: str
    stems: str
    plain: str


class Pieces:
    """Cuts texts, and remembers what it cut."""

    def __init__(self) -> None:
        self.small: set[str] = set()
        """The words that stood anywhere in small letters."""
        self._known = _Known(self._cut)

    def text(self, text: str) -> Text:
        """The words of `text`."""
        known = self._known
        pieces = [known[piece] for piece in text.split()]
        rare = [piece for piece in pieces if piece.rare]
        if rare and any(piece.percent for piece in rare):
            pieces = rare = [self._cut(text)]
        typed = " ".join([piece.typed for piece in pieces])
        plain = " ".join([piece.stems for piece in pieces])
        if not rare:
            return Text(pieces, typed, plain, plain)
        return Text(pieces, *_with_joined(rare, typed, plain), plain)

    @staticmethod
    def together(pieces: Iterable[Piece]) -> tuple[str, str, str]:
        """The words, stems and codes of different pieces that texts were cut into."""
        distinct = dict.fromkeys(pieces)
        typed = " ".join([piece.typed for piece in distinct])
        stems = " ".join([piece.stems for piece in distinct])
        rare = [piece for piece in distinct if piece.rare]
        if not rare:
            return typed, stems, ""
        codes = " ".join(piece.codes for piece in rare if piece.codes)
        return *_with_joined(rare, typed, stems), codes

    def forget(self) -> None:
        """Drops what was cut if it takes much memory."""
        if len(self._known) > _KEPT:
            self._known.clear()

    def _cut(self, piece: str) -> Piece:
        one = _ONE_WORD.fullmatch(piece)
        if one:
            word = one[1].lower()[:MAX_WORD]
            if one[1].islower():
                self.small.add(word)
            return Piece(word, stem(word))
        found = words(piece)
        self.small.update(word.text for word in found if piece[word.start : word.end].islower())
        plain = [word.text for word in found]
        typed = [form for word in plain for form in forms(word)]
        joined = [word.text for word in compounds(found)]
        return Piece(
            " ".join(typed),
            " ".join(map(stem, plain)),
            " ".join(joined),
            " ".join(map(stem, joined)),
            " ".join(filter(is_code, typed)),
            "%" in unicodedata.normalize("NFKD", piece) and words(f"0 {piece}")[0].text == "0%",
        )


class _Known(dict[str, Piece]):
    """Every piece asked for, cut."""

    def __init__(self, cut: Callable[[str], Piece]) -> None:
        super().__init__()
        self._cut = cut

    def __missing__(self, piece: str) -> Piece:
        self[piece] = made = self._cut(piece)
        return made


def _with_joined(rare: Iterable[Piece], typed: str, stems: str) -> tuple[str, str]:
    joined = [piece for piece in rare if piece.joined]
    return (
        " ".join((typed, *(piece.joined for piece in joined))),
        " ".join((stems, *(piece.joined_stems for piece in joined))),
    )
