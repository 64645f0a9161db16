"""Pages on the system's printers. Only processes that may be ended at any time load this.

Asking for printers, making one and sending pages to it may each wait for a print server that
never answers; see `viewer.printing.service`.
"""

import ctypes
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from viewer import __version__
from viewer.printing import PrintProblem
from viewer.printing.pages import RESOLUTION, Pages
from viewer.printing.style import Sides

IPP_FAILED = 0x400  # the first status that is a failure, RFC 8011 section 4.1.6
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
    failed = printer.printerState() in (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error)
    why = _trouble()
    if failed or why:
        raise PrintProblem(_refused(order.printer, why))
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


def _trouble() -> str:
    """Why CUPS did not take what was last sent, which Qt does not say; empty when it did."""
    library = {"linux": "libcups.so.2", "darwin": "libcups.2.dylib"}.get(sys.platform)
    if library is None:
        return ""
    try:
        cups = ctypes.CDLL(library)
        if cups.cupsLastError() < IPP_FAILED:
            return ""
        said = cups.cupsLastErrorString
        said.restype = ctypes.c_char_p
        return (said() or b"").decode(errors="replace").strip().rstrip(".") or "it gave no reason"
    except (OSError, AttributeError):  # no CUPS here, so no printer of its kind either
        return ""


def _refused(name: str, why: str) -> str:
    reason = f" ({why})" if why else ""
    return (
        f"The printer {name} did not take the pages{reason}. See whether it is on, has paper and "
        "accepts jobs, then print again."
    )


def _counted(numbers: Sequence[int], copies: int) -> str:
    pages = f"{len(numbers)} page{'' if len(numbers) == 1 else 's'}"
    return pages if copies == 1 else f"{pages}, {copies} copies,"
