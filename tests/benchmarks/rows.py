"""The rows of the table, and the numbers that they are made of."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median

HEADS = ("what", "Needleside", "against", "", "ratio", "aim", "met")


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. `most` is the aim: the largest `ours` ("value") or ratio that meets it."""

    what: str
    unit: str
    ours: float
    other: float
    against: str
    most: float | None = None
    aim_of: str = "ratio"
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times what it is held against Needleside takes."""
        return self.ours / self.other

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None where there is none."""
        if self.most is None:
            return None
        return (self.ratio if self.aim_of == "ratio" else self.ours) <= self.most

    def cells(self) -> tuple[str, ...]:
        """The row as people read it, in the order of `HEADS`."""
        aim = "" if self.most is None else f"{self.most:g}"
        if aim and self.aim_of != "ratio":
            aim = f"{aim} {self.unit}"
        met = {True: "yes", False: "no", None: ""}[self.met]
        ours, other = (_number(value, self.unit) for value in (self.ours, self.other))
        return self.what, ours, other, self.against, f"{self.ratio:.2f}", aim, met

    def as_dict(self) -> dict[str, object]:
        """The row for programs."""
        return asdict(self) | {"ratio": self.ratio, "met": self.met}


def medians(said: Sequence[dict[str, float]]) -> dict[str, float]:
    """The median of each number over several runs that name the same numbers."""
    return {name: median(each[name] for each in said) for name in said[0]}


def table(rows: Sequence[Row]) -> str:
    """The rows as text in columns, their notes below."""
    lines = [HEADS, *(row.cells() for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEADS))]
    left = {0, 3}  # words; numbers stand to the right
    made = [
        "  ".join(
            cell.ljust(width) if at in left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    made.insert(1, "-" * max(map(len, made)))
    made += [f"{row.what}: {row.note}" for row in rows if row.note]
    return "\n".join(made)


def _number(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}"
