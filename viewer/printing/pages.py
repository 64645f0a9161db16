"""The one page maker: chapters become pages that look the same on printer, preview and PDF.

Everything is laid out at one resolution, whatever the device, and scaled when painted, so a
line ends at the same word everywhere. Nothing is taken from the screen: neither its theme, nor
its density, nor the desktop's font.
"""

import copy
import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
    QTextBlock,
    QTextDocument,
    QTextOption,
)

from viewer.printing import PrintProblem
from viewer.printing.flow import Slice, Unit, pack, units_of
from viewer.printing.style import Margins, PageStyle
from viewer.render.cards import LEAST_POINTS, Card
from viewer.render.escape import escape
from viewer.render.palette import LIGHT
from viewer.render.printed import Chapter

RESOLUTION = 1200  # dots per inch of the layout
POINT, MILLIMETRE = RESOLUTION / 72, RESOLUTION / 25.4

HEAD_POINTS, FOOT_POINTS = 8.5, 7.5
GAP, CARD_GAP = 16 * POINT, 6 * POINT  # between the head's rule and the text
FOOT_GAP = 5 * POINT  # between the text and the foot's rule, and below that
RULE = 0.5 * POINT
NUMBER = 14  # per cent of the width, room for "Page 100 of 100"
LEAST_LINES = 8  # less room than this for the text is no page
CARD_MARGINS = Margins(12.0, 10.0, 12.0, 9.0)  # what printers leave blank anyway is 4 to 6 mm
MOST_POINTS, FINE = 40.0, 0.1  # of a card's text, and how closely its size is sought
CSS_DENSITY = 96  # pixels per inch that lengths in the HTML are meant in

# The first whose digits are of one width is taken. The desktop's own font is not: it differs
# between a window and a command without one, and so would the pages.
FAMILIES = ("Segoe UI", "Helvetica Neue", "Noto Sans", "Open Sans", "Arial", "Helvetica",
            "Liberation Sans", "Nimbus Sans", "DejaVu Sans")  # fmt: skip
_LENGTH = re.compile(r"([0-9.]+)px")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What every page says about itself, in words ready to print."""

    title: str
    source: str
    revision: str
    checked: str
    use: str
    printed: str  # date and time
    language: str = "en"  # as in BCP 47


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on a page: 1 for a chapter, 2 and 3 within it; `y` points below the page's top."""

    level: int
    title: str
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class _Text:
    """Documents one under the other, each with its top; all are `width` wide.

    `headings` are level, title and top of those within it.
    """

    pieces: tuple[tuple[QTextDocument, float], ...]
    bottom: float
    width: float
    headings: tuple[tuple[int, str, float], ...] = ()

    def going_on(self, top: float) -> str:
        """The heading of what goes on at `top`; empty where a heading stands."""
        last = ""
        for _, title, at in self.headings:
            if at >= top - RULE:
                return "" if at < top + RULE else last
            last = title
        return last


@dataclass(frozen=True, slots=True)
class _Page:
    """One page: slices of a chapter's text between head and foot."""

    title: str
    text: _Text
    slices: tuple[Slice, ...]
    notice: str
    use: str
    area: QRectF
    gap: float  # between the head's rule and the text


