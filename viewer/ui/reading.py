"""How one reads: theme, text size and notes, as the settings keep them."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from viewer.render.palette import THEMES, ThemeName
from viewer.ui import theme as themes
from viewer.ui.settings import SCALES, Settings
from viewer.ui.theme import SystemLook, Theme


class Reading(QObject):
    """The look in force. The application wears it from the start.

    Where it follows the system, it starts with what the system wished last time: to ask takes
    Qt's whole namespace, 14 ms of a start. `ask_system` is for after the first paint.
    """

    changed = Signal()  # another theme or text size: every part draws anew
    notes_changed = Signal(bool)  # whether notes are shown
    said = Signal(str)

    def __init__(self, settings: Settings, system: SystemLook, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._system = system
        self.notes = settings.flag("read/notes")
        known = settings.text("read/system")
        # What the system wished last time stands until it is asked; then only the answer counts.
        self._last_wish = next((name for name in THEMES if name == known), None)
        self._wish: ThemeName | None = None
        self.theme = Theme(self._name(), settings.number("read/scale"), themes.base_points())
        self._wear()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _name(self) -> ThemeName:
        kept = self._settings.text("read/theme")
        chosen = next((name for name in THEMES if name == kept), None)
        return chosen or self._last_wish or self._ask()

    def _ask(self) -> ThemeName:
        self._last_wish = None
        self._wish = themes.system_theme(self._system)
        return self._wish

    def ask_system(self) -> None:
        """Follow the system's wish of today, if that is what the reader wants."""
        if self._last_wish is not None:
            self._system_changed()

    def keep(self) -> None:
        """Put what the system wishes into the settings, for the next start."""
        if self._wish is not None:
            self._settings.put("read/system", self._wish)

    def _wear(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            themes.apply(app, self.theme)

    def _change(self, theme: Theme) -> None:
        self.theme = theme
        self._wear()
        self.changed.emit()

    def next_theme(self) -> None:
        """The next of the three themes."""
        following = self.theme.next()
        self._settings.put("read/theme", following.name)
        self._change(following)
        self.said.emit(f"Theme: {following.name}.")

    def follow_system(self) -> None:
        """The theme that the system wishes, from now on."""
        self._settings.put("read/theme", "system")
        self._system_changed()
        self.said.emit("The theme follows the system.")

    def _system_changed(self, *_scheme: object) -> None:
        self._last_wish = None
        name = self._name()
        if name != self.theme.name:
            self._change(Theme(name, self.theme.scale, self.theme.base_points))

    def step_scale(self, by: int) -> None:
        """The text size `by` steps further, within the least and the largest."""
        at = SCALES.index(self.theme.scale) + by
        self.set_scale(SCALES[min(max(at, 0), len(SCALES) - 1)])

    def set_scale(self, scale: int) -> None:
        """The text size `scale`, in percent."""
        if scale != self.theme.scale:
            self._settings.put("read/scale", scale)
            self._change(Theme(self.theme.name, scale, self.theme.base_points))
        self.said.emit(f"Text size {scale} %.")

    def toggle_notes(self) -> None:
        """Show all notes or hide them; hidden ones leave a mark."""
        self.notes = not self.notes
        self._settings.put("read/notes", self.notes)
        self.notes_changed.emit(self.notes)
        self.said.emit(
            "Notes are shown." if self.notes else "Notes are hidden. N shows them again."
        )
