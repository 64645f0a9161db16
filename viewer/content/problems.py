"""What is wrong with a file, where, and what to do about it."""

from msgspec import Struct

Path = tuple[str | int, ...]

_LONGEST_VALUE = 48
_LONGEST_PATH = 12


class Finding(Struct, frozen=True):
    """Something wrong at a path of a JSON value; which file and line is not yet known."""

    path: Path
    what: str
    remedy: str


class Problem(Struct, frozen=True):
    """Something wrong in a file.

    `line` and `column` count from 1 and are None where the file could not be read at all;
    then `path` is empty. `what` and `remedy` are plain words without a full stop.
    """

    file: str
    what: str
    remedy: str
    path: str = ""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        file = printable(self.file, longest=1000)
        place = file if self.line is None else f"{file}:{self.line}"
        return ": ".join(part for part in (place, self.path, f"{self.what}; {self.remedy}") if part)


def spell(path: Path) -> str:
    """`path` as people write it: `$.phases[1].steps[0].text`."""
    parts = [_step(step) for step in path[:_LONGEST_PATH]]
    return "$" + "".join(parts) + ("…" if len(path) > _LONGEST_PATH else "")


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if step.isidentifier() and step.isascii() else f"[{quoted(step)}]"


def quoted(value: str) -> str:
    """`value` in quotation marks, short and safe on a terminal."""
    return f'"{printable(value)}"'


def printable(value: str, longest: int = _LONGEST_VALUE) -> str:
    """`value` cut to `longest` characters, those that a terminal might obey spelled out."""
    cut = value if len(value) <= longest else value[: longest - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)
