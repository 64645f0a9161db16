"""A typed line -> its words."""

from dataclasses import dataclass

from viewer.search.words import words

# What is used of a line: nobody types more, and a pasted page must not cost more.
MAX_CHARACTERS = 1_000
MAX_WORDS = 32


@dataclass(frozen=True, slots=True)
class Typed:
    """One word of a line.

    `text` is what it is read as, folded; `shown` is what was typed; `gap` parts it from the
    word before; `unfinished` says that more letters may follow, `corrected` that typing
    help chose `text`.
    """

    text: str
    shown: str
    gap: str = " "
    unfinished: bool = False
    corrected: bool = False

    @property
    def capitals(self) -> bool:
        """Whether it was typed in capitals."""
        return self.shown.isupper()


def cut(line: str) -> list[Typed]:
    """The words of `line`, the first MAX_WORDS of its first MAX_CHARACTERS."""
    part = line[:MAX_CHARACTERS]
    found = words(part)
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


def shown(text: str) -> str:
    """`text` fit for a message: printable, and not longer than a word should be."""
    text = "".join(character for character in text if character.isprintable())
    return text if len(text) <= 40 else text[:39] + "…"
