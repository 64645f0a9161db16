"""Paper, margins and text size."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QLocale

PaperName = Literal["letter", "a4"]
Sides = Literal["", "one", "long", "short"]  # empty: as the printer is set
SIDES: tuple[Sides, ...] = ("", "one", "long", "short")

# Territories that write on letter paper: Unicode CLDR, territoryInfo, paperSize US-Letter.
LETTER_TERRITORIES = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)

LEAST_TEXT, MOST_TEXT, TEXT = 9.0, 18.0, 10.0  # points


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet: its name for people, width and height in millimetres, upright."""

    title: str
    width: float
    height: float


PAPERS: dict[PaperName, Paper] = {
    "letter": Paper("Letter", 215.9, 279.4),
    "a4": Paper("A4", 210.0, 297.0),
}


@dataclass(frozen=True, slots=True)
class Margins:
    """Blank edges in millimetres, between the paper's edge and anything printed."""

    left: float = 20.0
    top: float = 13.0
    right: float = 20.0
    bottom: float = 12.0


@dataclass(frozen=True, slots=True)
class PageStyle:
    """How pages are set. `text_size` in points."""

    paper: Paper
    landscape: bool = False
    text_size: float = TEXT
    margins: Margins = Margins()

    @property
    def width(self) -> float:
        """The width of the page in millimetres, as it is held to be read."""
        return self.paper.height if self.landscape else self.paper.width

    @property
    def height(self) -> float:
        """The height of the page in millimetres, as it is held to be read."""
        return self.paper.width if self.landscape else self.paper.height


def default_paper(locale: QLocale | None = None) -> PaperName:
    """The paper that offices use where the reader is; the system's locale unless given."""
    territory = (locale or QLocale.system()).territory()
    return "letter" if QLocale.territoryToCode(territory) in LETTER_TERRITORIES else "a4"
