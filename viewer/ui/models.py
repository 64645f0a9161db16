"""Qt models over content: search results, the code table and the list of actions."""

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from viewer.content.code_table import COLUMNS, cells, kept, ordered
from viewer.content.model import CodeEntry

if TYPE_CHECKING:
    # Only its type: the search library is loaded after the first paint.
    from viewer.search.answer import Hit

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Role(IntEnum):
    """What a model gives beside the text."""

    HIT = Qt.ItemDataRole.UserRole + 1
    ENTRY = Qt.ItemDataRole.UserRole + 2


class HitModel(QAbstractListModel):
    """Search results, best first; `Role.HIT` is the `Hit` itself."""

    def __init__(self) -> None:
        super().__init__()
        self._hits: Sequence[Hit] = ()
        self.named = False  # each hit says which reference it is of

    def set_hits(self, hits: Sequence["Hit"]) -> None:
        """Show `hits` in place of what was there."""
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def hit(self, row: int) -> "Hit | None":
        """The hit of `row`, or None."""
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many hits there are."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The hit, or what a screen reader says of it."""
        hit = self.hit(index.row()) if index.isValid() else None
        if hit is None:
            return None
        if role == Role.HIT:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            of = f" {hit.part}, {hit.reference_title}." if self.named else ""
            return f"{hit.place.title}. {hit.place.crumb}.{of} {hit.snippet}"
        return None


class CodeModel(QAbstractTableModel):
    """The coding table, a row a code entry; `Role.ENTRY` is the entry itself."""

    def __init__(self, entries: Sequence[CodeEntry] = ()) -> None:
        super().__init__()
        self._all: Sequence[CodeEntry] = entries
        self._entries: Sequence[CodeEntry] = entries
        self._filter = ("", "", "")
        self.sorted_by = (-1, False)  # the column, -1 for the file's order, and whether downwards

    def keep(self, words: str = "", group: str = "", guidance: str = "") -> None:
        """Show the rows that have every one of `words`, and the group and guidance if given."""
        self._filter = (words, group, guidance)
        self._show()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by `column`; -1 gives the file's order back."""
        self.sorted_by = (column, order == Qt.SortOrder.DescendingOrder)
        self._show()

    def _show(self) -> None:
        self.beginResetModel()
        self._entries = ordered(kept(self._all, *self._filter), *self.sorted_by)
        self.endResetModel()

    @property
    def all(self) -> Sequence[CodeEntry]:
        """The rows of the whole table, whatever is filtered."""
        return self._all

    @property
    def entries(self) -> Sequence[CodeEntry]:
        """The rows that are shown."""
        return self._entries

    def entry(self, row: int) -> CodeEntry | None:
        """The entry of `row`, or None."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def row_of(self, id_: str) -> int:
        """The row of the entry `id_`, or -1."""
        return next((row for row, entry in enumerate(self._entries) if entry.id == id_), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many entries there are."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The name of a column, or for a row its code."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(COLUMNS):
            return COLUMNS[section]
        entry = self.entry(section) if orientation == Qt.Orientation.Vertical else None
        return entry.code if entry else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell, or the entry."""
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == Role.ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return cells(entry)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[index.column()]}: {cells(entry)[index.column()]}"
        return None
