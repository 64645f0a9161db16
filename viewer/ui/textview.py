"""The one text browser. It shows the HTML that it is handed and loads nothing by itself.

Qt's browser reads local files that a page names; this one answers every request from what
the program gave it, and gives a transparent pixel for the rest (a refused image would be asked
for again at each repaint). Links are walked with Tab, the one in focus has a ring, and what it
means is for the window to decide: the view only says which was chosen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6 import QtCore, QtGui
from PySide6.QtCore import QPoint, QRect, QRectF, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from viewer.render.palette import LIGHT, Palette
from viewer.ui.early import (
    ALWAYS_ON,
    AS_NEEDED,
    SELECT_AND_LINKS_BY_MOUSE,
    STRONG_FOCUS,
    set_number,
)
from viewer.ui.focusbar import FocusBar

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

# 6,000 extra selections take more than 100 ms to set; nobody walks through more than this.
MOST_MARKS = 500
# The space around the text, in pixels; the bar that shows the focus stands in it.
PAGE_MARGIN = 16


class Link(Struct, frozen=True):
    """A link of the page: the characters `start` to `end`, and where it leads."""

    start: int
    end: int
    href: str


class TextView(QTextBrowser):
    """A page of text with links, names to scroll to, and marks for search hits."""

    activated = Signal(str)  # the href of the link that was chosen
    zoomed = Signal(int)  # +1 or -1, from Ctrl and the wheel
    typed = Signal(str)  # a character typed where no text field is

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls the page."""
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        set_number(self, "textInteractionFlags", SELECT_AND_LINKS_BY_MOUSE)
        set_number(self, "focusPolicy", STRONG_FOCUS)
        self.document().setDocumentMargin(PAGE_MARGIN)
        self.shows_focus = True  # a bar at the left; False where something around it does
        # Not drawn on the page itself: its viewport is a widget that Qt made, and to see what it
        # might be PySide loads every kind of widget there is, for 10 ms of a start.
        self._focus_bar = FocusBar(self)
        self.anchorClicked.connect(lambda url: self.activated.emit(url.toString()))
        self.walks_by_arrows = False  # Up and Down go from link to link
        self._palette: Palette = LIGHT
        self._links: list[Link] | None = None
        self._names: dict[str, int] = {}
        self._focused = -1
        self._marks: list[tuple[int, int]] = []
        self._mark_at = -1
        self._pressed = QPoint()
        self._blank = QPixmap(1, 1)
        self._blank.fill(QColor(0, 0, 0, 0))

    def loadResource(self, kind: int, url: "QUrl | str") -> object:
        """Nothing is loaded: pages hold text alone."""
        del kind, url
        return self._blank

    # -- the page

    def set_page(self, html: str, palette: Palette) -> None:
        """Show `html`; focus, marks and scrolling start anew."""
        focused = self._links[self._focused].href if self._links and self._focused >= 0 else ""
        self._palette = palette
        self._links, self._names = None, {}
        self._focused, self._marks, self._mark_at = -1, [], -1
        self.setExtraSelections([])
        with self._scroll_bar_kept():
            self.setHtml(html)
        if focused:
            self._focused = next(
                (at for at, link in enumerate(self.links()) if link.href == focused), -1
            )
        self._focus_bar.colour = palette.accent
        self._show_bar()

    def lay_out(self) -> None:
        """Lay a page out that is not in sight yet, so that its first showing need not."""
        if not self.isVisible():
            with self._scroll_bar_kept():
                # Qt does all that a showing would do, to paint this one pixel.
                self.grab(QRect(0, 0, 1, 1))

    @contextmanager
    def _scroll_bar_kept(self) -> Iterator[None]:
        """The scroll bar stays: one that comes late has Qt lay out all of the text once more."""
        set_number(self, "verticalScrollBarPolicy", ALWAYS_ON)
        yield
        set_number(self, "verticalScrollBarPolicy", AS_NEEDED)

    def links(self) -> list[Link]:
        """The links of the page in reading order."""
        if self._links is None:
            self._scan()
        return self._links or []

    def position_of(self, name: str) -> int:
        """The character position of the place `name`, or -1."""
        if self._links is None:
            self._scan()
        return self._names.get(name, -1)

    def _scan(self) -> None:
        """Find names and links once for each page; Qt keeps no list of either."""
        links: list[Link] = []
        names: dict[str, int] = {}
        block = self.document().begin()
        while block.isValid():
            walk = block.begin()
            while not walk.atEnd():
                fragment = walk.fragment()
                form = fragment.charFormat()
                if form.isAnchor():
                    start, end = fragment.position(), fragment.position() + fragment.length()
                    for name in form.anchorNames():
                        names.setdefault(name, start)
                    href = form.anchorHref()
                    if href and links and links[-1].href == href and links[-1].end == start:
                        links[-1] = Link(links[-1].start, end, href)
                    elif href:
                        links.append(Link(start, end, href))
                walk += 1
            block = block.next()
        self._links, self._names = links, names

    # -- places

    def show_place(self, name: str, above: int = 24) -> bool:
        """Scroll so that the place `name` is near the top. False when the page has none."""
        position = self.position_of(name)
        if position < 0:
            return False
        self.verticalScrollBar().setValue(round(self._top_of(position)) - above)
        return True

    def place_in_sight(self, names: list[str], within: float = 0.33) -> str:
        """The last of `names` that starts above the part `within` of the view, or ""."""
        limit = self.verticalScrollBar().value() + round(self.viewport().height() * within)
        found = ""
        for name in names:
            position = self.position_of(name)
            if position >= 0 and self._top_of(position) <= limit:
                found = name
        return found

    def top_place(self) -> tuple[str, int]:
        """The named place nearest the top and the pixels from it to the top: a bookmark."""
        top = self.verticalScrollBar().value()
        best, distance = "", 0
        if not top:
            return best, distance
        if self._links is None:
            self._scan()
        for name, position in self._names.items():
            away = top - round(self._top_of(position))
            if not best or abs(away) < abs(distance):
                best, distance = name, away
        return best, distance

    def restore(self, bookmark: tuple[str, int]) -> None:
        """Scroll back to what `top_place` gave, also when the page was made anew."""
        name, distance = bookmark
        if not name:
            self.verticalScrollBar().setValue(0)
            return
        position = self.position_of(name)
        if position >= 0:
            self.verticalScrollBar().setValue(round(self._top_of(position)) + distance)

    def _top_of(self, position: int) -> float:
        block = self.document().findBlock(position)
        return self.document().documentLayout().blockBoundingRect(block).top()

    # -- marks

    def set_marks(self, spans: list[tuple[int, int]], near: int) -> int:
        """Mark the hits `spans` and make the first at or after `near` the current one.

        Returns how many are marked, at most `MOST_MARKS`.
        """
        self._marks = spans[:MOST_MARKS]
        after = (at for at, (start, _end) in enumerate(self._marks) if start >= near)
        self._mark_at = next(after, 0 if self._marks else -1)
        self._draw_marks()
        return len(self._marks)

    def step_mark(self, by: int) -> tuple[int, int]:
        """Go to the next or previous hit. Returns its number and how many there are."""
        if not self._marks:
            return 0, 0
        self._mark_at = (self._mark_at + by) % len(self._marks)
        self._draw_marks()
        self._keep_in_sight(self._marks[self._mark_at][0])
        return self._mark_at + 1, len(self._marks)

    def _draw_marks(self) -> None:
        # Loaded here: its first use takes 6 ms, and a page without a search has no marks.
        from PySide6.QtGui import QTextCharFormat

        made = []
        for at, (start, end) in enumerate(self._marks):
            here = at == self._mark_at
            form = QTextCharFormat()
            form.setBackground(QColor(self._palette.accent if here else self._palette.mark))
            form.setForeground(QColor(self._palette.on_accent if here else self._palette.on_mark))
            selection = QTextEdit.ExtraSelection()
            cursor = QtGui.QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QtGui.QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = form
            made.append(selection)
        self.setExtraSelections(made)

    def blocks(self) -> list[tuple[int, str]]:
        """The position and text of each paragraph, for finding hits."""
        found = []
        block = self.document().begin()
        while block.isValid():
            found.append((block.position(), block.text()))
            block = block.next()
        return found

    # -- links by keyboard and mouse

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the links of the page, then leaves it."""
        if self._step_link(1 if forward else -1):
            return True
        self._focused = -1
        self._show_focus()
        return QWidget.focusNextPrevChild(self, forward)

    def _step_link(self, by: int) -> bool:
        links = self.links()
        start = self._focused
        if start < 0 and links:
            start = self._first_in_sight(by)
        at = start + by
        if not 0 <= at < len(links):
            return False
        self._focused = at
        self._keep_in_sight(links[at].start)
        self._show_focus()
        return True

    def _first_in_sight(self, by: int) -> int:
        """The link before (after) the first (last) one in sight, so that a step lands on it."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        seen = [
            at
            for at, link in enumerate(self.links())
            if top <= self._top_of(link.start) + self.fontMetrics().height() <= bottom
        ]
        if not seen:
            return -1 if by > 0 else len(self.links())
        return seen[0] - 1 if by > 0 else seen[-1] + 1

    def focus_link(self, href: str) -> None:
        """Put the ring on the first link to `href`."""
        found = (at for at, link in enumerate(self.links()) if link.href == href)
        self._focused = next(found, -1)
        self._show_focus()

    def _show_focus(self) -> None:
        """The ring goes round another link, or round none any more."""
        self.viewport().update()
        self._show_bar()

    def _show_bar(self) -> None:
        """The bar stands for the page as a whole: there is none while a link has the ring."""
        self._focus_bar.setVisible(self.shows_focus and self.hasFocus() and self._focused < 0)

    def _keep_in_sight(self, position: int) -> None:
        cursor = QtGui.QTextCursor(self.document())
        cursor.setPosition(position)
        rect = self.cursorRect(cursor)
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        if rect.top() < 24:
            bar.setValue(bar.value() + rect.top() - height // 4)
        elif rect.bottom() > height - 24:
            bar.setValue(bar.value() + rect.bottom() - height * 3 // 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the link in focus; a typed character is for the window."""
        key, keys = event.key(), QtCore.Qt.Key
        plain = not event.modifiers() & ~(
            QtCore.Qt.KeyboardModifier.ShiftModifier | QtCore.Qt.KeyboardModifier.KeypadModifier
        )
        if key in (keys.Key_Return, keys.Key_Enter) and 0 <= self._focused < len(self.links()):
            self.activated.emit(self.links()[self._focused].href)
        elif self.walks_by_arrows and plain and key in (keys.Key_Up, keys.Key_Down):
            self._step_link(1 if key == keys.Key_Down else -1)
        elif key == keys.Key_Space and plain:
            shift = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + (-1 if shift else 1) * bar.pageStep() * 9 // 10)
        elif key in (keys.Key_Home, keys.Key_End) and plain:
            bar = self.verticalScrollBar()
            bar.setValue(bar.minimum() if key == keys.Key_Home else bar.maximum())
        elif plain and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on a card or a question counts for its link: a finger is not a mouse."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        moved = (point - self._pressed).manhattanLength() > 6
        left = event.button() == QtCore.Qt.MouseButton.LeftButton
        if not left or moved or self.anchorAt(point) or self.textCursor().hasSelection():
            return
        href = self._link_of_card(point)
        if href:
            self.activated.emit(href)

    def _link_of_card(self, point: QPoint) -> str:
        cursor = self.cursorForPosition(point)
        table = cursor.currentTable()
        if table is None:
            return ""
        cell = table.cellAt(cursor)
        if table.columns() == 1:
            first, last = cell.firstPosition(), cell.lastPosition()
        else:
            first, last = table.firstPosition(), table.lastPosition()
        inside = [link for link in self.links() if first <= link.start <= last]
        single = [link for link in inside if link.href.startswith("open:")]
        return single[0].href if len(single) == 1 else ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel change the text size of the whole program."""
        if event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring or the bar shows."""
        super().focusInEvent(event)
        self._refocused()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Losing the focus takes the ring or the bar away."""
        super().focusOutEvent(event)
        self._refocused()

    def _refocused(self) -> None:
        self._show_bar()
        if self._focused >= 0:
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar is as long as the page is high."""
        super().resizeEvent(event)
        self._focus_bar.fit(event.size().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page, then the ring around the link in focus."""
        super().paintEvent(event)
        if not self.hasFocus() or not 0 <= self._focused < len(self.links()):
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._palette.accent), 2))
        painter.translate(0, -self.verticalScrollBar().value())
        painter.drawRoundedRect(self._rect_of(self.links()[self._focused]), 5, 5)
        painter.end()

    def _rect_of(self, link: Link) -> QRectF:
        """The rectangle of a link in the document's coordinates."""
        block = self.document().findBlock(link.start)
        origin = self.document().documentLayout().blockBoundingRect(block).topLeft()
        layout = block.layout()
        made = QRectF()
        for at in range(layout.lineCount()):
            line = layout.lineAt(at)
            first = max(link.start - block.position(), line.textStart())
            last = min(link.end - block.position(), line.textStart() + line.textLength())
            if first < last:
                left = _x_of(line.cursorToX(first))
                right = _x_of(line.cursorToX(last))
                made = made.united(QRectF(left, line.y(), right - left, line.height()))
        return made.translated(origin).adjusted(-5, -3, 5, 3)


def _x_of(answer: object) -> float:
    """PySide gives cursorToX as a number or as (number, position), by its version."""
    return float(answer[0] if isinstance(answer, tuple) else answer)  # type: ignore[arg-type]
