"""What every pane has: a text view, what the reader opened on it, and where its links lead."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from viewer.content.model import CodeEntry, Pane, Reference
from viewer.render.html import Shown
from viewer.ui.textview import TextView
from viewer.ui.theme import Theme


class BasePane(QWidget):
    """A pane of the window. It emits what the reader wants; the window does it."""

    went = Signal(str)  # the id of a place to lead to
    asked = Signal(str)  # an action: "notes"
    copied = Signal(str)  # the id of a source, or "article"
    typed = Signal(str)  # a character typed where no text field is
    said = Signal(str)  # a sentence for the status line
    drawn = Signal()

    def __init__(self, pane: Pane, reference: Reference, view_name: str) -> None:
        """`view_name` is what a screen reader calls the text view."""
        super().__init__()
        self.pane: Pane = pane
        self.reference = reference
        self.shown = Shown()
        self.view = TextView(view_name)
        self.view.activated.connect(self._activate)
        self.view.typed.connect(self.typed)

    def set_theme(self, theme: Theme) -> None:
        """Draw with `theme` from now on; at once when the pane is on screen."""
        raise NotImplementedError

    def ready(self) -> None:
        """Make the page now if that is still to do; for making panes ahead of their showing."""
        raise NotImplementedError

    def draw(self) -> None:
        """Make the page anew; the reader stays where he was."""
        raise NotImplementedError

    def show_place(self, id_: str) -> bool:
        """Lead to the place `id_`, opening it when it is closed. False when it is not here."""
        raise NotImplementedError

    # -- what the reader has opened

    def set_notes(self, shown: bool) -> None:
        """Show or hide all notes."""
        if shown != self.shown.notes:
            self._keep(Shown(self.shown.opened, shown, self.shown.all_open))

    def toggle_all(self) -> bool:
        """Open everything, or close everything when all is open. Returns whether it is open."""
        self._keep(Shown(frozenset(), self.shown.notes, not self.shown.all_open))
        return self.shown.all_open

    def open_one(self, id_: str) -> None:
        """Open the note or question `id_` when it is closed."""
        if not self.shown.is_open(id_):
            self._keep(Shown(self.shown.opened | {id_}, self.shown.notes))

    def _keep(self, shown: Shown) -> None:
        """Draw with `shown`. What was clicked keeps its distance from the top of the view."""
        self.shown = shown
        top = self.view.verticalScrollBar().value()
        self.draw()
        self.view.verticalScrollBar().setValue(top)

    # -- what the window asks

    def entry(self) -> CodeEntry | None:
        """The chosen code, on a pane that has codes."""
        return None

    def entries(self) -> list[CodeEntry]:
        """The marked codes, on a pane that has codes."""
        return []

    def codes_text(self) -> str:
        """What Ctrl+C copies where no text is marked; empty for nothing."""
        return ""

    def sort_next(self) -> str:
        """Order the codes by the next column, on a pane that has codes. Says what was done."""
        return ""

    def save_csv(self) -> None:
        """Ask for a file and write the codes to it, on a pane that has codes."""

    def choose_entry(self, id_: str) -> None:
        """Choose the code `id_`, on a pane that has codes; empty for none."""

    def areas(self) -> list[QWidget]:
        """What F6 goes round on this pane."""
        return [self.view]

    def start_over(self) -> None:
        """Close what was opened and go to the top, for the next reader at a shared station."""
        self._keep(Shown(frozenset(), self.shown.notes))
        self.view.verticalScrollBar().setValue(0)

    def step_in_sight(self) -> str:
        """The id of the step that is being read, on a pane that has steps."""
        return ""

    def reveal(self, area: QWidget) -> None:
        """Bring an area of the pane into sight, where a pane is larger than the window."""

    def part_in_sight(self) -> str:
        """The id of the part that is being read: what Ctrl+P prints."""
        return self.pane

    def leave_inner(self) -> bool:
        """Esc: leave what was opened over the pane. False when there is nothing to leave."""
        return False

    def line(self) -> str:
        """What the status line says on this pane; empty for the window's own line."""
        return ""

    def _activate(self, href: str) -> None:
        kind, _, target = href.partition(":")
        if kind == "open":
            self.toggle(target)
        elif kind == "go":
            self.went.emit(target)
        elif kind == "copy":
            self.copied.emit(target)
        elif kind == "do":
            self.do(target)

    def toggle(self, id_: str) -> None:
        """Open or close the note or question `id_`, from a link on the page."""
        opened = self.shown.opened
        # With all open there is no list to take one from: then only this one closes.
        if self.shown.all_open:
            opened = self.openable()
        self._keep(Shown(opened ^ {id_}, self.shown.notes))

    def openable(self) -> frozenset[str]:
        """The ids of all that can be opened on the page."""
        hrefs = (link.href.partition(":") for link in self.view.links())
        return frozenset(target for kind, _, target in hrefs if kind == "open")

    def do(self, action: str) -> None:
        """A link that stands for an action."""
        self.asked.emit(action)
