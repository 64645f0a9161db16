"""The search field. The focus stays in it while arrows move in the results."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from viewer.ui.field import Field

_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 6,
    Qt.Key.Key_PageUp: -6,
}


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
        key = Qt.Key(event.key())
        if key in _MOVES:
            self.moved.emit(_MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
