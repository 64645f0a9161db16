"""Pages on the system's printers. Only processes that may be ended at any time load this.

Asking for printers, making one and sending pages to it may each wait for a print server that
never answers; see `viewer.printing.service`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from viewer import __version__
from viewer.printing import PrintProblem
from viewer.printing.pages import RESOLUTION, Pages
from viewer.printing.style import Sides

_DUPLEX = {
    "one": QPrinter.DuplexMode.DuplexNone,
    "long": QPrinter.DuplexMode.DuplexLongSide,
    "short": QPrinter.DuplexMode.DuplexShortSide,
}


@dataclass(frozen=True, slots=True)
class Order:
    """What a printer is asked for: `numbers` of pages from 1; `sides` empty as it is set."""

    printer: str
    numbers: tuple[int, ...]
    copies: int = 1
    sides: Sides = ""


def printer_names() -> tuple[list[str], str]:
    """The names of the printers that are set up, and that of the default one or none."""
    names = QPrinterInfo.availablePrinterNames()
    default = QPrinterInfo.defaultPrinterName()
    return names, default if default in names else ""


def print_order(pages: Pages, order: Order) -> str:
    """Send `pages` to a printer. Returns what was done as a sentence; raises PrintProblem."""
    info = QPrinterInfo.printerInfo(order.printer)
    if info.isNull():
        names, _ = printer_names()
        there = f"Printers here: {', '.join(names)}." if names else "No printer is set up here."
        raise PrintProblem(f"There is no printer named “{order.printer}”. {there}")
    stopped = info.state() == QPrinter.PrinterState.Error
    printer = _made(info, pages, order)
    copies = 1 if printer.supportsMultipleCopies() else order.copies
    pages.paint(printer, [*order.numbers] * copies)
    if printer.printerState() in (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error):
        raise PrintProblem(_refused(order.printer))
    sent = f"Sent {_counted(order.numbers, order.copies)} to {order.printer}"
    if stopped:
        return f"{sent}, which is stopped: the pages wait there until someone starts it again."
    return f"{sent}."


def _made(info: QPrinterInfo, pages: Pages, order: Order) -> QPrinter:
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setResolution(RESOLUTION)
    printer.setFullPage(True)
    layout = pages.page_layout()
    # A layout with our sizes need not be one that the driver knows: size and orientation alone
    # let it name the paper as it does.
    if not printer.setPageLayout(layout):
        printer.setPageSize(layout.pageSize())
        printer.setPageOrientation(layout.orientation())
    if printer.pageLayout().orientation() != layout.orientation():
        printer.setPageOrientation(QPageLayout.Orientation(layout.orientation()))
    printer.setDocName(pages.imprint.title)
    printer.setCreator(f"Needleside {__version__}")
    if printer.supportsMultipleCopies():
        printer.setCopyCount(order.copies)
    if order.sides:
        printer.setDuplex(_DUPLEX[order.sides])
    return printer


def _refused(name: str) -> str:
    return (
        f"The printer {name} did not take the pages. See whether it is on, has paper and accepts "
        "jobs, then print again."
    )


def _counted(numbers: Sequence[int], copies: int) -> str:
    pages = f"{len(numbers)} page{'' if len(numbers) == 1 else 's'}"
    return pages if copies == 1 else f"{pages}, {copies} copies,"
