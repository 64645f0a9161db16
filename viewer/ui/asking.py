"""Dialogs that the window opens: shown until they are left, then dropped."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from viewer.content.library import Loaded

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


class Asking:
    """Opens dialogs over the window. Each is loaded when it is first asked for."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    @staticmethod
    def ask(dialog: QDialog) -> bool:
        """Show `dialog` until it is left, then drop it. Returns whether it was accepted."""
        accepted = bool(dialog.exec())
        dialog.deleteLater()
        return accepted

    def palette(self, actions: "Mapping[str, QAction]") -> None:
        """Every action by name; the one that is chosen is done."""
        from viewer.ui.dialogs import PaletteDialog

        dialog = PaletteDialog(self._window, actions)
        action = dialog.chosen() if self.ask(dialog) else None
        if action is not None:
            action.trigger()

    def keys(self) -> None:
        """All keys."""
        from viewer.ui.dialogs import KeysDialog

        self.ask(KeysDialog(self._window))

    def about(self, loaded: Loaded) -> None:
        """The program, and the reference on screen."""
        from viewer.ui.dialogs import AboutDialog

        if loaded.reference is not None:
            self.ask(AboutDialog(self._window, loaded.reference, loaded.sentence))

    def tell(self, what: str, remedy: str = "", detail: str = "") -> None:
        """What happened and what to do."""
        from viewer.ui.trouble import TroubleDialog

        self.ask(TroubleDialog(self._window, what, remedy, detail))
