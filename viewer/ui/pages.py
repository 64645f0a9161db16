"""The panes of the reference on screen: each made when it is first asked for."""

from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from viewer.content.model import Pane, Reference
from viewer.ui.panes.base import BasePane
from viewer.ui.panes.document import DocumentPane
from viewer.ui.reading import Reading
from viewer.ui.theme import Theme

# The panes of so many references before stay, for Back and for switching to and fro.
MOST_KEPT = 2
DROP_EVERY_MS = 30


class _Kept(NamedTuple):
    """The panes of a reference that was read before, as they were drawn."""

    reference: Reference
    panes: dict[Pane, BasePane]
    theme: Theme


def filled(reference: Reference) -> tuple[Pane, ...]:
    """The panes that have something to show; what a reference is and rests on always has."""
    panes: list[Pane] = ["overview"]
    if reference.phases:
        panes.append("steps")
    if reference.codes or reference.code_intro or reference.finder:
        panes.append("coding")
    if reference.faq:
        panes.append("faq")
    return (*panes, "sources")


class Pages(QStackedWidget):
    """Shows one pane of one reference. It passes on what the panes say."""

    went = Signal(str)  # the id of a place to lead to
    asked = Signal(str)  # the id of an action
    copied = Signal(str)  # the id of a source
    said = Signal(str)
    typed = Signal(str)
    zoomed = Signal(int)
    redrawn = Signal()  # the pane in sight was made anew
    shown = Signal(str)  # the pane that is in sight now

    def __init__(self, reference: Reference, reading: Reading) -> None:
        super().__init__()
        self.reference = reference
        self.filled = filled(reference)
        self.panes: dict[Pane, BasePane] = {}
        self._kept: list[_Kept] = []  # the references before this one, the last one last
        self._reading = reading
        reading.notes_changed.connect(self._set_notes)

    def show_reference(self, reference: Reference, pane: Pane) -> None:
        """Show `pane` of another reference. The panes of the last ones are kept for Back."""
        self._kept = [each for each in self._kept if each.reference is not self.reference]
        self._kept.append(_Kept(self.reference, self.panes, self._reading.theme))
        self.reference = reference
        self.filled = filled(reference)
        known = next((each for each in self._kept if each.reference is reference), None)
        self.panes = known.panes if known else {}
        for each in self.panes.values():
            each.set_notes(self._reading.notes)
            if known and known.theme != self._reading.theme:
                each.set_theme(self._reading.theme)
        self._kept = [each for each in self._kept if each is not known]
        self.turn_to(pane if pane in self.filled else "overview")
        self._drop(self._kept[:-MOST_KEPT])

    def _drop(self, sets: "list[_Kept]") -> None:
        """Part with the panes of these references."""
        self._kept = [each for each in self._kept if each not in sets]
        for each in sets:
            for at, pane in enumerate(each.panes.values()):
                self.removeWidget(pane)
                pane.hide()
                # One at a time, so that the window goes on painting.
                QTimer.singleShot(at * DROP_EVERY_MS, pane, pane.deleteLater)

    def turn_to(self, pane: Pane) -> None:
        """Bring `pane` into sight."""
        made = self.pane(pane)
        made.resize(self.size())
        self.setCurrentWidget(made)
        self.shown.emit(pane)

    @property
    def here(self) -> BasePane:
        """The pane in sight."""
        here = self.currentWidget()
        return here if isinstance(here, BasePane) else self.pane("overview")

    @property
    def name(self) -> Pane:
        """The name of the pane in sight."""
        return self.here.pane

    def pane(self, name: Pane) -> BasePane:
        """The pane `name`, made when it is first asked for."""
        if name not in self.panes:
            made = self._make(name)
            made.set_theme(self._reading.theme)
            made.set_notes(self._reading.notes)
            made.went.connect(self.went)
            made.asked.connect(self.asked)
            made.copied.connect(self.copied)
            made.said.connect(self.said)
            made.typed.connect(self.typed)
            made.drawn.connect(lambda: self._drawn(made))
            made.view.zoomed.connect(self.zoomed)
            self.panes[name] = made
            self.addWidget(made)
        return self.panes[name]

    def _make(self, name: Pane) -> BasePane:
        """Each kind of pane is loaded when it is first made."""
        if name == "coding":
            from viewer.ui.panes.coding import CodingPane

            return CodingPane(self.reference)
        if name == "faq":
            from viewer.ui.panes.faq import FaqPane

            return FaqPane(self.reference)
        return DocumentPane(name, self.reference)

    def _drawn(self, made: BasePane) -> None:
        if self.currentWidget() is made:
            self.redrawn.emit()

    def complete(self) -> None:
        """Make the rest of the page in sight, then the panes that were not shown yet."""
        self.here.ready()
        self.make_ahead()

    def make_ahead(self) -> None:
        """Make the panes that were not shown yet, one a turn of the event loop."""
        waiting = [pane for pane in self.filled if pane not in self.panes]
        if waiting and self.isVisible():
            pane = self.pane(waiting[0])
            pane.resize(self.size())
            pane.ready()
            QTimer.singleShot(0, self, self.make_ahead)

    def set_theme(self) -> None:
        """Draw with the theme in force."""
        for pane in self.panes.values():
            pane.set_theme(self._reading.theme)

    def _set_notes(self, shown: bool) -> None:
        for pane in self.panes.values():
            pane.set_notes(shown)

    def start_over(self) -> None:
        """Close what was opened, for the next reader at a shared station."""
        self._drop(self._kept)
        for pane in self.panes.values():
            pane.start_over()
        self.turn_to("overview")
