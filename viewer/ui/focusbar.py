"""The bar at the left of a page that has the focus."""

from PySide6 import QtCore
from PySide6.QtCore import QRectF
from PySide6.QtGui import QEnterEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewer.render.palette import LIGHT
from viewer.ui.early import fill

LEFT, WIDTH, GAP = 1, 3, 8  # pixels; the gap is above it and below


class FocusBar(QWidget):
    """Lies over its page, which shows and hides it. It takes no input."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.colour = LIGHT.accent
        self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        """From here on the mouse goes through it."""
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        super().enterEvent(event)

    def fit(self, height: int) -> None:
        """Be as long as a page of that height in pixels asks for."""
        self.setGeometry(LEFT, GAP, WIDTH, max(height - 2 * GAP, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), WIDTH / 2, WIDTH / 2)
        painter.fillPath(shape, fill(self.colour))
