"""Text -> the words that search compares, each with its offsets in the text.

The index, the typed line and the highlighter all cut and fold text here, so that what is
found is also what is marked. Folding drops case, diacritics and invisible characters and
makes every dash, apostrophe and digit plain. Numbers stay whole: 0.5, 95.8% and 1,200 are
one word each.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

# Longer runs are cut: no word of any language needs more, and a term has an upper bound.
MAX_WORD = 64

_CODE = re.compile(r"[0-9]{5}|[0-9]{4}t|[a-z][0-9]{4}")
_WORD = re.compile(
    r"""
    (?P<word> [^\W0-9_] [^\W_]* (?:'[^\W_]+)* )
  | [0-9]{4}t (?![^\W_])                                  # 0232T
  | (?: (?<![0-9.,]) [0-9]{1,3} (?:,[0-9]{3})+ (?![0-9,])  # 1,200
        (?:\.[0-9]+)?
      | [0-9]+ (?:\.[0-9]+)*                              # a number ends where letters begin
      | (?<![\w.]) \.[0-9]+                               # .5
    ) (?:\s?%)?
    """,
    re.VERBOSE,
)

# Letters that have no decomposition in Unicode but are typed without their mark.
_PLAIN = {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_APOSTROPHES = "'’‘‛ʼʹ`´′＇"
_POINTS = "·⋅∙٫"  # 0·5, as British journals print it
_DASHES = "−⁃﹘﹣－"  # those that Unicode does not count among the dashes

# British and American spellings and Latin plurals meet before the stem is taken.
_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"(?<=[a-z]{3})ae$", "a"),  # bursae, fasciae
        (r"(?<=[a-z])(?:ae|oe)(?=[a-z]{2})|^oe(?=[a-z]{3})", "e"),  # anaesthetic, oedema
        (r"(?<=[a-z]{3})is(?=(?:e|ed|er|es|ers|ing|ation|ations)$)", "iz"),
        (r"(?<=[a-z]{3})ys(?=(?:e|ed|es|ing)$)", "yz"),
        (r"(?<=[a-z]{3})our(?=(?:s|ed|ing|al|ally|ite|able)?$)", "or"),
        (r"(?<=[a-z]{2})([tb])re(?=s?$)", r"\1er"),  # centre, fibre
        (r"(?<=jewel)lery$", "ry"),
    )
)

_MAYBE_SPELT = re.compile("[ao]e|[iy]s|our|re|llery")

_stemmer = (
    TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer("english")).build()
)  # fmt: skip


class Word(NamedTuple):
    """One word: folded text, offsets in the original, and what parts it from the word before.

    `gap` is folded too, so that every dash in it is "-".
    """

    text: str
    start: int
    end: int
    gap: str


class Folded(NamedTuple):
    """A text as it is compared: folded, and cut into words.

    `found` are the words with their offsets in `text`; `place` leads those to the original.
    """

    text: str
    found: tuple[tuple[str, int, int], ...]
    origins: Sequence[int] | None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where what stands from `start` to `end`, at least one character, is in the original."""
        if self.origins is None:
            return start, end
        # A character may fold into several, and dropped ones belong to the one before.
        return self.origins[start], max(self.origins[end], self.origins[end - 1] + 1)


@lru_cache(maxsize=1024)
def folded(text: str) -> Folded:
    """`text` folded and cut. Any string will do; nothing is raised."""
    plain, origins = _fold(text)
    found = []
    for match in _WORD.finditer(plain):
        word = match.group()
        if match.lastgroup != "word":
            word = _plain_number(word)
        elif "'" in word:
            word = word.removesuffix("'s").replace("'", "")
        start, end = match.span()
        found.append((word[:MAX_WORD], start, end))
    return Folded(plain, tuple(found), origins)


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[Word, ...]:
    """The words of `text` in order. Any string will do; nothing is raised."""
    cut = folded(text)
    last = 0
    made: list[Word] = []
    for word, start, end in cut.found:
        made.append(Word(word, *cut.place(start, end), cut.text[last:start]))
        last = end
    return tuple(made)


def _plain_number(number: str) -> str:
    """A number as it is compared: .5 as 0.5, 1,200 as 1200, 5 % as 5%."""
    if number[0] == ".":
        number = "0" + number
    number = number.replace(",", "")
    return number[:-1].rstrip() + "%" if number[-1] == "%" else number


def compounds(found: Sequence[Word]) -> Iterator[Word]:
    """Words that hyphens join, as one word each: x-ray is also found as xray.

    Words with digits are left alone: 20604-20611 is a range.
    """
    start = 0
    for index in range(1, len(found) + 1):
        if index < len(found) and found[index].gap == "-":
            continue
        run = found[start:index]
        if 1 < len(run) <= 3 and all(word.text.isalpha() for word in run):
            joined = "".join(word.text for word in run)
            yield Word(joined[:MAX_WORD], run[0].start, run[-1].end, run[0].gap)
        start = index


def forms(word: str) -> tuple[str, ...]:
    """What `word` may be typed as: 95.8% also as 95.8."""
    return (word, word[:-1]) if word.endswith("%") else (word,)


def is_code(word: str) -> bool:
    """Whether a folded word has the shape of a CPT or HCPCS code."""
    return _CODE.fullmatch(word) is not None


def has_digit(word: str) -> bool:
    """Whether `word` has a digit: such words are compared as they stand, never by likeness."""
    return not word.isalpha() and any(character.isdigit() for character in word)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The English stem of a folded word, the same for British and American spelling.

    A word with a digit, or in another script, is its own stem.
    """
    if not (word.isascii() and word.isalpha()):
        return word
    if word.endswith("itis"):
        # The stemmer makes tendonitis a tendon, and leaves bursitis whole.
        return word
    if _MAYBE_SPELT.search(word):
        for pattern, plain in _SPELLINGS:
            word = pattern.sub(plain, word)
    return _stemmer.analyze(word)[0]


def _fold(text: str) -> tuple[str, list[int] | None]:
    """The folded text and, for each of its characters, the offset it comes from.

    The offsets are None where they are the characters' own.
    """
    if text.isascii():
        return text.lower().replace("`", "'"), None
    if all(len(_fold_character(character)) == 1 for character in set(text)):
        return "".join(map(_fold_character, text)), None
    pieces: list[str] = []
    origins: list[int] = []
    for offset, character in enumerate(text):
        piece = _fold_character(character)
        pieces.append(piece)
        origins.extend([offset] * len(piece))
    origins.append(len(text))
    return "".join(pieces), origins


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _POINTS:
        return "."
    category = unicodedata.category(character)
    if category == "Pd" or character in _DASHES:
        return "-"
    if category in ("Cf", "Mn", "Me"):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    plain = unicodedata.normalize("NFKD", character.casefold())
    plain = "".join(_PLAIN.get(c, c) for c in plain if unicodedata.category(c) not in ("Mn", "Cf"))
    # 10² must not become 102, nor 2½ become 21/2.
    return f" {plain} " if category == "No" else plain
