"""The pieces of a reference as plain text, for a terminal of 80 columns.

A note can never be taken for the article: a bar stands at its left and its kind before its
headline. It is written out at the first statement that it is about, later only named.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from viewer.content import model
from viewer.content.code_table import GUIDANCE_WORDS
from viewer.content.model import (
    Block,
    Bullets,
    CodeEntry,
    Confidence,
    Note,
    Paragraph,
    Phase,
    Question,
    QuestionGroup,
    Reference,
    Section,
    Source,
    Statement,
    Table,
    TableRow,
    Unverified,
)
from viewer.content.places import KIND_TITLES, code_intro_title, notes_about, notes_on_code
from viewer.render.lines import fact, table, underlined, wrapped
from viewer.render.panes import code_facts

SOURCES = "Sources of the notes and codes"
BAR = "  | "
_SHORT = 40  # characters that a narrow column takes without pulling its row apart
Blocks = Iterator[str]  # pieces that stand apart by an empty line
Said = Statement | TableRow | model.Said | Question  # what the article says, and where


@dataclass(slots=True)
class Sheet:
    """One text being made: the notes that it has written out so far, the sources it cites."""

    reference: Reference
    written: set[str] = field(default_factory=set)
    cited: set[str] = field(default_factory=set)
    labels: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Look up once what every statement asks for."""
        self.labels = {anchor.name: anchor.label for anchor in self.reference.anchors}

    def places(self, anchors: Iterable[str]) -> str:
        """Where the article says it; empty when nothing says where."""
        named = "; ".join(self.labels[anchor] for anchor in anchors)
        return f"[{named}]" if named else ""

    def cite(self, sources: Iterable[str]) -> str:
        """The numbers of sources, which will be listed at the end."""
        ids = list(sources)
        self.cited.update(ids)
        return ", ".join(ids)

    def statement(self, statement: Statement, sign: str = "") -> str:
        """What the article says, with its place, and the notes about it."""
        parts = (statement.lead, statement.text, self.places(statement.from_))
        said = wrapped(" ".join(filter(None, parts)), sign)
        return stacked(said, *self.about(statement))

    def about(self, said: Said) -> list[str]:
        """The notes about something that the article says."""
        return self.notes(notes_about(self.reference, said.from_, said.claims))

    def notes(self, notes: Iterable[Note]) -> list[str]:
        """Notes, each in full unless that was done before."""
        return [self.note(note) for note in notes]

    def note(self, note: Note) -> str:
        """A note behind its bar."""
        if note.id in self.written:
            return wrapped(f"(see note: {note.headline})", BAR, BAR)
        self.written.add(note.id)
        basis = f"{_basis(note.confidence, self.cite(note.sources))}."
        lines = (f"{KIND_TITLES[note.kind].upper()}  {note.headline}", note.text, basis)
        return "\n".join(wrapped(line, BAR, BAR) for line in lines)


def stacked(*blocks: str) -> str:
    """Pieces under each other, an empty line between."""
    return "\n\n".join(blocks)


def _basis(confidence: Confidence, sources: str) -> str:
    return confidence.capitalize() + (f": {sources}" if sources else "")


def cited(sheet: Sheet) -> Blocks:
    """The sources that the text made so far cites."""
    sources = [source for source in sheet.reference.sources if source.id in sheet.cited]
    if sources:
        yield underlined(SOURCES, "-")
        yield "\n".join(line for source in sources for line in _source(source))


def statement_part(sheet: Sheet, heading: str, statement: Statement, sign: str = "") -> Blocks:
    """One statement under the heading that it belongs to."""
    yield underlined(heading, "-")
    yield sheet.statement(statement, sign)


def note_part(sheet: Sheet, note: Note) -> Blocks:
    """One note, and which places of the article it is about."""
    yield sheet.note(note)
    yield wrapped(f"About {sheet.places(note.about)}")


def overview(sheet: Sheet) -> Blocks:
    """The definition and the parts of the overview."""
    yield sheet.statement(sheet.reference.definition)
    for section in sheet.reference.overview:
        yield from section_part(sheet, section)


