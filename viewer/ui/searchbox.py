"""The search field. The focus stays in it while arrows move in the results."""

from functools import cache

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent

from viewer.ui.field import Field


@cache
def _moves() -> dict[int, int]:
    """How many rows a key moves in the results."""
    keys = QtCore.Qt.Key
    return {keys.Key_Down: 1, keys.Key_Up: -1, keys.Key_PageDown: 6, keys.Key_PageUp: -6}


class SearchBox(Field):
    """The field. It says what was typed and how the reader moves; it finds nothing itself."""

    moved = Signal(int)  # rows to move in the results
    accepted = Signal()
    left = Signal()  # Esc

    def __init__(self) -> None:
        super().__init__("Search", "Search  ·  press / or just type", "search")
        self.setMaxLength(10_000)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the results, Enter opens, Esc leaves."""
        key, keys = event.key(), QtCore.Qt.Key
        if key in _moves():
            self.moved.emit(_moves()[key])
        elif key in (keys.Key_Return, keys.Key_Enter):
            self.accepted.emit()
        elif key == keys.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
