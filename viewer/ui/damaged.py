"""The window that stands in for a reference that cannot be read: what is wrong, what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.content.library import Loaded
from viewer.render.html import counted
from viewer.render.palette import ThemeName
from viewer.ui import theme as themes
from viewer.ui.problems import ProblemList
from viewer.ui.theme import Theme


class DamagedWindow(QMainWindow):
    """Names the file and every problem in it; shows nothing of its content as if it were sound."""

    fallback = Signal()  # open the bundled reference instead

    def __init__(self, loaded: Loaded, theme: ThemeName, can_fall_back: bool) -> None:
        super().__init__()
        self.setWindowTitle("Content damaged — Needleside")
        self.resize(960, 640)
        app = QApplication.instance()
        look = Theme(theme, 100, themes.base_points())
        if isinstance(app, QApplication):
            themes.apply(app, look)
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(40, 40, 40, 32)
        box.setSpacing(16)
        title = QLabel("This reference cannot be shown")
        font = title.font()
        font.setPointSizeF(look.points * 1.7)
        font.setBold(True)
        title.setFont(font)
        lines = (
            f"{loaded.path} has {counted(len(loaded.problems), 'problem')}. A damaged reference "
            "is not shown in part: a missing digit or caution could not be told from a sound one.",
            loaded.sentence,
        )
        box.addWidget(title)
        for line in lines:
            label = QLabel(line)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            box.addWidget(label)
        self.list = ProblemList(loaded.problems)
        box.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        self.copy = QPushButton("Copy the list")
        self.copy.clicked.connect(self.list.copy_all)
        self.bundled = QPushButton("Open the reference that came with Needleside")
        self.bundled.clicked.connect(self.fallback)
        self.bundled.setVisible(can_fall_back)
        self.leave = QPushButton("Close")
        self.leave.clicked.connect(self.close)
        for button in (self.copy, self.bundled, self.leave):
            row.addWidget(button)
        first = self.bundled if can_fall_back else self.leave
        first.setObjectName("primary")
        box.addLayout(row)
        self.setCentralWidget(whole)
        first.setFocus()
