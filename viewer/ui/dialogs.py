"""The dialogs that are made from the table of actions and from the reference."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSortFilterProxyModel, QStringListModel, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from viewer import __version__
from viewer.content.model import Reference
from viewer.content.origin import checked
from viewer.ui.actions import ACTIONS, GROUPS, PLACE_KEYS, bound_specs, key_text


def _plain(text: str, name: str = "") -> QLabel:
    """A label that shows `text` as it is: labels guess at markup otherwise."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setWordWrap(not name.startswith("key"))
    return label


class KeysDialog(QDialog):
    """All keys, from the same table as the menus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("All keys")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(12)
        box.addWidget(_plain("All keys", "dialog-title"))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 24, 0)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(7)
        for column, groups in enumerate((GROUPS[:3], GROUPS[3:])):
            line = 0
            for group in groups:
                line = self._group(grid, line, column * 2, group)
            if column:
                self._rows(grid, line, column * 2, "In procedure view", _procedure_keys())
            else:
                self._rows(grid, line, column * 2, "Where you are", PLACE_KEYS)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName("Keys")
        box.addWidget(area, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        wanted = inner.sizeHint()
        self.resize(
            min(wanted.width() + 90, parent.width() - 40),
            min(wanted.height() + 190, parent.height() - 40),
        )

    def _group(self, grid: QGridLayout, line: int, column: int, group: str) -> int:
        grid.addWidget(_plain(group, "group"), line, column, 1, 2)
        for spec in ACTIONS:
            if spec.group == group and spec.keys:
                line += 1
                keys = "  or  ".join(key_text(key) for key in spec.keys)
                grid.addWidget(_plain(keys, "key"), line, column)
                grid.addWidget(_plain(spec.text, "key-text"), line, column + 1)
        return line + 1

    @staticmethod
    def _rows(
        grid: QGridLayout, line: int, column: int, title: str, rows: Sequence[tuple[str, str]]
    ) -> None:
        grid.addWidget(_plain(title, "group"), line, column, 1, 2)
        for keys, does in rows:
            line += 1
            key = _plain(keys, "key")
            key.setWordWrap(True)
            key.setMinimumWidth(200)
            grid.addWidget(key, line, column)
            label = _plain(does, "")
            label.setMinimumWidth(260)
            grid.addWidget(label, line, column + 1)


def _procedure_keys() -> list[tuple[str, str]]:
    """The keys of procedure view, which is a window of its own."""
    from viewer.ui.procedure.view import EXTRAS, PEDAL_KEYS

    return [*PEDAL_KEYS, *((key, text) for _id, text, key in EXTRAS)]


class PaletteDialog(QDialog):
    """Every action by name: type a part of it, Enter does it."""

    def __init__(self, parent: QWidget, actions: Mapping[str, QAction]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Every action")
        self.resize(520, 480)
        self._actions = list(actions.values())
        texts = []
        for spec in bound_specs():
            key = key_text(spec.keys[0]) if spec.keys else ""
            texts.append(f"{spec.text}    {key}".rstrip())
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(QStringListModel(texts, self))
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field = _PaletteField(self)
        self.field.setAccessibleName("Name of an action")
        self.field.setPlaceholderText("Type a part of a name")
        self.list = QListView()
        self.list.setAccessibleName("Actions")
        self.list.setModel(self._proxy)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda _index: self.accept())
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(12)
        box.addWidget(self.field)
        box.addWidget(self.list)
        self.field.textChanged.connect(self._filter)
        self._filter("")

    def _filter(self, text: str) -> None:
        self._proxy.setFilterFixedString(text.strip())
        self.list.setCurrentIndex(self._proxy.index(0, 0))

    def move_by(self, rows: int) -> None:
        """Choose the action `rows` further down."""
        row = self.list.currentIndex().row() + rows
        self.list.setCurrentIndex(
            self._proxy.index(min(max(row, 0), self._proxy.rowCount() - 1), 0)
        )

    def chosen(self) -> QAction | None:
        """The action that was chosen."""
        index = self._proxy.mapToSource(self.list.currentIndex())
        return self._actions[index.row()] if index.isValid() else None


class _PaletteField(QLineEdit):
    """The field of the palette: arrows move in the list, Enter does the action."""

    def __init__(self, dialog: PaletteDialog) -> None:
        super().__init__()
        self._dialog = dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Enter does."""
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in moves:
            self._dialog.move_by(moves[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._dialog.accept()
        else:
            super().keyPressEvent(event)


class AboutDialog(QDialog):
    """What the program is, what its content is and is not, and how old it is."""

    def __init__(self, parent: QWidget, reference: Reference, integrity: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Needleside")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(14)
        box.addWidget(_plain(f"Needleside {__version__}", "dialog-title"))
        lines = (
            "An offline reference. It opens no connection, stores nothing about a patient and "
            "sends nothing anywhere.",
            f"{reference.title}. {checked(reference)}. {integrity}",
            reference.intended_use,
            reference.code_notice,
        )
        for line in lines:
            label = _plain(line)
            label.setVisible(bool(line))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            box.addWidget(label)
        # A taller dialog has its room below, not between the paragraphs.
        box.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        width = min(640, parent.width() - 40)
        self.resize(width, min(box.totalHeightForWidth(width), parent.height() - 40))
