"""The codes of a typed line. Codes match as typed, never by likeness."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from viewer.search.lexicon import Lexicon
from viewer.search.line import CODE_SETS, Typed
from viewer.search.words import is_code

# How many codes a range or an opening (206) may stand for.
MAX_CODES = 200

# Words that say "this is a code" and nothing more: CPT 20611.
CODE_WORDS = frozenset((*CODE_SETS, "code", "codes"))
# Modifiers that may stand behind a code without a hyphen: 20611 RT.
_MODIFIERS = "22 24 25 26 50 51 52 53 58 59 76 77 78 79 jw jz kx lt rt tc xe xp xs xu"
MODIFIERS = frozenset(_MODIFIERS.split())
# Words that say so of the word beside them, and nothing more: modifier 50.
MODIFIER_WORDS = frozenset(("modifier", "modifiers"))


@dataclass(frozen=True, slots=True)
class Codes:
    """What of a line is codes.

    `named` were typed in full, `ranged` lie in a typed range, `unknown` are in no place (as
    typed, in capitals), `modifiers` stand behind a code, `rest` is everything else.
    """

    named: tuple[str, ...]
    ranged: tuple[str, ...]
    unknown: tuple[str, ...]
    modifiers: tuple[Typed, ...]
    rest: tuple[Typed, ...]


def find_codes(typed: Sequence[Typed], lexicon: Lexicon) -> Codes:
    """Sorts the words of a line into codes and others."""
    named: list[str] = []
    ranged: list[str] = []
    unknown: list[str] = []
    modifiers: list[Typed] = []
    rest: list[Typed] = []
    index = 0
    while index < len(typed):
        word = typed[index]
        index += 1
        if not is_code(word.text):
            rest.append(word)
            continue
        last = _range_end(typed, index)
        if last:
            between = _between(word.text, typed[last].text, lexicon)
            ranged += between
            if not between:
                unknown.append(f"{word.shown.upper()}–{typed[last].shown.upper()}")
            index = last + 1
        elif lexicon.codes(word.text):
            named.append(word.text)
        else:
            unknown.append(word.shown.upper())
        while index < len(typed) and _is_modifier(typed[index]):
            modifiers.append(typed[index])
            index += 1
    if rest and rest[-1].text in MODIFIERS and any(each.text in MODIFIER_WORDS for each in rest):
        # The 50 of "modifier 50" is no opening of a code.
        rest[-1] = replace(rest[-1], unfinished=False)
    if named or ranged or unknown or (rest and begun_codes(rest[-1], lexicon)):
        rest = [word for word in rest if word.text not in CODE_WORDS]
    return Codes(
        _once(named), _once(ranged), _once(unknown), tuple(modifiers), tuple(rest)
    )  # fmt: skip


def begun_codes(word: Typed, lexicon: Lexicon) -> tuple[str, ...]:
    """The codes that an unfinished number opens: 206 stands for 20600, 20604 and so on."""
    text = word.text
    if not (word.unfinished and 2 <= len(text) < 5 and text.isascii() and text[1:].isdecimal()):
        return ()
    return tuple(lexicon.codes(text)[:MAX_CODES])


def _range_end(typed: Sequence[Typed], index: int) -> int:
    """Where the range ends whose first code stands before `index`; 0 if there is none."""
    following = typed[index : index + 2]
    if following and following[0].gap.strip() == "-" and is_code(following[0].text):
        return index
    through = len(following) == 2 and following[0].text in ("to", "through")
    return index + 1 if through and is_code(following[1].text) else 0


def _between(first: str, last: str, lexicon: Lexicon) -> list[str]:
    """The codes from `first` to `last`, both included, that have the shape of both."""
    low, high = sorted((first, last))
    shape = _shape(low)
    if shape != _shape(high):
        return [code for code in (first, last) if lexicon.codes(code)]
    same = next((i for i, (a, b) in enumerate(zip(low, high, strict=True)) if a != b), len(low))
    found = (code for code in lexicon.codes(low[:same]) if _shape(code) == shape)
    return [code for code in found if low <= code <= high][:MAX_CODES]


def _shape(code: str) -> str:
    return "".join("0" if character.isdigit() else character for character in code)


def _is_modifier(word: Typed) -> bool:
    if word.gap in ("-", ""):
        return len(word.text) == 2
    return word.gap.isspace() and word.text in MODIFIERS


def _once(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
