"""A typed line -> what to look for. Never a parser on raw text: no line can be malformed.

A line is cut into words; each word becomes the ways in which it may match (options), and
words become groups that may also be matched by a synonym. Options are only kept where the
index has something for them, so the query that is made from them stays small.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from viewer.search.codes import MODIFIER_WORDS, MODIFIERS, Codes, begun_codes, find_codes
from viewer.search.highlight import Terms
from viewer.search.lexicon import Lexicon
from viewer.search.line import Typed, cut
from viewer.search.spelling import joined, nearest
from viewer.search.synonyms import AllSynonyms, Phrase
from viewer.search.words import has_digit, stem

# Function words: beside others they only rank.
_FUNCTION = """
    a am an and any are as at be been being but by can could did do does for from had has
    have he her his how i if in into is it its me my no not of on onto or our ours she should
    so such than that the their them then there these they this those to too upon us was we
    were what when where which who whom whose why will with would you your
"""
FUNCTION = frozenset(_FUNCTION.split())
# Words that matter but that an answer need not repeat.
_SOFT = """
after afterward afterwards again also before during find get give go just know long make many may
much must need often only per please show soon still take tell use want without
"""
_SOFT_STEMS = frozenset(map(stem, _SOFT.split()))

# How many words of a line get typing help: more is no line that someone misspelt.
MAX_HELPED = 8

Kind = Literal[
    "word",
    "stem",
    "synonym",
    "prefix",
    "long form",
    "function",
    "code",
    "code range",
    "code opening",
]


@dataclass(frozen=True, slots=True)
class Option:
    """One way to match: a word, a stem, a run of stems (synonym), an opening, or any of codes."""

    kind: Kind
    terms: tuple[str, ...]


Slot = tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Words that stand together: every slot matches by one of its options, or one of `instead`.

    A slot is one word of the line. A group that is not `required` only ranks.
    """

    slots: tuple[Slot, ...]
    instead: tuple[Option, ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as it was read.

    `corrections` are pairs of what was typed and what it was read as; `missing` are words
    that nothing matches, `unknown` codes that no place has, both as typed. `whole` is the
    line as `whole_title` makes it.
    """

    groups: tuple[Group, ...]
    terms: Terms
    corrections: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    whole: str

    @property
    def empty(self) -> bool:
        """Whether the line has no words at all."""
        return not (self.groups or self.missing or self.unknown)


def read(line: str, lexicon: Lexicon, synonyms: AllSynonyms) -> Reading:
    """What `line` looks for. Any string will do; nothing is raised."""
    codes = find_codes(cut(line), lexicon)
    typed, corrections = _corrected(codes.rest, lexicon, synonyms)
    needed = _needed(
        typed, lexicon, synonyms, alone=not (codes.named or codes.ranged or codes.unknown)
    )
    groups = _code_groups(codes, lexicon)
    missing: list[str] = []
    shouted = len(typed) > 1 and all(word.capitals for word in typed)
    index = 0
    while index < len(typed):
        size, instead = _instead(typed[index:], lexicon, synonyms)
        span = typed[index : index + size]
        slots = []
        for word in span:
            own = _slot(word, word in needed, lexicon, synonyms, alone=len(typed) == 1)
            if not shouted:
                own = _abbreviated(word, own, lexicon, synonyms)
            if own or instead:
                slots.append(own)
            elif word in needed:
                missing.append(word.shown)
        group = _group(span, slots, instead, needed)
        if group:
            groups.append(group)
        index += size
    if missing and not any(group.required for group in groups):
        # Nothing is left that a place must have; then it must have what else says something.
        groups = [replace(group, required=not _is_function(group)) for group in groups]
    return Reading(
        groups=tuple(groups),
        terms=_terms(groups),
        corrections=corrections,
        missing=tuple(dict.fromkeys(missing)),
        unknown=codes.unknown,
        whole=whole_title(stem(word.text) for word in typed),
    )


def _is_function(group: Group) -> bool:
    return all(option.kind == "function" for slot in group.slots for option in slot)


def whole_title(stems: Iterable[str]) -> str:
    """All words of a title as one, to find a line that is the title of a place."""
    return "_".join(stems)


def _corrected(
    typed: Sequence[Typed], lexicon: Lexicon, synonyms: AllSynonyms
) -> tuple[list[Typed], tuple[tuple[str, str], ...]]:
    """The words, with those that match nothing as typing help reads them."""
    result: list[Typed] = []
    corrections: list[tuple[str, str]] = []
    helped = 0
    for index, word in enumerate(typed):
        part = stem(word.text)
        pairs = typed[max(index - 1, 0) : index + 1], typed[index : index + 2]
        found = (
            _is_light(word)
            or _literal(word, lexicon)
            or synonyms.knows(part)
            or synonyms.of((part,), word.capitals)
            or (word.unfinished and synonyms.begun(word.text))
            or any(joined(pair, lexicon) for pair in pairs)
        )
        helped += not found
        read_as = () if found or helped > MAX_HELPED else nearest(word, lexicon)
        if not read_as:
            result.append(word)
            continue
        corrections.append((word.shown, " ".join(read_as)))
        result += [Typed(text, text, word.gap) for text in read_as]
    return result, tuple(corrections)


def _needed(
    typed: Sequence[Typed], lexicon: Lexicon, synonyms: AllSynonyms, alone: bool
) -> frozenset[Typed]:
    """The words that a place must match: the content of the line, or all if it has none.

    `alone` says that no code stands beside them.
    """
    light = {word for word in typed if _is_light(word)}
    light = {word for word in light if not synonyms.of((stem(word.text),), word.capitals)}
    if any(word.text in MODIFIERS and lexicon.count(word.text) for word in typed):
        light |= {word for word in typed if word.text in MODIFIER_WORDS}
    content = frozenset(word for word in typed if word not in light)
    if content or not alone:
        return content
    return frozenset(word for word in typed if word.text not in FUNCTION) or frozenset(typed)


def _is_light(word: Typed) -> bool:
    """Whether beside others a word only ranks."""
    return word.text in FUNCTION or stem(word.text) in _SOFT_STEMS


def _code_groups(codes: Codes, lexicon: Lexicon) -> list[Group]:
    """Several codes are alternatives: a line of codes asks for the row of each."""
    options = []
    if codes.named:
        options.append(Option("code", codes.named))
    if codes.ranged:
        options.append(Option("code range", codes.ranged))
    if not options:
        return []
    modifiers = [word for word in codes.modifiers if lexicon.count(word.text)]
    return [
        Group((tuple(options),)),
        *(Group(((Option("word", (word.text,)),),), required=False) for word in modifiers),
    ]


def _group(
    span: Sequence[Typed],
    slots: Sequence[Slot],
    instead: tuple[Option, ...],
    needed: frozenset[Typed],
) -> Group | None:
    """The group of the words in `span`, or nothing if they cannot match."""
    if instead:
        # With a synonym at hand, the words match together or not at all; function words
        # between them do not count.
        counted = [slot for word, slot in zip(span, slots, strict=True) if word in needed]
        if not counted:
            return Group(tuple(filter(None, slots)), instead, required=False)
        return Group(tuple(counted) if all(counted) else (), instead)
    if not slots:
        return None
    return Group(tuple(slots), required=any(word in needed for word in span))


def _literal(word: Typed, lexicon: Lexicon) -> Slot:
    """How the word itself may match, best first."""
    text, part = word.text, stem(word.text)
    options: list[Option] = []
    if lexicon.count(text):
        options.append(Option("word", (text,)))
    if has_digit(text):
        codes = begun_codes(word, lexicon)
        return (*options, Option("code opening", codes)) if codes else tuple(options)
    if lexicon.count_stem(part):
        options.append(Option("stem", (part,)))
    if word.unfinished and lexicon.opens(text):
        options.append(Option("prefix", (text,)))
    return tuple(options)


def _slot(word: Typed, needed: bool, lexicon: Lexicon, synonyms: AllSynonyms, alone: bool) -> Slot:
    """How one word may match, with its own synonyms; `alone` says that the line has no other."""
    options = _literal(word, lexicon)
    if word.text in FUNCTION and not needed:
        return (Option("function", (word.text,)),) if lexicon.count(word.text) else ()
    if word.text in FUNCTION and alone and word.unfinished:
        # "in" alone is rather the opening of "injection" than the word.
        options = tuple(option for option in options if option.kind == "prefix") or options
    others = synonyms.of((stem(word.text),), word.capitals)
    if not options and not others and word.unfinished:
        others = synonyms.begun(word.text)
    return options + _present(others, lexicon)


def _abbreviated(word: Typed, slot: Slot, lexicon: Lexicon, synonyms: AllSynonyms) -> Slot:
    """A short form that is also a word, typed in capitals: LAST means its long form first."""
    phrase = (stem(word.text),)
    meant = _present(synonyms.long_forms(phrase), lexicon) if word.capitals else ()
    if not meant:
        return slot
    as_word = (Option("synonym", option.terms) for option in slot if option.kind == "stem")
    return (*(Option("long form", option.terms) for option in meant), *as_word)


def _instead(
    typed: Sequence[Typed], lexicon: Lexicon, synonyms: AllSynonyms
) -> tuple[int, tuple[Option, ...]]:
    """How many words from the first on stand together, and what may stand for them.

    The synonyms of single words are their own; they are not looked up here.
    """
    for size in range(min(synonyms.longest, len(typed)), 1, -1):
        span = typed[:size]
        phrase = tuple(stem(word.text) for word in span)
        found = _present(synonyms.of(phrase, all(word.capitals for word in span)), lexicon)
        if found:
            return size, found
    one = joined(typed[:2], lexicon)
    if one and not FUNCTION.issuperset(word.text for word in typed[:2]):
        return 2, _literal(Typed(one, one), lexicon)
    return 1, ()


def _present(phrases: Iterable[Phrase], lexicon: Lexicon) -> tuple[Option, ...]:
    """The phrases that the index has."""
    return tuple(Option("synonym", phrase) for phrase in phrases if lexicon.has_phrase(phrase))


def _terms(groups: Iterable[Group]) -> Terms:
    """What a reader should see marked: all but function words beside others."""
    whole: set[str] = set()
    stems: set[str] = set()
    prefixes: set[str] = set()
    phrases: set[Phrase] = set()
    for group in groups:
        for option in (*(option for slot in group.slots for option in slot), *group.instead):
            if option.kind == "prefix":
                prefixes.update(option.terms)
            elif option.kind in ("synonym", "long form") and len(option.terms) > 1:
                phrases.add(option.terms)
            elif option.kind in ("stem", "long form", "synonym"):
                stems.update(option.terms)
            elif option.kind != "function":
                whole.update(option.terms)
    return Terms(
        frozenset(whole), frozenset(stems), tuple(sorted(prefixes)), frozenset(phrases)
    )  # fmt: skip