def section_part(sheet: Sheet, section: Section) -> Blocks:
    """One part of the overview."""
    yield underlined(section.title, "-")
    for block in section.blocks:
        yield from block_part(sheet, block)


def block_part(sheet: Sheet, block: Block) -> Blocks:
    """A paragraph, a list or a table."""
    if isinstance(block, Paragraph):
        yield sheet.statement(block)
    elif isinstance(block, Bullets):
        if block.intro:
            yield wrapped(block.intro)
        for item in block.items:
            yield sheet.statement(item, "- ")
    else:
        yield from table_part(sheet, block, block.rows)


def table_part(sheet: Sheet, block: Table, rows: list[TableRow]) -> Blocks:
    """Some or all rows of a table, then where the article says each, with its notes."""
    yield wrapped(f"{block.caption}:")
    yield table(block.head, [row.cells for row in rows], [18, *[0] * (len(block.head) - 1)])
    for row in rows:
        if row.from_:
            said = wrapped(f"{row.cells[0]}: {sheet.places(row.from_)}")
            yield stacked(said, *sheet.about(row))


def steps(sheet: Sheet) -> Blocks:
    """All phases."""
    for phase in sheet.reference.phases:
        yield from phase_part(sheet, phase)


def phase_part(sheet: Sheet, phase: Phase) -> Blocks:
    """One phase, its steps numbered."""
    yield underlined(phase.title, "-")
    if phase.intro:
        yield wrapped(phase.intro)
    for number, step in enumerate(phase.steps, 1):
        yield sheet.statement(step, f"{number}. ")


def coding(sheet: Sheet) -> Blocks:
    """What the article says of coding, all codes at a glance, then each in full."""
    yield from code_intro(sheet)
    yield from code_table(sheet)
    if sheet.reference.codes:
        yield underlined("Each code in full", "-")
    yield from codes_part(sheet, sheet.reference.codes)


def code_intro(sheet: Sheet) -> Blocks:
    """What the article says of coding as a whole."""
    if sheet.reference.code_intro:
        yield underlined(code_intro_title(sheet.reference), "-")
    for statement in sheet.reference.code_intro:
        yield sheet.statement(statement)


def code_table(sheet: Sheet) -> Blocks:
    """Every code in a line or two, group by group."""
    heads = ("Code", "What it covers", "Ultrasound", "Units a day")
    if sheet.reference.codes:
        yield underlined("Codes at a glance", "-")
    # A code is never broken in two: the first column takes the longest.
    words = (word for entry in sheet.reference.codes for word in entry.code.split())
    longest = max(map(len, words), default=0)
    for group, entries in code_groups(sheet.reference).items():
        yield stacked(f"{group}:", table(heads, map(_code_row, entries), (longest, 0, 16, 11)))


def code_groups(reference: Reference) -> dict[str, list[CodeEntry]]:
    """The code entries by the names of their groups."""
    groups: dict[str, list[CodeEntry]] = {}
    for entry in reference.codes:
        groups.setdefault(entry.group, []).append(entry)
    return groups


def _code_row(entry: CodeEntry) -> tuple[str, ...]:
    covers = f"{entry.structure}. {entry.summary} {entry.retired}".strip()
    return entry.code, covers, GUIDANCE_WORDS[entry.guidance], _units(entry)


def _units(entry: CodeEntry) -> str:
    if entry.limit:
        return f"{entry.limit.per_day}, {entry.limit.kind}"
    return entry.limit_text if len(entry.limit_text) <= _SHORT else "see the code"


def codes_part(sheet: Sheet, entries: list[CodeEntry]) -> Blocks:
    """Codes in full."""
    for entry in entries:
        yield stacked(_code(sheet, entry), *sheet.notes(notes_on_code(sheet.reference, entry)))


