"""How far the index of a library is: a slim bar with words, and a button that stops it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from viewer.ui.library.holding import Holding
from viewer.ui.library.indexing import Progress

# What is done sooner than this needs no bar.
SHOW_AFTER_MS = 700


class ProgressLine(QWidget):
    """Stands in the status line while an index is made."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.stop = QPushButton("Stop")
        self.stop.setObjectName("stop")
        self.stop.setAccessibleName("Stop indexing; what is done is kept")
        self.stop.clicked.connect(self.stopped)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addStretch(1)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(column)
        row.addWidget(self.stop)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SHOW_AFTER_MS)
        self._wait.timeout.connect(self.show)
        self.hide()

    def tell(self, holding: Holding, progress: Progress) -> None:
        """Say how far it is."""
        words = f"{title(holding)}: {said(progress)}"
        self.words.setText(words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, progress.total if progress.state == "reading" else 0)
        self.bar.setValue(progress.done)
        if self.isHidden() and not self._wait.isActive():
            self._wait.start()

    def end(self) -> None:
        """Nothing is indexed any more."""
        self._wait.stop()
        self.hide()


def title(holding: Holding) -> str:
    """What is being done."""
    return f"Indexing the {'shared ' if holding.home == 'shared' else ''}library"


def said(progress: Progress) -> str:
    """How far it is, in words."""
    if progress.state == "waiting":
        return "waiting"
    if progress.state == "writing":
        return "finishing"
    return f"{progress.done:,} of {progress.total:,}"
