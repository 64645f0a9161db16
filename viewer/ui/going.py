"""Going places: panes, places, back and forward, also over references."""

from collections.abc import Sequence
from pathlib import Path

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from viewer.content.model import Pane
from viewer.content.places import PANE_TITLES, Place, places
from viewer.ui.announce import announce
from viewer.ui.history import History, Visit
from viewer.ui.pages import Pages
from viewer.ui.reading import Reading

# Said in place of an empty pane.
NOTHING: dict[Pane, str] = {
    "overview": "This reference has no overview.",
    "steps": "This reference has no steps.",
    "coding": "This reference has no codes.",
    "faq": "This reference has no questions.",
    "sources": "This reference names no sources.",
}


class Going(QObject):
    """Leads to places on the pages and remembers where the reader has been."""

    turned = Signal()  # away from the page that a search led to
    elsewhere = Signal(object)  # a Visit to another reference
    said = Signal(str)

    def __init__(self, file: Path, pages: Pages, reading: Reading, parent: QObject) -> None:
        """`file` is that of the reference on the pages."""
        super().__init__(parent)
        self.file = file
        self.place = ""  # the one last led to
        self._pages = pages
        self._reading = reading
        self._history = History()
        self._left: dict[Path, Visit] = {}  # where each reference was left
        self._places: dict[str, Place] = {}
        self._step = ""  # the step last led to, or left in procedure view
        self._step_scroll = -1  # where the page stood then

    def visit(self) -> Visit:
        """Where the reader is now."""
        here = self._pages.here
        entry = here.entry()
        return Visit(self.file, here.pane, here.view.top_place(), entry.id if entry else "")

    def to_pane(self, pane: Pane) -> None:
        """Show `pane` where the reader left it; of an empty one, say that it is empty."""
        if pane not in self._pages.filled:
            self.said.emit(NOTHING[pane])
            return
        if pane != self._pages.name:
            self._history.leave(self.visit())
            self.turned.emit()
            self._pages.turn_to(pane)
            announce(self._pages, PANE_TITLES[pane])
        self.focus()

    def to(self, id_: str, remember: bool = True) -> bool:
        """Lead to the place `id_` on whichever pane it is. False when there is none.

        Without `remember`, the page that is left is no visit: the reader has not seen it.
        """
        pages = self._pages
        if not self._places:
            self._places = {place.id: place for place in places(pages.reference)}
        place = self._places.get(id_)
        if remember:
            self._history.leave(self.visit())
        if place is not None and place.pane != pages.name:
            pages.turn_to(place.pane)
        if place is not None and place.role == "note" and not self._reading.notes:
            self._reading.toggle_notes()
        self.place = id_
        there = pages.here.show_place(id_)
        if place is not None and place.role == "step":
            self._step = id_
            self._step_scroll = pages.here.view.verticalScrollBar().value()
        self.focus()
        return there

    def back(self) -> None:
        """Back to the place before, at its scroll position."""
        self.back_to(self._history.back(self.visit()))

    def forward(self) -> None:
        """Forward to the place that Back came from."""
        self.back_to(self._history.forward(self.visit()))

    def back_to(self, visit: Visit | None) -> None:
        """Show what was on screen at `visit`; None says that there is none."""
        if visit is None:
            self.said.emit("There is nothing further in this direction.")
        elif visit.file != self.file:
            self.elsewhere.emit(visit)
        else:
            self.turned.emit()
            self._pages.turn_to(visit.pane)
            self._restore(visit)

    def _restore(self, visit: Visit) -> None:
        here = self._pages.here
        if visit.bookmark[0] or visit.code:
            # Far down the page; of its beginning what is in sight is there already.
            here.ready()
        here.choose_entry(visit.code)
        here.view.restore(visit.bookmark)
        self.focus()

    # -- from one reference to another

    def depart(self, remember: bool = True) -> None:
        """Another reference is about to come: keep where this one is left, also for Back."""
        here = self.visit()
        self._left[self.file] = here
        if remember:
            self._history.leave(here)

    def visit_to(self, file: Path) -> Visit:
        """Where the reference in `file` was left; its beginning when it was never read."""
        return self._left.get(file) or Visit(file, "overview")

    def arrive(self, visit: Visit) -> None:
        """Another reference is on the pages: bring back what was in sight there."""
        self.file = visit.file
        self.place, self._step, self._places = "", "", {}
        self._restore(visit)

    def drop(self, file: Path) -> None:
        """The reference in `file` is no more: no way leads back to it."""
        self._history.drop(file)
        self._left.pop(file, None)

    def move(self, new: Path) -> None:
        """The reference on the pages is to be found in the file `new` from now on."""
        self._history.move(self.file, new)
        self.file = new

    def start_over(self) -> None:
        """Forget where the reader has been, for the next one at a shared station."""
        self._step = ""
        self._history.clear()
        self._left.clear()

    def focus(self) -> None:
        """Give the page the focus."""
        self._pages.here.setFocus()

    def step_to_open(self) -> str:
        """The step in sight; the one last led to while the page stands as it stood then.

        The last steps of a page cannot be brought to its top, where a step is in sight.
        """
        here = self._pages.here
        in_sight = here.step_in_sight()
        still = here.view.verticalScrollBar().value() == self._step_scroll
        return self._step if self._step and (still or not in_sight) else in_sight


def next_area(areas: Sequence[QWidget], by: int) -> QWidget:
    """Give the focus to the area `by` further round than the one that has it, and return it."""
    focused = QApplication.focusWidget()
    at = next(
        (
            number
            for number, area in enumerate(areas)
            if focused is not None and (area is focused or area.isAncestorOf(focused))
        ),
        0 if by > 0 else 1,
    )
    area = areas[(at + by) % len(areas)]
    area.setFocus(QtCore.Qt.FocusReason.TabFocusReason)
    return area