class Pages:
    """Chapters and cards laid out on paper, ready to be painted on any device with pages.

    Each chapter begins a page. With `at_once` False nothing is laid out until `lay_out` is
    followed to its end. Raises PrintProblem when the paper has no room for text. Needs a
    QGuiApplication.
    """

    def __init__(
        self,
        chapters: Sequence[Chapter | Card],
        style: PageStyle,
        imprint: Imprint,
        at_once: bool = True,
    ) -> None:
        self.style = style
        self.imprint = imprint
        self._chapters = chapters
        density = QGuiApplication.primaryScreen().logicalDotsPerInchY()
        self._pixel = RESOLUTION / density
        # Qt takes a pixel of a length for one of the screen, however dense that is.
        self._stretch = density / CSS_DENSITY
        # Text documents measure with the device that they are given, here one of RESOLUTION.
        self._device = QImage(1, 1, QImage.Format.Format_Mono)
        self._device.setDotsPerMeterX(round(RESOLUTION / 0.0254))
        self._device.setDotsPerMeterY(round(RESOLUTION / 0.0254))
        self._head_font = _font(HEAD_POINTS)
        self._head_height = QFontMetricsF(self._head_font).height() + 4 * POINT
        self._feet: dict[tuple[str, str, float], QTextDocument] = {}
        self._pages: list[_Page] = []
        if at_once:
            for _ in self.lay_out():
                pass

    def lay_out(self) -> Iterator[None]:
        """Make the pages, a short piece of work at each step. Raises PrintProblem."""
        made: list[_Page] = []
        for chapter in self._chapters:
            if isinstance(chapter, Card):
                made.append(self._card(chapter))
                yield
            else:
                made += yield from self._chapter(chapter)
        self._pages = made

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def title(self, number: int) -> str:
        """What the head of the page `number`, from 1, names."""
        return self._pages[number - 1].title

    def stamped(self, printed: str) -> "Pages":
        """The same pages that say that they were printed at the time `printed`."""
        pages = copy.copy(self)
        pages.imprint = replace(self.imprint, printed=printed)
        pages._feet = {}
        return pages

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

    def paint_page(self, painter: QPainter, number: int) -> None:
        """Paint the page `number`, from 1, on `painter`, whose unit is a dot of RESOLUTION."""
        self._paint_page(painter, number)

    def headings(self) -> list[Heading]:
        """The chapters and the headings in them, in order."""
        found: list[Heading] = []
        begun: _Text | None = None
        for number, page in enumerate(self._pages, 1):
            if page.text is not begun:
                begun = page.text
                found.append(Heading(1, page.title, number, page.area.top() / POINT))
                found += self._headings_in(begun)
        return found

    def _headings_in(self, text: _Text) -> Iterator[Heading]:
        for level, title, top in text.headings:
            number, y = self._where(text, top)
            yield Heading(level, title, number, y)

    def _where(self, text: _Text, y: float) -> tuple[int, float]:
        """The page that shows `y` of `text`, and where on it in points from its top."""
        for number, page in enumerate(self._pages, 1):
            body = page.slices[-1]
            if page.text is text and y < body.bottom:
                begin = self._body(page).top() + body.at - body.top
                return number, max(begin + y, page.area.top()) / POINT
        raise ValueError(f"{y} is below the text")

    def _chapter(self, chapter: Chapter) -> Generator[None, None, list[_Page]]:
        area = self._area(self.style.margins)
        made: list[tuple[QTextDocument, float]] = []
        units: list[Unit] = []
        for html in chapter.pieces:
            document = self._document(html, self.style.text_size, area.width())
            # Qt leaves out the space above what stands first in a document.
            space = document.begin().blockFormat().topMargin() * self._pixel
            top = units[-1].bottom + space if units else 0.0
            units += (unit.moved(top) for unit in units_of(document, self._pixel))
            made.append((document, top))
            yield
        bottom = units[-1].bottom if units else 0.0
        text = _Text(tuple(made), bottom, area.width(), tuple(_headings(made)))
        blank = _Page(chapter.title, text, (), chapter.notice, chapter.use, area, GAP)
        height = self._room(blank, self.style.text_size).height()
        return [replace(blank, slices=tuple(slices)) for slices in pack(units, height)]

    def _card(self, card: Card) -> _Page:
        """The page that holds all of `card`, its text as large as fits."""
        area = self._area(CARD_MARGINS)
        blank = _Page(card.title, _Text((), 0.0, area.width()), (), card.notice, "", area, CARD_GAP)
        room = self._room(blank, LEAST_POINTS)
        made: list[tuple[float, QTextDocument]] = []

        def fits(document: QTextDocument) -> bool:
            size = document.size()
            return size.height() <= room.height() and size.width() <= area.width() + POINT

        for variant in card.variants:
            low, high = LEAST_POINTS - FINE, MOST_POINTS
            while high - low > FINE:
                # None smaller is looked for where another variant is larger.
                least = made[-1][0] if made else LEAST_POINTS
                points = least if low < least else (low + high) / 2
                tried = self._document(variant(points), points, area.width())
                if fits(tried):
                    low = points
                    made.append((points, tried))
                elif low < least:
                    break
                else:
                    high = points
        if not made:
            raise PrintProblem(
                f"“{card.title}” does not fit on one page of {self.style.paper.title} paper. "
                "Choose larger paper, the other orientation, or notes as marks."
            )
        best = made[-1][1]
        height = best.size().height()
        pieces = ((best, 0.0),)
        text = _Text(pieces, height, area.width(), tuple(_headings(pieces)))
        return replace(blank, text=text, slices=(Slice(0.0, height, 0.0),))

    def _area(self, margins: Margins) -> QRectF:
        return QRectF(
            margins.left * MILLIMETRE,
            margins.top * MILLIMETRE,
            (self.style.width - margins.left - margins.right) * MILLIMETRE,
            (self.style.height - margins.top - margins.bottom) * MILLIMETRE,
        )

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
        document.setHtml(_stretched(html, self._stretch))
        return document

    def _foot(self, page: _Page) -> QTextDocument:
        key = page.notice, page.use, page.area.width()
        if key not in self._feet:
            html = _foot_html(self.imprint, page.notice, page.use)
            self._feet[key] = self._document(html, FOOT_POINTS, page.area.width())
        return self._feet[key]

    def _body(self, page: _Page) -> QRectF:
        """The room for text on a page."""
        below = self._foot(page).size().height() + RULE + 2 * FOOT_GAP
        return page.area.adjusted(0, self._head_height + page.gap, 0, -below)

    def _room(self, page: _Page, points: float) -> QRectF:
        """The same, if it has room for text of that size. Raises PrintProblem."""
        body = self._body(page)
        if body.height() < LEAST_LINES * points * POINT * 1.4:
            raise PrintProblem(
                f"{self.style.paper.title} paper has no room for text of this size. "
                "Choose larger paper or smaller text."
            )
        return body

    def _paint_page(self, painter: QPainter, number: int) -> None:
        page = self._pages[number - 1]
        self._paint_head(painter, page)
        corner = self._body(page).topLeft()
        for slice_ in page.slices:
            _paint_text(painter, page.text, slice_, corner)
        self._paint_foot(painter, page, number)

    def _paint_head(self, painter: QPainter, page: _Page) -> None:
        area = page.area
        bold = QFont(self._head_font)
        bold.setWeight(QFont.Weight.DemiBold)
        line = QRectF(area.left(), area.top(), area.width(), self._head_height)
        painter.setPen(QColor(LIGHT.ink))
        painter.setFont(bold)
        elide, measure = Qt.TextElideMode.ElideRight, QFontMetricsF(bold)
        title = measure.elidedText(self.imprint.title, elide, line.width() * 0.6)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, title)
        room = line.width() - measure.horizontalAdvance(title) - 24 * POINT
        going_on = page.text.going_on(page.slices[-1].top)
        right = f"{page.title} › {going_on} (continued)" if going_on else page.title
        part = QFontMetricsF(self._head_font).elidedText(right, elide, room)
        painter.setFont(self._head_font)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, part)
        _paint_rule(painter, area.left(), area.right(), line.bottom())

    def _paint_foot(self, painter: QPainter, page: _Page, number: int) -> None:
        area, foot = page.area, self._foot(page)
        height = foot.size().height()
        top = area.bottom() - height
        _paint_rule(painter, area.left(), area.right(), top - FOOT_GAP)
        whole = _Text(((foot, 0.0),), height, area.width())
        _paint_text(painter, whole, Slice(0, height, 0), QPointF(area.left(), top))
        painter.setFont(_font(FOOT_POINTS))
        painter.setPen(QColor(LIGHT.ink))
        box = QRectF(area.left(), top, area.width(), height)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"Page {number} of {self.count}")


