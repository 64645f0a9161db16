"""Which characters of a text matched, and the piece of a text that shows it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from viewer.search.words import Folded, Word, compounds, folded, has_digit, stem, words

Mark = tuple[int, int]

# About two lines of a result list.
SNIPPET = 150
# Among so many marks the best window is looked for.
MAX_MARKS = 200


@dataclass(frozen=True, slots=True)
class Terms:
    """What a line looks for, as the highlighter needs it; may be a key of a dict.

    `words` match whole, `stems` in any form, `prefixes` open a word, `phrases` are runs of
    stems, as synonyms of several words have them.
    """

    words: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    phrases: frozenset[tuple[str, ...]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.words or self.stems or self.prefixes or self.phrases)

    def match(self, word: str) -> bool:
        """Whether a folded word of a text is one that the line looks for."""
        if word in self.words or (word[-1:] == "%" and word[:-1] in self.words):
            return True
        if has_digit(word):
            return False
        return (bool(self.stems) and stem(word) in self.stems) or word.startswith(self.prefixes)


def marks(text: str, terms: Terms) -> list[Mark]:
    """The (start, end) offsets in `text` of what `terms` match, in order, none overlapping."""
    if not terms:
        return []
    matched = _known(terms)
    cut = folded(text)
    spans = [cut.place(start, end) for word, start, end in cut.found if matched[word]]
    if "-" in cut.text:
        spans += [(word.start, word.end) for word in _joined(text) if matched[word.text]]
    if terms.phrases:
        spans += _phrases(cut, terms.phrases)
    return _merged(spans)


def _phrases(cut: Folded, phrases: Iterable[tuple[str, ...]]) -> Iterator[Mark]:
    stems = [stem(word) for word, _, _ in cut.found]
    known = frozenset(stems)
    for phrase in sorted(phrases):
        size = len(phrase)
        if known.issuperset(phrase):
            for first in range(len(stems) - size + 1):
                if tuple(stems[first : first + size]) == phrase:
                    yield cut.place(cut.found[first][1], cut.found[first + size - 1][2])


def snippet(text: str, terms: Terms) -> tuple[str, tuple[Mark, ...]]:
    """A piece of `text` of about SNIPPET characters where most of `terms` stand, with its marks.

    Cut between words, with an ellipsis at each cut; the whole text if it is short.
    """
    spans = marks(text, terms)
    if len(text) <= SNIPPET + 10:
        return text, tuple(spans)
    start, end = _window(text, spans)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    inside = tuple((a + shift, b + shift) for a, b in spans if a >= start and b <= end)
    return before + text[start:end] + after, inside


@lru_cache(maxsize=1024)
def _joined(text: str) -> tuple[Word, ...]:
    """The words that hyphens make of those of `text`."""
    return tuple(compounds(words(text)))


@lru_cache(maxsize=8)
def _known(terms: Terms) -> "_Known":
    return _Known(terms)


class _Known(dict[str, bool]):
    """Which words `terms` match, so far as it was asked."""

    def __init__(self, terms: Terms) -> None:
        super().__init__()
        self._terms = terms

    def __missing__(self, word: str) -> bool:
        self[word] = matched = self._terms.match(word)
        return matched


def _window(text: str, spans: Sequence[Mark]) -> Mark:
    """Where to cut: the window with most different marked words, the first of its equals."""
    best, first = 0, 0
    spans = spans[:MAX_MARKS]
    last = spans[0][1] if spans else 0
    for index, (start, _) in enumerate(spans):
        within = [span for span in spans[index:] if span[1] <= start + SNIPPET * 4 // 5]
        different = len({text[a:b].casefold() for a, b in within})
        if different > best:
            best, first, last = different, start, within[-1][1]
    # The marks stand a little left of the middle; a mark near an end leaves more to the other.
    lead = max(0, (SNIPPET - (last - first)) // 3)
    start = max(0, min(first - lead, len(text) - SNIPPET))
    end = min(len(text), start + SNIPPET)
    return _word_start(text, start, first), _word_end(text, end, last)


def _word_start(text: str, start: int, limit: int) -> int:
    """The next opening of a word from `start`, not after `limit`."""
    if start == 0:
        return 0
    for offset in range(start, min(start + 30, limit)):
        if text[offset - 1].isspace() and not text[offset].isspace():
            return offset
    return min(start, limit)


def _word_end(text: str, end: int, limit: int) -> int:
    """The last end of a word up to `end`, not before `limit`."""
    if end == len(text):
        return end
    for offset in range(end, max(end - 30, limit), -1):
        if text[offset].isspace() and not text[offset - 1].isspace():
            return offset
    return max(end, limit)


def _merged(spans: Sequence[Mark]) -> list[Mark]:
    """`spans` in order, those that overlap as one."""
    merged: list[Mark] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
