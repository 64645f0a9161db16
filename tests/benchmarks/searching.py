"""What a search of strange lines takes, and how often the right place comes first."""

from rows import Row
from stage import Said, Stage

LONGEST_AIM = 50.0  # ms
FIRST_AIM, THREE_AIM = 0.95, 1.0


def strange_rows(on: Stage) -> list[Row]:
    """The slowest answers to lines of any kind."""
    said = on.run("strange_lines")
    note = (
        f"{said['lines']:.0f} lines over {said['places']:.0f} places, median {said['p50']:.2f} ms, "
        f"p99 {said['p99']:.1f} ms "
        f"(raw {said['raw_p99']:.1f} ms, and an error for {said['refused']:.0f} lines)"
    )
    return [
        Row("any line typed, longest", "ms", said["longest"], said["raw"],
            "raw tantivy query, longest", LONGEST_AIM, "value", note),
    ]  # fmt: skip


def query_table(on: Stage) -> str:
    """The table of queries by kind, as people read it: shares that come first, in three."""
    said = on.run("query_table")
    kinds = [name.removesuffix(": lines") for name in said if name.endswith(": lines")]
    lines = [_line(kind, _counts(said, kind)) for kind in kinds]
    total = [sum(_counts(said, kind)[at] for kind in kinds) for at in range(3)]
    aim = f"aim {FIRST_AIM:.0%} and {THREE_AIM:.0%}"
    heads = f"  {'Queries':16} {'lines':>5} {'first':>6} {'in three':>9}   {aim}"
    return "\n".join([heads, *lines, _line("all", total)])


def _counts(said: Said, kind: str) -> list[float]:
    return [said[f"{kind}: {part}"] for part in ("lines", "first", "three")]


def _line(name: str, counts: list[float]) -> str:
    lines, first, three = counts
    return f"  {name:16} {lines:5.0f} {first / lines:6.0%} {three / lines:9.0%}"
