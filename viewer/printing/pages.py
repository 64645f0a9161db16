"""The one page maker: chapters become pages that look the same on printer, preview and PDF.

Everything is laid out at one resolution, whatever the device, and scaled when painted, so a
line ends at the same word everywhere. Nothing is taken from the screen's theme.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPen,
    QTextDocument,
    QTextOption,
)

from viewer.printing import PrintProblem
from viewer.printing.flow import Slice, pack, units_of
from viewer.printing.style import PageStyle
from viewer.render.escape import escape
from viewer.render.palette import LIGHT
from viewer.render.printed import Chapter

RESOLUTION = 1200  # dots per inch of the layout
POINT, MILLIMETRE = RESOLUTION / 72, RESOLUTION / 25.4

HEAD_POINTS, FOOT_POINTS = 8.5, 7.5
HEAD_GAP, FOOT_GAP = 16 * POINT, 10 * POINT  # between the text and the lines above and below
RULE = 0.5 * POINT
NUMBER = 14  # per cent of the width, room for "Page 100 of 100"
LEAST_LINES = 8  # less room than this for the text is no page

# Tried in this order where the system's interface font will not do.
FAMILIES = ("Noto Sans", "Open Sans", "Arial", "Helvetica", "Liberation Sans", "Nimbus Sans",
            "DejaVu Sans")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imprint:
    """What every page says about itself, in words ready to print."""

    title: str
    source: str
    revision: str
    checked: str
    use: str
    printed: str  # date and time


@dataclass(frozen=True, slots=True)
class _Page:
    """One page: slices of a chapter's text between head and foot."""

    title: str
    text: QTextDocument
    slices: tuple[Slice, ...]
    foot: QTextDocument


class Pages:
    """Chapters laid out on paper, ready to be painted on any device with pages.

    Each chapter begins a page. Raises PrintProblem when the paper has no room for text.
    Needs a QGuiApplication.
    """

    def __init__(self, chapters: Sequence[Chapter], style: PageStyle, imprint: Imprint) -> None:
        self.style = style
        self.imprint = imprint
        margins = style.margins
        self._area = QRectF(
            margins.left * MILLIMETRE,
            margins.top * MILLIMETRE,
            (style.width - margins.left - margins.right) * MILLIMETRE,
            (style.height - margins.top - margins.bottom) * MILLIMETRE,
        )
        # Text documents measure with the device that they are given, here one of RESOLUTION.
        self._device = QImage(1, 1, QImage.Format.Format_Mono)
        self._device.setDotsPerMeterX(round(RESOLUTION / 0.0254))
        self._device.setDotsPerMeterY(round(RESOLUTION / 0.0254))
        self._head_font = _font(HEAD_POINTS)
        self._head_height = QFontMetricsF(self._head_font).height() + 4 * POINT
        self._pages = [page for chapter in chapters for page in self._chapter(chapter)]

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def page_layout(self) -> QPageLayout:
        """The paper as Qt names it, without margins: the pages bring their own."""
        paper = self.style.paper
        size = QPageSize(
            QSizeF(paper.width, paper.height),
            QPageSize.Unit.Millimeter,
            "",
            QPageSize.SizeMatchPolicy.FuzzyMatch,
        )
        landscape = self.style.landscape
        return QPageLayout(
            size,
            QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait,
            QMarginsF(),
        )

    def paint(self, device: QPagedPaintDevice, numbers: Iterable[int] | None = None) -> None:
        """Paint the pages with `numbers`, from 1, or all of them, on `device`.

        Raises PrintProblem when the device takes no page.
        """
        chosen = list(numbers) if numbers is not None else list(range(1, self.count + 1))
        painter = QPainter()
        if not painter.begin(device):
            raise PrintProblem("The printer took no page. See whether it is on and try again.")
        try:
            painter.scale(device.logicalDpiX() / RESOLUTION, device.logicalDpiY() / RESOLUTION)
            painter.translate(-_origin(device.pageLayout()))
            for position, number in enumerate(chosen):
                if position and not device.newPage():
                    raise PrintProblem(
                        f"The printer stopped before page {number}. See to it and print again."
                    )
                self._paint_page(painter, number)
        finally:
            painter.end()

    def _chapter(self, chapter: Chapter) -> list[_Page]:
        width = self._area.width()
        text = self._document(chapter.html, self.style.text_size, width)
        foot = self._document(_foot_html(self.imprint, chapter), FOOT_POINTS, width)
        height = self._body(foot).height()
        if height < LEAST_LINES * self.style.text_size * POINT * 1.4:
            raise PrintProblem(
                f"{self.style.paper.title} paper has no room for text of this size. "
                "Choose larger paper or smaller text."
            )
        pixel = RESOLUTION / QGuiApplication.primaryScreen().logicalDotsPerInchY()
        pages = pack(units_of(text, pixel), height)
        return [_Page(chapter.title, text, tuple(slices), foot) for slices in pages]

    def _document(self, html: str, points: float, width: float) -> QTextDocument:
        document = QTextDocument()
        document.documentLayout().setPaintDevice(self._device)
        document.setDocumentMargin(0)
        document.setDefaultFont(_font(points))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.setUndoRedoEnabled(False)
        document.setTextWidth(width)
        document.setHtml(html)
        return document

    def _body(self, foot: QTextDocument) -> QRectF:
        """The room for text on a page with this foot."""
        return self._area.adjusted(
            0, self._head_height + HEAD_GAP, 0, -foot.size().height() - RULE - 2 * FOOT_GAP
        )

    def _paint_page(self, painter: QPainter, number: int) -> None:
        page = self._pages[number - 1]
        self._paint_head(painter, page)
        body = self._body(page.foot)
        for slice_ in page.slices:
            _paint_text(painter, page.text, slice_, body.topLeft(), body.width())
        self._paint_foot(painter, page, number)

    def _paint_head(self, painter: QPainter, page: _Page) -> None:
        area = self._area
        bold = QFont(self._head_font)
        bold.setWeight(QFont.Weight.DemiBold)
        line = QRectF(area.left(), area.top(), area.width(), self._head_height)
        painter.setPen(QColor(LIGHT.ink))
        painter.setFont(bold)
        elide, measure = Qt.TextElideMode.ElideRight, QFontMetricsF(bold)
        title = measure.elidedText(self.imprint.title, elide, line.width() * 0.6)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, title)
        room = line.width() - measure.horizontalAdvance(title) - 24 * POINT
        part = QFontMetricsF(self._head_font).elidedText(page.title, elide, room)
        painter.setFont(self._head_font)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, part)
        _paint_rule(painter, area.left(), area.right(), line.bottom())

    def _paint_foot(self, painter: QPainter, page: _Page, number: int) -> None:
        area = self._area
        height = page.foot.size().height()
        top = area.bottom() - height
        _paint_rule(painter, area.left(), area.right(), top - FOOT_GAP / 2)
        whole = Slice(0, height, 0)
        _paint_text(painter, page.foot, whole, QPointF(area.left(), top), area.width())
        painter.setFont(_font(FOOT_POINTS))
        painter.setPen(QColor(LIGHT.ink))
        box = QRectF(area.left(), top, area.width(), height)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"Page {number} of {self.count}")


