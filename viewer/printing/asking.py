"""The questions that printing asks, each a small function that tests can replace."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


def ask_pdf_path(parent: QWidget | None, suggested: Path) -> Path | None:
    """The file to write the PDF to, or None. The system asks before it lets one be replaced."""
    dialog = QFileDialog(parent, "Save as PDF", str(suggested.parent), "PDF (*.pdf)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(suggested.name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    return Path(chosen[0]) if chosen else None


def ask_folder(parent: QWidget | None, title: str, suggested: Path) -> Path | None:
    """The folder to write into, or None."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(suggested))
    return Path(chosen) if chosen else None


def tell(parent: QWidget | None, sentence: str) -> None:
    """Say what went wrong and what to do."""
    box = QMessageBox(parent)
    box.setWindowTitle("Print")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.exec()
