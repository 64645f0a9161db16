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
        """Preview the part in sight, and from there print it or save it as a PDF."""
        from viewer.printing.dialog import print_part_in_sight

        part = self._here().part_in_sight()
        self._say(print_part_in_sight(self._window, self._reference, [part], self._choices()))

    def print_parts(self) -> None:
        """Choose the parts to print."""
        from viewer.printing.dialog import PrintDialog

        part = self._here().part_in_sight()
        dialog = PrintDialog(self._window, self._reference, self._choices(), [part])
        dialog.exec()
        dialog.deleteLater()
        self._say(dialog.outcome)

    def _say(self, outcome: str) -> None:
        if outcome:
            self.said.emit(outcome)

    def _choices(self) -> "Choices":
        """How the reader printed last time; kept for the next start when used."""
        from viewer.printing.choices import Choices

        settings = self._settings

        def remember(choices: Choices) -> None:
            settings.put("print/paper", choices.paper)
            settings.put("print/points", round(choices.text_size))
            settings.put("print/folder", choices.folder)

        kept = settings.text("print/paper")
        return Choices(
            "letter" if kept == "letter" else "a4" if kept == "a4" else "",
            float(settings.number("print/points")),
            settings.text("print/folder"),
            remember,
            files=self._files,
        )
