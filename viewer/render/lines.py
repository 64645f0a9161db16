"""Plain text laid out in lines of 80 characters, for a terminal."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import Final

WIDTH: Final = 80  # characters
_GAP = 2
_NARROWEST = 10  # of a column; below that a table is no longer easier to read than a list


def wrapped(text: str, first: str = "", rest: str | None = None, width: int = WIDTH) -> str:
    """`text` in lines, the first begun by `first` and the others by `rest` (blanks if None).

    Words are never broken, so a code range or an address stays whole, if need be too long.
    """
    after = " " * len(first) if rest is None else rest
    lines = wrap(
        text, width, initial_indent=first, subsequent_indent=after,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return "\n".join(lines) or first.rstrip()


def underlined(text: str, sign: str) -> str:
    """A heading with a line of `sign` under it."""
    heading = wrapped(text)
    longest = max(map(len, heading.split("\n")))
    return f"{heading}\n{sign * min(longest, WIDTH)}"


def fact(name: str, text: str, column: int = 19) -> str:
    """`text` beside its name, which stands in a column of its own."""
    return wrapped(text, name.ljust(column))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """Cells under their heads, each wrapped in its column.

    Columns of width 0 share the room that the others leave; where that is too little, the rows
    become lists of named cells.
    """
    room = WIDTH - sum(widths) - _GAP * (len(widths) - 1)
    share = room // (widths.count(0) or 1)
    if share < _NARROWEST:
        return "\n\n".join(_listed(heads, row) for row in rows)
    columns = [width or share for width in widths]
    made = [_row(heads, columns), "  ".join("-" * width for width in columns)]
    for row in rows:
        made += [_row(row, columns), ""]
    return "\n".join(made).rstrip("\n")


def _listed(heads: Sequence[str], row: Sequence[str]) -> str:
    named = zip(heads, row, strict=False)
    return "\n".join(wrapped(f"{head}: {cell}", "", "  ") for head, cell in named)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    columns = [
        wrap(cell, width, break_on_hyphens=False)
        for cell, width in zip(cells, widths, strict=False)
    ]
    lines = []
    for parts in zip_longest(*columns, fillvalue=""):
        line = "  ".join(part.ljust(width) for part, width in zip(parts, widths, strict=False))
        lines.append(line.rstrip())
    return "\n".join(lines)
