"""What every screen page is made of: text with links, rows with notes beside them, note cards.

The HTML is the subset that Qt's text documents lay out. Sizes are points worked out from
the reader's text size, because `em` and `%` are ignored there; colours come from the theme.
A link is one of `go:ID` (lead to a place), `open:ID` (open or close a note or a question),
`copy:ID` (show and copy a source's address) or `do:ACTION`.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Protocol

from msgspec import Struct

from viewer.content.model import Note, NoteKind, Reference, Source
from viewer.content.places import KIND_TITLES, notes_about
from viewer.render.escape import escape, linked
from viewer.render.palette import LIGHT, Palette

# A sign for each kind beside the word, so that neither colour nor reading alone tells them.
KIND_SIGNS: dict[NoteKind, str] = {
    "error": "×",
    "contradiction": "≠",
    "missing": "+",
    "undefined": "?",
}
SEVERE: frozenset[NoteKind] = frozenset({"error", "contradiction"})


class Look(Struct, frozen=True):
    """How a page is drawn: colours, text size in points and column widths in pixels.

    `aside` is the width of the column of notes; 0 puts the notes under the text.
    """

    palette: Palette = LIGHT
    points: float = 12.0
    column: int = 560
    aside: int = 340
    gap: int = 32

    def size(self, ratio: float) -> str:
        """A CSS font size: `ratio` of the reader's text size."""
        return f"font-size:{self.points * ratio:.2f}pt"

    @property
    def width(self) -> int:
        """The width in pixels of the page's rows."""
        return self.column + (self.gap + self.aside if self.aside else 0)


# Ratios of a modular scale of about 1.25 around the text size; the label is 12 px at 100 %.
TITLE, HEADING, LEAD, SMALL, LABEL = 1.9, 1.32, 1.1, 0.82, 0.75


class Shown(Struct, frozen=True):
    """What the reader has opened, and whether notes are shown."""

    opened: frozenset[str] = frozenset()
    notes: bool = True
    all_open: bool = False

    def is_open(self, id_: str) -> bool:
        """Whether the note or question `id_` is open."""
        return self.all_open or id_ in self.opened


class Placed(Protocol):
    """Whatever the article says somewhere: a statement, a row, a question."""

    @property
    def from_(self) -> Sequence[str]:
        """The anchors that it renders."""

    @property
    def claims(self) -> Sequence[str]:
        """The claims that it carries."""


