"""Search in the window: the field, the panel and the index, and the marks on the page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from viewer.content.model import Reference
from viewer.ui.searchbox import SearchBox
from viewer.ui.searching import Searching
from viewer.ui.textview import TextView
from viewer.ui.theme import Theme

if TYPE_CHECKING:
    # Only the types: search and its panel are loaded after the first paint.
    from viewer.search.answer import Answer
    from viewer.search.highlight import Terms
    from viewer.ui.results import ResultsPanel

MOST_RESULTS = 20


class Finding(QObject):
    """Answers what is typed in the field, and says which hit the reader opened."""

    opened = Signal(object)  # a Hit
    left = Signal()  # Esc in the field: back to the page
    ready = Signal()  # the index is made

    def __init__(self, window: QWidget, box: SearchBox) -> None:
        super().__init__(window)
        self.searching = Searching(self)
        self.current = ""  # the id of the reference on screen
        self._remark = ""  # said with the results, as that an index is still being made
        self.box = box
        self.panel: ResultsPanel | None = None
        self._window = window
        self._theme: Theme | None = None
        self._answer: Answer | None = None
        self._asked = ""  # the line whose answer is waited for
        self._open_when_answered = False
        self.terms: Terms | None = None  # of the hit that was opened; what the page marks
        box.textChanged.connect(self._typed)
        box.moved.connect(self._move)
        box.accepted.connect(self._accept)
        box.left.connect(self._leave)

    @property
    def is_ready(self) -> bool:
        """Whether the index is made."""
        return self.searching.is_ready

    @property
    def is_open(self) -> bool:
        """Whether results are on screen."""
        return self.panel is not None and self.panel.isVisible()

    def build(self, bundled: Reference | None, opened: Reference | None) -> None:
        """Load the search library and make the index; answer what was typed meanwhile."""
        self.searching.build(bundled, opened)
        self._panel()  # made ahead, so that the first key is answered as fast as the others
        self.ready.emit()
        if self.box.text():
            self._typed(self.box.text())

    def show_reference(self, reference: Reference, opened: Reference | None) -> None:
        """`reference` is on screen; `opened` too has to be searched, if no library has it."""
        self.current = reference.id
        self.searching.set_opened(opened)

    def _panel(self) -> "ResultsPanel":
        """The panel, made when it is first needed."""
        if self.panel is None:
            from viewer.ui.results import ClickAway, ResultsPanel

            self.panel = ResultsPanel(self._window)
            self.panel.chosen.connect(self._open)
            if self._theme is not None:
                self.panel.set_theme(self._theme)
            self._away = ClickAway(self.panel, self.box)
            self._away.away.connect(self.close)
            app = QApplication.instance()
            if app is not None:
                app.installEventFilter(self._away)
        return self.panel

    def set_theme(self, theme: Theme) -> None:
        """Draw the results in the colours and sizes of `theme`."""
        self._theme = theme
        if self.panel is not None:
            self.panel.set_theme(theme)
            self.place()

    def place(self) -> None:
        """Put an open panel where the field is now."""
        if self.panel is not None and self.panel.isVisible():
            self.panel.place_under(self.box)

    def begin(self, text: str = "") -> None:
        """Give the field the focus; `text` takes the place of what stood there."""
        self.box.setFocus()
        if text:
            self.box.setText(text)
        else:
            self.box.selectAll()
            if self.box.text():
                self._typed(self.box.text())

    def close(self) -> None:
        """Close the panel; what was typed stays in the field."""
        self._asked = ""
        if self.panel is not None:
            self.panel.hide()

    def set_remark(self, remark: str) -> None:
        """Say `remark` with the results, also with those on screen."""
        if remark != self._remark:
            self._remark = remark
            if self.is_open and self.panel is not None:
                self.panel.show_remark(remark)

    def again(self) -> None:
        """What is searched has changed: answer the line anew, if its results are on screen."""
        if self.is_open and self.box.text().strip():
            self._ask(self.box.text())

    def _typed(self, text: str) -> None:
        self._open_when_answered = False
        if not text.strip():
            self.close()
            self._answer = None
            self._asked = ""
            return
        if self.is_ready:
            # What stands in the panel stays until the answer is there.
            self._ask(text)
        else:
            self._panel().show_waiting()
            self._show_panel()

    def _ask(self, text: str) -> None:
        self._asked = text
        self.searching.ask(text, MOST_RESULTS, self.current, self._answered)

    def _answered(self, answer: "Answer") -> None:
        """Show the answer, unless another line was typed since."""
        if answer.line != self._asked or answer.line != self.box.text():
            return
        self._asked = ""
        if self.is_open and self._answer == answer:
            return  # looked for anew, with nothing new: the chosen hit stays
        self._answer = answer
        self._panel().show_answer(answer, self.searching.references > 1, self._remark)
        self._show_panel()
        if self._open_when_answered:
            self._open_when_answered = False
            self._accept()

    def _show_panel(self) -> None:
        panel = self._panel()
        panel.show()
        panel.place_under(self.box)

    def _move(self, rows: int) -> None:
        if self.is_open:
            self._panel().move_by(rows)
        else:
            self._typed(self.box.text())

    def _accept(self) -> None:
        if self._asked:
            # The results are those of an older line.
            self._open_when_answered = True
            return
        if not self.is_open:
            self._typed(self.box.text())
            return
        hit = self._panel().current()
        if hit is not None:
            self._open(hit)

    def _open(self, hit: object) -> None:
        self.terms = self._answer.terms if self._answer else None
        self.close()
        self.opened.emit(hit)

    def _leave(self) -> None:
        self.close()
        self.box.clear()
        self.left.emit()

    # -- the page

    def forget(self) -> None:
        """No search is marked any more."""
        self.terms = None

    def mark(self, view: TextView, place: str) -> int:
        """Mark the hits of the opened search in `view`, the first of `place` as current.

        Returns how many were marked.
        """
        if self.terms is None:
            return 0
        from viewer.search.highlight import marks

        spans = []
        for start, text in view.blocks():
            for first, last in marks(text, self.terms):
                # Qt counts UTF-16 units, Python characters.
                before = start + _units(text[:first])
                spans.append((before, before + _units(text[first:last])))
        return view.set_marks(spans, max(view.position_of(place), 0))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
