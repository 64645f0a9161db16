"""What the reader chose last time; where it is kept is for the caller to say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QStandardPaths

from viewer.printing.style import (
    LEAST_TEXT,
    MOST_TEXT,
    PAPERS,
    SIDES,
    TEXT,
    PageStyle,
    PaperName,
    Sides,
    default_paper,
)
from viewer.render.paper import NOTE_FORMS, Included, NoteForm


@dataclass(slots=True)
class Choices:
    """How one prints: paper (empty: the system's), text size in points, and what is included.

    `parts` are the ids of the parts chosen last, `printer` and `sides` where to and how, `folder`
    that of the last PDF. `remember` is called with the choices whenever they were used to print.
    `files` is False where nothing may be saved to a file.
    """

    paper: PaperName | Literal[""] = ""
    text_size: float = TEXT
    landscape: bool = False
    notes: NoteForm = "full"
    sources: bool = True
    parts: tuple[str, ...] = ()
    printer: str = ""
    sides: Sides = ""
    folder: str = ""
    remember: Callable[["Choices"], None] = field(default=lambda _choices: None)
    files: bool = True

    def style(self) -> PageStyle:
        """The page style; what makes no sense is the default."""
        paper = PAPERS.get(self.paper or default_paper(), PAPERS[default_paper()])
        size = min(max(self.text_size, LEAST_TEXT), MOST_TEXT)
        return PageStyle(paper, self.landscape, size)

    def included(self) -> Included:
        """What stands beside the article's statements."""
        return Included(self.notes if self.notes in NOTE_FORMS else "full", self.sources)

    def to_sides(self) -> Sides:
        """The sides to print on; as the printer is set when what was kept makes no sense."""
        return self.sides if self.sides in SIDES else ""

    def pdf_path(self, name: str) -> Path:
        """Where a PDF called `name` is suggested to go: the last folder, else Documents."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = self.folder or QStandardPaths.writableLocation(documents)
        return Path(folder) / name
