"""Keeps the screen awake while procedure view is open, and lets go when nobody is there."""

from contextlib import ExitStack

from PySide6.QtCore import QObject, QTimer

# Without a key for this long, the room is empty.
LET_GO_MS = 30 * 60 * 1000


class Awake(QObject):
    """Holds the screen awake from `hold` until `release` or half an hour without `touch`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._held: ExitStack | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(LET_GO_MS)
        self._idle.timeout.connect(self.release)

    @property
    def is_held(self) -> bool:
        """Whether the screen is being kept awake."""
        return self._held is not None

    def hold(self) -> None:
        """Keep the screen awake. Where the system offers no way, nothing happens."""
        # Loaded here: only procedure view needs it, and on Linux it speaks D-Bus.
        from wakepy import keep

        if self._held is None:
            stack = ExitStack()
            mode = stack.enter_context(keep.presenting(on_fail="pass"))
            if mode.active:
                self._held = stack
            else:
                stack.close()
        self._idle.start()

    def touch(self) -> None:
        """Somebody is there: hold on for another half hour, again if it had been let go."""
        if self._idle.isActive():
            self._idle.start()
        else:
            self.hold()

    def release(self) -> None:
        """Let the screen sleep again."""
        self._idle.stop()
        if self._held is not None:
            self._held.close()
            self._held = None
