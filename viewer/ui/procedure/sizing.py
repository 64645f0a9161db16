"""How large text must be to be read at a distance. Pure arithmetic, no Qt.

The height of capitals is given as a visual angle: 20 minutes of arc is what ISO 9241-303 and
ANSI/HFES 100 recommend for reading at ease, 16 the least they allow.
"""

from collections.abc import Callable
from math import radians, tan

COMFORTABLE_ARCMIN, LEAST_ARCMIN = 20.0, 16.0
DISTANCES_CM: tuple[int, ...] = (50, 70, 100, 150, 200, 300)
# ISO/IEC 7810 ID-1, the size of a bank card.
CARD_MM = (85.60, 53.98)
# A touch target that a gloved finger hits (product design: 20 mm).
TARGET_MM = 20.0
# A screen of fewer or more pixels per millimetre than these lies about its size: a television
# of 85 inches has 1.0, the finest laptop less than 15.
LEAST_DENSITY, MOST_DENSITY = 1.0, 25.0
# Sizes in mm that are no sizes but the shape of the picture, which some screens and projectors
# give instead; GNOME's mutter sets the first two aside as well.
_SHAPES = frozenset({(160, 90), (160, 100), (1600, 900), (1600, 1000)})
# The widest line of text in its own size: about 70 characters.
LINE_EM = 36.0
_ASSUMED = 96 / 25.4


def cap_height_mm(distance_cm: float, arcmin: float = COMFORTABLE_ARCMIN) -> float:
    """The height in mm that capitals must have to span `arcmin` at `distance_cm`."""
    return 2 * distance_cm * 10 * tan(radians(arcmin / 60) / 2)


def density(pixels: tuple[int, int], millimetres: tuple[float, float]) -> tuple[float, bool]:
    """Pixels per mm of a screen from its size in both, and whether that can be believed.

    A screen that gives no size or an absurd one is taken for 96 dots per inch.
    """
    given = round(millimetres[0]), round(millimetres[1])
    if millimetres[0] > 0 and millimetres[1] > 0 and given not in _SHAPES:
        across, down = pixels[0] / millimetres[0], pixels[1] / millimetres[1]
        square = 0.9 < across / down < 1.1 if down else False
        if square and LEAST_DENSITY <= across <= MOST_DENSITY:
            return (across + down) / 2, True
    return _ASSUMED, False


def font_pixels(
    distance_cm: float,
    pixels_per_mm: float,
    cap_ratio: float,
    arcmin: float = COMFORTABLE_ARCMIN,
) -> float:
    """The font size in pixels whose capitals span `arcmin`.

    `cap_ratio` is the height of the font's capitals over its size, about 0.7.
    """
    return cap_height_mm(distance_cm, arcmin) * pixels_per_mm / cap_ratio


def largest_fitting(least: float, most: float, fits: Callable[[float], bool]) -> float | None:
    """The largest size from `least` to `most` for which `fits` holds, to half a pixel.

    None when not even `least` fits. `fits` must hold for every size below one that fits.
    """
    if fits(most):
        return most
    if not fits(least):
        return None
    low, high = least, most
    while high - low > 0.5:
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def pages(text: str, fits: Callable[[str], bool]) -> list[str]:
    """`text` cut between words into pieces that fit, each as long as it may be.

    Where a sentence ends in the second half of a piece, the piece ends there.
    A single word that does not fit stands alone.
    """
    made: list[str] = []
    words = text.split()
    while words:
        count = 1
        while count < len(words) and fits(" ".join(words[: count + 1])):
            count += 1
        if count < len(words):
            ends = (at for at in range(count, count // 2, -1) if words[at - 1][-1] in ".;:?!")
            count = next(ends, count)
        made.append(" ".join(words[:count]))
        words = words[count:]
    return made or [""]


def readable_cm(pixels: float, pixels_per_mm: float, cap_ratio: float) -> int:
    """The greatest distance in cm at which text of `pixels` still spans 16 minutes of arc."""
    height = pixels * cap_ratio / pixels_per_mm
    return int(height / (2 * tan(radians(LEAST_ARCMIN / 60) / 2)) / 10)
