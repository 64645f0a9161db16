"""Theme and type: which palette is in force, fonts, icons, and what Qt is told of them."""

from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace
from PySide6 import QtCore
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from viewer.content.library import resources
from viewer.render.palette import PALETTES, THEMES, Palette, ThemeName
from viewer.ui.stylesheet import stylesheet

# The least text size at 100 %, in points: 16 px at 96 dpi. A larger system font wins.
LEAST_POINTS = 12.0
# Tried in this order where the system names no font of its own (bare X11 says "Sans Serif").
INTERFACE_FAMILIES = ("Inter", "Cantarell", "Noto Sans", "Open Sans", "DejaVu Sans")


class SystemLook(Protocol):
    """What the system wishes; injected in tests, for no call can set it on every platform."""

    def dark(self) -> bool:
        """Whether the system asks for a dark scheme."""

    def high_contrast(self) -> bool:
        """Whether the system asks for more contrast."""


class QtSystemLook:
    """The system's wish as Qt reports it."""

    def dark(self) -> bool:
        """Whether the system asks for a dark scheme."""
        return QGuiApplication.styleHints().colorScheme() == QtCore.Qt.ColorScheme.Dark

    def high_contrast(self) -> bool:
        """Whether the system asks for more contrast; Qt reports it from 6.10 on."""
        hints = QGuiApplication.styleHints()
        accessibility = getattr(hints, "accessibility", lambda: None)()
        wish = getattr(accessibility, "contrastPreference", lambda: None)()
        return wish is not None and wish == QtCore.Qt.ContrastPreference.HighContrast


class Theme(Struct, frozen=True):
    """The look in force: palette, text size in points and in percent of normal."""

    name: ThemeName
    scale: int
    base_points: float

    @property
    def palette(self) -> Palette:
        """The colours."""
        return PALETTES[self.name]

    @property
    def points(self) -> float:
        """The text size of prose, in points."""
        return self.base_points * self.scale / 100

    def px(self, pixels: float) -> int:
        """A length of the design, given in pixels at 100 %, at the text size in force."""
        return round(pixels * self.scale / 100)

    def next(self) -> "Theme":
        """The same with the next palette."""
        return replace(self, name=THEMES[(THEMES.index(self.name) + 1) % len(THEMES)])


def system_theme(look: SystemLook) -> ThemeName:
    """The palette that follows the system's wish."""
    if look.high_contrast():
        return "contrast"
    return "dim" if look.dark() else "light"


def interface_font(points: float) -> QFont:
    """The platform's interface font at `points`, with digits of one width."""
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    if font.family().lower() in ("sans serif", "sans-serif", "sans", "dejavu sans"):
        font.setFamilies([*INTERFACE_FAMILIES])
    font.setPointSizeF(points)
    return font


def code_font(font: QFont) -> QFont:
    """`font` for codes: bold, every digit as wide as the next."""
    made = QFont(font)
    made.setBold(True)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def base_points() -> float:
    """The text size at 100 %, in points: the system's, but at least `LEAST_POINTS`."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    return max(system, LEAST_POINTS)


def apply(app: QApplication, theme: Theme) -> None:
    """Give `app` the font, colours and shapes of `theme`."""
    app.setFont(interface_font(theme.points * 0.92))
    app.setPalette(qt_palette(theme.palette))
    app.setStyleSheet(stylesheet(theme.palette, theme.scale / 100))


def qt_palette(colours: Palette) -> QPalette:
    """`colours` as Qt's roles, links and disabled text included."""
    roles = QPalette.ColorRole
    palette = QPalette(QColor(colours.surface), QColor(colours.ground))
    table = {
        roles.Window: colours.ground,
        roles.WindowText: colours.ink,
        roles.Base: colours.ground,
        roles.AlternateBase: colours.surface,
        roles.Text: colours.ink,
        roles.Button: colours.surface,
        roles.ButtonText: colours.ink,
        roles.BrightText: colours.error,
        roles.Highlight: colours.accent,
        roles.HighlightedText: colours.on_accent,
        roles.Link: colours.accent,
        roles.LinkVisited: colours.accent,
        roles.ToolTipBase: colours.surface,
        roles.ToolTipText: colours.ink,
        roles.PlaceholderText: colours.soft,
        roles.Light: colours.surface,
        roles.Midlight: colours.line,
        roles.Mid: colours.edge,
        roles.Dark: colours.edge,
        roles.Shadow: colours.line,
        roles.Accent: colours.accent,
    }
    for role, colour in table.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.soft))
    return palette


def icon(name: str, colour: str, size: int) -> QIcon:
    """One of the project's line drawings in `colour`, `size` pixels square.

    Raises FileNotFoundError when there is no drawing of that name.
    """
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return _icon(name, colour, size, ratio)


@cache
def _drawings() -> Path:
    return resources() / "icons"


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, size: int, ratio: float) -> QIcon:
    drawing = (_drawings() / f"{name}.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(drawing.replace(b"currentColor", colour.encode())))
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return QIcon(pixmap)
