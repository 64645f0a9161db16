"""The search field and the panel of results under it.

The focus stays in the field; arrows move in the results. The panel is a child of the window,
not a popup: a popup would take the focus and, on some desktops, the first key after it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from viewer.render.html import counted
from viewer.ui.models import HitModel, Role
from viewer.ui.theme import Theme, code_font, icon

if TYPE_CHECKING:
    # Only the types: the search library is loaded after the first paint.
    from viewer.search.answer import Answer, Hit

_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 6,
    Qt.Key.Key_PageUp: -6,
}
Index = QModelIndex | QPersistentModelIndex


class SearchBox(QLineEdit):
    """The field. It says what was typed and how the reader moves; it finds nothing itself."""

    moved = Signal(int)  # rows to move in the results
    accepted = Signal()
    left = Signal()  # Esc

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Search")
        self.setPlaceholderText("Search  ·  press / or just type")
        self.setClearButtonEnabled(True)
        self.setMaxLength(10_000)
        self._glass = QLabel(self)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_theme(self, theme: Theme) -> None:
        """Draw the magnifying glass in the colour of `theme`."""
        side = theme.px(20)
        self._glass.setPixmap(icon("search", theme.palette.soft, side).pixmap(side, side))
        self._glass.adjustSize()
        self.setTextMargins(side + 4, 0, 0, 0)
        self._centre_glass()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the magnifying glass in the middle of the field's height."""
        super().resizeEvent(event)
        self._centre_glass()

    def _centre_glass(self) -> None:
        self._glass.move(12, (self.height() - self._glass.height()) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the results, Enter opens, Esc leaves."""
        key = Qt.Key(event.key())
        if key in _MOVES:
            self.moved.emit(_MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ResultsPanel(QFrame):
    """The results: what was read differently, the hits, and the keys that work here."""

    chosen = Signal(object)  # a Hit

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self._window = parent
        self.model = HitModel()
        self.message = QLabel()
        self.nothing = QLabel()
        self.nothing.setObjectName("nothing")
        self.list = QListView()
        self.list.setAccessibleName("Search results")
        self.list.setModel(self.model)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.delegate = HitDelegate(self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.clicked.connect(lambda index: self.chosen.emit(index.data(Role.HIT)))
        self.keys = QLabel(
            "↑ ↓  choose     Enter  open     Esc  close     F3  next hit on the page"
        )
        for label in (self.message, self.nothing, self.keys):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(8, 8, 8, 8)
        self._box.setSpacing(4)
        for widget in (self.message, self.list, self.nothing, self.keys):
            self._box.addWidget(widget)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw with the colours and sizes of `theme`."""
        self.delegate.theme = theme
        self.list.doItemsLayout()

    def show_answer(self, answer: "Answer") -> None:
        """Show the hits of `answer` with the first one chosen, or say that there are none."""
        self.model.set_hits(answer.hits)
        self.message.setText(answer.message)
        self.message.setVisible(bool(answer.message) and bool(answer.hits))
        self.list.setVisible(bool(answer.hits))
        self.nothing.setVisible(not answer.hits)
        if answer.hits:
            self.list.setCurrentIndex(self.model.index(0))
            self.list.scrollToTop()
        else:
            said = answer.message or f"No place has “{answer.line.strip()[:60]}”."
            self.nothing.setText(
                f"{said}\n\nTry fewer words, a code such as 20611, or the name of a part: "
                "steps, gel, aftercare, payment."
            )
        found = counted(len(answer.hits), "result")
        announce(self, f"{answer.message} {found}".strip())

    def show_waiting(self) -> None:
        """Say that the index is still being made."""
        self.model.set_hits(())
        self.message.hide()
        self.list.hide()
        self.nothing.setText("One moment: the index is being made.")
        self.nothing.show()

    def place_under(self, field: QWidget) -> None:
        """Put the panel under `field`, as tall as its results need and the window allows."""
        window = self._window
        corner = field.mapTo(window, QPoint(0, field.height() + 6))
        width = min(max(field.width(), self.delegate.width_wanted()), window.width() - 32)
        left = min(corner.x(), window.width() - width - 16)
        room = window.height() - corner.y() - 16
        self.setFixedWidth(width)
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.model.rowCount()))
        self.list.setFixedHeight(0 if self.list.isHidden() else min(rows + 4, max(room - 90, 80)))
        self._box.activate()
        self.setGeometry(left, corner.y(), width, min(self.sizeHint().height(), room))
        self.raise_()

    def move_by(self, rows: int) -> None:
        """Choose the hit `rows` further down, stopping at the ends."""
        count = self.model.rowCount()
        if count:
            row = min(max(self.list.currentIndex().row() + rows, 0), count - 1)
            self.list.setCurrentIndex(self.model.index(row))
            announce(self, str(self.model.index(row).data()))

    def current(self) -> "Hit | None":
        """The chosen hit."""
        return self.model.hit(self.list.currentIndex().row())


