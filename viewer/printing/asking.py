"""The questions that printing asks, each a small function that tests can replace."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


def ask_pdf_path(parent: QWidget | None, suggested: Path) -> Path | None:
    """The file to write the PDF to, or None. The system asks before it lets one be replaced."""
    dialog = QFileDialog(parent, "Save as PDF", str(suggested.parent), "PDF (*.pdf)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(suggested.name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    return Path(chosen[0]) if chosen else None


def ask_printer(parent: QWidget | None, printer: QPrinter, pages: int, files: bool = True) -> bool:
    """Let the reader set `printer` in the system's print dialog; False when it is cancelled.

    Without `files` the dialog does not offer to print to one.
    """
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, files)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    return bool(dialog.exec())


def ask_pdf_instead(parent: QWidget | None) -> bool:
    """Say that there is no printer; whether a PDF is wanted instead."""
    box = QMessageBox(parent)
    box.setWindowTitle("Print")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText("No printer is set up on this computer.")
    box.setInformativeText("The same pages can be saved as a PDF and printed elsewhere.")
    save = box.addButton("Save as PDF…", QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(save)
    box.exec()
    return box.clickedButton() is save


def tell(parent: QWidget | None, sentence: str) -> None:
    """Say what went wrong and what to do."""
    box = QMessageBox(parent)
    box.setWindowTitle("Print")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.exec()
