"""The dialog that says what happened and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


class TroubleDialog(QDialog):
    """What happened, what to do, and where there is one a detail to copy."""

    def __init__(
        self, parent: QWidget | None, what: str, remedy: str = "", detail: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Needleside")
        self.setMinimumWidth(560)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(16)
        for text, name in ((what, "dialog-title"), (remedy, "dialog-text")):
            label = QLabel(text)
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setVisible(bool(text))
            box.addWidget(label)
        buttons = QDialogButtonBox()
        close = buttons.addButton("Go on", QDialogButtonBox.ButtonRole.AcceptRole)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        if detail:
            shown = QPlainTextEdit(detail)
            shown.setReadOnly(True)
            shown.setAccessibleName("Detail")
            shown.setMinimumHeight(180)
            box.addWidget(shown)
            copy = QPushButton("Copy detail")
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(detail))
            buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        box.addWidget(buttons)
        close.setFocus()