def _paint_text(
    painter: QPainter, text: QTextDocument, part: Slice, corner: QPointF, width: float
) -> None:
    """Paint a slice of `text`, `width` wide, on the page whose text begins at `corner`."""
    shown = QRectF(0, part.top, width, part.bottom - part.top)
    palette = QPalette(QColor(LIGHT.surface))
    palette.setColor(QPalette.ColorRole.Text, QColor(LIGHT.ink))
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette = palette
    # What is asked for is less than what is shown, for Qt paints lines that only touch it, and
    # inside a block one line more above it: unseen, they would still be in the PDF's text.
    asked = shown.adjusted(0, RULE, 0, -RULE)
    if part.inside is not None:
        asked.setTop(part.inside + RULE)
    context.clip = asked
    painter.save()
    painter.translate(corner.x(), corner.y() + part.at - part.top)
    painter.setClipRect(shown)
    text.documentLayout().draw(painter, context)
    painter.restore()


def _paint_rule(painter: QPainter, left: float, right: float, y: float) -> None:
    painter.setPen(QPen(QColor(LIGHT.edge), RULE))
    painter.drawLine(round(left), round(y), round(right), round(y))


def foot_lines(imprint: Imprint, chapter: Chapter) -> list[str]:
    """What stands in the foot of each page of `chapter`; the page number goes beside the first."""
    control = (
        f"Revision {imprint.revision}. Checked: {imprint.checked}. Printed {imprint.printed}. "
        "Uncontrolled when printed."
    )
    if chapter.use:
        return [chapter.use, control]
    lines = (f"Source: {imprint.source}", control, imprint.use, chapter.notice)
    return [line for line in lines if line]


def _foot_html(imprint: Imprint, chapter: Chapter) -> str:
    """The foot of a page; at the right of its first line is the room for the page number."""
    first, *others = foot_lines(imprint, chapter)
    below = "".join(f'<p style="margin:1px 0 0 0">{escape(line)}</p>' for line in others)
    return (
        f'<body style="color:{LIGHT.soft}"><table width="100%" cellspacing="0" cellpadding="0">'
        f'<tr><td width="{100 - NUMBER}%">{escape(first)}</td>'
        f'<td width="{NUMBER}%">&nbsp;</td></tr></table>{below}</body>'
    )


def _font(points: float) -> QFont:
    """A font for paper in units of RESOLUTION: unhinted, with digits of one width."""
    font = QFont(_family())
    # In pixels of the layout, so that no device scales it by its own resolution once more.
    font.setPixelSize(round(points * POINT))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # A PDF names a substituted glyph wrongly or not at all: with them 4x5 is copied as 4 5.
    for feature in ("calt", "clig", "dlig", "liga"):
        font.setFeature(QFont.Tag(feature), 0)
    return font


@cache
def _family() -> str:
    """The system's interface font, or the first of FAMILIES whose digits are of one width.

    The feature that makes other fonts' digits so would make them unreadable in a PDF's text.
    """
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    known = set(QFontDatabase.families())
    for family in (system, *FAMILIES):
        metrics = QFontMetricsF(QFont(family, 100))
        if (
            family in known
            and len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1
        ):
            return family
    return system


def _origin(layout: QPageLayout) -> QPointF:
    """Where the device begins to count, from the paper's corner, in units of RESOLUTION."""
    if layout.mode() == QPageLayout.Mode.FullPageMode:
        return QPointF()
    margins = layout.margins(QPageLayout.Unit.Point)
    return QPointF(margins.left() * POINT, margins.top() * POINT)
