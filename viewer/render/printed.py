"""Chosen parts of a reference as HTML for paper, one chapter for each pane. Loads no Qt."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from viewer.content.code_table import COLUMNS, GUIDANCE_WORDS, groups
from viewer.content.model import (
    Block,
    Bullets,
    CodeEntry,
    Paragraph,
    Phase,
    Question,
    Reference,
    Section,
    Table,
)
from viewer.content.origin import checked
from viewer.content.places import PANE_TITLES, code_intro_title, notes_on_code, places
from viewer.render.escape import CODE_IN_TEXT, escape
from viewer.render.panes import code_facts
from viewer.render.paper import ALL_IN_FULL, BASIS, Included, NoteForm, Sheet, address, ruled

CODE_INTRO = "code-intro"  # parts that have no id of their own in a reference
CODE_TABLE = "code-table"

PLACE_LEGEND = "At the right stands where the article says it."
NOTE_LEGENDS: dict[NoteForm, str] = {
    "full": (
        "A bar at the left marks a note: what is wrong, contradictory, missing or undefined in "
        "the article; it stands in full once and is then named with its number in brackets."
    ),
    "short": (
        "A bar at the left marks a note: what is wrong, contradictory, missing or undefined in "
        "the article. Only the headlines of notes are on this print; Needleside shows them in full."
    ),
    "marks": (
        "A bar at the left with a word marks where something is wrong, contradictory, missing or "
        "undefined in the article. The notes that say what are not on this print: see Needleside."
    ),
}
CITED_LEGEND = "[S1] is the number of a source."
LEFT_OUT_LEGEND = "[S1] is the number of a source; Needleside lists them under Sources."
# A chapter is laid out in pieces of about this many characters of HTML, so that a change of
# mind need not wait for the whole of it.
PIECE = 24_000
# What is no text of the page's own when codes are looked for: an address has other numbers.
_NOT_TEXT = re.compile(r'<p class="address">.*?</p>|<[^>]+>')


@dataclass(frozen=True, slots=True)
class Chapter:
    """The printed parts of one pane.

    `title` names them for the head of the page; `pieces` are HTML documents that stand one under
    the other; `notice` must stand on every page of the chapter (the licence line where codes
    stand), or is empty. `use`, where there is one, stands in the foot for the source and the
    intended use: what is handed out has its own.
    """

    title: str
    pieces: tuple[str, ...]
    notice: str = ""
    use: str = ""

    @property
    def html(self) -> str:
        """All pieces."""
        return "".join(self.pieces)


def chapters(
    reference: Reference,
    chosen: Collection[str],
    points: float,
    included: Included = ALL_IN_FULL,
) -> list[Chapter]:
    """The chosen parts in reading order, set in `points`, with what is to be `included`.

    `chosen` holds names of panes, ids of sections, phases, codes, question groups and
    questions, `CODE_INTRO` and `CODE_TABLE`. A part inside a chosen pane or group is
    printed once.
    """
    wanted = _Wanted(frozenset(chosen))
    return _planned(Sheet(reference, points, included), lambda sheet: _chapters(sheet, wanted))


_Made = TypeVar("_Made")


def _planned(sheet: Sheet, make: Callable[[Sheet], _Made]) -> _Made:
    """What `make` makes with the plan that its first run gives."""
    make(sheet)
    return make(replace(sheet, planned=sheet.plan(), cited=set(), _fits=[]))


def _chapters(sheet: Sheet, wanted: "_Wanted") -> list[Chapter]:
    made: list[tuple[str, str, list[str]]] = []
    for pane, title in PANE_TITLES.items():
        named = list(_PANES[pane](sheet, wanted.within(pane)))
        if named:
            names = [] if wanted.has(pane) else [name for name, _ in named]
            made.append((title, _chapter_title(title, names), [html for _, html in named]))
    found: list[Chapter] = []
    for number, (pane_title, title, bodies) in enumerate(made, 1):
        signs = legend_of(sheet) if number == 1 else ""
        legend = f'<p class="soft">{signs}</p>' if signs else ""
        is_end = number == len(made) and not wanted.has("sources")
        end = sheet.source_list() if is_end else ""
        found.append(_chapter(sheet, title, [f"<h1>{pane_title}</h1>{legend}", *bodies, end]))
    return found


def legend_of(sheet: Sheet) -> str:
    """What the signs on a planned `sheet` mean."""
    lines = [PLACE_LEGEND] if sheet.reference.article else []
    if sheet.planned and sheet.planned.homes:
        lines.append(NOTE_LEGENDS[sheet.included.notes])
    if sheet.cited:
        lines.append(CITED_LEGEND if sheet.included.sources else LEFT_OUT_LEGEND)
    return " ".join(lines)


def _chapter(sheet: Sheet, title: str, bodies: Iterable[str]) -> Chapter:
    """A chapter of `bodies`, those that are short joined."""
    joined = [""]
    coded = False
    for body in bodies:
        if len(joined[-1]) > PIECE:
            joined.append("")
        joined[-1] += body
        coded = coded or bool(CODE_IN_TEXT.search(_NOT_TEXT.sub(" ", body)))
    notice = sheet.reference.code_notice if coded else ""
    return Chapter(title, tuple(f"{sheet.style()}{body}" for body in joined), notice)


def _chapter_title(pane: str, names: list[str]) -> str:
    """`Steps: Before, After`; with many names their number, so that it fits the page's head."""
    named = ", ".join(names)
    return f"{pane}: {named if len(named) <= 48 else f'{len(names)} parts'}" if names else pane


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which parts are asked for; `all_` once a part that holds the others is."""

    ids: frozenset[str]
    all_: bool = False

    def has(self, id_: str) -> bool:
        return self.all_ or id_ in self.ids

    def within(self, id_: str) -> "_Wanted":
        return _Wanted(self.ids, self.has(id_))


_Named = Iterator[tuple[str, str]]  # the name of a part and its HTML


def _overview(sheet: Sheet, wanted: _Wanted) -> _Named:
    definition = sheet.reference.definition
    if wanted.has(definition.id):
        text = f'<p class="lead">{escape(definition.text)}</p>'
        line = sheet.line(text, sheet.places(definition.from_))
        yield "Definition", line + sheet.notes(definition.from_, claims=definition.claims)
    for section in sheet.reference.overview:
        if wanted.has(section.id):
            yield section.title, _section(sheet, section)


def _section(sheet: Sheet, section: Section) -> str:
    blocks = "".join(_block(sheet, block) for block in section.blocks)
    return f"<h2>{escape(section.title)}</h2>{blocks}"


def _block(sheet: Sheet, block: Block) -> str:
    if isinstance(block, Paragraph):
        return sheet.statement(block)
    if isinstance(block, Bullets):
        intro = f'<p class="intro">{escape(block.intro)}</p>' if block.intro else ""
        return intro + "".join(sheet.statement(item, "•") for item in block.items)
    return _comparison(sheet, block)


def _comparison(sheet: Sheet, table: Table) -> str:
    """A table of the article with the place under each row's name; its notes stand below."""
    first = 31  # per cent, room for a long word in large type
    others = (100 - first) // max(len(table.head) - 1, 1)
    rows = [
        [
            f"<p><b>{escape(row.cells[0])}</b></p>"
            f'<div class="soft">{sheet.places(row.from_)}</div>',
            *map(escape, row.cells[1:]),
        ]
        for row in table.rows
    ]
    notes = sheet.notes(
        [anchor for row in table.rows for anchor in row.from_],
        claims=[claim for row in table.rows for claim in row.claims],
    )
    caption = f'<p class="caption">{escape(table.caption)}:</p>'
    return caption + ruled(table.head, [first, *[others] * (len(table.head) - 1)], rows) + notes