class Page(Struct):
    """One page being made: the reference, its look, and the notes already shown on it."""

    reference: Reference
    look: Look
    shown: Shown
    most_rows: int | None = None
    seen: set[str] = set()
    codes: dict[str, str] = {}
    labels: dict[str, str] = {}
    sources: dict[str, Source] = {}

    def __post_init__(self) -> None:
        """Look up once what every row asks for."""
        self.codes = code_links(self.reference)
        self.labels = {anchor.name: anchor.label for anchor in self.reference.anchors}
        self.sources = {source.id: source for source in self.reference.sources}

    def text(self, text: str) -> str:
        """`text` escaped, with every code that the reference has as a link to its row."""
        return linked(text, self.codes, f"color:{self.look.palette.accent};text-decoration:none")

    def cite(self, anchors: Sequence[str]) -> str:
        """Where the article says it, small and grey, behind the statement."""
        names = [self.labels.get(anchor, anchor) for anchor in anchors]
        if not names:
            return ""
        # A point of a list says where it is; the line that opens the list adds nothing.
        names = [name for name in names if not name.endswith("opening line")] or names
        shown = " · ".join(names[:2]) + (f" · {len(names) - 2} more" if len(names) > 2 else "")
        look = self.look
        return (
            f' <span style="{look.size(SMALL)};color:{look.palette.soft}">'
            f"{escape(shown).replace(' ', '&nbsp;')}</span>"
        )

    def beside(self, *said: "Placed") -> str:
        """The cards of the notes on what is `said`, or the mark that stands for hidden ones."""
        notes = {
            note.id: note
            for each in said
            for note in notes_about(self.reference, each.from_, each.claims)
        }
        if not notes:
            return ""
        if not self.shown.notes:
            return self.hidden_notes(len(notes))
        fresh = [note for note in notes.values() if note.id not in self.seen]
        known = [note for note in notes.values() if note.id in self.seen]
        self.seen.update(note.id for note in fresh)
        return "".join(map(self.card, fresh)) + self._again(known)

    def card(self, note: Note) -> str:
        """A note: a coloured edge, its kind in a word, the headline; opened, all of it."""
        look, palette = self.look, self.look.palette
        ink, ground, edge = note_colours(palette, note.kind)
        opened = self.shown.is_open(note.id)
        kind = (
            f'<span style="{look.size(LABEL)};font-weight:700;color:{ink}">'
            f"{KIND_SIGNS[note.kind]}&nbsp;{KIND_TITLES[note.kind].upper()}</span>"
        )
        headline = (
            f'<a href="open:{note.id}" style="color:{palette.ink};text-decoration:none">'
            f"{escape(note.headline)}</a>"
        )
        sign = f'<span style="color:{ink}">{"▾" if opened else "▸"}</span>'
        weight = "font-weight:600;" if opened else ""
        return (
            f'<table width="{look.aside or look.column}" cellspacing="0" cellpadding="0">'
            f'<tr><td bgcolor="{ground}" '
            f'style="border-left:4px solid {edge};padding:7px 12px 8px 12px">'
            f'<p style="margin:0;line-height:116%;{look.size(0.92)}">'
            f'<a name="{note.id}"></a>{kind}&nbsp; <span style="{weight}">{headline}</span>'
            f"&nbsp;{sign}</p>{self._note_body(note) if opened else ''}</td></tr>"
            f'<tr><td style="padding:0"><p style="margin:0;font-size:4pt">&nbsp;</p></td></tr>'
            "</table>"
        )

    def _note_body(self, note: Note) -> str:
        look, soft = self.look, self.look.palette.soft
        basis = {
            "sourced": "Sources",
            "partly sourced": "Partly general knowledge. Sources",
            "general knowledge": "General knowledge"
            + (". Sources that bear on it" if note.sources else ", no source cited"),
        }[note.confidence]
        places = "; ".join(self.labels.get(anchor, anchor) for anchor in note.about)
        cited = "".join(self.source_line(source) for source in note.sources)
        return (
            f'<p style="margin:6px 0 0 0;line-height:122%;{look.size(0.94)}">'
            f"{self.text(note.text)}</p>"
            f'<p style="margin:8px 0 0 0;{look.size(SMALL)};color:{soft}">'
            f"About: {escape(places)}</p>"
            f'<p style="margin:4px 0 0 0;{look.size(SMALL)};color:{soft}">'
            f"{basis}{':' if note.sources else ''}</p>{cited}"
        )

    def source_line(self, source_id: str) -> str:
        """One cited source in short, leading to its whole entry in the sources pane."""
        source = self.sources.get(source_id)
        named = source.publisher if source else "not in this reference"
        year = f", {source.year}" if source and source.year else ""
        return (
            f'<p style="margin:2px 0 0 0;{self.look.size(SMALL)};color:{self.look.palette.soft}">'
            f'<a href="go:{source_id}" style="color:{self.look.palette.accent};'
            f'text-decoration:none">{source_id}</a>&nbsp; {escape(named)}{year}</p>'
        )

    def _again(self, notes: Sequence[Note]) -> str:
        """A small line for each note that is already on the page, leading up to it."""
        return "".join(
            self.small(
                f'<a href="go:{note.id}" style="color:'
                f'{note_colours(self.look.palette, note.kind)[0]};text-decoration:none">'
                f"{KIND_SIGNS[note.kind]}&nbsp;{KIND_TITLES[note.kind]}, above: "
                f"{escape(note.headline)}</a>",
                4,
            )
            for note in notes
        )

    def hidden_notes(self, count: int) -> str:
        """The mark that stands for notes that the reader has hidden."""
        palette = self.look.palette
        return (
            f'<p style="margin:2px 0 0 0;{self.look.size(SMALL)}"><a href="do:notes" '
            f'style="color:{palette.caution};text-decoration:none">◂ {counted(count, "note")} '
            "hidden</a></p>"
        )

    def row(
        self, left: str, right: str = "", name: str = "", above: int = 0, below: int = 12
    ) -> str:
        """A row of the page: the article's text, and its notes beside or under it.

        `above` and `below` are the space around it in pixels.
        """
        look = self.look
        target = f'<a name="{name}"></a>' if name else ""
        # A text document drops the margins at the edges of a cell; padding stays.
        pad = f"padding-top:{above}px;padding-bottom:{below}px"
        if not look.aside:
            gap = '<p style="margin:0;font-size:4pt">&nbsp;</p>' if right else ""
            return f'<tr><td style="{pad}">{target}{left}{gap}{right}</td></tr>'
        return (
            f'<tr><td width="{look.column}" style="{pad}">{target}{left}</td>'
            f'<td width="{look.gap}"></td>'
            f'<td width="{look.aside}" style="{pad}">{right}</td></tr>'
        )

    def rows(self, rows: Iterable[str]) -> str:
        """The table that holds the rows of a page."""
        return (
            f'<table width="{self.look.width}" cellspacing="0" cellpadding="0">'
            f"{''.join(islice(rows, self.most_rows))}</table>"
        )

    def title(self, title: str, intro: str = "") -> str:
        """The page's title and the line under it."""
        look = self.look
        text = f'<h1 style="margin:0;{look.size(TITLE)};font-weight:700">{escape(title)}</h1>'
        under = (
            f'<p style="margin:6px 0 0 0;line-height:118%;{look.size(LEAD)};'
            f'color:{look.palette.soft}">{escape(intro)}</p>'
            if intro
            else ""
        )
        return f"<tr><td{self.span}>{text}{under}</td></tr>"

    @property
    def span(self) -> str:
        """The attribute of a cell that runs over all columns of the page."""
        return f' colspan="{3 if self.look.aside else 1}" style="padding-bottom:8px"'

    def heading(self, title: str, name: str = "") -> str:
        """A section heading as a row of its own."""
        style = f"margin:0;{self.look.size(HEADING)};font-weight:700"
        text = f'<h2 style="{style}">{escape(title)}</h2>'
        return self.row(text, name=name, above=24, below=10)

    def prose(self, text: str, after: int = 0) -> str:
        """A paragraph of the article's own layer; `text` is HTML."""
        # 124 % of Inter's or DejaVu's own line spacing is close to 1.5 times the text size.
        return f'<p style="margin:0 0 {after}px 0;line-height:124%">{text}</p>'

    def small(self, text: str, after: int = 8) -> str:
        """A small grey paragraph; `text` is HTML."""
        style = f"{self.look.size(SMALL)};color:{self.look.palette.soft}"
        return f'<p style="margin:0 0 {after}px 0;line-height:118%;{style}">{text}</p>'

    def link(self, href: str, text: str, weight: int = 400) -> str:
        """A link in the accent colour, without a line under it."""
        style = f"color:{self.look.palette.accent};text-decoration:none;font-weight:{weight}"
        return f'<a href="{escape(href)}" style="{style}">{escape(text)}</a>'


def code_links(reference: Reference) -> dict[str, str]:
    """Each single code that has a row, with the link that leads to it."""
    return {code: f"go:{entry.id}" for entry in reference.codes for code in entry.codes}


def note_colours(palette: Palette, kind: NoteKind) -> tuple[str, str, str]:
    """Text, ground and edge colour for a kind of note."""
    if kind in SEVERE:
        return palette.error, palette.error_ground, palette.error_edge
    return palette.caution, palette.caution_ground, palette.caution_edge


def counted(count: int, thing: str) -> str:
    """`1 note`, `2 notes`."""
    return f"{count} {thing}{'' if count == 1 else 's'}"
