"""The switcher: every reference by a part of its title, id or revision, from the keyboard."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    QStringListModel,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
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

from viewer.ui.announce import announce
from viewer.ui.library.items import Item, found
from viewer.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
# A page of the list for Page Up and Page Down, in rows.
PAGE = 7


class Switcher(QDialog):
    """Type a part of a name, choose with the arrows, Enter opens."""

    def __init__(self, parent: QWidget, theme: Theme, current: Path) -> None:
        """`current` is the file of the reference on screen, which is marked."""
        super().__init__(parent)
        self.setWindowTitle("Switch reference")
        self._theme = theme
        self._items: Sequence[Item] = ()
        self.model = _Items(current)
        self.field = _Field(self)
        self.list = QListView()
        self.list.setAccessibleName("References")
        self.list.setUniformItemSizes(True)
        self.list.setModel(self.model)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Rows(self.list, self.model, theme))
        self.list.clicked.connect(lambda _index: self.accept())
        self.trouble = _label("dialog-soft")
        self.count = _label("dialog-soft")
        self.detail = _label("dialog-soft")
        self.keys = _label("dialog-soft")
        self.keys.setText("↑ ↓  choose     Enter  open     Esc  stay here")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 12)
        box.setSpacing(8)
        for widget in (self.field, self.trouble, self.count):
            box.addWidget(widget)
        box.addWidget(self.list, 1)
        box.addWidget(self.detail)
        box.addWidget(self.keys)
        self.field.textChanged.connect(self._filter)
        self.resize(
            min(theme.px(760), parent.width() - 40), min(theme.px(620), parent.height() - 40)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, it is for the list."""
        super().resizeEvent(event)
        self.keys.setVisible(self.height() >= self._theme.px(480))
        self.detail.setVisible(self.height() >= self._theme.px(330))

    def show_items(self, items: Sequence[Item], troubles: Sequence[str] = ()) -> None:
        """List `items`; `troubles` are sentences on what is out of reach."""
        before = self.chosen()
        self._items = items
        self.model.list_all(items)
        self.trouble.setText("\n".join(troubles))
        self.trouble.setVisible(bool(troubles))
        self._filter(self.field.text(), before.path if before else self.model.current)

    def _filter(self, typed: str, keep: Path | None = None) -> None:
        shown = found(self._items, typed)
        self.model.show_items(shown)
        # Compared only when the dialog is filled, not at each key.
        rows = (row for row, each in enumerate(shown) if keep and each.path == keep)
        self._choose(next(rows, 0) if keep else 0)
        all_ = len(self._items)
        if not shown:
            self.count.setText("No reference has these words in its title, id or revision.")
        elif len(shown) == all_:
            self.count.setText("1 reference" if all_ == 1 else f"{all_:,} references")
        else:
            self.count.setText(f"{len(shown):,} of {all_:,}")

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.model.index(row, 0))
        chosen = self.chosen()
        self.detail.setText(f"{chosen.title}\n{chosen.path}" if chosen else "\n")
        if chosen is not None:
            announce(self.list, chosen.said)

    def move_by(self, rows: int) -> None:
        """Choose the reference `rows` further down, stopping at the ends."""
        last = self.model.rowCount() - 1
        self._choose(min(max(self.list.currentIndex().row() + rows, 0), last))

    def chosen(self) -> Item | None:
        """The reference that is chosen."""
        return self.model.item(self.list.currentIndex().row())


class _Field(QLineEdit):
    """The arrows move in the list; all else is typing."""

    def __init__(self, switcher: Switcher) -> None:
        super().__init__()
        self._switcher = switcher
        self.setAccessibleName("Part of a title, an id or a revision")
        self.setPlaceholderText("Type a part of a title, an id or a revision")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and pages choose, Enter opens."""
        keys = Qt.Key
        moves = {keys.Key_Down: 1, keys.Key_Up: -1, keys.Key_PageDown: PAGE, keys.Key_PageUp: -PAGE}
        key = keys(event.key())
        if key in moves:
            self._switcher.move_by(moves[key])
        elif key in (keys.Key_Return, keys.Key_Enter):
            if self._switcher.chosen() is not None:
                self._switcher.accept()
        else:
            super().keyPressEvent(event)


class _Items(QStringListModel):
    """The references that the typed words leave.

    What a screen reader says of them is kept by Qt, which asks for each row again and again.
    """

    def __init__(self, current: Path) -> None:
        super().__init__()
        self.current = current
        self._open: Item | None = None
        self._items: Sequence[Item] = ()

    def list_all(self, items: Sequence[Item]) -> None:
        """`items` are what is chosen from; the one that is open among them is marked."""
        self._open = next((each for each in items if each.path == self.current), None)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show those that are found."""
        self._items = items
        said = [each.said for each in items]
        for row, each in enumerate(items):
            if each is self._open:
                said[row] += " Open now."
        self.setStringList(said)

    def item(self, row: int) -> Item | None:
        return self._items[row] if 0 <= row < len(self._items) else None


class _Rows(QStyledItemDelegate):
    """Draws a reference: its title, under it whence it is, its revision and its state."""

    def __init__(self, list_: QListView, model: _Items, theme: Theme) -> None:
        super().__init__(list_)
        self._model = model
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines and the space around them."""
        return QSize(100, max(2 * option.fontMetrics.lineSpacing() + self._theme.px(18), 48))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        each = self._model.item(index.row())
        if each is None:
            return
        theme, colours = self._theme, self._theme.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colours.accent_ground))
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)
        inside = rect.adjusted(theme.px(12), theme.px(8), -theme.px(12), 0)
        bold, soft = QFont(option.font), QFont(option.font)
        bold.setBold(True)
        soft.setPointSizeF(option.font.pointSizeF() * 0.88)
        below = inside.top() + QFontMetrics(bold).lineSpacing()
        if each.path == self._model.current:
            now = "Open now"
            wide = QFontMetrics(soft).horizontalAdvance(now)
            painter.setFont(soft)
            painter.setPen(QColor(colours.accent))
            painter.drawText(inside.right() - wide, inside.top() + QFontMetrics(bold).ascent(), now)
            inside.setRight(inside.right() - wide - theme.px(12))
        self._text(painter, each.title, bold, colours.ink, inside, inside.top())
        wrong = each.problems or "altered" in each.state
        inside.setRight(rect.right() - theme.px(12))
        self._text(
            painter, each.line, soft, colours.error if wrong else colours.soft, inside, below
        )
        painter.restore()

    @staticmethod
    def _text(
        painter: QPainter, text: str, font: QFont, colour: str, inside: QRect, top: int
    ) -> None:
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside.left(), top + metrics.ascent(), shown)


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setFrameShape(QFrame.Shape.NoFrame)
    return label
