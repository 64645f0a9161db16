"""Cards for the wall: the procedure, or the coding table, on one page. Loads no Qt.

A card is made at any text size; the page maker takes the largest that fits.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from viewer.content.code_table import GUIDANCE_WORDS, cells, groups
from viewer.content.model import CodeEntry, Note, Phase, Reference, Step
from viewer.content.places import notes_about
from viewer.render.escape import escape
from viewer.render.palette import LIGHT
from viewer.render.paper import Included, kind_word, likeness, speaks_of_codes

STEPS_CARD, CODES_CARD = "card-steps", "card-codes"
CARD_TITLES = {STEPS_CARD: "The procedure on one page", CODES_CARD: "The codes on one page"}

LEAST_POINTS = 5.5  # as small as the small print of a card may be
NOTE_RATIO = 0.68  # of the size of the steps
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Card:
    """One page. Each of `variants` gives its HTML for a text size in points."""

    title: str
    variants: tuple[Callable[[float], str], ...]
    notice: str = ""


def cards(reference: Reference, included: Included) -> dict[str, Card]:
    """The cards that the reference has content for, by the name of the part."""
    made: dict[str, Card] = {}
    if reference.phases:
        notes = _placed(reference, included)
        made[STEPS_CARD] = Card(
            CARD_TITLES[STEPS_CARD],
            (
                lambda points: _steps_html(reference, notes, points, included),
                lambda points: _steps_beside(reference, notes, points, included),
            ),
        )
    if reference.codes:
        made[CODES_CARD] = Card(
            CARD_TITLES[CODES_CARD],
            (
                lambda points: _codes_html(points, [_rows(reference)]),
                lambda points: _codes_html(points, _halves(_rows(reference))),
            ),
            reference.code_notice,
        )
    return made


def _placed(reference: Reference, included: Included) -> dict[str, str]:
    """What stands at each step, by its id: headlines of notes, each once, or kinds of notes.

    A headline stands at the step that its note fits best. Notes on codes are left out.
    """
    steps = [step for phase in reference.phases for step in phase.steps]
    at: dict[str, list[Note]] = {
        step.id: [
            note
            for note in notes_about(reference, step.from_, step.claims)
            if not speaks_of_codes(note)
        ]
        for step in steps
    }
    if included.notes == "marks":
        return {
            id_: " &nbsp; ".join(map(kind_word, dict.fromkeys(note.kind for note in notes)))
            for id_, notes in at.items()
        }
    homes: dict[str, Step] = {}
    for step in steps:
        for note in at[step.id]:
            home = homes.get(note.id)
            if home is None or _fit(note, step) > _fit(note, home):
                homes[note.id] = step
    return {
        id_: "".join(
            f'<p class="note">{kind_word(note.kind)}&nbsp; {escape(note.headline)}</p>'
            for note in notes
            if homes[note.id].id == id_
        )
        for id_, notes in at.items()
    }


def _fit(note: Note, step: Step) -> float:
    return likeness(step.from_, note.about)


def _legend(included: Included) -> str:
    marks = (
        "A word in capitals marks a statement of the article that a note in Needleside "
        "corrects or adds to."
    )
    lines = (
        "What begins with a word in capitals is our note on the article's statement; Needleside "
        "gives it in full with its sources."
    )
    return f'<p class="legend">{marks if included.notes == "marks" else lines}</p>'


def _steps_html(
    reference: Reference, notes: Mapping[str, str], points: float, included: Included
) -> str:
    """The phases beside each other, notes under the steps."""
    cells_ = "".join(
        f'<td width="{width}%" class="column{" next" if number else ""}">'
        f"<h2>{escape(phase.title)}</h2>{_table(''.join(_under(phase, notes)))}</td>"
        for number, (phase, width) in enumerate(
            zip(reference.phases, _widths(reference, notes), strict=True)
        )
    )
    return _style(points) + _table(f"<tr>{cells_}</tr>") + _legend(included)


def _widths(reference: Reference, notes: Mapping[str, str]) -> list[int]:
    """A width for each phase in per cent, wider where more is said, so that all end alike."""
    said = [
        sum(len(step.text) + len(_TAG.sub("", notes[step.id])) * NOTE_RATIO**2 for step in steps)
        for steps in (phase.steps for phase in reference.phases)
    ]
    least = 70 // len(said)  # a narrow column breaks every other word
    return [least + int((99 - least * len(said)) * each / sum(said)) for each in said]


def _under(phase: Phase, notes: Mapping[str, str]) -> Iterator[str]:
    for number, step in enumerate(phase.steps, 1):
        yield (
            f'<tr><td class="number">{number}</td><td class="step">'
            f"<p>{escape(step.text)}</p>{_noted(notes[step.id])}</td></tr>"
        )


def _noted(notes: str) -> str:
    return f'<div class="note">{notes}</div>' if notes else ""


def _steps_beside(
    reference: Reference, notes: Mapping[str, str], points: float, included: Included
) -> str:
    """The phases one under the other, notes at the right of the steps."""
    body = ""
    for phase in reference.phases:
        rows = "".join(
            f'<tr><td width="5%" class="number">{number}</td>'
            f'<td width="53%" class="step"><p>{escape(step.text)}</p></td>'
            f'<td width="42%" class="step next">{_noted(notes[step.id])}</td></tr>'
            for number, step in enumerate(phase.steps, 1)
        )
        body += f"<h2>{escape(phase.title)}</h2>{_table(rows)}"
    return _style(points) + body + _legend(included)


def _table(rows: str, kind: str = "") -> str:
    return f'<table width="100%" cellspacing="0" cellpadding="0" class="{kind}">{rows}</table>'


_Rows = list[tuple[str, CodeEntry]]  # each entry with its group


def _rows(reference: Reference) -> _Rows:
    """The entries group by group."""
    return [
        (group, entry)
        for group in groups(reference.codes)
        for entry in reference.codes
        if entry.group == group
    ]


def _halves(rows: _Rows) -> list[_Rows]:
    """The rows in two columns of about the same height."""
    heights = [2 + len(entry.summary) // 46 for _, entry in rows]
    for at in range(1, len(rows)):
        if rows[at][0] != rows[at - 1][0]:
            heights[at] += 2
    cut = min(range(1, len(rows) + 1), key=lambda at: abs(sum(heights[:at]) - sum(heights[at:])))
    return [column for column in (rows[:cut], rows[cut:]) if column]


def _codes_html(points: float, columns: list[_Rows]) -> str:
    """The code table in columns beside each other."""
    width = 100 // len(columns)
    cells_ = "".join(
        f'<td width="{width}%" class="column{" next" if number else ""}">{_codes(column)}</td>'
        for number, column in enumerate(columns)
    )
    legend = (
        "Ultrasound: whether guidance by ultrasound is inside the code. Per day: the most units "
        "per patient and day in the CMS table of April 2026; – where none is known."
    )
    return f'{_style(points)}{_table(f"<tr>{cells_}</tr>")}<p class="legend">{legend}</p>'


def _codes(rows: _Rows) -> str:
    head = "".join(
        f'<th align="left" width="{width}%">{name}</th>'
        for name, width in (("Code", 15), ("Covers", 57), ("Ultrasound", 18), ("Per day", 10))
    )
    body = ""
    for number, (group, entry) in enumerate(rows):
        if not number or group != rows[number - 1][0]:
            body += f'<tr><td colspan="4" class="group">{escape(group)}</td></tr>'
        body += _code_row(entry)
    return _table(f"<thead><tr>{head}</tr></thead>{body}", "codes")


def _code_row(entry: CodeEntry) -> str:
    # Between two codes a line may end, inside one never.
    code = escape(entry.code).replace("–", "–&#8203;")
    per_day = cells(entry)[3]
    return (
        f"<tr><td><b>{code}</b></td><td>{escape(_covers(entry))}</td>"
        f"<td>{escape(GUIDANCE_WORDS[entry.guidance])}</td><td>{escape(per_day)}</td></tr>"
    )


def _covers(entry: CodeEntry) -> str:
    """The summary, which must say so when the code is retired."""
    silent = entry.retired and "retired" not in entry.summary.casefold()
    return f"Retired. {entry.summary}" if silent else entry.summary


def _style(points: float) -> str:
    def size(ratio: float) -> str:
        return f"font-size:{max(points * ratio, min(points, LEAST_POINTS)):.2f}pt"

    gap = points * 96 / 72  # the size of the text in the pixels that lengths are given in
    rules = [
        f"body{{color:{LIGHT.ink};{size(1)}}} p{{margin:0;line-height:108%}}",
        f"h2{{margin:{gap * 0.5:.1f}px 0 {gap * 0.2:.1f}px 0;{size(1.2)};font-weight:700;"
        f"color:{LIGHT.accent}}}",
        f"td.number{{font-weight:700;color:{LIGHT.accent};padding:0 {gap * 0.5:.1f}px 0 0}}",
        f"td.step{{padding:0 0 {gap * 0.5:.1f}px 0}}",
        f"td.next{{padding-left:{gap * 1.4:.1f}px}}",
        f"div.note{{{size(NOTE_RATIO)}}}",
        f"p.note{{{size(NOTE_RATIO)};margin:{gap * 0.12:.1f}px 0 0 0}}",
        f"p.legend{{{size(NOTE_RATIO)};color:{LIGHT.soft};margin:{gap * 0.6:.1f}px 0 0 0}}",
        "table.codes{border-collapse:collapse}",
        f"table.codes td{{border-bottom:1px solid {LIGHT.line};"
        f"padding:{gap * 0.06:.1f}px {gap * 0.5:.1f}px {gap * 0.06:.1f}px 0}}",
        f"table.codes th{{border-bottom:2px solid {LIGHT.ink};{size(0.9)};font-weight:600;"
        f"padding:0 {gap * 0.5:.1f}px {gap * 0.1:.1f}px 0}}",
        f"table.codes td.group{{font-weight:700;color:{LIGHT.accent};"
        f"padding-top:{gap * 0.5:.1f}px}}",
    ]
    for kind, colour in (
        ("error", LIGHT.error), ("contradiction", LIGHT.error),
        ("missing", LIGHT.caution), ("undefined", LIGHT.caution),
    ):  # fmt: skip
        rules.append(f"span.{kind}-word{{{size(NOTE_RATIO * 0.9)};font-weight:700;color:{colour}}}")
    return f"<style>{''.join(rules)}</style>"
