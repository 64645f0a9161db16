"""The places of a reference: everything that can be found, linked to, shown or printed alone.

A place is a statement, a heading, a step, a table row, a code, a question, a note or a
source, each with the pane that shows it. Search indexes places, links lead to them and
the command line names them by their ids.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from viewer.content.model import (
    PANES,
    AnchorName,
    Bullets,
    CodeEntry,
    Note,
    NoteKind,
    Pane,
    Paragraph,
    Reference,
    Section,
    Statement,
)

Kind = Literal["article", "note", "code"]
Role = Literal["heading", "text", "step", "row", "code", "question", "note", "source"]

PANE_TITLES: dict[Pane, str] = {
    "overview": "Overview",
    "steps": "Steps",
    "coding": "Coding",
    "faq": "FAQ",
    "sources": "Sources",
}
KIND_TITLES: dict[NoteKind, str] = {
    "error": "Error",
    "contradiction": "Contradiction",
    "missing": "Missing",
    "undefined": "Undefined",
}
# A note about an anchor that several panes render is led to where the statement is acted on.
_HOME_ORDER: tuple[Pane, ...] = ("steps", "coding", "overview", "faq", "sources")


class Place(Struct, frozen=True):
    """One findable place.

    `title` is its heading, `text` what stands under it, `crumb` the way to it ("Overview ›
    Benefits"), `codes` every code that it defines, `from_` the anchors that it renders or,
    for a note, is about; `claims` the article's claims that it carries.
    """

    id: str
    pane: Pane
    kind: Kind
    role: Role
    title: str
    text: str
    crumb: str
    from_: tuple[AnchorName, ...] = ()
    codes: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


def panes_of(reference: Reference) -> tuple[Pane, ...]:
    """The panes that have something to show, in their order; overview and sources always do."""
    filled = {
        "overview": True,
        "steps": reference.phases,
        "coding": reference.codes or reference.code_intro or reference.finder,
        "faq": reference.faq,
        "sources": True,
    }
    return tuple(pane for pane in PANES if filled[pane])


def code_intro_title(reference: Reference) -> str:
    """The heading over what is said of coding as a whole."""
    return "What the article says of coding" if reference.article else "Coding as a whole"


def places(reference: Reference) -> list[Place]:
    """Every place of `reference`, in reading order, notes after what they are about."""
    found = [
        *_overview(reference),
        *_steps(reference),
        *_coding(reference),
        *_faq(reference),
        *_sources(reference),
    ]
    homes = sorted(found, key=lambda place: _HOME_ORDER.index(place.pane))
    return found + [_note_place(note, homes) for note in reference.notes]


def notes_about(
    reference: Reference, anchors: Sequence[AnchorName], claims: Sequence[str] = ()
) -> list[Note]:
    """The notes beside a statement at `anchors` that carries `claims`, in the file's order.

    A note that names claims is beside the statements that carry one of them; a statement or a
    note without claims is matched by anchors alone.
    """
    return [note for note in reference.notes if _is_beside(note, anchors, claims)]


def notes_on_code(reference: Reference, entry: CodeEntry) -> list[Note]:
    """The notes that name one of the codes of `entry` or stand beside what the article says of it.

    In the file's order.
    """
    singles = set(entry.codes)
    return [
        note
        for note in reference.notes
        if not singles.isdisjoint(note.codes)
        or any(_is_beside(note, said.from_, said.claims) for said in entry.article)
    ]


def _is_beside(note: Note, anchors: Sequence[AnchorName], claims: Sequence[str]) -> bool:
    if set(anchors).isdisjoint(note.about):
        return False
    return not note.claims or not claims or not set(claims).isdisjoint(note.claims)


def _overview(reference: Reference) -> Iterator[Place]:
    crumb = PANE_TITLES["overview"]
    yield _text(reference.definition, "overview", crumb, reference.title)
    for section in reference.overview:
        yield Place(section.id, "overview", "article", "heading", section.title, "", crumb)
        yield from _blocks(section, f"{crumb} › {section.title}")


def _blocks(section: Section, crumb: str) -> Iterator[Place]:
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield _text(block, "overview", crumb, section.title)
        elif isinstance(block, Bullets):
            for item in block.items:
                yield _text(item, "overview", crumb, section.title)
        else:
            for row in block.rows:
                named = zip(block.head[1:], row.cells[1:], strict=False)
                text = ". ".join(f"{head}: {cell}" for head, cell in named)
                yield Place(
                    row.id, "overview", "article", "row", row.cells[0], text, crumb,
                    (*row.from_,), claims=(*row.claims,),
                )  # fmt: skip


def _text(statement: Statement, pane: Pane, crumb: str, title: str) -> Place:
    lead = statement.lead.rstrip(".:")
    return Place(
        statement.id, pane, "article", "text", lead or title, statement.text, crumb,
        (*statement.from_,), claims=(*statement.claims,),
    )  # fmt: skip


def _steps(reference: Reference) -> Iterator[Place]:
    crumb = PANE_TITLES["steps"]
    for phase in reference.phases:
        yield Place(phase.id, "steps", "article", "heading", phase.title, phase.intro, crumb)
        for number, step in enumerate(phase.steps, 1):
            title = f"{phase.title}, step {number}"
            way = f"{crumb} › {phase.title}"
            yield Place(
                step.id, "steps", "article", "step", title, step.text, way, (*step.from_,),
                claims=(*step.claims,),
            )  # fmt: skip


def _coding(reference: Reference) -> Iterator[Place]:
    crumb = PANE_TITLES["coding"]
    for statement in reference.code_intro:
        yield _text(statement, "coding", crumb, code_intro_title(reference))
    for entry in reference.codes:
        anchors = dict.fromkeys(anchor for said in entry.article for anchor in said.from_)
        claims = dict.fromkeys(claim for said in entry.article for claim in said.claims)
        yield Place(
            entry.id, "coding", "code", "code", entry.code, code_text(entry),
            f"{crumb} › {entry.group}", (*anchors,), (*entry.codes,), (*claims,),
        )  # fmt: skip


def code_text(entry: CodeEntry) -> str:
    """All that the pane of a code shows, in one run of text, but for what the article says."""
    limit = f"Unit limit: {entry.limit.per_day} units per day" if entry.limit else ""
    with_it = f"May go with: {entry.may_go_with}" if entry.may_go_with else ""
    parts = [
        entry.summary, entry.structure, entry.guidance_text, entry.drug, entry.retired,
        *entry.documentation, limit, entry.limit_text,
        *(f"Modifier {each.modifier}: {each.use}" for each in entry.modifiers),
        *(f"Not with {', '.join(each.codes)}: {each.why}" for each in entry.not_with),
        with_it, *entry.coverage,
    ]  # fmt: skip
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def _faq(reference: Reference) -> Iterator[Place]:
    crumb = PANE_TITLES["faq"]
    for group in reference.faq:
        yield Place(group.id, "faq", "article", "heading", group.title, "", crumb)
        for question in group.questions:
            yield Place(
                question.id, "faq", "article", "question", question.question, question.answer,
                f"{crumb} › {group.title}", (*question.from_,), claims=(*question.claims,),
            )  # fmt: skip


def _sources(reference: Reference) -> Iterator[Place]:
    crumb = PANE_TITLES["sources"]
    for remark in reference.article.remarks if reference.article else ():
        yield _text(remark, "sources", crumb, "The article")
    for gap in reference.unverified:
        yield Place(gap.id, "sources", "note", "text", "Not verified", gap.text, crumb)
    for source in reference.sources:
        text = ", ".join(part for part in (source.publisher, source.year, source.address) if part)
        title = f"{source.id} {source.title}"
        yield Place(source.id, "sources", "note", "source", title, text, crumb)


def _note_place(note: Note, homes: list[Place]) -> Place:
    beside = (place for place in homes if _is_beside(note, place.from_, place.claims))
    home = next(beside, None)
    pane: Pane = home.pane if home else "sources"
    title = f"{KIND_TITLES[note.kind]}: {note.headline}"
    crumb = f"Note › {home.crumb if home else PANE_TITLES['sources']}"
    return Place(note.id, pane, "note", "note", title, note.text, crumb, (*note.about,))
