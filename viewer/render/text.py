"""Panes and parts of a reference as plain text: head, pieces, sources, foot."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from viewer.content.model import PANES, Bullets, CodeEntry, Pane, Reference, Table
from viewer.content.origin import checked
from viewer.content.places import PANE_TITLES, code_intro_title, panes_of
from viewer.render import plain
from viewer.render.escape import CODE_IN_TEXT
from viewer.render.lines import WIDTH, underlined, wrapped
from viewer.render.plain import Blocks, Sheet
from viewer.render.printed import CODE_INTRO, CODE_TABLE, code_group_id
from viewer.render.sheet import NO_SHEET, SHEET, sheet_text

ALL = "all"
_MAKERS: dict[Pane, Callable[[Sheet], Blocks]] = {
    "overview": plain.overview,
    "steps": plain.steps,
    "coding": plain.coding,
    "faq": plain.faq,
    "sources": plain.sources,
}


class UnknownPart(LookupError):  # noqa: N818 - named for what it means
    """A name that means no part: a sentence for people, with what to do."""


def pane_text(reference: Reference, pane: Pane) -> str:
    """A whole pane. Raises UnknownPart if the reference has nothing for it."""
    filled = panes_of(reference)
    if pane not in filled:
        raise UnknownPart(
            f"“{reference.title}” has nothing under {PANE_TITLES[pane]}. "
            f"It has {', '.join(filled)}."
        )
    sheet = Sheet(reference)
    blocks = list(_MAKERS[pane](sheet))
    listed = [] if pane == "sources" else plain.cited(sheet)
    return _framed(reference, PANE_TITLES[pane], [*blocks, *listed])


def reference_text(reference: Reference) -> str:
    """All panes; the last of them lists every source."""
    blocks: list[str] = []
    for pane in panes_of(reference):
        made = _MAKERS[pane](Sheet(reference))
        blocks += [underlined(PANE_TITLES[pane].upper(), "="), *made]
    return _framed(reference, "All parts", blocks)


def part_text(reference: Reference, part: str) -> str:
    """The part that `part` names. Raises UnknownPart, also for an empty pane.

    That is a pane, `all`, `sheet`, the id of anything that can be found or printed, or a code as
    it is written on a claim.
    """
    name = part.strip()
    if name.casefold() == ALL:
        return reference_text(reference)
    if name.casefold() == SHEET:
        if reference.sheet is None:
            raise UnknownPart(NO_SHEET)
        return sheet_text(reference)
    for pane in PANES:
        if name.casefold() == pane:
            return pane_text(reference, pane)
    sheet = Sheet(reference)
    parts = {part.id: part for part in _parts(sheet)}
    found = parts.get(name) or parts.get(name.casefold())
    if found is None:
        entries = _entries(reference, name.upper())
        if not entries:
            raise UnknownPart(f"There is no part named “{name}”. {_remedy(parts, name)}")
        found = _Part(name, "coding", plain.codes_part(sheet, entries))
    blocks = list(found.blocks)
    return _framed(reference, PANE_TITLES[found.pane], [*blocks, *plain.cited(sheet)])


def _framed(reference: Reference, crumb: str, blocks: list[str]) -> str:
    """`blocks` between the head and the foot that every text has."""
    body = plain.stacked(*blocks)
    lines = (reference.title, crumb, checked(reference))
    head = [*map(wrapped, lines), "=" * WIDTH]
    foot = ["-" * WIDTH, wrapped(reference.intended_use)]
    if reference.code_notice and CODE_IN_TEXT.search(body):
        foot.insert(1, wrapped(reference.code_notice) + "\n")
    return "\n".join([*head, "", body, "", *foot]) + "\n"


@dataclass(frozen=True, slots=True)
class _Part:
    """Something that can be shown alone. Its blocks are made when they are asked for."""

    id: str
    pane: Pane
    blocks: Blocks


def _parts(sheet: Sheet) -> Iterator[_Part]:
    yield from _overview_parts(sheet)
    yield from _steps_parts(sheet)
    yield from _coding_parts(sheet)
    yield from _faq_parts(sheet)
    yield from _sources_parts(sheet)


def _overview_parts(sheet: Sheet) -> Iterator[_Part]:
    reference, definition = sheet.reference, sheet.reference.definition
    made = plain.statement_part(sheet, reference.title, definition)
    yield _Part(definition.id, "overview", made)
    for section in reference.overview:
        yield _Part(section.id, "overview", plain.section_part(sheet, section))
        for block in section.blocks:
            yield _Part(block.id, "overview", plain.block_part(sheet, block))
            if isinstance(block, Bullets):
                for item in block.items:
                    made = plain.statement_part(sheet, section.title, item)
                    yield _Part(item.id, "overview", made)
            elif isinstance(block, Table):
                for row in block.rows:
                    yield _Part(row.id, "overview", plain.table_part(sheet, block, [row]))


def _steps_parts(sheet: Sheet) -> Iterator[_Part]:
    for phase in sheet.reference.phases:
        yield _Part(phase.id, "steps", plain.phase_part(sheet, phase))
        for number, step in enumerate(phase.steps, 1):
            made = plain.statement_part(sheet, phase.title, step, f"{number}. ")
            yield _Part(step.id, "steps", made)


def _coding_parts(sheet: Sheet) -> Iterator[_Part]:
    reference = sheet.reference
    yield _Part(CODE_INTRO, "coding", plain.code_intro(sheet))
    yield _Part(CODE_TABLE, "coding", plain.code_table(sheet))
    for statement in reference.code_intro:
        made = plain.statement_part(sheet, code_intro_title(reference), statement)
        yield _Part(statement.id, "coding", made)
    for group, entries in plain.code_groups(reference).items():
        yield _Part(code_group_id(group), "coding", plain.codes_part(sheet, entries))
    for entry in reference.codes:
        yield _Part(entry.id, "coding", plain.codes_part(sheet, [entry]))


def _faq_parts(sheet: Sheet) -> Iterator[_Part]:
    for group in sheet.reference.faq:
        yield _Part(group.id, "faq", plain.questions_part(sheet, group, group.questions))
        for question in group.questions:
            yield _Part(question.id, "faq", plain.questions_part(sheet, group, [question]))


def _sources_parts(sheet: Sheet) -> Iterator[_Part]:
    reference = sheet.reference
    for remark in reference.article.remarks if reference.article else ():
        made = plain.statement_part(sheet, "The article", remark)
        yield _Part(remark.id, "sources", made)
    yield from (_Part(note.id, "sources", plain.note_part(sheet, note)) for note in reference.notes)
    for gap in reference.unverified:
        yield _Part(gap.id, "sources", plain.gaps_part([gap]))
    for source in reference.sources:
        yield _Part(source.id, "sources", plain.sources_part(sheet, [source]))


def _entries(reference: Reference, code: str) -> list[CodeEntry]:
    """The entries that `code` means: the row that shows it, or the rows that stand for it too."""
    plain_dash = code.replace("–", "-")
    shown = [each for each in reference.codes if each.code.replace("–", "-") == plain_dash]
    return shown or [entry for entry in reference.codes if code in entry.codes]


def _remedy(names: Iterable[str], name: str) -> str:
    """What to type instead; a code is never guessed by likeness, a digit off is another code."""
    if any(sign.isdigit() for sign in name):
        return f"The part {CODE_TABLE} lists the codes that are here."
    close = get_close_matches(name.casefold(), [ALL, *PANES, *names], 3)
    if close:
        return f"Did you mean {' or '.join(close)}?"
    return f"Parts are {', '.join(PANES)}, {ALL}, or an id that “search --json” gives."
