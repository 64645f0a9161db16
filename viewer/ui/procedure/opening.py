"""Procedure view opened from the window, with the reader's settings, and left again."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QScreen

from viewer.content.model import Reference
from viewer.ui.settings import Settings
from viewer.ui.theme import Theme

if TYPE_CHECKING:
    # Only the type: procedure view is loaded when it is first opened.
    from viewer.ui.procedure.view import ProcedureView


class Procedure(QObject):
    """The one procedure view of a window, while it is open."""

    left = Signal(str)  # the id of the step it was left at
    theme_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self.view: ProcedureView | None = None

    def open(self, reference: Reference, theme: Theme, step: str, screen: QScreen) -> None:
        """Open it at `step` on `screen`, or bring it to the front."""
        if self.view is not None:
            self.view.activateWindow()
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
        if view is not None:
            view.deleteLater()
        self.left.emit(step)

    def close(self) -> None:
        """Leave it, if it is open."""
        if self.view is not None:
            self.view.close()
