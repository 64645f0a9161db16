"""The pages as they will come out, on the screen. No printer is asked for anything."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from viewer.printing.pages import RESOLUTION, Pages

GAP = 16.0  # pixels between pages and around them
KEPT = 8  # pages whose picture is kept
NAME = "Pages as they will be printed"


class PageView(QAbstractScrollArea):
    """Pages one under the other, as wide as the room or whole.

    Page Up and Page Down turn pages, Home and End lead to the first and last, arrows scroll.
    """

    turned = Signal()  # another page is in sight, or there are other pages

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: Pages | None = None
        self._pictures: dict[int, QPixmap] = {}
        self._whole = True
        self._number = 1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Else a bar that comes and goes changes the width, and with that its own need.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(NAME)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def pages(self) -> Pages | None:
        """What is shown."""
        return self._pages

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return self._pages.count if self._pages else 0

    @property
    def number(self) -> int:
        """The page in sight, from 1; 0 when there is none."""
        return min(self._number, self.count)

    @property
    def is_whole(self) -> bool:
        """Whether a page is shown whole rather than as wide as the room."""
        return self._whole

    def show_pages(self, pages: Pages | None) -> None:
        """Show other pages, at the number of the page that is in sight."""
        number = max(self._number, 1)
        self._pages = pages
        self._renew()
        self.go(number)
        self.turned.emit()

    def show_whole(self, whole: bool) -> None:
        """Show a page whole, or as wide as the room."""
        number = self.number
        self._whole = whole
        self._renew()
        self.go(number)

    def go(self, number: int) -> None:
        """Show the page `number`, or the nearest that there is."""
        number = min(max(number, 1), max(self.count, 1))
        self.verticalScrollBar().setValue(round((number - 1) * self._step()))
        self._set_number(number)

    def _set_number(self, number: int) -> None:
        if number == self._number:
            return
        self._number = number
        if self._pages and number <= self.count:
            title = self._pages.title(number)
            self.setAccessibleDescription(f"Page {number} of {self.count}: {title}")
        self.turned.emit()

    def _scrolled(self, value: int) -> None:
        # The page that fills the middle of the view.
        middle = value + self.viewport().height() / 2
        self._set_number(min(int(middle / self._step()) + 1, max(self.count, 1)))
        self.viewport().update()

    def _size(self) -> QSizeF:
        """The size of a page on the screen, in pixels."""
        if self._pages is None:
            return QSizeF(1, 1)
        style = self._pages.style
        room = QSizeF(self.viewport().size()) - QSizeF(2 * GAP, 2 * GAP)
        scale = room.width() / style.width
        if self._whole:
            scale = min(scale, room.height() / style.height)
        scale = max(scale, 0.1)
        return QSizeF(style.width * scale, style.height * scale)

    def _step(self) -> float:
        return self._size().height() + GAP

    def _renew(self) -> None:
        """Take in other pages, or another size."""
        self._pictures.clear()
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        bar.setRange(0, max(round(GAP + self.count * self._step() - height), 0))
        bar.setPageStep(height)
        bar.setSingleStep(40)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the page in sight."""
        number = self.number
        super().resizeEvent(event)
        self._renew()
        self.go(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Turn pages."""
        key = event.key()
        where = {
            Qt.Key.Key_PageDown: self.number + 1,
            Qt.Key.Key_PageUp: self.number - 1,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: self.count,
        }
        if key in where:
            self.go(where[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().midlight())
        self._paint_pages(painter, event, self._pages)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().highlight().color(), 2))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _paint_pages(self, painter: QPainter, event: QPaintEvent, pages: Pages | None) -> None:
        if pages is None:
            return
        size, step = self._size(), self._step()
        left = (self.viewport().width() - size.width()) / 2
        top = GAP - self.verticalScrollBar().value()
        first = max(int(-top / step), 0)
        for at in range(first, pages.count):
            corner = QPointF(round(left), round(top + at * step))
            if corner.y() > event.rect().bottom():
                break
            painter.drawPixmap(corner, self._picture(pages, at + 1, size))
            painter.setPen(self.palette().mid().color())
            painter.drawRect(QRectF(corner, size))

    def _picture(self, pages: Pages, number: int, size: QSizeF) -> QPixmap:
        picture = self._pictures.pop(number, None)
        if picture is None:
            ratio = self.devicePixelRatioF()
            picture = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.white)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            scale = size.width() / (pages.style.width / 25.4 * RESOLUTION)
            painter.scale(scale, scale)
            pages.paint_page(painter, number)
            painter.end()
        self._pictures[number] = picture  # the last one used stands last
        while len(self._pictures) > KEPT:
            del self._pictures[next(iter(self._pictures))]
        return picture
