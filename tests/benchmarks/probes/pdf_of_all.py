"""Everything printed to PDF; and the same HTML printed by a bare QTextDocument."""

import time
from statistics import median

from plain_index import bundled
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QFont, QGuiApplication, QPageSize, QPdfWriter, QTextDocument
from telling import tell

from viewer.content.model import PANES
from viewer.printing.job import pages_of
from viewer.printing.pages import RESOLUTION
from viewer.printing.pdf import pdf_bytes
from viewer.printing.style import PAPERS, PageStyle
from viewer.render.printed import chapters

TIMES = 5

app = QGuiApplication([])
reference = bundled()
style = PageStyle(PAPERS["letter"])
html = "".join(chapter.html for chapter in chapters(reference, PANES, style.text_size))


def own() -> int:
    """From the reference to a PDF. Returns the number of pages."""
    pages = pages_of(reference, PANES, style)
    assert pdf_bytes(pages)
    return pages.count


def bare() -> int:
    """From the HTML to a PDF, rows cut where a page ends. Returns the number of pages."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    document = QTextDocument()
    document.setDefaultFont(QFont(QFont().family(), round(style.text_size)))
    document.setHtml(html)
    document.print_(writer)
    pages = document.pageCount()
    buffer.close()
    assert buffer.data().size()
    return pages


own_times: list[float] = []
bare_times: list[float] = []
for _ in range(TIMES):
    for does, times in ((own, own_times), (bare, bare_times)):
        began = time.perf_counter()
        does()
        times.append((time.perf_counter() - began) * 1000)
tell(own=median(own_times), bare=median(bare_times), pages=own())
