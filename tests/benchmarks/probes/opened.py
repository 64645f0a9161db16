"""The window in this process, ready to be used, and a watch that tells when it is painted."""

import gc
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from viewer.content.library import load_bundled
from viewer.content.model import PANES
from viewer.ui.session import Session, make_application
from viewer.ui.settings import Settings
from viewer.ui.theme import QtSystemLook
from viewer.ui.window import Window

_LONGEST = 10.0  # seconds


class Watch(QObject):
    """Sees when one of several widgets is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = False

    def on(self, widget: QWidget) -> None:
        """Watch this one too."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let every event pass, and note a paint."""
        del watched
        if event.type() == QEvent.Type.Paint:
            self.painted = True
        return False

    def time(self, does: Callable[[], object]) -> float:
        """Milliseconds from before `does` is called until what is watched is painted."""
        QApplication.processEvents()
        self.painted = False
        began = time.perf_counter()
        does()
        wait(lambda: self.painted)
        return (time.perf_counter() - began) * 1000


def wait(done: Callable[[], bool], longest: float = _LONGEST) -> None:
    """Turn the event loop until it is done. Raises TimeoutError after `longest` seconds."""
    latest = time.monotonic() + longest
    wake = QTimer()  # not everything that is waited for comes as an event
    wake.start(10)
    while not done():
        # A loop that never rests would take the lock of Python from the program's own threads.
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > latest:
            raise TimeoutError("the window did not do what was waited for")


def show_window() -> Window:
    """A window on the bundled reference, shown but not painted yet."""
    make_application()
    gc.disable()
    session = Session(Settings(Path(mkdtemp(), "settings.ini")), QtSystemLook())
    window = session.open(load_bundled())
    assert isinstance(window, Window)
    gc.freeze()  # as a run does, which has looked for no garbage until here
    gc.enable()
    return window


def is_ready(window: Window) -> bool:
    """Whether its index and all its panes are made."""
    return window.finding.is_ready and len(window.panes) == len(PANES)


def open_window() -> Window:
    """A window on the bundled reference: painted, its index and all its panes made, active."""
    window = show_window()
    wait(lambda: is_ready(window))
    window.activateWindow()
    wait(window.isActiveWindow)
    return window


def settled(window: Window) -> bool:
    """Whether the window knows the library, and the index is that of its files."""
    bookcase = window.desk.bookcase
    seen = bookcase.own.seen
    return bool(seen.files) and not seen.stale and bookcase.indexing.holding is None
