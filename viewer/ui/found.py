"""What a search led to: its marks on the page, the next of them, and the way back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from viewer.render.html import counted
from viewer.ui.finding import Finding
from viewer.ui.going import Going
from viewer.ui.history import Visit
from viewer.ui.pages import Pages

if TYPE_CHECKING:
    from viewer.search.answer import Hit

Reach = Callable[["Hit", Callable[[], None]], None]


class Found(QObject):
    """Opens hits, and leads back to where the search began."""

    said = Signal(str)

    def __init__(
        self, finding: Finding, going: Going, pages: Pages, reach: Reach, parent: QObject
    ) -> None:
        """`reach` brings the reference of a hit onto the pages, then calls what it is given."""
        super().__init__(parent)
        self._reach = reach
        self._finding = finding
        self._going = going
        self._pages = pages
        self._before: Visit | None = None
        finding.opened.connect(self.open)
        going.turned.connect(self.forget)
        pages.redrawn.connect(self.mark)

    def open(self, hit: "Hit") -> None:
        """Lead to `hit`, on whichever reference, and mark what was found on its page."""
        before, terms = self._going.visit(), self._finding.terms
        if hit.reference == self._pages.reference.id:
            self._arrive(hit, before)
            return

        def there() -> None:
            # Changing the reference has forgotten what was found.
            self._finding.terms = terms
            self._arrive(hit, before, remember=False)

        self._reach(hit, there)

    def _arrive(self, hit: "Hit", before: Visit, remember: bool = True) -> None:
        self._before = before
        if not self._going.to(hit.place.id, remember):
            self.said.emit("This place is not on the page any more: the file was changed.")
            return
        marked = self.mark()
        if marked > 1:
            self.said.emit(f"{counted(marked, 'hit')} on this page. F3 goes to the next.")

    def mark(self) -> int:
        """Mark the hits on the page in sight. Returns how many."""
        if self._finding.terms is None:
            return 0
        return self._finding.mark(self._pages.here.view, self._going.place)

    def step(self, by: int) -> None:
        """Go to the next or previous hit on the page."""
        number, count = self._pages.here.view.step_mark(by)
        none = "No search is marked on this page."
        self.said.emit(f"Hit {number} of {count}." if count else none)

    def forget(self) -> None:
        """No search is marked any more, and there is no way back to where it began."""
        self._before = None
        self._finding.forget()
        self._pages.here.view.set_marks([], 0)

    def leave(self) -> bool:
        """Esc: back to where the search began. False when no search led here."""
        if self._before is None:
            return False
        self._going.back_to(self._before)
        return True
