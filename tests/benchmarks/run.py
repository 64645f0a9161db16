"""Prints what Needleside takes, as ratios to something bare, all taken in one run.

    python tests/benchmarks/run.py [--json] [--rounds N]

Nothing here passes or fails: on a busy machine milliseconds prove nothing, ratios of medians of
runs that alternate say something. Runs on an X server of its own where there is Xvfb.
"""

import argparse
import json
import sys
from importlib.util import find_spec

from rows import Row, medians, table
from searching import query_table, strange_rows
from stage import Stage, stage

ROUNDS = 9
PASSES = 3  # of what is measured many times in one window
START_AIM, MEMORY_AIM, PDF_AIM = 1.3, 1.5, 1.5  # ratios
LIBRARY, LIBRARY_AIM = 500, 1.1  # references in it; the ratio to a start without it
FRAME_AIM = 16.0  # ms: one frame of a screen with 60 a second
READY_AIM = 150.0  # ms
DIALOG_AIM = 500.0  # ms


def main() -> int:
    """Measure and print. Returns the exit status."""
    parser = argparse.ArgumentParser(description="What Needleside takes, held against bare things.")
    parser.add_argument("--json", action="store_true", help="print the numbers for programs")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help="starts of each")
    asked = parser.parse_args()
    if find_spec("viewer") is None:
        sys.stderr.write("Needleside is not here: install it, or set PYTHONPATH to its folder.\n")
        return 2
    with stage() as on:
        try:
            starts, parts = start_rows(on, max(asked.rounds, 1))
            rows = [*starts, *window_rows(on), *strange_rows(on), *work_rows(on)]
            queries = query_table(on)
        except RuntimeError as failed:
            sys.stderr.write(f"{failed}\n")
            return 1
    if asked.json:
        said = {"platform": on.platform, "rows": [row.as_dict() for row in rows], "start": parts}
        sys.stdout.write(json.dumps(said, indent=2) + "\n")
    else:
        sys.stdout.write(f"Platform {on.platform}, {asked.rounds} starts of each, medians\n\n")
        sys.stdout.write(f"{table(rows)}\n\nWhere a start goes, in ms, and that of a bare window\n")
        sys.stdout.writelines(
            f"  {took[0]:6.1f}  {took[1]:6.1f}  {part}\n" for part, took in parts.items()
        )
        sys.stdout.write(f"\nWhat people type, and how often the right place is found\n{queries}\n")
    return 0


def start_rows(on: Stage, rounds: int) -> tuple[list[Row], dict[str, tuple[float, float]]]:
    """Start, memory and time to search; and in milliseconds what the two starts are made of."""
    stocked = on.with_library(LIBRARY)
    classes = ",".join(on.run("qt_classes"))
    probes = (
        lambda: on.run("bare_start"),
        lambda: on.run("own_start", "painted"),
        lambda: on.run("own_start", "ready"),
        lambda: on.run("raw_index"),
        lambda: on.run("start_parts", classes),
        lambda: on.run("bare_parts"),
        lambda: stocked.run("own_start", "painted"),
    )
    for probe in probes:  # the first run of each fills the caches of the system
        probe()
    said = [[probe() for probe in probes] for _ in range(rounds)]
    bare, own, ready, raw, mine, its, beside = (
        medians([each[at] for each in said]) for at in range(len(probes))
    )
    parts = {part: (took, its.get(part, 0.0)) for part, took in mine.items()}
    parts["all of it"] = (sum(mine.values()), sum(its.values()))
    window = "bare window with a label"
    return [
        Row("start to first content", "ms", own["painted"], bare["painted"], window, START_AIM),
        Row(f"start, {LIBRARY} references beside it", "ms", beside["painted"], own["painted"],
            "start without them", LIBRARY_AIM),
        Row("memory at first content", "MB", own["memory"], bare["memory"], window, MEMORY_AIM),
        Row("memory with all ready", "MB", ready["memory"], bare["memory"], window, MEMORY_AIM),
        Row("first paint to search", "ms", ready["search"], raw["built"], "raw tantivy, same texts",
            READY_AIM, "value"),
    ], parts  # fmt: skip


def window_rows(on: Stage) -> list[Row]:
    """What the reader waits for at each key."""
    said = [(on.run("typed_lines"), on.run("pane_switches")) for _ in range(PASSES)]
    keys, panes = (medians([each[at] for each in said]) for at in range(2))
    return [
        Row("last key to results, p95", "ms", keys["p95"], keys["raw"],
            "raw tantivy query, p95", FRAME_AIM, "value",
            f"median {keys['p50']:.1f} ms, longest {keys['max']:.1f} ms, "
            f"{keys['lines']:.0f} lines"),
        Row("pane switch, p95", "ms", panes["p95"], panes["repaint"],
            "repaint of that pane, p95", FRAME_AIM, "value",
            f"median {panes['p50']:.1f} ms, longest {panes['max']:.1f} ms"),
    ]  # fmt: skip


def work_rows(on: Stage) -> list[Row]:
    """Printing and reading."""
    pdf, read, print_ = on.run("pdf_of_all"), on.run("reading"), on.run("print_dialog")
    pages = (
        f"{pdf['pages']:.0f} pages, with head, foot, outline, links and whole rows; "
        f"{pdf['memory']:.0f} MB more"
    )
    dialog = (
        f"the first time, with what is loaded for it; {print_['again']:.0f} ms the second, "
        f"{print_['all']:.0f} ms with everything chosen; {print_['memory']:.0f} MB more"
    )
    change = f"never still for more than {print_['still']:.0f} ms meanwhile"
    decode = "msgspec.json.decode"
    return [
        Row("PDF of everything", "ms", pdf["own"], pdf["bare"], "bare QTextDocument, same HTML",
            PDF_AIM, note=pages),
        Row("the same against its words", "ms", pdf["own"], pdf["plain"],
            "bare QTextDocument, plain text"),
        Row("print key to first page", "ms", print_["first"], print_["again"],
            "the second time", DIALOG_AIM, "value", dialog),
        Row("another text size for all", "ms", print_["change"], pdf["own"], "PDF of everything",
            note=change),
        Row("reading the bundled file", "ms", read["bundled"], read["decode"], decode),
        Row("reading and checking it all", "ms", read["checked"], read["decode"], decode),
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
