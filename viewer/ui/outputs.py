"""What leaves the window: copies on the clipboard, pages on paper."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from viewer.content.model import Reference
from viewer.ui.panes.base import BasePane
from viewer.ui.settings import Settings

if TYPE_CHECKING:
    # Only the type: printing is loaded when it is asked for, so that a slow print server
    # slows no start.
    from viewer.printing.choices import Choices

# Of a copied text up to this many characters the status line says what it was.
SHORT_TEXT = 20


class Outputs(QObject):
    """Copies and prints what the pane in sight offers."""

    said = Signal(str)  # what was done, for the status line

    def __init__(
        self,
        window: QWidget,
        reference: Reference,
        settings: Settings,
        here: Callable[[], BasePane],
        files: bool,
    ) -> None:
        """`here` gives the pane in sight; `files` is False where nothing may be saved to one."""
        super().__init__(window)
        self._window = window
        self._reference = reference
        self._settings = settings
        self._here = here
        self._files = files

    def show_reference(self, reference: Reference) -> None:
        """Copy and print from another reference."""
        self._reference = reference

    # -- the clipboard

    def copy(self) -> None:
        """The marked text; without one the code, or of several rows the cells."""
        here = self._here()
        if here.view.textCursor().hasSelection():
            here.view.copy()
            self.said.emit("Copied the selection.")
        elif text := here.codes_text():
            what = text.strip() if len(text) < SHORT_TEXT else "the rows"
            self._to_clipboard(text, f"Copied {what}.")
        else:
            self.said.emit("Nothing is selected. Choose a code, or mark text with the mouse.")

    def copy_row(self) -> None:
        """Code, summary, source and date of each marked row, tab-separated."""
        entries = self._here().entries()
        if not entries:
            self.said.emit("No code is chosen. Ctrl+3 leads to the codes.")
            return
        reference = self._reference
        origin = f"{reference.title}, revision {reference.revision}"
        lines = [
            f"{entry.code}\t{entry.summary}\t{origin} ({', '.join(entry.sources)})\t"
            f"checked to {entry.checked}"
            for entry in entries
        ]
        codes = ", ".join(entry.code for entry in entries)
        self._to_clipboard("\n".join(lines), f"Copied {codes} with summary, source and date.")

    def copy_source(self, id_: str) -> None:
        """The address of the source `id_`, or of the article; shown and copied, never opened."""
        sources = self._reference.sources
        source = next((each for each in sources if each.id == id_), None)
        article = self._reference.article
        address = source.address if source else article.address if article else ""
        self._to_clipboard(address, f"Copied, not opened: {address}")

    def _to_clipboard(self, text: str, said: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.said.emit(said)

    # -- paper

    def print_in_sight(self) -> None:
        """Print the part in sight, or save it as a PDF, with the pages to be seen first."""
        from viewer.printing.dialog import print_dialog

        part = self._here().part_in_sight()
        self._say(print_dialog(self._window, self._reference, self._choices(), [part]))

    def print_parts(self) -> None:
        """Choose what to print, beginning with what was chosen last."""
        from viewer.printing.dialog import print_dialog
        from viewer.printing.parts import known_ids

        choices = self._choices()
        last = [id_ for id_ in choices.parts if id_ in known_ids(self._reference)]
        begin = last or [self._here().part_in_sight()]
        self._say(print_dialog(self._window, self._reference, choices, begin, choose=True))

    def write_pack(self) -> None:
        """Write all that a downtime needs on paper into a folder that the reader names."""
        from viewer.printing.packing import ask_and_pack

        choices = self._choices()
        self._say(ask_and_pack(self._window, self._reference, choices))

    def _say(self, outcome: str) -> None:
        if outcome:
            self.said.emit(outcome)

    def _choices(self) -> "Choices":
        """How the reader printed last time; kept for the next start when used."""
        from viewer.printing.choices import Choices
        from viewer.printing.style import PAPERS, SIDES
        from viewer.render.paper import NOTE_FORMS

        settings, own_id = self._settings, self._reference.id

        def remember(choices: Choices) -> None:
            settings.put("print/paper", choices.paper)
            settings.put("print/points", round(choices.text_size))
            settings.put("print/landscape", choices.landscape)
            settings.put("print/notes", choices.notes)
            settings.put("print/sources", choices.sources)
            settings.put("print/parts", " ".join((own_id, *choices.parts)))
            settings.put("print/printer", choices.printer)
            settings.put("print/sides", choices.sides)
            settings.put("print/folder", choices.folder)

        paper, notes = settings.text("print/paper"), settings.text("print/notes")
        sides = settings.text("print/sides")
        about, *parts = settings.text("print/parts").split() or [""]
        return Choices(
            paper=next((name for name in PAPERS if name == paper), ""),
            text_size=float(settings.number("print/points")),
            landscape=settings.flag("print/landscape"),
            notes=next((form for form in NOTE_FORMS if form == notes), "full"),
            sources=settings.flag("print/sources"),
            parts=tuple(parts) if about == own_id else (),
            printer=settings.text("print/printer"),
            sides=next((each for each in SIDES if each == sides), ""),
            folder=settings.text("print/folder"),
            remember=remember,
            files=self._files,
        )
