"""The line at the bottom: where one is, and for a while what was done."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from viewer.ui.announce import announce
from viewer.ui.early import PLAIN_TEXT, set_number

# How long a message stays: the least, and what each character of it adds to that.
MESSAGE_MS, CHARACTER_MS = 5000, 60


class StatusLine(QFrame):
    """Shows a resting line; a message takes its place for a while."""

    def __init__(self, resting: Callable[[], str]) -> None:
        """`resting` gives the line that stands when nothing was just said."""
        super().__init__()
        self.setObjectName("status")
        self._resting = resting
        self._parts: list[QWidget] = []
        self.label = QLabel()
        # A long line takes a second one, and never holds a narrow window wide.
        self.label.setWordWrap(True)
        set_number(self.label, "textFormat", PLAIN_TEXT)
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(40, 6, 24, 6)
        self.box.addWidget(self.label, 1)
        self._message = QTimer(self)
        self._message.setSingleShot(True)
        self._message.timeout.connect(self.rest)

    def add(self, part: QWidget) -> None:
        """Have `part` stand at the right."""
        self.box.addWidget(part)
        self._parts.append(part)

    def areas(self) -> list[QWidget]:
        """What F6 goes round: the buttons that stand here now."""
        return [
            button
            for part in self._parts
            for button in part.findChildren(QPushButton)
            if button.isVisible()
        ]

    def text(self) -> str:
        """What the line says now."""
        return self.label.text()

    def say(self, text: str) -> None:
        """Show `text` for a while, and tell a screen reader."""
        self.label.setText(text)
        self._message.start(max(MESSAGE_MS, CHARACTER_MS * len(text)))
        announce(self.label, text)

    def rest(self) -> None:
        """Show the resting line, unless a message still stands."""
        if not self._message.isActive():
            self.label.setText(self._resting())

    def hush(self) -> None:
        """Drop a message that still stands."""
        self._message.stop()
        self.rest()
