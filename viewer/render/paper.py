"""What printed pages are made of: lines with their place in the article, notes, sources.

The HTML is the subset that Qt's text documents lay out. A page has three columns: a narrow
one for numbers and bullets, the text, and at the right, small, where it comes from. Every
line is a table of one row, so that the page maker keeps it whole. Text sizes are points;
lengths in `px` are 1/96 inch on paper. Colours are those of the light theme whatever the
screen shows, and nothing is told by colour alone.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from viewer.content.model import Confidence, Note, NoteKind, Reference, Source, Statement
from viewer.content.places import KIND_TITLES, notes_about
from viewer.render.escape import CODE_IN_TEXT, escape
from viewer.render.html import note_colours
from viewer.render.palette import LIGHT

# Per cent of the width of the text area. 71 % of letter paper is about 72 characters of 10.5 pt.
SIGN, TEXT, ORIGIN = 5, 71, 24
LABEL = 20  # names of facts, the text beside them reaching to the right edge
LEAST_POINTS = 7.0  # nothing on paper is smaller
SMALL_POINTS = 10.5  # places and sources grow no larger, however large the text

BASIS: dict[Confidence, str] = {
    "sourced": "",
    "partly sourced": "Partly general knowledge",
    "general knowledge": "General knowledge",
}


NoteForm = Literal["full", "short", "marks"]
NOTE_FORMS: tuple[NoteForm, ...] = ("full", "short", "marks")


@dataclass(frozen=True, slots=True)
class Included:
    """What stands beside the article's statements.

    `notes` are printed in full, in short (kind and headline), or as marks that name the kind
    alone. `sources`: whether those cited are spelled out at the end; their numbers always stand.
    """

    notes: NoteForm = "full"
    sources: bool = True


ALL_IN_FULL = Included()


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the notes of a print run stand in full, and their numbers in that order.

    `homes` gives for each note the number of the call of `Sheet.notes` that prints it.
    """

    homes: Mapping[str, int]
    numbers: Mapping[str, int]


