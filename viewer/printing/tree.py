"""The checklist of parts."""

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QWidget

from viewer.printing.controls import TARGET
from viewer.printing.parts import Part

_ID = Qt.ItemDataRole.UserRole
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class PartTree(QTreeWidget):
    """Parts as a tree, each with a box; a part is checked when all within it are.

    Arrows move and open, Space checks; a click anywhere on a row checks too.
    """

    def __init__(self, parts: Sequence[Part], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setAccessibleName("Parts to print")
        self._everything = self._row(Part("", "Everything", tuple(parts)))
        self.addTopLevelItem(self._everything)
        self._everything.setExpanded(True)
        self.setCurrentItem(self._everything)
        # A click on the box changes its item before it is told as a click; one on the text does
        # not, but is told as a press first.
        self._changed = False
        self.itemChanged.connect(lambda: self._set_changed(True))
        self.itemPressed.connect(lambda: self._set_changed(False))
        self.itemClicked.connect(self._check_by_click)

    def _row(self, part: Part) -> QTreeWidgetItem:
        item = QTreeWidgetItem([part.title])
        item.setData(0, _ID, part.id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        if part.children:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate)
        item.setCheckState(0, _UNCHECKED)
        item.setSizeHint(0, QSize(0, TARGET))
        item.addChildren([self._row(child) for child in part.children])
        return item

    def _set_changed(self, changed: bool) -> None:
        self._changed = changed

    def _check_by_click(self, item: QTreeWidgetItem) -> None:
        if not self._changed:
            item.setCheckState(0, _UNCHECKED if item.checkState(0) == _CHECKED else _CHECKED)
        self._changed = False

    def check(self, ids: Collection[str]) -> None:
        """Check the parts with `ids`, opening what they lie in."""
        every = QTreeWidgetItemIterator(self)
        while (item := every.value()) is not None:
            if item.data(0, _ID) in ids:
                item.setCheckState(0, _CHECKED)
                parent = item.parent()
                while parent is not None:
                    parent.setExpanded(True)
                    parent = parent.parent()
            every += 1

    def checked(self) -> list[str]:
        """The ids of the checked parts, a part that is checked as a whole by its own alone."""
        return list(_checked(self._everything))


def _checked(parent: QTreeWidgetItem) -> Iterator[str]:
    for item in map(parent.child, range(parent.childCount())):
        if item is None or item.checkState(0) == _UNCHECKED:
            continue
        if item.checkState(0) == _CHECKED:
            yield item.data(0, _ID)
        else:
            yield from _checked(item)
