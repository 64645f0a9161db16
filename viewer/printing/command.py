"""Printing from the command line, with or without a display."""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from viewer.content.model import Reference
from viewer.printing.job import Job, tagged_of
from viewer.printing.pack import Written, write_pack
from viewer.printing.parts import resolve
from viewer.printing.pdf import save, save_pdf
from viewer.printing.ranges import page_numbers
from viewer.printing.style import PAPERS, TEXT, PageStyle, PaperName, Sides, default_paper
from viewer.render.paper import Included, NoteForm
from viewer.render.sheet import SHEET


def wanted(
    reference: Reference,
    parts: Sequence[str],
    paper: PaperName | None = None,
    handout: bool = False,
    landscape: bool = False,
    points: float = TEXT,
    notes: NoteForm = "full",
    sources: bool = True,
) -> Job:
    """What is to be printed; the system's paper unless given.

    With `handout` the patient's sheet too, after the parts, which may then be none. Raises
    PrintProblem for a name that means nothing.
    """
    names = [*parts, SHEET] if handout else parts
    chosen = tuple(part.id for part in resolve(reference, names))
    style = PageStyle(PAPERS[paper or default_paper()], landscape, points)
    return Job(reference, chosen, style, Included(notes, sources))


def print_to_pdf(job: Job, target: Path, pages: str = "", tagged: bool = False) -> None:
    """Print `job`, or of it the pages named as `1-3, 5`, to the PDF file `target`.

    With `tagged`, the PDF has structure for screen readers. Raises PrintProblem, and leaves
    `target` as it was.
    """
    _application()
    if tagged:
        save(lambda: tagged_of(job.reference, job.part_ids, job.style, job.included), target)
        return
    made = job.pages()
    save_pdf(made, target, page_numbers(pages, made.count))


def print_to_printer(
    job: Job, printer: str, pages: str = "", copies: int = 1, sides: Sides = ""
) -> str:
    """Print `job` on the printer of that name. Returns what was done; raises PrintProblem."""
    _application()
    _stop_at_once()
    from viewer.printing.printer import Order, print_order

    made = job.pages()
    return print_order(made, Order(printer, page_numbers(pages, made.count), copies, sides))


def printers_here() -> tuple[list[str], str]:
    """The names of the printers that are set up, and that of the default one or none."""
    _application()
    _stop_at_once()
    from viewer.printing.printer import printer_names

    return printer_names()


def write_pack_to(
    reference: Reference, folder: Path, paper: PaperName | None = None
) -> Iterator[Written]:
    """Write the downtime pack, a file at each step. Raises PrintProblem."""
    _application()
    yield from write_pack(reference, folder, PageStyle(PAPERS[paper or default_paper()]))


def _stop_at_once() -> None:
    """Let Ctrl+C end the process while the print service is waited for: Python hears of none."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@cache
def _application() -> QCoreApplication:
    """The running application, or one without windows that stays until the process ends."""
    running = QGuiApplication.instance()
    if running is not None:
        return running
    # A PDF needs no screen. Asking for one aborts the process where a display is named that
    # does not answer, or a library of the display is missing.
    headless = sys.platform == "linux" and "QT_QPA_PLATFORM" not in os.environ
    return QGuiApplication(["needleside", *(["-platform", "offscreen"] if headless else [])])