def _paint_text(painter: QPainter, text: _Text, part: Slice, corner: QPointF) -> None:
    """Paint a slice of `text` on the page whose text begins at `corner`."""
    ends = [*(top for _, top in text.pieces[1:]), text.bottom]
    for (document, begin), end in zip(text.pieces, ends, strict=True):
        top, bottom = max(part.top, begin), min(part.bottom, end)
        if top < bottom:
            inside = part.inside if top == part.top and part.inside is not None else None
            own = Slice(
                top - begin,
                bottom - begin,
                part.at + top - part.top,
                None if inside is None else inside - begin,
            )
            _paint_document(painter, document, own, corner, text.width)


def _paint_document(
    painter: QPainter, document: QTextDocument, part: Slice, corner: QPointF, width: float
) -> None:
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
    document.documentLayout().draw(painter, context)
    painter.restore()


def _headings(
    pieces: Iterable[tuple[QTextDocument, float]],
) -> Iterator[tuple[int, str, float]]:
    """Level, title and top of the headings below the first level."""
    for document, top in pieces:
        for block in _blocks(document):
            level = block.blockFormat().headingLevel()
            if level > 1:
                title = " ".join(block.text().split())
                yield level, title, top + _top(document, block)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _top(document: QTextDocument, block: QTextBlock) -> float:
    return document.documentLayout().blockBoundingRect(block).top()


