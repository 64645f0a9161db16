"""A text field with its own drawings: Qt's sit off the middle under a style sheet."""

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton

from viewer.ui.theme import Theme, icon


class Field(QLineEdit):
    """A text field that can be emptied by a touch, and may carry a drawing in front."""

    def __init__(self, name: str, hint: str, drawing: str = "") -> None:
        """`name` is for screen readers, `hint` stands in the empty field."""
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._drawing = drawing
        self._front = QLabel(self)
        self._empty: QToolButton | None = None
        self._theme: Theme | None = None
        self.textChanged.connect(self._offer_empty)

    def _offer_empty(self, text: str) -> None:
        """The button stands while there is text; it is made when there is some."""
        if text and self._empty is None:
            self._empty = self._make_empty()
        if self._empty is not None:
            self._empty.setVisible(bool(text))

    def _make_empty(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("empty")
        button.setAccessibleName(f"Empty the field: {self.accessibleName()}")
        button.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        button.setCursor(QtCore.Qt.CursorShape.ArrowCursor)
        button.clicked.connect(self.clear)
        _dress(button, self._theme)
        _place(button, self)
        return button

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours and sizes of `theme`."""
        self._theme = theme
        side = theme.px(20)
        if self._drawing:
            drawing = icon(self._drawing, theme.palette.soft, side)
            self._front.setPixmap(drawing.pixmap(side, side))
            self._front.adjustSize()
        if self._empty is not None:
            _dress(self._empty, theme)
        self.setTextMargins(side + 4 if self._drawing else 0, 0, side + 12, 0)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drawings in the middle of the height."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._front.move(12, (self.height() - self._front.height()) // 2)
        if self._empty is not None:
            _place(self._empty, self)


def _dress(button: QToolButton, theme: Theme | None) -> None:
    if theme is not None:
        side = theme.px(16)
        button.setIcon(icon("close", theme.palette.soft, side))
        button.setIconSize(QSize(side, side))


def _place(button: QToolButton, field: QLineEdit) -> None:
    height = field.height()
    button.setGeometry(field.width() - height, 0, height, height)
