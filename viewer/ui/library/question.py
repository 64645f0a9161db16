"""A question with two answers, both of which say what they do."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.ui.early import PLAIN_TEXT, SELECT_AND_LINKS_BY_MOUSE, set_number


class Question(QDialog):
    """Accepted when the reader agrees. The answer that changes nothing has the focus."""

    def __init__(self, parent: QWidget, heading: str, text: str, yes: str, no: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setMinimumWidth(min(560, parent.width() - 40))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 20)
        box.setSpacing(16)
        for words, name in ((heading, "dialog-title"), (text, "dialog-text")):
            label = QLabel(words)
            label.setObjectName(name)
            set_number(label, "textFormat", PLAIN_TEXT)
            set_number(label, "textInteractionFlags", SELECT_AND_LINKS_BY_MOUSE)
            label.setWordWrap(True)
            box.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        self.yes, self.no = QPushButton(yes), QPushButton(no)
        self.yes.setAutoDefault(False)
        self.yes.clicked.connect(self.accept)
        self.no.setDefault(True)
        self.no.clicked.connect(self.reject)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        box.addLayout(row)
        self.no.setFocus()