class HitDelegate(QStyledItemDelegate):
    """Draws a result: title and way on one line, the snippet under it, hits marked."""

    theme: Theme

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def width_wanted(self) -> int:
        """The panel's width in pixels at the text size in force."""
        return self.theme.px(720)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines and the space around them."""
        del index
        lines = option.fontMetrics.lineSpacing() * 2
        return QSize(self.theme.px(320), max(lines + self.theme.px(22), 52))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the hit of `index`."""
        hit: Hit | None = index.data(Role.HIT)
        if hit is None:
            return
        colours = self.theme.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colours.accent_ground))
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)
        left, top = rect.left() + 14, rect.top() + self.theme.px(9)
        width = rect.width() - 28
        bold = code_font(option.font)
        ink = QColor(colours.accent if hit.place.kind == "code" else colours.ink)
        soft_font = QFont(option.font)
        soft_font.setPointSizeF(option.font.pointSizeF() * 0.88)
        title = self._layout(hit.place.title, bold, ink, hit.title_marks)
        used = self._line(title, painter, left, top, width)
        if width - used > self.theme.px(120):
            crumb = self._layout(hit.place.crumb, soft_font, QColor(colours.soft), ())
            gap = self.theme.px(10)
            self._line(crumb, painter, left + used + gap, top + 2, width - used - gap)
        snippet = self._layout(hit.snippet, option.font, QColor(colours.ink), hit.snippet_marks)
        self._line(snippet, painter, left, top + option.fontMetrics.lineSpacing() + 3, width)
        painter.restore()

    def _layout(
        self, text: str, font: QFont, ink: QColor, marks: Sequence[tuple[int, int]]
    ) -> QTextLayout:
        colours = self.theme.palette
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        plain = QTextLayout.FormatRange()
        plain.start, plain.length = 0, len(text)
        form = QTextCharFormat()
        form.setForeground(ink)
        plain.format = form
        formats = [plain]
        for start, end in marks:
            span = QTextLayout.FormatRange()
            span.start, span.length = start, end - start
            shape = QTextCharFormat()
            shape.setBackground(QColor(colours.mark))
            shape.setForeground(QColor(colours.on_mark))
            span.format = shape
            formats.append(span)
        layout.setFormats(formats)
        return layout

    def _line(self, layout: QTextLayout, painter: QPainter, x: int, y: int, width: int) -> int:
        """Draw one line, faded out by an ellipsis when too long. Returns the width used."""
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(100_000)
        layout.endLayout()
        used = round(line.naturalTextWidth())
        painter.save()
        painter.setClipRect(x, y - 2, min(width, used + 2), round(line.height()) + 4)
        layout.draw(painter, QPoint(x, y).toPointF())
        painter.restore()
        return min(used, width)


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say `words`, when one is there."""
    if QAccessible.isActive() and words:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


class ClickAway(QObject):
    """Closes the panel when the reader clicks outside it and the field."""

    away = Signal()

    def __init__(self, panel: QWidget, field: QWidget) -> None:
        super().__init__(panel)
        self._inside = (panel, field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch for mouse presses anywhere in the window."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            inside = any(part is watched or part.isAncestorOf(watched) for part in self._inside)
            if not inside and self._inside[0].isVisible():
                self.away.emit()
        return False
