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
    TEXT,
    PageStyle,
    PaperName,
    default_paper,
)


@dataclass(slots=True)
class Choices:
    """Paper (empty: the system's), text size in points, and the folder of the last PDF.

    `remember` is called with the choices whenever they were used to print. `files` is False
    where nothing may be saved to a file.
    """

    paper: PaperName | Literal[""] = ""
    text_size: float = TEXT
    folder: str = ""
    remember: Callable[["Choices"], None] = field(default=lambda _choices: None)
    files: bool = True

    def style(self) -> PageStyle:
        """The page style; what makes no sense is the default."""
        paper = PAPERS.get(self.paper or default_paper(), PAPERS[default_paper()])
        return PageStyle(paper, text_size=min(max(self.text_size, LEAST_TEXT), MOST_TEXT))

    def pdf_path(self, name: str) -> Path:
        """Where a PDF called `name` is suggested to go: the last folder, else Documents."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = self.folder or QStandardPaths.writableLocation(documents)
        return Path(folder) / name
