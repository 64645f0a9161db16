"""Folders: shown in the system's file manager, and which one is the shared library."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.ui.early import PLAIN_TEXT, set_number


def show_folder(folder: Path) -> bool:
    """Have the system's file manager show a folder. Whether it could be asked to."""
    url = QUrl.fromLocalFile(str(folder))
    # Nothing but a folder of this machine or of a drive is ever handed to the system.
    return url.isLocalFile() and QDesktopServices.openUrl(url)


class SharedFolderDialog(QDialog):
    """Says which folder is the shared library, and lets the reader choose another or none."""

    def __init__(self, parent: QWidget, folder: Path | None, is_given: bool) -> None:
        """`is_given` says that the command line names it, so that nothing is chosen here."""
        super().__init__(parent)
        self.setWindowTitle("Shared library")
        self.setMinimumWidth(min(600, parent.width() - 40))
        self.folder = folder
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 20)
        box.setSpacing(14)
        now = f"It is read from:\n{folder}" if folder else "There is none yet."
        if is_given:
            now += "\n\nThe command line names this folder, so it cannot be changed here."
        for text, name in (
            ("Shared library", "dialog-title"),
            (
                "A folder of references that several people read, such as one on a network drive. "
                "It is only read, never written to.",
                "dialog-text",
            ),
            (now, "dialog-text"),
        ):
            label = QLabel(text)
            label.setObjectName(name)
            set_number(label, "textFormat", PLAIN_TEXT)
            label.setWordWrap(True)
            box.addWidget(label)
        self.choose = QPushButton("Choose a folder…")
        self.choose.clicked.connect(self._choose)
        self.forget = QPushButton("Use no shared library")
        self.forget.clicked.connect(self._forget)
        self.leave = QPushButton("Close")
        self.leave.clicked.connect(self.reject)
        self.choose.setVisible(not is_given)
        self.forget.setVisible(folder is not None and not is_given)
        for button in (self.choose, self.forget, self.leave):
            box.addWidget(button)
        (self.leave if is_given else self.choose).setFocus()

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, "Folder of the shared library", str(self.folder or Path.home())
        )
        if name:
            self.folder = Path(name)
            self.accept()

    def _forget(self) -> None:
        self.folder = None
        self.accept()
