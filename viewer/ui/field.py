"""A text field with its own drawings: Qt's sit off the middle under a style sheet."""

from PySide6.QtCore import Qt
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
        self._front.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._empty = QToolButton(self)
        self._empty.setObjectName("empty")
        self._empty.setAccessibleName(f"Empty the field: {name}")
        self._empty.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty.setCursor(Qt.CursorShape.ArrowCursor)
        self._empty.clicked.connect(self.clear)
        self._empty.hide()
        self.textChanged.connect(lambda text: self._empty.setVisible(bool(text)))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours and sizes of `theme`."""
        side = theme.px(20)
        if self._drawing:
            drawing = icon(self._drawing, theme.palette.soft, side)
            self._front.setPixmap(drawing.pixmap(side, side))
            self._front.adjustSize()
        self._empty.setIcon(icon("close", theme.palette.soft, theme.px(16)))
        self.setTextMargins(side + 4 if self._drawing else 0, 0, side + 12, 0)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drawings in the middle of the height."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        height = self.height()
        self._front.move(12, (height - self._front.height()) // 2)
        self._empty.setGeometry(self.width() - height, 0, height, height)
