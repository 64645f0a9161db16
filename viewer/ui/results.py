"""The panel of search results under the field. Loaded after the first paint.

It is a child of the window, not a popup: a popup would take the focus and, on some desktops,
the first key after it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from viewer.render.html import counted
from viewer.ui.announce import announce
from viewer.ui.models import HitModel, Role
from viewer.ui.theme import Theme, code_font

if TYPE_CHECKING:
    # Only the types: the search library is loaded after the first paint.
    from viewer.search.answer import Answer, Hit

Index = QModelIndex | QPersistentModelIndex
# The parts of a search: what a result of each is called, and whether it is a department's own.
ORIGINS: dict[str, tuple[str, bool]] = {
    "the bundled reference": ("With the program", False),
    "your library": ("Own library", True),
    "the shared library": ("Shared library", True),
    "the open file": ("Opened file", True),
}


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
        self.remark = QLabel()
        for label in (self.message, self.nothing, self.remark, self.keys):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(8, 8, 8, 8)
        self._box.setSpacing(4)
        for widget in (self.message, self.list, self.nothing, self.remark, self.keys):
            self._box.addWidget(widget)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw with the colours and sizes of `theme`."""
        self.delegate.theme = theme
        self.delegate.widths.clear()
        self.list.doItemsLayout()

    def show_answer(self, answer: "Answer", named: bool = False, remark: str = "") -> None:
        """Show the hits of `answer` with the first one chosen, or say that there are none.

        With `named` each hit says which reference it is of. `remark` is said below.
        """
        self.delegate.widths.clear()
        self.delegate.named = self.model.named = named
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))
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
                "steps, gel, aftercare, payment.\n\n"
                "faq: code: step: note: in front of a word look only there, in:name only in "
                "references of that name."
            )
        found = counted(len(answer.hits), "result")
        announce(self, f"{answer.message} {found}".strip())

    def show_remark(self, remark: str) -> None:
        """Say `remark` below the results that are shown."""
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))

    def show_waiting(self) -> None:
        """Say that the index is still being made."""
        self.model.set_hits(())
        self.remark.hide()
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
        labels = (self.message, self.nothing, self.remark, self.keys)
        inside = width - 16
        said = sum(each.heightForWidth(inside) + 4 for each in labels if not each.isHidden())
        most = max(room - said - 20, 80)
        self.list.setFixedHeight(0 if self.list.isHidden() else min(rows + 4, most))
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

    def __init__(self, list_: QListView) -> None:
        super().__init__(list_)
        self._list = list_
        self.named = False  # each hit says which reference it is of
        self.widths: dict[str, int] = {}  # of the snippets in sight, in pixels

    def width_wanted(self) -> int:
        """The panel's width in pixels at the text size in force."""
        return self.theme.px(720)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A line for the title, one or two for the snippet, and the space around them."""
        hit: Hit | None = index.data(Role.HIT)
        width = self._list.viewport().width() - 28
        wraps = hit is not None and self._width_of(hit.snippet, option.fontMetrics) > width
        lines = option.fontMetrics.lineSpacing() * (2 + wraps + self.named)
        return QSize(self.theme.px(320), max(lines + self.theme.px(22), 52))

    def _width_of(self, text: str, metrics: QFontMetrics) -> int:
        """How wide `text` is; the list asks three times for each of its rows."""
        if text not in self.widths:
            self.widths[text] = metrics.horizontalAdvance(text)
        return self.widths[text]

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
        used = self._draw(title, painter, left, top, width, 1)
        if width - used > self.theme.px(120):
            crumb = self._layout(hit.place.crumb, soft_font, QColor(colours.soft), ())
            gap = self.theme.px(10)
            self._draw(crumb, painter, left + used + gap, top + 2, width - used - gap, 1)
        snippet = self._layout(hit.snippet, option.font, QColor(colours.ink), hit.snippet_marks)
        below = top + option.fontMetrics.lineSpacing() + 3
        if self.named:
            self._draw_origin(hit, painter, soft_font, QRect(left, below, width, 0))
            below += option.fontMetrics.lineSpacing()
        self._draw(snippet, painter, left, below, width, 2)
        painter.restore()

    def _draw_origin(self, hit: "Hit", painter: QPainter, font: QFont, at: QRect) -> None:
        """Whose text it is, on a ground of its own where it is not the program's; then of what."""
        colours = self.theme.palette
        word, theirs = ORIGINS.get(hit.part, (hit.part, True))
        metrics = QFontMetrics(font)
        pad = self.theme.px(6)
        wide = metrics.horizontalAdvance(word)
        painter.setFont(font)
        left = at.left()
        if theirs:
            box = QRect(left, at.top(), wide + 2 * pad, metrics.height() + 2)
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.setBrush(QColor(colours.surface))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor(colours.accent))
            left += pad
        else:
            painter.setPen(QColor(colours.soft))
        base = at.top() + 1 + metrics.ascent()
        painter.drawText(left, base, word)
        left += wide + (pad if theirs else 0) + self.theme.px(8)
        painter.setPen(QColor(colours.soft))
        title = metrics.elidedText(
            hit.reference_title, Qt.TextElideMode.ElideRight, at.right() - left
        )
        painter.drawText(left, base, title)

    def _layout(
        self, text: str, font: QFont, ink: QColor, marks: Sequence[tuple[int, int]]
    ) -> QTextLayout:
        colours = self.theme.palette
        layout = QTextLayout(text, font)
        formats = [_format(0, len(text), ink, None)]
        for start, end in marks:
            span = _format(start, end - start, QColor(colours.on_mark), QColor(colours.mark))
            formats.append(span)
        layout.setFormats(formats)
        return layout

    def _draw(
        self, layout: QTextLayout, painter: QPainter, x: int, y: int, width: int, most: int
    ) -> int:
        """Draw at most `most` lines of `width` pixels. Returns the width of the first."""
        layout.beginLayout()
        used, down = 0.0, 0.0
        for _ in range(most):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, down))
            down += line.height()
            used = used or line.naturalTextWidth()
        layout.endLayout()
        layout.draw(painter, QPointF(x, y))
        return round(used)


def _format(start: int, length: int, ink: QColor, ground: QColor | None) -> QTextLayout.FormatRange:
    span = QTextLayout.FormatRange()
    span.start, span.length = start, length
    shape = QTextCharFormat()
    shape.setForeground(ink)
    if ground is not None:
        shape.setBackground(ground)
    span.format = shape
    return span


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
