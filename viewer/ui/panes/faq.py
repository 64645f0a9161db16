"""The questions: filtered by typing, opened and closed from the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from viewer.content.model import Note, Reference
from viewer.content.places import notes_about
from viewer.render.html import Look, Page
from viewer.render.panes import faq
from viewer.ui.field import Field
from viewer.ui.panes.document import MARGIN, DocumentPane
from viewer.ui.textview import PAGE_MARGIN
from viewer.ui.theme import Theme


class FilterField(Field):
    """A filter whose Down key goes on to the page and whose Esc key empties it."""

    def __init__(self, pane: "FaqPane") -> None:
        super().__init__("Filter questions", "Filter questions")
        self._pane = pane

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter lead to the questions; Esc shows all of them."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pane.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self._pane.view.keyPressEvent(
                QKeyEvent(event.type(), Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
            )
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class FaqPane(DocumentPane):
    """The FAQ page with its filter."""

    def __init__(self, reference: Reference) -> None:
        super().__init__("faq", reference)
        self.view.walks_by_arrows = True
        self.filter = FilterField(self)
        self.filter.textChanged.connect(lambda _text: self.draw())
        bar = QHBoxLayout()
        bar.setContentsMargins(PAGE_MARGIN, 16, MARGIN, 0)
        bar.addWidget(self.filter)
        bar.addStretch()
        self._box.insertLayout(0, bar)

    def set_theme(self, theme: Theme) -> None:
        """Draw with `theme` from now on."""
        self.filter.set_theme(theme)
        self.filter.setMaximumWidth(theme.px(420))
        super().set_theme(theme)

    def html(self, look: Look) -> str:
        """The questions that have the words of the filter."""
        return faq(Page(self.reference, look, self.shown, self.most_rows()), self.filter.text())

    def show_place(self, id_: str) -> bool:
        """Lead to a question, lifting a filter that hides it; to a note through its question."""
        if self.filter.text():
            self.filter.clear()
        note = next((note for note in self.reference.notes if note.id == id_), None)
        if note is not None:
            self._open_question_of(note)
        return super().show_place(id_)

    def _open_question_of(self, note: Note) -> None:
        for group in self.reference.faq:
            for question in group.questions:
                if note in notes_about(self.reference, question.from_, question.claims):
                    self.open_one(question.id)
                    return

    def start_over(self) -> None:
        """Also lift the filter."""
        self.filter.clear()
        super().start_over()

    def areas(self) -> list[QWidget]:
        """What F6 goes round: the filter and the questions."""
        return [self.filter, self.view]
