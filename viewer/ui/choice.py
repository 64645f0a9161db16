"""A choice from a list: drawn by ourselves, and found by typing any word of an entry."""

import re
from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QStylePainter,
)

from viewer.ui.theme import Theme, icon

Index = QModelIndex | QPersistentModelIndex
# The hint of an entry; a screen reader reads it after the entry's own words.
HINT = Qt.ItemDataRole.AccessibleDescriptionRole
# Letters that follow each other within this time are one word.
TYPING_MS = 1000
TARGET = 44  # the least height of what a finger chooses, in pixels


class Choice(QComboBox):
    """A combo box whose width follows the window, not its longest entry."""

    def __init__(self, name: str) -> None:
        """`name` is for screen readers."""
        super().__init__()
        self.setAccessibleName(name)
        # The list that drops down is a control of its own to a screen reader.
        self.view().setAccessibleName(name)
        self.setMinimumContentsLength(10)
        self.setMaxVisibleItems(30)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._theme: Theme | None = None
        self._rows = _Rows(self)
        self.setItemDelegate(self._rows)
        self._typed, self._before = "", 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(self._forget)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours and sizes of `theme`."""
        self._theme = theme
        self._rows.theme = theme
        self.update()

    def add(self, text: str, data: object = None, hint: str = "") -> None:
        """Add an entry. What is typed finds it by its own words, then by those of its hint."""
        self.addItem(text, data)
        self.setItemData(self.count() - 1, hint, HINT)

    def add_heading(self, text: str) -> None:
        """Add a line that names the entries under it and cannot be chosen."""
        self.addItem(text)
        model = self.model()
        if isinstance(model, QStandardItemModel):
            model.item(self.count() - 1).setEnabled(False)

    # -- typing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters choose the entry that has them; the other keys do what Qt has them do."""
        if self._is_typing(event):
            self.setCurrentIndex(self._found(event.text(), self.currentIndex()))
        else:
            self._forget()
            super().keyPressEvent(event)

    def showPopup(self) -> None:
        """Open the list. It is made when it is first opened, which costs a start nothing."""
        self.view().installEventFilter(self)
        super().showPopup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The same in the open list, where nothing is chosen before Enter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self._is_typing(event):
                view = self.view()
                row = self._found(event.text(), view.currentIndex().row())
                view.setCurrentIndex(self.model().index(row, self.modelColumn()))
                return True
            self._forget()
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves the page, not the choice that it happens to pass over."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed ends here."""
        self._forget()
        super().focusOutEvent(event)

    def _is_typing(self, event: QKeyEvent) -> bool:
        # A space opens the list; within a word it is one of its letters.
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        text = event.text()
        return plain and text.isprintable() and bool(text.strip() or (text and self._typed))

    def _forget(self) -> None:
        self._typed = ""

    def _found(self, text: str, current: int) -> int:
        """The row for what is typed by now; where it began when no entry has that."""
        if not self._typed:
            self._before = current
        self._typed += text
        self._pause.start()
        labels = [self.itemText(row) if self._can(row) else "" for row in range(self.count())]
        hints = [str(self.itemData(row, HINT) or "") for row in range(self.count())]
        row = row_for(self._typed, labels, hints, current)
        return self._before if row < 0 else row

    def _can(self, row: int) -> bool:
        return bool(self.model().index(row, 0).flags() & Qt.ItemFlag.ItemIsEnabled)

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box as Qt draws it, its text with an end, and an arrow of our own.

        A style sheet takes Qt's arrow away, and Qt would cut a long text within a letter.
        """
        del event
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        parts, controls = QStyle.SubControl, QStyle.ComplexControl
        room = self.style().subControlRect(
            controls.CC_ComboBox, option, parts.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(controls.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        if self._theme is not None:
            side = self._theme.px(18)
            box = QRect(self.width() - side - 10, (self.height() - side) // 2, side, side)
            icon("expand", self._theme.palette.soft, side).paint(painter, box)
        painter.end()


def row_for(typed: str, labels: Sequence[str], hints: Sequence[str], current: int) -> int:
    """The row that `typed` means, or -1: a label that begins so, then one with such a word.

    A word of the hints counts only where a single entry has it: "shoulder" is one structure,
    "rotator" stands under several. One letter again and again goes through the labels that
    begin with it. Rows without a label cannot be meant.
    """
    wanted = typed.casefold()
    starts = [row for row, text in enumerate(labels) if text.casefold().startswith(wanted)]
    inside = re.compile(rf"\b{re.escape(wanted)}", re.IGNORECASE)
    named = [row for row, text in enumerate(labels) if text and inside.search(text)]
    hinted = [row for row, text in enumerate(hints) if labels[row] and inside.search(text)]
    if starts or named:
        return (starts or named)[0]
    if len(hinted) == 1:
        return hinted[0]
    if len(set(wanted)) == 1:
        same = [row for row, text in enumerate(labels) if text.casefold().startswith(wanted[0])]
        return next((row for row in same if row > current), same[0] if same else -1)
    return -1


class _Rows(QStyledItemDelegate):
    """Draws the list: headings in bold, the hint behind an entry as far as there is room."""

    theme: Theme | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows that a finger can choose; headings are lower."""
        px = self.theme.px if self.theme else round
        height = option.fontMetrics.height()
        heading = not index.flags() & Qt.ItemFlag.ItemIsEnabled
        return QSize(px(120), height + px(12) if heading else max(height + px(20), TARGET))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        if self.theme is None:
            return
        colours, px = self.theme.palette, self.theme.px
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        inside = rect.adjusted(px(12), 0, -px(12), 0)
        painter.save()
        painter.fillRect(rect, QColor(colours.accent if chosen else colours.surface))
        font = QFont(option.font)
        heading = not index.flags() & Qt.ItemFlag.ItemIsEnabled
        font.setBold(heading)
        painter.setFont(font)
        painter.setPen(QColor(colours.on_accent if chosen else colours.ink))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        label = str(index.data() or "")
        painter.drawText(inside, bottom if heading else middle, label)
        inside.setLeft(inside.left() + painter.fontMetrics().horizontalAdvance(label) + px(16))
        hint = painter.fontMetrics().elidedText(
            str(index.data(HINT) or ""), Qt.TextElideMode.ElideRight, inside.width()
        )
        if inside.width() > px(60):
            painter.setPen(QColor(colours.on_accent if chosen else colours.soft))
            painter.drawText(inside, middle, hint)
        painter.restore()