def _stretched(html: str, ratio: float) -> str:
    """`html` with the lengths of its style sheet multiplied; its text is left as it is."""
    if ratio == 1:
        return html
    style, end, body = html.partition("</style>")
    return _LENGTH.sub(lambda found: f"{float(found[1]) * ratio:.2f}px", style) + end + body


def _paint_rule(painter: QPainter, left: float, right: float, y: float) -> None:
    painter.setPen(QPen(QColor(LIGHT.edge), RULE))
    painter.drawLine(round(left), round(y), round(right), round(y))


def foot_lines(imprint: Imprint, notice: str, use: str) -> list[str]:
    """What stands in the foot of a chapter's pages; the page number goes beside the first."""
    control = (
        f"Revision {imprint.revision}. Checked: {imprint.checked}. Printed {imprint.printed}. "
        "Uncontrolled when printed."
    )
    if use:
        return [use, control]
    lines = (f"Source: {imprint.source}", f"{control} {imprint.use}", notice)
    return [line for line in lines if line]


def _foot_html(imprint: Imprint, notice: str, use: str) -> str:
    """The foot of a page; at the right of its first line is the room for the page number."""
    first, *others = foot_lines(imprint, notice, use)
    below = "".join(f"<p>{escape(line)}</p>" for line in others)
    return (
        f"<style>body{{color:{LIGHT.soft}}} p{{margin:1px 0 0 0}}</style><body>"
        '<table width="100%" cellspacing="0" cellpadding="0">'
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
    """The first of FAMILIES whose digits are of one width, else the system's interface font.

    The feature that makes other fonts' digits so would make them unreadable in a PDF's text.
    """
    known = set(QFontDatabase.families())
    for family in FAMILIES:
        metrics = QFontMetricsF(QFont(family, 100))
        if (
            family in known
            and len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1
        ):
            return family
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def _origin(layout: QPageLayout) -> QPointF:
    """Where the device begins to count, from the paper's corner, in units of RESOLUTION."""
    if layout.mode() == QPageLayout.Mode.FullPageMode:
        return QPointF()
    margins = layout.margins(QPageLayout.Unit.Point)
    return QPointF(margins.left() * POINT, margins.top() * POINT)