@dataclass(slots=True)
class Sheet:
    """One print run being made.

    A note stands in full once, at the statement that it fits best, and elsewhere with its
    number and headline. Where that is follows from the whole run, so a run is made twice:
    first without a plan, for `plan()`, then with it. Sources are listed at the end of the run,
    those cited alone. Notes and sources are places that `#note-id` and `#S1` lead to.
    """

    reference: Reference
    points: float
    included: Included = ALL_IN_FULL
    planned: Plan | None = None
    cited: set[str] = field(default_factory=set)
    labels: dict[str, str] = field(init=False)
    _fits: list[dict[str, float]] = field(default_factory=list)  # per call of notes()

    def __post_init__(self) -> None:
        """Look up once what every line asks for."""
        self.labels = {anchor.name: anchor.label for anchor in self.reference.anchors}

    def plan(self) -> Plan:
        """The plan that follows from the calls of `notes` so far."""
        homes: dict[str, int] = {}
        for call, fits in enumerate(self._fits):
            for note, fit in fits.items():
                if note not in homes or fit > self._fits[homes[note]][note]:
                    homes[note] = call
        order = [note.id for note in self.reference.notes if note.id in homes]
        order.sort(key=homes.__getitem__)
        return Plan(homes, {note: number for number, note in enumerate(order, 1)})

    def statement(self, statement: Statement, sign: str = "") -> str:
        """A statement of the article with its place, and the notes about it."""
        lead = f"<b>{escape(statement.lead)}</b> " if statement.lead else ""
        text = f"<p>{lead}{escape(statement.text)}</p>"
        notes = self.notes(statement.from_, claims=statement.claims)
        return self.line(text, self.places(statement.from_), sign) + notes

    def line(self, text: str, origin: str = "", sign: str = "") -> str:
        """One line of three columns; `text`, `origin` and `sign` are HTML."""
        left = f'<td width="{SIGN}%" class="sign">{sign}</td>' if sign else ""
        width = TEXT if sign else SIGN + TEXT
        return _table(
            "line",
            f'{left}<td width="{width}%">{text}</td>'
            f'<td width="{ORIGIN}%" class="origin">{origin}</td>',
        )

    def fact(self, name: str, texts: Iterable[str]) -> str:
        """A line that begins with the name of a fact; `texts` are HTML, a paragraph each."""
        paragraphs = "".join(f"<p>{text}</p>" for text in texts)
        return _table(
            "fact",
            f'<td width="{LABEL}%" class="name">{escape(name)}</td>'
            f'<td width="{100 - LABEL}%">{paragraphs}</td>',
        )

    def places(self, anchors: Iterable[str]) -> str:
        """Where the article says it, one place a line."""
        return "".join(f"<p>{escape(self.labels.get(anchor, anchor))}</p>" for anchor in anchors)

    def notes(
        self,
        anchors: Sequence[str],
        codes: Collection[str] = (),
        claims: Sequence[str] = (),
    ) -> str:
        """The notes beside what stands at `anchors` with `claims`, and those that name `codes`.

        Beside codes, a note that names others alone is left to those.
        """
        spoken = frozenset(codes)
        beside = {note.id for note in notes_about(self.reference, anchors, claims)}
        return self.these(
            [
                note
                for note in self.reference.notes
                if spoken.intersection(note.codes)
                or (note.id in beside and not (spoken and note.codes))
            ],
            anchors,
            codes,
        )

    def these(
        self, wanted: Sequence[Note], anchors: Collection[str], codes: Collection[str]
    ) -> str:
        """The notes `wanted` at a statement that has `anchors` and speaks of `codes`."""
        self._fits.append(
            {
                note.id: max(likeness(anchors, note.about), likeness(codes, note.codes))
                for note in wanted
            }
        )
        if self.planned is None:
            return ""
        if self.included.notes == "marks":
            return _marks(wanted)
        call = len(self._fits) - 1
        here = [note for note in wanted if self.planned.homes[note.id] == call]
        elsewhere = [note for note in wanted if note not in here]
        return "".join(self._note(note, self.planned) for note in here) + _see(
            elsewhere, self.planned
        )

    def _note(self, note: Note, plan: Plan) -> str:
        basis = BASIS[note.confidence]
        text = f"<p>{escape(note.text)}</p>" if self.included.notes == "full" else ""
        return _table(
            "note",
            f'<td width="{SIGN}%"></td><td width="{TEXT}%" class="{note.kind}">'
            f"<p>{kind_word(note.kind)}&nbsp; <b>{escape(note.headline)}</b></p>{text}</td>"
            f'<td width="{ORIGIN}%" class="origin">'
            f'<p><a name="{note_link(note)}"><b>Note {plan.numbers[note.id]}</b></a></p>'
            f"<p>{self.cite(note.sources)}</p>{f'<p>{basis}</p>' if basis else ''}</td>",
        )

    def cite(self, sources: Iterable[str]) -> str:
        """The numbers of `sources`, which the list at the end then spells out."""
        numbers = list(sources)
        self.cited.update(numbers)
        return " ".join(f'<a href="#{number}">[{number}]</a>' for number in numbers)

    def source_list(self) -> str:
        """The sources cited so far, spelled out, under their heading; empty when none are."""
        if not self.included.sources:
            return ""
        cited = [source for source in self.reference.sources if source.id in self.cited]
        return f"<h2>Sources cited</h2>{''.join(map(self.source, cited))}" if cited else ""

    def source(self, source: Source) -> str:
        """One source with its number."""
        year = escape(source.year or "year not shown")
        return _table(
            "source",
            f'<td width="{SIGN + 3}%"><a name="{source.id}">[{source.id}]</a></td>'
            f'<td width="{97 - SIGN}%">'
            f"<p>{escape(source.title)}. {escape(source.publisher)}, {year}.</p>"
            f"{address(source.address)}</td>",
        )

    def style(self) -> str:
        """The sheet's type and spacing."""
        return f"<style>{self._style()}</style>"

    def _style(self) -> str:
        soft = f"{self._size(0.8, SMALL_POINTS)};color:{LIGHT.soft}"
        rules = [
            f"body{{color:{LIGHT.ink}}} p{{margin:0;line-height:118%}}",
            f"a{{color:{LIGHT.soft};text-decoration:none}}",
            "table{border-collapse:collapse}",
            f"h1{{margin:0 0 6px 0;{self._size(2)};font-weight:700}}",
            f"h2{{margin:26px 0 0 0;{self._size(1.35)};font-weight:700}}",
            f"h3{{margin:20px 0 2px 0;{self._size(1.1)};font-weight:700}}",
            f"p.soft{{margin:0 0 14px 0;{soft}}} div.soft{{{soft}}} span.soft{{{soft}}}",
            f"p.lead{{{self._size(1.15)}}} p.intro{{margin:9px 0 0 0}}",
            f"p.caption{{margin:10px 0 4px 0;{soft}}} p.address{{color:{LIGHT.soft}}}",
            "table.line{margin-top:9px} table.note{margin-top:7px} table.marks{margin-top:3px}",
            f"td.sign{{font-weight:700;color:{LIGHT.accent};padding-right:8px}}",
            f"td.origin{{{soft};padding-left:16px}}",
            "table.fact{margin-top:5px} table.fact p{margin:0 0 2px 0}",
            f"td.name{{{self._size(0.85)};font-weight:600;color:{LIGHT.soft};"
            "padding:1px 12px 0 0}",
            f"table.see{{margin-top:3px}} table.see td{{{soft};padding-left:12px}}",
            f"table.source{{margin-top:6px}} table.source td{{{self._size(0.88, SMALL_POINTS)}}}",
            "table.ruled{margin-top:4px}",
            f"table.ruled td{{border-bottom:1px solid {LIGHT.edge};padding:5px 10px 5px 0}}",
            f"table.ruled th{{border-bottom:2px solid {LIGHT.ink};padding:0 10px 3px 0;"
            f"{self._size(0.85)};font-weight:600}}",
        ]
        for kind in KIND_TITLES:
            ink, _, edge = note_colours(LIGHT, kind)
            rules += [
                f"td.{kind}{{border-left:4px solid {edge};padding:1px 0 2px 10px}}",
                f"span.{kind}-word{{{self._size(0.78)};font-weight:700;color:{ink}}}",
            ]
        return "".join(rules)

    def _size(self, ratio: float, most: float = 72) -> str:
        return f"font-size:{min(max(LEAST_POINTS, self.points * ratio), most):.2f}pt"


