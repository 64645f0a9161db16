"""Characters typed on a page: one of the few local keys, or the start of a search."""

from PySide6.QtCore import QObject, QTimer, Signal

# How long N waits for a second letter.
SECOND_LETTER_MS = 350


class PageKeys(QObject):
    """Says what a typed character means."""

    notes = Signal()  # N: show or hide the notes
    search = Signal(str)  # begin a search with this text; empty keeps what stood in the field
    keys = Signal()  # ?: all keys

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.letter = QTimer(self)
        self.letter.setSingleShot(True)
        self.letter.setInterval(SECOND_LETTER_MS)
        self.letter.timeout.connect(self.notes)

    def typed(self, text: str) -> None:
        """`text`, a character, was typed where no text field is."""
        if self.letter.isActive():
            # N and then another letter is a word, not a wish to hide the notes.
            self.letter.stop()
            self.search.emit("n" + text)
        elif text in ("n", "N"):
            self.letter.start()
        elif text == "/":
            self.search.emit("")
        elif text == "?":
            self.keys.emit()
        else:
            self.search.emit(text)
