"""All that is wrong with a reference file, in a list to scroll and to copy."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.content.library import Loaded
from viewer.content.problems import Problem
from viewer.render.html import counted
from viewer.ui.early import PLAIN_TEXT, set_number


class ProblemList(QPlainTextEdit):
    """A line for each problem; it scrolls and can be copied."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName("Problems")

    def copy_all(self) -> None:
        """Put the whole list on the clipboard."""
        QGuiApplication.clipboard().setText(self.toPlainText())


class ProblemsDialog(QDialog):
    """Says that a file cannot be used, why, and what to do; what was open stays open."""

    def __init__(
        self,
        parent: QWidget,
        path: Path,
        problems: Sequence[Problem],
        heading: str,
        advice: str,
        removable: bool = False,
    ) -> None:
        """`removable` offers to take the file out of one's own library; see `wants_removal`."""
        super().__init__(parent)
        self.setWindowTitle("Problems in a reference")
        self.wants_removal = False
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 20)
        box.setSpacing(14)
        for text, name in (
            (heading, "dialog-title"),
            (f"{path} has {counted(len(problems), 'problem')}. {advice}", "dialog-text"),
        ):
            label = QLabel(text)
            label.setObjectName(name)
            set_number(label, "textFormat", PLAIN_TEXT)
            label.setWordWrap(True)
            box.addWidget(label)
        self.list = ProblemList(problems)
        box.addWidget(self.list, 1)
        row = QHBoxLayout()
        self.copy = QPushButton("Copy the list")
        self.copy.clicked.connect(self.list.copy_all)
        self.remove = QPushButton("Remove from the library…")
        self.remove.setVisible(removable)
        self.remove.clicked.connect(self._remove)
        self.leave = QPushButton("Close")
        self.leave.setDefault(True)
        self.leave.clicked.connect(self.reject)
        row.addWidget(self.copy)
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(self.leave)
        box.addLayout(row)
        self.resize(min(860, parent.width() - 40), min(560, parent.height() - 40))
        self.leave.setFocus()

    @classmethod
    def of(cls, parent: QWidget, loaded: Loaded, removable: bool = False) -> "ProblemsDialog":
        """For a file that could not be opened."""
        if loaded.bundled:
            advice = loaded.sentence
        else:
            advice = (
                "Nothing of it is shown: a missing digit or caution could not be told from a sound "
                "one. Correct the file, or ask whoever wrote it. What was open stays open."
            )
        heading = "This reference cannot be opened"
        return cls(parent, loaded.path, loaded.problems, heading, advice, removable)

    def _remove(self) -> None:
        self.wants_removal = True
        self.accept()
