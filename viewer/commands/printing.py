"""Printing parts to a PDF or a printer, listing printers, writing the downtime pack."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from viewer.commands.ending import FAILED, MISUSED, OK, Failure
from viewer.commands.reading import reference_named

if TYPE_CHECKING:
    from viewer.content.model import Reference

STDIN = "-"  # a reference that is given on the standard input


@dataclass(frozen=True, slots=True)
class Print:
    """Print parts to the file `pdf`, with structure if `tagged`, or to `printer`.

    `paper` None is the system's; `points` is the text size. `notes` are printed in full, in short
    or as marks. `pages` names some of them as `1-3, 5`. `sides` empty is as the printer is set.
    `reference` is as for `Show`, or `-` for the standard input.
    """

    parts: tuple[str, ...]
    pdf: Path | None
    paper: Literal["letter", "a4"] | None = None
    handout: bool = False
    reference: str | None = None
    library: Path | None = None
    tagged: bool = False
    printer: str = ""
    pages: str = ""
    copies: int = 1
    sides: Literal["", "one", "long", "short"] = ""
    landscape: bool = False
    points: float = 10.0
    notes: Literal["full", "short", "marks"] = "full"
    sources: bool = True


@dataclass(frozen=True, slots=True)
class Printers:
    """Say which printers are set up."""

    as_json: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """Write the downtime pack into `folder`. `reference` is as for `Print`."""

    folder: Path
    paper: Literal["letter", "a4"] | None = None
    reference: str | None = None
    library: Path | None = None


def print_parts(command: Print) -> int:
    """Print parts to a PDF file or a printer."""
    reference = _reference(command.reference, command.library)
    with _printing():
        from viewer.printing.command import print_to_pdf, print_to_printer, wanted

        job = wanted(
            reference,
            command.parts,
            paper=command.paper,
            handout=command.handout,
            landscape=command.landscape,
            points=command.points,
            notes=command.notes,
            sources=command.sources,
        )
        if command.pdf is not None:
            print_to_pdf(job, command.pdf, command.pages, command.tagged)
        else:
            print(
                print_to_printer(job, command.printer, command.pages, command.copies, command.sides)
            )
    return OK


def printers(command: Printers) -> int:
    """Print the name of each printer, a line each."""
    with _printing():
        from viewer.printing.command import printers_here

        names, default = printers_here()
    if command.as_json:
        import json

        print(json.dumps({"printers": names, "default": default}))
        return OK
    for name in names:
        print(f"{name} (default)" if name == default else name)
    if not names:
        print("No printer is set up on this computer.", file=sys.stderr)
    return OK if names else FAILED


def pack(command: Pack) -> int:
    """Write the downtime pack, and a line for each file of it."""
    reference = _reference(command.reference, command.library)
    with _printing():
        from viewer.printing.command import write_pack_to
        from viewer.printing.pack import index_name

        for written in write_pack_to(reference, command.folder, command.paper):
            pages = f"{written.pages} page{'' if written.pages == 1 else 's'}"
            print(f"{command.folder / written.item.name}: {written.item.title}, {pages}")
        print(f"{command.folder / index_name(reference)}: what the pack holds, and how old it is")
    return OK


def _reference(named: str | None, library: Path | None) -> "Reference":
    """The reference to print. Raises Failure."""
    if named != STDIN:
        return reference_named(named, library)
    from viewer.content.model import Reference
    from viewer.content.reader import read

    found = read(sys.stdin.buffer.read(), "the standard input")
    if isinstance(found, Reference):
        return found
    raise Failure("\n".join(map(str, found)), MISUSED)


@contextmanager
def _printing() -> Iterator[None]:
    """What goes wrong within as a Failure."""
    from viewer.printing import PrintProblem

    try:
        yield
    except PrintProblem as problem:
        raise Failure(str(problem), FAILED) from problem
    except ImportError as missing:
        message = f"Printing needs a library that this system lacks ({missing})."
        raise Failure(message, FAILED) from missing
