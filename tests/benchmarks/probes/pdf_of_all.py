"""Everything printed to PDF; and the same text printed by a bare QTextDocument, in two ways.

`bare` is the same HTML, `plain` its words alone. `pages` and `memory` are ours: how many, and by
how many MB the process grew while it made them for the first time.
"""

import re
import time
from html import unescape
from statistics import median

from plain_index import bundled
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QFont, QGuiApplication, QPageSize, QPdfWriter, QTextDocument
from telling import peak_memory, tell

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
words = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
words = unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</(p|h[1-3]|tr)>", "\n", words)))


def own() -> int:
    """From the reference to a PDF. Returns the number of pages."""
    pages = pages_of(reference, PANES, style)
    assert pdf_bytes(pages)
    return pages.count


def bare(text: str, is_html: bool) -> int:
    """From the text to a PDF, rows cut where a page ends. Returns the number of pages."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    document = QTextDocument()
    document.setDefaultFont(QFont(QFont().family(), round(style.text_size)))
    if is_html:
        document.setHtml(text)
    else:
        document.setPlainText(text)
    document.print_(writer)
    pages = document.pageCount()
    buffer.close()
    assert buffer.data().size()
    return pages


before = peak_memory()
pages = own()
memory = peak_memory() - before
ways = {
    "own": own,
    "bare": lambda: bare(html, is_html=True),
    "plain": lambda: bare(words, is_html=False),
}
times: dict[str, list[float]] = {name: [] for name in ways}
for _ in range(TIMES):
    for name, does in ways.items():
        began = time.perf_counter()
        does()
        times[name].append((time.perf_counter() - began) * 1000)
tell(pages=pages, memory=memory, **{name: median(each) for name, each in times.items()})
