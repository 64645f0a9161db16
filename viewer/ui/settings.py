"""What comes back at the next start. One table; the only place that touches QSettings."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QSettings

from viewer.content.model import PANES
from viewer.folders import settings_path as settings_path
from viewer.folders import state_folder as state_folder
from viewer.render.palette import THEMES
from viewer.ui.procedure.sizing import DISTANCES_CM, LEAST_DENSITY, MOST_DENSITY

SCALES: tuple[int, ...] = (80, 90, 100, 110, 125, 150, 175, 200, 250, 300)


Value = str | int | bool


class Setting(Struct, frozen=True):
    """One setting: its key, its type, its default, and whether a value read back is sound."""

    key: str
    kind: type[str] | type[int] | type[bool]
    default: Value
    sound: Callable[[Value], bool] = lambda _value: True


def _sides(value: Value) -> bool:
    return isinstance(value, str) and _size(value) is not None


TABLE: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting("window/size", str, "1280x800", _sides),
        Setting("window/maximized", bool, False),
        Setting("window/pane", str, "overview", lambda value: value in PANES),
        Setting("read/scale", int, 100, lambda value: value in SCALES),
        Setting("read/theme", str, "system", lambda value: value in (*THEMES, "system")),
        # What the system wished when last asked, for the next start; empty when it never was.
        Setting("read/system", str, "", lambda value: value in (*THEMES, "")),
        Setting("read/notes", bool, True),
        Setting("print/paper", str, "", lambda value: value in ("", "letter", "a4")),
        Setting("print/points", int, 10, lambda value: 9 <= int(value) <= 18),
        Setting("print/folder", str, ""),
        # The folder of the shared library; empty for none.
        Setting("library/shared", str, ""),
        Setting("print/landscape", bool, False),
        Setting("print/notes", str, "full", lambda value: value in ("full", "short", "marks")),
        Setting("print/sources", bool, True),
        # The id of a reference and those of its parts that were printed last, with blanks between.
        Setting("print/parts", str, ""),
        Setting("print/printer", str, ""),
        Setting("print/sides", str, "", lambda value: value in ("", "one", "long", "short")),
        Setting("station/idle-minutes", int, 0, lambda value: 0 <= int(value) <= 240),
        Setting("procedure/distance", int, 150, lambda value: value in DISTANCES_CM),
        Setting("procedure/one-pedal", bool, False),
        # Screens measured by card: name=pixels per mm, joined by semicolons.
        Setting("procedure/screens", str, ""),
    )
}


class Settings:
    """The reader's settings in one INI file.

    A value that is missing, of the wrong type or out of range is the default. `trouble` is a
    sentence when the file could not be read or written, else empty.
    """

    def __init__(self, path: Path) -> None:
        """Open `path`; it need not exist."""
        self.path = path
        self.trouble = ""
        self._file = self._opened()
        if self._is_damaged():
            self.trouble = (
                f"The settings in {path} could not be read, so Needleside starts with its own. "
                "Nothing else is lost. They are written anew when you close the window."
            )
            self._file.clear()
        elif self._file.status() != QSettings.Status.NoError:
            self.trouble = (
                f"The settings in {path} could not be read, so Needleside starts with its own and "
                "keeps none. Nothing else is lost. See whether you may read and write that file."
            )
        elif self._set_aside():
            self.trouble = (
                f"Some settings in {path} made no sense and were set aside. Nothing else is lost."
            )

    def _opened(self) -> QSettings:
        file = QSettings(str(self.path), QSettings.Format.IniFormat)
        file.setFallbacksEnabled(False)
        return file

    def _is_damaged(self) -> bool:
        """Whether the file is no INI file. Of some bytes Qt only says that they hold no keys."""
        # Qt reads a file when it is first asked for keys; only then does the status say anything.
        keys = self._file.allKeys()
        if self._file.status() == QSettings.Status.FormatError:
            return True
        return not keys and self.path.is_file() and self.path.stat().st_size > 0

    def _set_aside(self) -> bool:
        """Remove what this program never writes. Returns whether there was any."""
        strange = [
            key
            for key in self._file.allKeys()
            if key not in TABLE or self._read(TABLE[key]) is None
        ]
        for key in strange:
            self._file.remove(key)
        return bool(strange)

    def _read(self, setting: Setting) -> Value | None:
        """The stored value, or None when it is not sound."""
        # An INI file gives every value back as text, "false" included: always name the type.
        try:
            value = self._file.value(setting.key, setting.default, setting.kind)
        except (TypeError, ValueError):
            return None
        if not isinstance(value, str | int | bool) or not isinstance(value, setting.kind):
            return None
        stored = str(self._file.value(setting.key, ""))
        if setting.kind is int and stored != str(value):
            return None
        if setting.kind is bool and stored.lower() not in ("true", "false"):
            return None
        return value if setting.sound(value) else None

    def text(self, key: str) -> str:
        """The text kept for `key`, or its default. Raises KeyError for a key not in the table."""
        return str(self._get(key))

    def number(self, key: str) -> int:
        """The number kept for `key`, or its default. Raises KeyError as `text` does."""
        return int(self._get(key))

    def flag(self, key: str) -> bool:
        """Whether `key` is kept as true, or its default. Raises KeyError as `text` does."""
        return bool(self._get(key))

    def _get(self, key: str) -> Value:
        setting = TABLE[key]
        value = self._read(setting) if self._file.contains(key) else setting.default
        return setting.default if value is None else value

    def put(self, key: str, value: Value) -> None:
        """Keep `value` for `key`. Raises KeyError for a key not in the table."""
        setting = TABLE[key]
        self._file.setValue(setting.key, setting.kind(value))

    def save(self) -> str:
        """Write the file. Returns a sentence when that failed; empty when `trouble` said so."""
        self._file.sync()
        # A format error is that of the file as it was; it has been written anew by now.
        written = self._file.status() != QSettings.Status.AccessError and self.path.is_file()
        if written or self.trouble:
            return ""
        return (
            f"The settings could not be written to {self.path}. Needleside works on; window "
            "size, text size and theme will not come back at the next start."
        )

    def screens(self) -> dict[str, float]:
        """Pixels per mm of the screens that were measured, by name."""
        found: dict[str, float] = {}
        for part in self.text("procedure/screens").split(";"):
            name, _, number = part.rpartition("=")
            try:
                value = float(number)
            except ValueError:
                continue
            if name and LEAST_DENSITY <= value <= MOST_DENSITY:
                found[name] = value
        return found

    def measured(self, name: str) -> float:
        """Pixels per mm that the screen `name` was measured to have; 0 when it was not."""
        return self.screens().get(_screen_key(name), 0.0)

    def measure(self, name: str, pixels_per_mm: float) -> None:
        """Keep what the screen `name` was measured to have."""
        known = self.screens() | {_screen_key(name): pixels_per_mm}
        text = ";".join(f"{key}={value:.4f}" for key, value in known.items())
        self.put("procedure/screens", text)

    def size(self) -> tuple[int, int]:
        """The window's width and height in pixels."""
        return _size(self.text("window/size")) or (1280, 800)


def _screen_key(name: str) -> str:
    """The name of a screen without what joins the list; some have none."""
    return name.replace(";", ",").replace("=", "-") or "unnamed"


def _size(text: str) -> tuple[int, int] | None:
    width, _, height = text.partition("x")
    if not (width.isascii() and width.isdigit() and height.isascii() and height.isdigit()):
        return None
    sides = int(width), int(height)
    return sides if 400 <= sides[0] <= 20000 and 300 <= sides[1] <= 20000 else None
