"""Typing help: a word that matches nothing is read as the nearest one that does."""

from collections.abc import Sequence

from viewer.search.lexicon import Lexicon
from viewer.search.line import Typed
from viewer.search.lookalikes import may_be_read_as
from viewer.search.words import has_digit, stem

# One error from four letters on, two from eight; above 40 there is no word to mean.
ONE_ERROR, TWO_ERRORS, LONGEST = 4, 8, 40
# An unfinished word may be wrong in its first letter from so many letters on.
OPENING = 6
# Up to so many letters in capitals are an abbreviation: NSAID is not a misspelt "said".
ABBREVIATION = 5


def nearest(word: Typed, lexicon: Lexicon) -> tuple[str, ...]:
    """The word that `word` is most likely a misspelling of, or two that lack a space.

    Empty if there is none. Words with digits are never read as others.
    """
    text = word.text
    if has_digit(text) or not text.isalpha() or not ONE_ERROR <= len(text) <= LONGEST:
        return ()
    if word.capitals and len(text) <= ABBREVIATION:
        return ()
    return _misspelt(word, lexicon) or _split(text, lexicon)


def joined(pair: Sequence[Typed], lexicon: Lexicon) -> str:
    """The one word that two words make, if the index has it: ultra sound, x ray; or ""."""
    if len(pair) != 2 or pair[1].gap.strip() not in ("", "-"):
        return ""
    text = pair[0].text + pair[1].text
    known = len(text) >= ONE_ERROR and text.isalpha() and lexicon.count_stem(stem(text))
    return text if known else ""


def _misspelt(word: Typed, lexicon: Lexicon) -> tuple[str, ...]:
    """Fewest errors first, then words that a place has, the same first letter, the commonest."""
    text = word.text
    for errors in (1, 2) if len(text) >= TWO_ERRORS else (1,):
        for opening in (False, True) if word.unfinished else (False,):
            found = [
                (count == 0, candidate[0] != text[0], -count, candidate)
                for candidate, count in lexicon.alike(text, errors, opening)
                if may_be_read_as(text, candidate, opening)
                and (candidate[0] == text[0] or not opening or len(text) >= OPENING)
            ]
            if found:
                return (min(found)[-1],)
    return ()


def _split(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    for cut in range(3, len(text) - 2):
        first, second = text[:cut], text[cut:]
        known = lexicon.count(first) and lexicon.count(second)
        if known and lexicon.has_phrase((stem(first), stem(second))):
            return first, second
    return ()
