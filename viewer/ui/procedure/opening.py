"""Procedure view opened from the window, with the reader's settings, and left again."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QScreen

from viewer.content.model import Reference
from viewer.ui.settings import Settings
from viewer.ui.theme import Theme

if TYPE_CHECKING:
    # Only the type: procedure view is loaded when it is first opened.
    from viewer.ui.procedure.view import ProcedureView

# Within this time a key that is held down begins to repeat.
WATCH_MS = 3000


class HeldKey(QObject):
    """Tells a key that is still held down from one that is pressed anew.

    X11 says of a key that goes on in another window that it was let go and pressed again, both at
    the same moment; Qt then takes the press for a new one.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._let_go = self._pressed = (0, 0)  # the key, and when
        self._watch = QTimer(self)
        self._watch.setSingleShot(True)
        self._watch.timeout.connect(self._end)

    @property
    def is_held(self) -> bool:
        """Whether the key that was pressed last was never let go."""
        return self._pressed == self._let_go != (0, 0)

    def watch(self) -> None:
        """The window with the focus goes: see whether its key goes on in another."""
        self._let_go = self._pressed = (0, 0)
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)
            self._watch.start(WATCH_MS)

    def _end(self) -> None:
        self._let_go = self._pressed = (0, 0)
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when keys are pressed and let go, by the clock of the display."""
        del watched
        kinds = QEvent.Type
        if isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            if event.type() == kinds.KeyRelease:
                self._let_go = (event.key(), event.timestamp())
            elif event.type() in (kinds.KeyPress, kinds.ShortcutOverride):
                self._pressed = (event.key(), event.timestamp())
        return False


class Procedure(QObject):
    """The one procedure view of a window, while it is open."""

    left = Signal(str)  # the id of the step it was left at
    theme_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self.view: ProcedureView | None = None
        self._held = HeldKey(self)

    def open(self, reference: Reference, theme: Theme, step: str, screen: QScreen) -> None:
        """Open it at `step` on `screen`, or bring it to the front."""
        if self.view is not None:
            self.view.activateWindow()
            return
        if self._held.is_held:
            return
        from viewer.ui.procedure.view import ProcedureView

        settings = self._settings
        view = ProcedureView(
            reference,
            theme,
            step,
            settings.number("procedure/distance"),
            settings.measured,
            settings.flag("procedure/one-pedal"),
        )
        view.left.connect(self._left)
        view.theme_wanted.connect(self.theme_wanted)
        view.distance_chosen.connect(lambda cm: settings.put("procedure/distance", cm))
        view.one_pedal_chosen.connect(lambda on: settings.put("procedure/one-pedal", on))
        view.measured.connect(settings.measure)
        view.quit_wanted.connect(self.quit_wanted)
        self.view = view
        view.open(screen)

    def _left(self, step: str) -> None:
        view, self.view = self.view, None
        self._held.watch()
        if view is not None:
            view.deleteLater()
        self.left.emit(step)

    def close(self) -> None:
        """Leave it, if it is open."""
        if self.view is not None:
            self.view.close()
