"""All that is wrong with a reference file, in a list to scroll and to copy."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
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
    """A line for each problem, below an introduction; it scrolls and can be copied."""

    def __init__(self, problems: Sequence[Problem], intro: str = "") -> None:
        self._lines = "\n".join(str(problem) for problem in problems)
        super().__init__(f"{intro}\n\n{self._lines}" if intro else self._lines)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName("Problems")

    def copy_all(self) -> None:
        """Put the whole list on the clipboard."""
        QGuiApplication.clipboard().setText(self._lines)


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
        title = QLabel(heading)
        title.setObjectName("dialog-title")
        set_number(title, "textFormat", PLAIN_TEXT)
        title.setWordWrap(True)
        box.addWidget(title)
        # In one with the list, so that both scroll where the text is large and the window small.
        intro = f"{path} has {counted(len(problems), 'problem')}. {advice}"
        self.list = ProblemList(problems, intro)
        box.addWidget(self.list, 1)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.copy = QPushButton("Copy list")
        self.copy.setAccessibleName("Copy the list of problems")
        self.copy.clicked.connect(self.list.copy_all)
        self.remove = QPushButton("Remove…")
        self.remove.setAccessibleName("Remove from the library")
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
        self.resize(min(860, parent.width() - 40), min(600, parent.height() - 40))
        for button in (self.copy, self.remove, self.leave):
            button.setMinimumWidth(1)
        self.leave.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons that are too wide for one row stand one below the other."""
        super().resizeEvent(event)
        buttons = (self.copy, self.remove, self.leave)
        wanted = sum(each.sizeHint().width() + 12 for each in buttons if not each.isHidden())
        ways = QBoxLayout.Direction
        narrow = wanted > self.width() - 48
        self._row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

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
