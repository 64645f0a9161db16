"""A typed line -> its words."""

from dataclasses import dataclass

from viewer.search.words import Word, is_code, words

# What is used of a line: nobody types more, and a pasted page must not cost more.
MAX_CHARACTERS = 1_000
MAX_WORDS = 32
# Code sets, as they are written before a code.
CODE_SETS = ("cpt", "hcpcs")


@dataclass(frozen=True, slots=True)
class Typed:
    """One word of a line.

    `text` is what it is read as, folded; `shown` is what was typed; `gap` parts it from the
    word before; `unfinished` says that more letters may follow.
    """

    text: str
    shown: str
    gap: str = " "
    unfinished: bool = False

    @property
    def capitals(self) -> bool:
        """Whether it was typed in capitals."""
        return self.shown.isupper()


def cut(line: str) -> list[Typed]:
    """The words of `line`, the first MAX_WORDS of its first MAX_CHARACTERS."""
    part = line[:MAX_CHARACTERS]
    found = [piece for word in words(part) for piece in _pieces(word)]
    used = found[:MAX_WORDS]
    whole = len(part) == len(line) and len(used) == len(found)
    return [
        Typed(
            text=word.text,
            shown=shown(part[word.start : word.end]),
            gap=word.gap,
            unfinished=whole and word is used[-1] and word.end == len(part),
        )
        for word in used
    ]


def _pieces(word: Word) -> tuple[Word, ...]:
    """CPT20611 as the two words that it is."""
    for name in CODE_SETS:
        code = word.text.removeprefix(name)
        if code != word.text and is_code(code) and word.end - word.start == len(word.text):
            cut_at = word.end - len(code)
            return (
                Word(name, word.start, cut_at, word.gap),
                Word(code, cut_at, word.end, " "),
            )  # fmt: skip
    return (word,)


def shown(text: str) -> str:
    """`text` fit for a message: printable, and not longer than a word should be."""
    text = "".join(character for character in text if character.isprintable())
    return text if len(text) <= 40 else text[:39] + "…"
