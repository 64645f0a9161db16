"""Small controls that the printing dialogs share."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QStyle,
    QStyleOptionButton,
)

TARGET = 44  # pixels, the least height of anything to be hit
BOX = 18.0  # pixels, the side of a box to check
ARROW = 5.0  # pixels, half the width of a combo box's arrow


class _Button(QPushButton):
    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        # Not setMinimumHeight: a style sheet's own least height would undo it.
        return super().sizeHint().expandedTo(QSize(0, TARGET))


class Combo(QComboBox):
    """A choice from a short list, with an arrow in the colour of its text.

    The wheel scrolls what is around it rather than change what it happens to pass over.
    """

    def __init__(self, texts: Iterable[str] = (), letters: int = 6) -> None:
        """`letters` is the width that it asks for; longer entries are cut."""
        super().__init__()
        self.addItems([*texts])
        # The longest entry must not decide how wide the window is.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)
        self.setMinimumHeight(TARGET)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to what is around."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Add the arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().text().color(), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        tip = QPointF(self.width() - 18, self.height() / 2 + ARROW / 2)
        painter.drawPolyline(
            [tip - QPointF(ARROW, ARROW), tip, tip + QPointF(ARROW, -ARROW)],
        )


class Check(QCheckBox):
    """A box to check, whose edge is seen on every ground."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw box, text and focus."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style = self.style()
        painter = QPainter(self)
        inside = QStyle.SubElement.SE_CheckBoxContents
        option.rect = style.subElementRect(inside, option, self).translated(8, 0)
        style.drawControl(QStyle.ControlElement.CE_CheckBoxLabel, option, painter, self)
        box = QRectF(1, (self.height() - BOX) / 2, BOX, BOX)
        paint_box(painter, box, self.checkState(), self.palette(), self.hasFocus())


def paint_box(
    painter: QPainter, box: QRectF, state: Qt.CheckState, palette: QPalette, strong: bool = False
) -> None:
    """A box in the colours of `palette` with what tells its `state`; `strong` has the focus."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = palette.text().color()
    edge = palette.highlight().color() if strong else ink
    painter.setPen(QPen(edge, 2 if strong else 1.2))
    painter.setBrush(palette.base())
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QPen(ink, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    at, size = box.topLeft(), box.width()
    if state == Qt.CheckState.Checked:
        tick = [(0.22, 0.52), (0.43, 0.73), (0.78, 0.28)]
        painter.drawPolyline([at + QPointF(x * size, y * size) for x, y in tick])
    elif state == Qt.CheckState.PartiallyChecked:
        painter.drawLine(at + QPointF(0.25, 0.5) * size, at + QPointF(0.75, 0.5) * size)
    painter.restore()


def button(text: str, does: Callable[[], object]) -> QPushButton:
    """A button large enough for a gloved finger; Enter presses it only when it has the focus."""
    made = _Button(text)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked: does())
    return made


def plain_label(text: str = "") -> QLabel:
    """A label that shows `text` as it is, for labels guess at markup otherwise."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
