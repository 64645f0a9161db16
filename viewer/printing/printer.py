"""Pages on the system's printers, asked for only when the reader prints."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from viewer.printing import PrintProblem, asking
from viewer.printing.choices import Choices
from viewer.printing.job import Job
from viewer.printing.pages import RESOLUTION, Pages
from viewer.printing.pdf import save_pdf
from viewer.printing.style import PageStyle, Paper

SAME_PAPER = 1.0  # millimetres by which two sizes of one paper may differ


def has_printer() -> bool:
    """Whether a printer is set up. May take seconds where a print server does not answer."""
    return bool(QPrinterInfo.availablePrinterNames())


def make_printer(pages: Pages) -> QPrinter:
    """The system's default printer, set to the paper of `pages`."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(RESOLUTION)
    printer.setFullPage(True)
    printer.setPageLayout(pages.page_layout())
    printer.setDocName(pages.imprint.title)
    printer.setCreator("Needleside")
    return printer


def to_printer(parent: QWidget | None, job: Job, choices: Choices) -> str:
    """Print `job` through the system's print dialog; without a printer, offer a PDF.

    Returns what was done as a sentence, empty when the reader cancelled. Raises PrintProblem.
    """
    if not has_printer():
        if not choices.files:
            raise PrintProblem(
                "No printer is set up on this computer. Ask whoever looks after it for one."
            )
        return to_pdf(parent, job, choices) if asking.ask_pdf_instead(parent) else ""
    pages = job.pages()
    printer = make_printer(pages)
    if not asking.ask_printer(parent, printer, pages.count, choices.files):
        return ""
    done = print_on(printer, job)
    choices.remember(choices)
    return done


def to_pdf(parent: QWidget | None, job: Job, choices: Choices) -> str:
    """Write `job` to a PDF that the reader names.

    Returns what was done as a sentence, empty when the reader cancelled. Raises PrintProblem.
    """
    target = asking.ask_pdf_path(parent, choices.pdf_path(job.file_name))
    if target is None:
        return ""
    save_pdf(job.pages(), target)
    choices.folder = str(target.parent)
    choices.remember(choices)
    return f"Saved as {target}."


def print_on(printer: QPrinter, job: Job) -> str:
    """Print `job` on `printer` as the reader has set it: paper, pages, order, copies."""
    pages = job.pages(style_on(printer, job.style))
    numbers = chosen_pages(printer, pages.count)
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat and printer.outputFileName():
        save_pdf(pages, Path(printer.outputFileName()), numbers)
        return f"Saved as {printer.outputFileName()}."
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    printer.setFullPage(True)
    pages.paint(printer, numbers * copies)
    if printer.printerState() in (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error):
        raise PrintProblem(
            f"The printer {printer.printerName()} did not take the pages. "
            "See whether it is on and has paper, then print again."
        )
    return f"Sent to {printer.printerName() or 'the printer'}."


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """The numbers of the pages to print, in the order that the printer wants them."""
    ranges = printer.pageRanges()
    numbers = [n for n in range(1, count + 1) if ranges.isEmpty() or ranges.contains(n)]
    last_first = printer.pageOrder() == QPrinter.PageOrder.LastPageFirst
    return numbers[::-1] if last_first else numbers


def style_on(printer: QPrinter, style: PageStyle) -> PageStyle:
    """`style` on the paper that is in `printer`, for the reader may have chosen another one."""
    layout = printer.pageLayout()
    size = layout.pageSize().size(QPageSize.Unit.Millimeter)
    landscape = layout.orientation() == QPageLayout.Orientation.Landscape
    paper = style.paper
    if (
        abs(size.width() - paper.width) > SAME_PAPER
        or abs(size.height() - paper.height) > SAME_PAPER
    ):
        paper = Paper(layout.pageSize().name(), size.width(), size.height())
    return replace(style, paper=paper, landscape=landscape)
