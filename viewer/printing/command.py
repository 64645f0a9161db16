"""Printing to PDF from the command line, with or without a display."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from viewer.content.model import Reference
from viewer.printing.job import handout_pages, pages_of
from viewer.printing.parts import resolve
from viewer.printing.pdf import save_pdf
from viewer.printing.style import HANDOUT_TEXT, PAPERS, PageStyle, PaperName, default_paper


def print_parts(
    reference: Reference,
    parts: Sequence[str],
    target: Path,
    paper: PaperName | None = None,
    handout: bool = False,
) -> None:
    """Print what `parts` name to the PDF file `target`; the system's paper unless given.

    With `handout`, print the sheet about preparation and aftercare in large type instead;
    `parts` may then be empty, or name the steps or a phase of the sheet. Raises PrintProblem,
    and leaves `target` as it was.
    """
    _application()
    style = PageStyle(PAPERS[paper or default_paper()])
    if handout:
        large = replace(style, text_size=HANDOUT_TEXT)
        pages = handout_pages(reference, parts, large)
    else:
        chosen = [part.id for part in resolve(reference, parts)]
        pages = pages_of(reference, chosen, style)
    save_pdf(pages, target)


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
