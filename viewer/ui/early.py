"""Values of Qt's namespace as numbers, for what is done before the first paint.

PySide makes all 93 enumerations of `Qt` when one of them is first named, and a bare window starts
in nine times as long as that takes. Qt takes a property as a number too. What runs later names
`QtCore.Qt`, where it needs it and not at the head of its module.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QBrush, QColor, QPen

PLAIN_TEXT = 0
STRONG_FOCUS = 11
SELECT_AND_LINKS_BY_MOUSE = 1 | 4
AS_NEEDED, ALWAYS_ON = 0, 2
LEFT, MIDDLE, CENTER = 0x01, 0x80, 0x84


def set_number(owner: QObject, name: str, value: int) -> None:
    """Set one of Qt's properties to the enumerator `value`. Raises AttributeError without it."""
    if not owner.setProperty(name, value):
        raise AttributeError(f"{owner} has no property {name}")


def line(colour: str, width: float) -> QPen:
    """A pen of that colour, `width` pixels wide."""
    # Made bare and then told: a pen or brush made of a colour is first taken for one of a style.
    pen = QPen()
    pen.setColor(QColor(colour))
    pen.setWidthF(width)
    return pen


def fill(colour: str) -> QBrush:
    """A brush of that colour."""
    return line(colour, 1.0).brush()
