"""Printing to PDF from the command line, with or without a display."""

import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from viewer.content.model import Reference
from viewer.printing.job import pages_of, tagged_of
from viewer.printing.parts import resolve
from viewer.printing.pdf import save, save_pdf
from viewer.printing.style import PAPERS, PageStyle, PaperName, default_paper
from viewer.render.sheet import SHEET


def print_parts(
    reference: Reference,
    parts: Sequence[str],
    target: Path,
    paper: PaperName | None = None,
    handout: bool = False,
    tagged: bool = False,
) -> None:
    """Print what `parts` name to the PDF file `target`; the system's paper unless given.

    With `handout`, print the patient's sheet too, after the parts, which may then be none. With
    `tagged`, the PDF has structure for screen readers. Raises PrintProblem, and leaves `target`
    as it was.
    """
    _application()
    style = PageStyle(PAPERS[paper or default_paper()])
    names = [*parts, SHEET] if handout else parts
    chosen = [part.id for part in resolve(reference, names)]
    if tagged:
        save(lambda: tagged_of(reference, chosen, style), target)
    else:
        save_pdf(pages_of(reference, chosen, style), target)


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
