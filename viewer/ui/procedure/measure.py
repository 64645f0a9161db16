"""Text measured and drawn at a size in pixels, for the screens of procedure view."""

from math import ceil

from msgspec import Struct
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QScreen

from viewer.render.palette import Palette
from viewer.ui.procedure import sizing
from viewer.ui.procedure.sizing import LEAST_ARCMIN, TARGET_MM, density, font_pixels
from viewer.ui.theme import interface_font

_WRAP = int(Qt.TextFlag.TextWordWrap)
_ENDLESS = 1_000_000.0
# Nothing is drawn smaller than this, in pixels, whatever happens.
SMALLEST = 12.0


class Sight(Struct, frozen=True):
    """What decides sizes: the reading distance in cm and the screen's pixels per mm.

    `believed` is False where the screen gave no size and 96 dots per inch were assumed.
    """

    palette: Palette
    distance_cm: int
    pixels_per_mm: float
    believed: bool

    @property
    def text(self) -> float:
        """The size in pixels of text read at ease: 20 minutes of arc."""
        return font_pixels(self.distance_cm, self.pixels_per_mm, cap_ratio())

    @property
    def least(self) -> float:
        """The least size in pixels of text that must be read: 16 minutes of arc."""
        return font_pixels(self.distance_cm, self.pixels_per_mm, cap_ratio(), LEAST_ARCMIN)

    @property
    def target(self) -> int:
        """The height in pixels of what a gloved finger must hit."""
        return ceil(TARGET_MM * self.pixels_per_mm)


def screen_density(screen: QScreen) -> tuple[float, bool]:
    """Pixels per mm of `screen`, and whether what it says of its size can be believed."""
    size, physical = screen.geometry().size(), screen.physicalSize()
    return density((size.width(), size.height()), (physical.width(), physical.height()))


def font(pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font at `pixels`, to the nearest whole one."""
    made = interface_font(12)
    made.setPixelSize(max(round(pixels), 6))
    made.setWeight(weight)
    return made


def cap_ratio() -> float:
    """The height of the interface font's capitals over its size."""
    return QFontMetricsF(font(200)).capHeight() / 200


def height(text: str, made: QFont, width: float) -> float:
    """How high `text` is in `made`, wrapped at `width`; endless when a word is wider."""
    bounds = QFontMetricsF(made).boundingRect(QRectF(0, 0, width, _ENDLESS), _WRAP, text)
    return _ENDLESS if bounds.width() > width + 1 else bounds.height()


def line(size: float, width: float) -> float:
    """How wide text of `size` runs where there are `width` pixels."""
    return min(width, size * sizing.LINE_EM)


def cut(
    text: str, size: float, weight: QFont.Weight, width: float, room: float
) -> tuple[float, list[str]]:
    """`text` as pages for a box, and the size they are drawn in.

    It is `size`, smaller only where a word is wider than the box or a line is higher.
    """
    while True:
        made, wide = font(size, weight), line(size, width)

        def fits(part: str, made: QFont = made, wide: float = wide) -> bool:
            return height(part, made, wide) <= room

        pages = sizing.pages(text, fits)
        if size <= SMALLEST or all(fits(page) for page in pages):
            return size, pages
        size = max(size * 0.92, SMALLEST)


def one_line(text: str, size: float, weight: QFont.Weight, width: float) -> QFont:
    """The font of `size`, or smaller so that `text` stands on one line of `width`."""
    wide = QFontMetricsF(font(size, weight)).horizontalAdvance(text)
    return font(max(size * min(width / wide, 1.0) - 1, SMALLEST) if wide > width else size, weight)


def draw(painter: QPainter, text: str, made: QFont, box: QRectF, colour: str) -> None:
    """Draw `text` wrapped inside `box`, from its top left."""
    painter.setFont(made)
    painter.setPen(QColor(colour))
    align = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop) | _WRAP
    painter.drawText(box, align, text)
