"""Needleside started as `python -m viewer` starts it, until it is painted, or ready.

Nothing is replaced: an event that was posted before the program began is the first that its event
loop delivers, and finds its window.
"""

import runpy
import sys

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from telling import peak_memory, since_spawned, tell

until = sys.argv[2]
said: dict[str, float] = {}


class Hook(QObject):
    """Finds the window and listens to it."""

    def customEvent(self, event: QEvent) -> None:
        """The event loop has begun; the window is shown, and not yet painted."""
        from PySide6.QtWidgets import QApplication

        from viewer.ui.window import Window

        del event
        self.window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Window))
        self.window.painted.connect(self.painted)
        self.window.finding.ready.connect(self.ready)

    def painted(self) -> None:
        """The first turn of the event loop after the first paint."""
        said["painted"] = since_spawned()
        said["memory"] = peak_memory()
        if until == "painted":
            QCoreApplication.quit()

    def ready(self) -> None:
        """The index is made; the panes follow, one a turn."""
        said["search"] = since_spawned() - said["painted"]
        if until == "ready":
            self.startTimer(0)

    def timerEvent(self, event: object) -> None:
        """See whether all panes are made."""
        from viewer.content.model import PANES

        del event
        if len(self.window.panes) == len(PANES):
            said["memory"] = peak_memory()
            QCoreApplication.quit()


hook = Hook()
QCoreApplication.postEvent(hook, QEvent(QEvent.Type.User))
sys.argv = ["needleside"]
try:
    runpy.run_module("viewer", run_name="__main__", alter_sys=True)
except SystemExit as end:
    tell(**said)
    sys.exit(end.code)
