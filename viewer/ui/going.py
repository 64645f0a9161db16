"""Going places: panes, places, back and forward, also over references."""

from collections.abc import Sequence

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from viewer.content.model import Pane
from viewer.content.places import PANE_TITLES, Place, places
from viewer.ui.announce import announce
from viewer.ui.history import History, Visit
from viewer.ui.pages import Pages
from viewer.ui.reading import Reading


class Going(QObject):
    """Leads to places on the pages and remembers where the reader has been."""

    turned = Signal()  # away from the page that a search led to
    said = Signal(str)

    def __init__(self, pages: Pages, reading: Reading, parent: QObject) -> None:
        super().__init__(parent)
        self.place = ""  # the one last led to
        self._pages = pages
        self._reading = reading
        self._history = History()
        self._places: dict[str, Place] = {}
        self._step = ""  # the step last led to, or left in procedure view
        self._step_scroll = -1  # where the page stood then

    def visit(self) -> Visit:
        """Where the reader is now."""
        here = self._pages.here
        entry = here.entry()
        return Visit(here.pane, here.view.top_place(), entry.id if entry else "")

    def to_pane(self, pane: Pane) -> None:
        """Show `pane` where the reader left it."""
        if pane != self._pages.name:
            self._history.leave(self.visit())
            self.turned.emit()
            self._pages.turn_to(pane)
            announce(self._pages, PANE_TITLES[pane])
        self.focus()

    def to(self, id_: str) -> None:
        """Lead to the place `id_` on whichever pane it is."""
        pages = self._pages
        if not self._places:
            self._places = {place.id: place for place in places(pages.reference)}
        place = self._places.get(id_)
        self._history.leave(self.visit())
        if place is not None and place.pane != pages.name:
            pages.turn_to(place.pane)
        if place is not None and place.role == "note" and not self._reading.notes:
            self._reading.toggle_notes()
        self.place = id_
        pages.here.show_place(id_)
        if place is not None and place.role == "step":
            self._step = id_
            self._step_scroll = pages.here.view.verticalScrollBar().value()
        self.focus()

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
            return
        self.turned.emit()
        self._pages.turn_to(visit.pane)
        here = self._pages.here
        here.ready()
        here.choose_entry(visit.code)
        here.view.restore(visit.bookmark)
        self.focus()

    def start_over(self) -> None:
        """Forget where the reader has been, for the next one at a shared station."""
        self._step = ""
        self._history.clear()

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
