"""Pages as a PDF file, written whole or not at all."""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter

from viewer import __version__
from viewer.printing import PrintProblem
from viewer.printing.finish import About, finished
from viewer.printing.pages import RESOLUTION, Pages

AUTHOR = "Needleside"


def pdf_bytes(pages: Pages, numbers: Iterable[int] | None = None) -> bytes:
    """The pages with `numbers`, from 1, or all, as a PDF document.

    It embeds its fonts and has an outline, links, a language and a description.
    """
    chosen = list(numbers) if numbers is not None else list(range(1, pages.count + 1))
    # Made in memory: QPdfWriter says nothing when a disk is full.
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(pages.page_layout())
    writer.setTitle(pages.imprint.title)
    writer.setCreator(f"Needleside {__version__}")
    pages.paint(writer, chosen)
    buffer.close()
    return _finished(pages, bytes(buffer.data().data()), chosen)


def _finished(pages: Pages, pdf: bytes, chosen: Sequence[int]) -> bytes:
    """The PDF of the `chosen` pages, where a page and what leads to it are counted anew."""
    at = {number: position for position, number in enumerate(chosen, 1)}
    imprint = pages.imprint
    titles = dict.fromkeys(pages.title(number) for number in chosen)
    subject = (
        f"{'; '.join(titles)}. Revision {imprint.revision}, checked: {imprint.checked}. "
        f"Source: {imprint.source}"
    )
    return finished(
        pdf,
        About(imprint.title, AUTHOR, subject, imprint.language),
        [replace(each, page=at[each.page]) for each in pages.headings() if each.page in at],
        some=len(at) < pages.count,
    )


def save_pdf(pages: Pages, target: Path, numbers: Iterable[int] | None = None) -> None:
    """Write the pages with `numbers`, or all, to `target`, as `save` does."""
    save(lambda: pdf_bytes(pages, numbers), target)


def save(make: Callable[[], bytes], target: Path) -> None:
    """Write the PDF that `make` makes to `target`.

    What was there is replaced once it is complete; PrintProblem says why it could not be, and
    then `target` is as it was.
    """
    target = target.expanduser().resolve()
    if not target.parent.is_dir():
        raise PrintProblem(f"There is no folder {target.parent}. Make it or choose another one.")
    if target.is_dir():
        raise PrintProblem(f"{target} is a folder. Add a file name, as in guide.pdf.")
    write_whole(target, make(), "PDF")


def write_whole(target: Path, content: bytes, what: str) -> None:
    """Write `content`, called `what`, to `target`: all of it, or nothing and a PrintProblem."""
    part = target.with_name(f".needleside-{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        reason = error.strerror or "the system gave no reason"
        raise PrintProblem(
            f"The {what} could not be written to {target} ({reason}). Nothing was changed there. "
            "Close it where it is open, or choose a folder that you may write to and has room."
        ) from error