def _steps(sheet: Sheet, wanted: _Wanted) -> _Named:
    for phase in sheet.reference.phases:
        if wanted.has(phase.id):
            yield phase.title, _phase(sheet, phase)


def _phase(sheet: Sheet, phase: Phase) -> str:
    intro = f'<p class="intro">{escape(phase.intro)}</p>' if phase.intro else ""
    steps = (sheet.statement(step, str(number)) for number, step in enumerate(phase.steps, 1))
    return f"<h2>{escape(phase.title)}</h2>{intro}{''.join(steps)}"


def _coding(sheet: Sheet, wanted: _Wanted) -> _Named:
    reference = sheet.reference
    if reference.code_intro and wanted.has(CODE_INTRO):
        lines = "".join(map(sheet.statement, reference.code_intro))
        yield "Introduction", f"<h2>{code_intro_title(reference)}</h2>{lines}"
    full = [entry for entry in reference.codes if _wants_code(wanted, entry)]
    if reference.codes and wanted.has(CODE_TABLE):
        rest = [entry for entry in reference.codes if entry not in full]
        anchors = [anchor for entry in rest for anchor in _anchors(entry)]
        notes = sheet.notes(anchors, [code for entry in rest for code in entry.codes])
        tables = f"<h2>Codes at a glance</h2>{_code_tables(reference)}"
        yield "Code table", tables + (f"<h2>Notes on the codes</h2>{notes}" if notes else "")
    for number, entry in enumerate(full):
        heading = "" if number else f"<h2>{'Each code' if wanted.all_ else 'Codes'} in full</h2>"
        yield entry.code, heading + _code(sheet, entry)


def _wants_code(wanted: _Wanted, entry: CodeEntry) -> bool:
    return wanted.has(entry.id) or wanted.has(code_group_id(entry.group))


def code_group_id(group: str) -> str:
    """The name of a group of codes as a part that can be printed: `codes-small-joints`."""
    return f"codes-{'-'.join(re.findall('[a-z0-9]+', group.casefold()))}"


def _code_tables(reference: Reference) -> str:
    """A table for each group of codes."""
    tables = ""
    for group in groups(reference.codes):
        rows = (_code_row(entry) for entry in reference.codes if entry.group == group)
        if reference.article:
            made = ruled(COLUMNS, (18, 40, 19, 11, 12), rows)
        else:
            made = ruled(COLUMNS[:-1], (20, 46, 21, 13), (row[:-1] for row in rows))
        tables += f"<h3>{escape(group)}</h3>{made}"
    return tables


