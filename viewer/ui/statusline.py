"""The line at the bottom: where one is, and for a while what was done."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from viewer.ui.announce import announce
from viewer.ui.early import PLAIN_TEXT, set_number

# How long a message stays.
MESSAGE_MS = 5000


class StatusLine(QFrame):
    """Shows a resting line; a message takes its place for `MESSAGE_MS`."""

    def __init__(self, resting: Callable[[], str]) -> None:
        """`resting` gives the line that stands when nothing was just said."""
        super().__init__()
        self.setObjectName("status")
        self._resting = resting
        self.label = QLabel()
        set_number(self.label, "textFormat", PLAIN_TEXT)
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(40, 6, 24, 6)
        self.box.addWidget(self.label, 1)
        self._message = QTimer(self)
        self._message.setSingleShot(True)
        self._message.timeout.connect(self.rest)

    def text(self) -> str:
        """What the line says now."""
        return self.label.text()

    def say(self, text: str) -> None:
        """Show `text` for a while, and tell a screen reader."""
        self.label.setText(text)
        self._message.start(MESSAGE_MS)
        announce(self.label, text)

    def rest(self) -> None:
        """Show the resting line, unless a message still stands."""
        if not self._message.isActive():
            self.label.setText(self._resting())

    def hush(self) -> None:
        """Drop a message that still stands."""
        self._message.stop()
        self.rest()
