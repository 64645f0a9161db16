"""Small controls that the printing dialogs share."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton

TARGET = 44  # pixels, the least height of anything to be hit


class _Button(QPushButton):
    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        # Not setMinimumHeight: a style sheet's own least height would undo it.
        return super().sizeHint().expandedTo(QSize(0, TARGET))


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