def _code_row(entry: CodeEntry) -> list[str]:
    retired = f"<p><b>{escape(entry.retired)}</b></p>" if entry.retired else ""
    # A family has no one limit: what is said of it stands with the codes.
    limit = "" if entry.limit else entry.limit_text
    several = f'<div class="soft"><p>Per day: {escape(limit)}</p></div>' if limit else ""
    return [
        f"<b>{_breakable(entry.code)}</b>",
        f"<p>{escape(entry.summary)}</p>{retired}{several}",
        GUIDANCE_WORDS[entry.guidance],
        str(entry.limit.per_day) if entry.limit else "–",
        escape(entry.in_article),
    ]


def _breakable(code: str) -> str:
    """A code for a narrow cell, broken between two codes, never inside the digits of one."""
    return escape(code).replace("-", "-&#8203;").replace("–", "–&#8203;")


def _code(sheet: Sheet, entry: CodeEntry) -> str:
    """One code in full: what the article says, what is right, what to document, limits."""
    heading = f"<h3>{escape(entry.code)}&nbsp; {escape(entry.structure)}</h3>"
    retired = [f"<b>{escape(entry.retired)}</b>"] if entry.retired else []
    lines = sheet.fact("Covers", [*retired, escape(entry.summary)])
    for said in entry.article:
        places = "; ".join(sheet.labels.get(anchor, anchor) for anchor in said.from_)
        origin = f'&nbsp; <span class="soft">{escape(places)}</span>'
        lines += sheet.fact("The article says", [escape(said.text) + origin])
    if entry.difference:
        lines += sheet.fact("What is right", [escape(entry.difference)])
    for name, texts in code_facts(entry):
        if texts:
            lines += sheet.fact(name, map(escape, texts))
    general = ": ".join(filter(None, (BASIS[entry.confidence], entry.general.rstrip("."))))
    said_basis = escape(". ".join(filter(None, (general, f"Checked: {entry.checked}."))))
    lines += sheet.fact("Basis", [f"{said_basis} {sheet.cite(entry.sources)}"])
    notes = notes_on_code(sheet.reference, entry)
    return heading + lines + sheet.these(notes, _anchors(entry), entry.codes)


def _anchors(entry: CodeEntry) -> list[str]:
    """The places where the article speaks of the entry."""
    return [anchor for said in entry.article for anchor in said.from_]


def _faq(sheet: Sheet, wanted: _Wanted) -> _Named:
    for group in sheet.reference.faq:
        inside = wanted.within(group.id)
        kept = [question for question in group.questions if inside.has(question.id)]
        for number, question in enumerate(kept):
            heading = "" if number else f"<h2>{escape(group.title)}</h2>"
            yield question.question, heading + _question(sheet, question)


def _question(sheet: Sheet, question: Question) -> str:
    asked = f'<p class="question"><b>{escape(question.question)}</b></p>'
    text = asked + _paragraph(question.answer)
    return sheet.line(text, sheet.places(question.from_)) + sheet.notes(
        question.from_, claims=question.claims
    )


def _sources(sheet: Sheet, wanted: _Wanted) -> _Named:
    if not wanted.all_:
        return
    reference = sheet.reference
    yield (
        "Sources",
        _publication(sheet)
        + sheet.notes(_loose_anchors(reference))
        + "<h2>What this is and is not</h2>"
        + sheet.line(_paragraph(reference.intended_use))
        + (sheet.line(_paragraph(reference.code_notice)) if reference.codes else "")
        + sheet.line(_paragraph(f"{checked(reference)}."))
        + ("<h2>Not verified</h2>" if reference.unverified else "")
        + "".join(sheet.line(_paragraph(gap.text), sign="•") for gap in reference.unverified)
        + ("<h2>Sources of the notes and codes</h2>" if reference.sources else "")
        + "".join(map(sheet.source, reference.sources)),
    )


def _publication(sheet: Sheet) -> str:
    """Who publishes the reference, and the article that it is about."""
    reference, article = sheet.reference, sheet.reference.article
    made = ""
    if reference.publisher:
        made += f"<h2>Published by</h2>{sheet.line(_paragraph(reference.publisher))}"
    if article:
        published = ", ".join(filter(None, (article.byline, article.date)))
        where = address(article.address) if article.address else ""
        lines = f"<p><b>{escape(article.title)}</b></p>{_paragraph(published)}{where}"
        made += f"<h2>The article</h2>{sheet.line(lines)}"
        made += "".join(map(sheet.statement, article.remarks))
    return made


def _loose_anchors(reference: Reference) -> list[str]:
    """Places that no statement renders; notes about them alone would be printed nowhere."""
    rendered = {
        anchor for place in places(reference) if place.role != "note" for anchor in place.from_
    }
    about = dict.fromkeys(anchor for note in reference.notes for anchor in note.about)
    return [anchor for anchor in about if anchor not in rendered]


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


_PANES = {
    "overview": _overview,
    "steps": _steps,
    "coding": _coding,
    "faq": _faq,
    "sources": _sources,
}  # by the names of content.model.Pane
