"""The downtime pack: all that a department needs on paper, as PDFs in one folder."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from viewer.content.model import PANES, Reference
from viewer.printing import PrintProblem
from viewer.printing.job import imprint_of, pages_of
from viewer.printing.parts import all_parts, card_parts, sheet_parts
from viewer.printing.pdf import pdf_bytes, write_whole
from viewer.printing.style import PageStyle
from viewer.render.cards import CODES_CARD, STEPS_CARD
from viewer.render.lines import underlined, wrapped
from viewer.render.sheet import SHEET

_NAMES = {STEPS_CARD: "procedure-card", CODES_CARD: "codes-card", SHEET: "patient-sheet"}


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the pack: its name, what it is, and the parts in it."""

    name: str
    title: str
    part_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the pack that is there now."""

    item: Item
    pages: int
    digest: str  # SHA-256


def items(reference: Reference) -> list[Item]:
    """The files that the pack of `reference` has."""
    panes = [part.id for part in all_parts(reference)]
    made = [Item("all", "The whole reference", PANES)]
    if "coding" in panes:
        made.append(Item("coding", "Coding in full", ("coding",)))
    single = [*card_parts(reference), *sheet_parts(reference)]
    made += [Item(_NAMES[part.id], part.title, (part.id,)) for part in single]
    return [Item(f"{reference.id}-{item.name}.pdf", item.title, item.part_ids) for item in made]


def write_pack(reference: Reference, folder: Path, style: PageStyle) -> Iterator[Written]:
    """Write the pack into `folder`, which is made if it is not there, a file at each step.

    Each file is replaced as a whole. The index comes last: it names only what is there. Raises
    PrintProblem; the files named so far are whole.
    """
    target = folder.expanduser().absolute()
    try:
        target.mkdir(exist_ok=True)
    except FileNotFoundError:
        raise PrintProblem(
            f"There is no folder {target.parent}. Make it or choose another one."
        ) from None
    except OSError as error:
        reason = error.strerror or "the system gave no reason"
        raise PrintProblem(
            f"The folder {target} could not be made ({reason}). Nothing was written. "
            "Choose a folder that you may write to."
        ) from error
    written: list[Written] = []
    for item in items(reference):
        pages = pages_of(reference, item.part_ids, style)
        content = pdf_bytes(pages)
        write_whole(target / item.name, content, "PDF")
        written.append(Written(item, pages.count, hashlib.sha256(content).hexdigest()))
        yield written[-1]
    text = index_text(reference, written, datetime.now().astimezone())
    write_whole(target / index_name(reference), text.encode(), "index of the pack")


def index_name(reference: Reference) -> str:
    """The name of the file that says what the pack holds."""
    return f"{reference.id}-READ-ME-FIRST.txt"


def index_text(reference: Reference, written: list[Written], now: datetime) -> str:
    """What the pack holds and how old it is, in lines of text."""
    imprint = imprint_of(reference, now)
    blocks = [
        underlined(f"{reference.title}: downtime pack", "="),
        wrapped(
            f"Revision {imprint.revision}. Checked: {imprint.checked}. "
            f"Written {imprint.printed}. Source: {imprint.source}"
        ),
        wrapped(
            "These files are copies and do not change when the reference does. Write the pack "
            "anew after each revision, and take older ones away."
        ),
        wrapped(reference.intended_use),
        *([wrapped(reference.code_notice)] if reference.codes else []),
        underlined("Files", "-"),
        *(
            f"{each.item.name}\n    {each.item.title}, {each.pages} "
            f"page{'' if each.pages == 1 else 's'}\n    sha256 {each.digest}"
            for each in written
        ),
    ]
    return "\n\n".join(blocks) + "\n"
