"""The coding table as data: columns, which rows are kept, their order, the table as text."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from viewer.content.model import CodeEntry, Guidance

COLUMNS: tuple[str, ...] = ("Code", "Covers", "Ultrasound", "Per day", "In article")
GUIDANCE_WORDS: dict[Guidance, str] = {
    "included": "Included",
    "separate": "Separate: 76942",
    "not included": "Not included",
    "x-ray or ct only": "X-ray or CT only",
    "is guidance": "Is the guidance",
    "diagnostic": "Diagnostic",
    "depends": "Depends",
    "not applicable": "–",
}
_PER_DAY = COLUMNS.index("Per day")


def cells(entry: CodeEntry) -> tuple[str, str, str, str, str]:
    """The five cells of an entry's row, in the order of `COLUMNS`."""
    # A family with several limits has them in its text; so has the word that there is none.
    several = re.search(r"[0-9] a day", entry.limit_text)
    per_day = str(entry.limit.per_day) if entry.limit else ("Varies" if several else "–")
    guidance = GUIDANCE_WORDS[entry.guidance]
    return entry.code, entry.summary, guidance, per_day, entry.in_article or "–"


def groups(entries: Iterable[CodeEntry]) -> list[str]:
    """The groups of the table in reading order."""
    return list(dict.fromkeys(entry.group for entry in entries))


def guidances(entries: Iterable[CodeEntry]) -> list[Guidance]:
    """The kinds of guidance that the table has, in reading order."""
    return list(dict.fromkeys(entry.guidance for entry in entries))


def kept(
    entries: Iterable[CodeEntry], words: str = "", group: str = "", guidance: str = ""
) -> list[CodeEntry]:
    """The entries that have every one of `words`, and the group and guidance if given."""
    wanted = words.casefold().split()
    return [
        entry
        for entry in entries
        if (not group or entry.group == group)
        and (not guidance or entry.guidance == guidance)
        and _has(entry, wanted)
    ]


def _has(entry: CodeEntry, wanted: list[str]) -> bool:
    shown = " ".join((*cells(entry), *entry.codes, entry.group, entry.structure)).casefold()
    told = f"{shown} {entry.guidance_text} {entry.drug}".casefold()
    # A code counts where it is in sight, not where what is told of another code names it.
    return all(word in (shown if re.search("[0-9]", word) else told) for word in wanted)


def ordered(entries: Sequence[CodeEntry], column: int, descending: bool = False) -> list[CodeEntry]:
    """The entries by the text of `column`, numbers by size; the file's order for column -1."""
    if not 0 <= column < len(COLUMNS):
        return list(entries)

    # What varies or has no limit stands after the numbers, in either direction.
    without = [entry for entry in entries if column == _PER_DAY and entry.limit is None]
    rest = [entry for entry in entries if entry not in without]

    def key(entry: CodeEntry) -> tuple[int, str]:
        text = cells(entry)[column]
        return (int(text), "") if column == _PER_DAY else (0, text.casefold())

    return sorted(rest, key=key, reverse=descending) + without


def tab_separated(entries: Iterable[CodeEntry]) -> str:
    """The rows with their head, a line each, as spreadsheets paste them."""
    rows = [COLUMNS, *map(cells, entries)]
    return "\n".join("\t".join(row) for row in rows) + "\n"


def comma_separated(entries: Iterable[CodeEntry], notice: str, checked: str) -> str:
    """The rows as CSV with the sources and the date of each, and the licence line at the end."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow([*COLUMNS, "Structure", "Guidance", "Sources", "Checked to"])
    for entry in entries:
        guidance = entry.guidance_text
        sources = " ".join(entry.sources)
        writer.writerow([*cells(entry), entry.structure, guidance, sources, entry.checked])
    writer.writerow([])
    writer.writerow([f"{notice} Table checked to {checked}."])
    return made.getvalue()
