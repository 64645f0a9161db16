"""Stations that many people share: what a kiosk leaves out, and starting over when idle."""

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QTimer, Signal

_INPUT = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
)


class Station(Struct, frozen=True):
    """How the program runs here.

    A kiosk has no dialog that reaches files, so nothing leads out of the program but closing
    it. After `idle_minutes` without input the program starts over; 0 never does. `library` is the
    folder of the shared library, if not the one in the settings.
    """

    kiosk: bool = False
    idle_minutes: int = 0
    library: Path | None = None


class IdleWatch(QObject):
    """Says when nobody has touched the program for a while. To be installed on the application."""

    idle = Signal()

    def __init__(self, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self.timer = QTimer(self)
        self.timer.setInterval(minutes * 60_000)
        self.timer.timeout.connect(self.idle)
        self.timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any input starts the wait anew."""
        del watched
        if event.type() in _INPUT:
            self.timer.start()
        return False
