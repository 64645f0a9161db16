"""The window in this process, ready to be used, and a watch that tells when it is painted."""

import gc
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QEvent, QObject
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


def wait(done: Callable[[], bool]) -> None:
    """Turn the event loop until it is done. Raises TimeoutError when it never is."""
    latest = time.monotonic() + _LONGEST
    while not done():
        QApplication.processEvents()
        if time.monotonic() > latest:
            raise TimeoutError("the window did not do what was waited for")


def open_window() -> Window:
    """A window on the bundled reference: painted, its index and all its panes made, active."""
    make_application()
    gc.disable()
    session = Session(Settings(Path(mkdtemp(), "settings.ini")), QtSystemLook())
    window = session.open(load_bundled())
    assert isinstance(window, Window)
    gc.freeze()  # as a run does, which has looked for no garbage until here
    gc.enable()
    wait(lambda: window.finding.is_ready and len(window.panes) == len(PANES))
    window.activateWindow()
    wait(window.isActiveWindow)
    return window