def ruled(heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]) -> str:
    """A table whose head the page maker repeats; `widths` in per cent, cells are HTML."""
    head = "".join(
        f'<th width="{width}%" align="left">{escape(name)}</th>'
        for name, width in zip(heads, widths, strict=True)
    )
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<table class="ruled" width="100%" cellspacing="0" cellpadding="0">'
        f"<thead><tr>{head}</tr></thead>{body}</table>"
    )


def note_link(note: Note) -> str:
    """The name of the place where `note` stands."""
    return f"note-{note.id}"


def kind_word(kind: NoteKind, count: int = 1) -> str:
    """The word for a kind of note, and how many there are when several."""
    several = f" × {count}" if count > 1 else ""
    return f'<span class="{kind}-word">{KIND_TITLES[kind].upper()}{several}</span>'


def address(text: str) -> str:
    """An address, printed in full so that it can be typed; a link in a PDF when of the web."""
    shown = escape(text)
    if text.startswith(("https://", "http://")) and not any(sign.isspace() for sign in text):
        shown = f'<a href="{shown}">{shown}</a>'
    return f'<p class="address">{shown}</p>'


def _see(notes: Sequence[Note], plan: Plan) -> str:
    """A line that leads to `notes` by number and headline."""
    if not notes:
        return ""
    named = "; ".join(
        f'{escape(note.headline)} (<a href="#{note_link(note)}">{plan.numbers[note.id]}</a>)'
        for note in notes
    )
    return _table(
        "see",
        f'<td width="{SIGN}%"></td><td width="{TEXT}%">'
        f"See note{'s' if len(notes) > 1 else ''}: {named}</td>"
        f'<td width="{ORIGIN}%"></td>',
    )


def _marks(notes: Sequence[Note]) -> str:
    """The kinds of `notes` beside a bar, where the notes themselves are left out."""
    if not notes:
        return ""
    counts = Counter(note.kind for note in notes)
    kinds = [kind for kind in KIND_TITLES if kind in counts]
    words = " &nbsp; ".join(kind_word(kind, counts[kind]) for kind in kinds)
    return _table(
        "marks",
        f'<td width="{SIGN}%"></td><td width="{TEXT}%" class="{kinds[0]}"><p>{words}</p></td>'
        f'<td width="{ORIGIN}%"></td>',
    )


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """How far two sets are the same, 0 to 1: what they share of all that they hold."""
    shared = len(set(one) & set(other))
    return shared / len({*one, *other}) if shared else 0.0


def speaks_of_codes(note: Note) -> bool:
    """Whether `note` is about billing codes or names one."""
    return bool(note.codes or CODE_IN_TEXT.search(f"{note.headline} {note.text}"))


def _table(kind: str, cells: str) -> str:
    # Qt drops the space above what follows a table that ends in an empty cell.
    filled = cells.replace("></td>", ">&nbsp;</td>")
    return (
        f'<table class="{kind}" width="100%" cellspacing="0" cellpadding="0">'
        f"<tr>{filled}</tr></table>"
    )
