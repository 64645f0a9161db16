"""One run of the window: settings, content, look, event loop, in this order."""

import gc
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from viewer import __version__
from viewer.content.library import Loaded, bundled_path, load, load_bundled
from viewer.content.model import Reference
from viewer.render.palette import THEMES
from viewer.ui import theme as themes
from viewer.ui.errors import ErrorCatcher
from viewer.ui.settings import Settings, settings_path, state_folder
from viewer.ui.station import Station
from viewer.ui.theme import QtSystemLook, SystemLook
from viewer.ui.window import Window


def make_application() -> QApplication:
    """The QApplication with the names that the desktop knows the program by."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        app = running
        app.setStyle("Fusion")
    else:
        # As an argument: setStyle gives a QStyle back, whose enums take PySide 5 ms to make.
        app = QApplication(["needleside", "-style", "Fusion"])
    app.setApplicationName("needleside")
    app.setApplicationDisplayName("Needleside")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("org.needleside.Needleside")
    return app


class Session:
    """What one run holds: the settings, the look that the system wishes, and the window."""

    def __init__(
        self, settings: Settings, system: SystemLook, station: Station | None = None
    ) -> None:
        self.station = station or Station()
        self.settings = settings
        self.system = system
        self.window: QMainWindow | None = None

    def open(self, loaded: Loaded) -> QMainWindow:
        """A window on what was loaded: the reference, or what is wrong with its file."""
        old = self.window
        if loaded.reference is None:
            self.window = self._damaged(loaded)
        else:
            self.window = Window(loaded.reference, self.settings, loaded, self.system, self.station)
        if self.settings.flag("window/maximized") and loaded.reference is not None:
            self.window.showMaximized()
        else:
            self.window.show()
        if old is not None:
            old.close()
            old.deleteLater()
        return self.window

    def end(self) -> None:
        """Destroy the window: one that outlives its QApplication crashes at exit."""
        if self.window is not None:
            if isinstance(self.window, Window):
                self.window.stop_threads()
            # Dropping it is not enough: its own signals keep it alive.
            self.window.deleteLater()
            QCoreApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)
            self.window = None

    def _damaged(self, loaded: Loaded) -> QMainWindow:
        # Rare, and nothing that a sound start should wait for.
        from viewer.ui.damaged import DamagedWindow

        name = self.settings.text("read/theme")
        theme = next((each for each in THEMES if each == name), None)
        window = DamagedWindow(
            loaded, theme or themes.system_theme(self.system), self._can_fall_back(loaded)
        )
        window.fallback.connect(lambda: self.open(load_bundled()))
        return window

    @staticmethod
    def _can_fall_back(loaded: Loaded) -> bool:
        """Whether the bundled reference can be opened in place of a damaged file."""
        if loaded.path == bundled_path():
            return False
        return isinstance(load_bundled().reference, Reference)


def run(
    path: Path | None, station: Station | None = None, painted: Callable[[], None] = lambda: None
) -> int:
    """Open the window on `path` or on the bundled reference. Returns the exit status.

    `painted` is called once it is painted.
    """
    app = make_application()
    session = Session(Settings(settings_path()), QtSystemLook(), station)
    catcher = ErrorCatcher(state_folder(), lambda *said: _tell(session, *said))
    catcher.install()
    window = session.open(load(path) if path else load_bundled())
    if isinstance(window, Window):
        window.painted.connect(painted)
        if path:
            window.adopt_opened()
    # What a start has made stays to the end: searches for garbage need not go through it.
    gc.freeze()
    gc.enable()
    if session.settings.trouble:
        _tell(session, "Some settings were lost.", session.settings.trouble)
    status = app.exec()
    session.end()
    return status


def _tell(session: Session, what: str, remedy: str, detail: str = "") -> None:
    from viewer.ui.trouble import TroubleDialog

    dialog = TroubleDialog(session.window, what, remedy, detail)
    dialog.exec()
    dialog.deleteLater()
