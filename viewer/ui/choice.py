"""A choice from a list, with an arrow of our own: a style sheet takes Qt's away."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from viewer.ui.theme import Theme, icon


class Choice(QComboBox):
    """A combo box whose width follows the window, not its longest entry."""

    def __init__(self, name: str) -> None:
        """`name` is for screen readers."""
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumContentsLength(10)
        self.setMaxVisibleItems(30)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._theme: Theme | None = None

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours and sizes of `theme`."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box as Qt draws it, and the arrow."""
        super().paintEvent(event)
        if self._theme is None:
            return
        side = self._theme.px(18)
        box = QRect(self.width() - side - 10, (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        icon("expand", self._theme.palette.soft, side).paint(painter, box)
        painter.end()