def _code(sheet: Sheet, entry: CodeEntry) -> str:
    """One code: what the article says, what is right, what to document, limits, sources."""
    said = [f"{each.text} {sheet.places(each.from_)}" for each in entry.article]
    basis = f"{_basis(entry.confidence, sheet.cite(entry.sources))}."
    general = f"General knowledge: {entry.general}" if entry.general else ""
    checked = f"Checked against sources up to {entry.checked}."
    facts = [
        ("Covers", [entry.summary]),
        ("Retired", [entry.retired]),
        ("The article says", said or (["Nothing of it."] if sheet.reference.article else [])),
        ("What is right", [entry.difference]),
        *code_facts(entry),
        ("Basis", [" ".join(filter(None, (basis, general, checked)))]),
    ]
    lines = [wrapped(f"{entry.code}  {entry.system}, {entry.structure}")]
    for name, texts in facts:
        given = filter(None, texts)
        lines += [fact("" if number else name, text) for number, text in enumerate(given)]
    return "\n".join(lines)


def faq(sheet: Sheet) -> Blocks:
    """All questions, by theme."""
    for group in sheet.reference.faq:
        yield from questions_part(sheet, group, group.questions)


def questions_part(sheet: Sheet, group: QuestionGroup, questions: list[Question]) -> Blocks:
    """Some or all questions of a theme, with their answers."""
    yield underlined(group.title, "-")
    for question in questions:
        answer = wrapped(f"{question.answer} {sheet.places(question.from_)}", "  ")
        said = f"{wrapped(question.question)}\n{answer}"
        yield stacked(said, *sheet.about(question))


def sources(sheet: Sheet) -> Blocks:
    """The article, what was not verified, and every source with what leans on it."""
    reference, article = sheet.reference, sheet.reference.article
    if reference.publisher:
        yield underlined("Published by", "-")
        yield wrapped(reference.publisher)
    if article:
        yield underlined("The article", "-")
        published = ", ".join(filter(None, (article.byline, article.date)))
        lines = filter(None, (article.title, published, article.address))
        yield "\n".join(map(wrapped, lines))
        for remark in article.remarks:
            yield sheet.statement(remark)
    yield from sheet.notes(_loose_notes(reference))
    yield from gaps_part(reference.unverified)
    yield from sources_part(sheet, reference.sources)


def gaps_part(gaps: list[Unverified]) -> Blocks:
    """What could not be verified."""
    if gaps:
        yield underlined("Not verified", "-")
        yield "\n".join(wrapped(gap.text, "- ") for gap in gaps)


def sources_part(sheet: Sheet, sources: list[Source]) -> Blocks:
    """Sources with the notes and codes that lean on them."""
    if sources:
        yield underlined(SOURCES, "-")
    for source in sources:
        yield "\n".join([*_source(source), *_leaning(sheet.reference, source)])


def _loose_notes(reference: Reference) -> list[Note]:
    """The notes that stand nowhere else: no pane shows what they are about."""
    about = _note_ids(reference, _all_said(reference))
    codes = {code for entry in reference.codes for code in entry.codes}
    return [
        note for note in reference.notes if note.id not in about and codes.isdisjoint(note.codes)
    ]


def _note_ids(reference: Reference, said: Iterable[Said]) -> set[str]:
    return {note.id for each in said for note in notes_about(reference, each.from_, each.claims)}


def _all_said(reference: Reference) -> Iterator[Said]:
    """Everything that the article says, as the panes show it."""
    yield reference.definition
    for section in reference.overview:
        for block in section.blocks:
            if isinstance(block, Bullets):
                yield from block.items
            elif isinstance(block, Table):
                yield from block.rows
            else:
                yield block
    for phase in reference.phases:
        yield from phase.steps
    yield from reference.code_intro
    for entry in reference.codes:
        yield from entry.article
    for group in reference.faq:
        yield from group.questions
    if reference.article:
        yield from reference.article.remarks


def _source(source: Source) -> list[str]:
    sign = f"[{source.id}] "
    published = f"{source.publisher}, {source.year or 'year not shown'}"
    title = source.title.rstrip(".")
    lines = [wrapped(f"{title}. {published}.", sign)]
    return [*lines, " " * len(sign) + source.address] if source.address else lines


def _leaning(reference: Reference, source: Source) -> list[str]:
    indent = " " * len(f"[{source.id}] ")
    notes = [f"Note: {note.headline}" for note in reference.notes if source.id in note.sources]
    codes = ", ".join(entry.code for entry in reference.codes if source.id in entry.sources)
    lines = [*notes, f"Codes: {codes}"] if codes else notes
    return [wrapped(line, indent, indent + "  ") for line in lines]
