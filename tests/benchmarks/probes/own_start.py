"""Needleside started as `python -m viewer` starts it, until it is painted, or ready.

Nothing is replaced. The probe hears when the module of the window is looked for, and then posts an
event: it is the first that the program's event loop delivers, and finds the window.
"""

import os
import runpy
import sys
from typing import TYPE_CHECKING

from telling import peak_memory, since_spawned, tell

if TYPE_CHECKING:
    from viewer.ui.window import Window

WINDOW = "viewer.ui.window"
LONGEST = 20_000.0  # milliseconds

until = sys.argv[2]
said: dict[str, float] = {}
hooks: list[object] = []


class Ear:
    """Hears of each module that is looked for, and finds none."""

    def find_spec(self, name: str, *_place: object) -> None:
        """Qt is loaded by the time that the window's module is."""
        if name == WINDOW:
            sys.meta_path.remove(self)
            post()


def post() -> None:
    """Have the event loop begin with a look for the window."""
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimerEvent

    class Hook(QObject):
        """Finds the window and listens to it."""

        window: "Window"

        def customEvent(self, event: QEvent) -> None:
            """The event loop has begun; the window is shown, and not yet painted."""
            del event
            from PySide6.QtWidgets import QApplication

            for window in QApplication.topLevelWidgets():
                if type(window).__module__ == WINDOW:
                    self.window = window  # type: ignore[assignment]
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

        def timerEvent(self, event: QTimerEvent) -> None:
            """See whether all panes are made, and the library is known if there is one."""
            del event
            from viewer.content.model import PANES
            from viewer.folders import library_folder

            own = self.window.desk.bookcase.own
            known = bool(own.seen.files) or not library_folder().is_dir()
            if known and len(self.window.panes) == len(PANES):
                said["memory"] = peak_memory()
                QCoreApplication.quit()
            elif since_spawned() > LONGEST:
                # A dialog about what went wrong may be open, and would wait for ever.
                sys.stderr.write(f"Of the panes only {list(self.window.panes)} were made.\n")
                os._exit(1)

    hook = Hook()
    hooks.append(hook)
    QCoreApplication.postEvent(hook, QEvent(QEvent.Type.User))


sys.meta_path.insert(0, Ear())
sys.argv = ["needleside"]
try:
    runpy.run_module("viewer", run_name="__main__", alter_sys=True)
except SystemExit as end:
    tell(**said)
    sys.exit(end.code)
