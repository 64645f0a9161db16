"""What was measured with libraries of growing size, as tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from library_maker import PLACES
from stage import Said

KEY_AIMS = ((150_000, 16.0), (1_500_000, 50.0))  # places, and ms at p95
START_AIM = 1.1  # ratio
STOP_AIM = 50.0  # ms

Line = Sequence[str]


@dataclass(slots=True)
class Results:
    """What was measured with a library of one size; parts that were left out are empty."""

    references: int
    texts: float  # MB of files
    index: dict[str, Said] = field(default_factory=dict)  # by what makes or answers
    keys: Said = field(default_factory=dict)
    start: dict[str, Said] = field(default_factory=dict)  # "without" and "with"
    painting: Said = field(default_factory=dict)


def report(found: Sequence[Results]) -> Iterator[str]:
    """The tables, those of parts that were measured."""
    if any(each.index for each in found):
        heads: Line = (
            "references", "places", "files MB", "index", "built s", "on disk MB", "opened ms",
            "query p50 ms", "p95", "p99", "max", "keys", "memory MB",
        )  # fmt: skip
        yield _table("Index and query, without a window", heads, list(_index_lines(found)))
    if any(each.keys for each in found):
        heads = ("references", "keys", "p50 ms", "p95", "p99", "max", "aim p95", "met", "memory MB")
        yield _table("Key to painted results", heads, list(_key_lines(found)))
    if any(each.start for each in found):
        heads = (
            "references", "first paint ms", "with the library", "ratio", "aim", "met",
            "search after ms", "with", "memory MB", "with", "all ready MB", "with",
        )  # fmt: skip
        yield _table("Start without the library and with it", heads, list(_start_lines(found)))
    if any(each.painting for each in found):
        heads = (
            "references", "while", "seconds", "longest ms", "p99", "over 50 ms", "aim", "met",
        )  # fmt: skip
        yield _table("Between two paints of the window", heads, list(_paint_lines(found)))


def _index_lines(found: Sequence[Results]) -> Iterator[Line]:
    for each in found:
        places = each.index.get("reading alone", {}).get("places", 0)
        for name, said in each.index.items():
            yield (
                f"{each.references:,}", f"{places:,.0f}" if places else "", f"{each.texts:.0f}",
                name, *_numbers(said, "built", "size", "opened"),
                *_numbers(said, "p50", "p95", "p99", "max", "keys", "memory"),
            )  # fmt: skip
            if "parser p50" in said:
                asked = ("parser p50", "parser p95", "parser p99", "parser max", "parser keys")
                yield ("", "", "", f"{name}, whole words", "", "", "", *_numbers(said, *asked), "")
            for key, what in (("again", "nothing new"), ("changed", "one file changed")):
                if key in said:
                    yield ("", "", "", f"{name}, {what}", *_numbers(said, key), *[""] * 8)


def _key_lines(found: Sequence[Results]) -> Iterator[Line]:
    for each in found:
        if each.keys:
            places = each.references * PLACES
            aim = next((most for upto, most in KEY_AIMS if places <= upto), KEY_AIMS[-1][1])
            yield (
                f"{each.references:,}", *_numbers(each.keys, "keys", "p50", "p95", "p99", "max"),
                f"{aim:g}", _met(each.keys["p95"], aim), *_numbers(each.keys, "memory"),
            )  # fmt: skip


def _start_lines(found: Sequence[Results]) -> Iterator[Line]:
    for each in found:
        if each.start:
            without, with_ = each.start["without"], each.start["with"]
            ratio = with_["painted"] / without["painted"]
            pairs = [
                _number(said.get(name))
                for name in ("ready search", "memory", "ready memory")
                for said in (without, with_)
            ]
            yield (
                f"{each.references:,}", _number(without["painted"]), _number(with_["painted"]),
                f"{ratio:.2f}", f"{START_AIM:g}", _met(ratio, START_AIM), *pairs,
            )  # fmt: skip


def _paint_lines(found: Sequence[Results]) -> Iterator[Line]:
    for each in found:
        phases = [name.removesuffix(" longest") for name in each.painting if "longest" in name]
        for phase in phases:
            said = {
                name: each.painting[f"{phase} {name}"]
                for name in ("seconds", "longest", "p99", "stops")
            }
            yield (
                f"{each.references:,}", phase, *_numbers(said, *said), f"{STOP_AIM:g}",
                _met(said["longest"], STOP_AIM),
            )  # fmt: skip


def _numbers(said: Said, *names: str) -> list[str]:
    return [_number(said.get(name)) for name in names]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    if value == int(value):
        return f"{value:,.0f}"
    return f"{value:,.{0 if value >= 1000 else 1 if value >= 10 else 2}f}"


def _met(value: float, most: float) -> str:
    return "yes" if value <= most else "no"


def _table(title: str, heads: Line, lines: Sequence[Line]) -> str:
    """Lines in columns: words to the left, numbers to the right."""
    every = [heads, *lines]
    widths = [max(len(line[at]) for line in every) for at in range(len(heads))]
    words = {at for at in range(len(heads)) if heads[at] in ("index", "while")}
    made = [
        "  ".join(
            cell.ljust(width) if at in words else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in every
    ]
    made.insert(1, "-" * max(map(len, made)))
    return "\n".join([title, "", *made])
