"""The checklist of parts."""

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from viewer.printing.controls import BOX, TARGET, paint_box
from viewer.printing.parts import Part

_ID = Qt.ItemDataRole.UserRole
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class _Boxes(QStyledItemDelegate):
    """Draws the boxes, whose edges the style loses on a dark ground."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row, then its box over the style's."""
        super().paint(painter, option, index)
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        widget = option.widget
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        place = QRectF(widget.style().subElementRect(part, shown, widget))
        box = QRectF(0, 0, BOX, BOX)
        box.moveCenter(place.center())
        state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        paint_box(painter, box, state, widget.palette())


class PartTree(QTreeWidget):
    """Parts as a tree, each with a box; a part is checked when all within it are.

    Arrows move and open, Space checks; a click anywhere on a row checks too.
    """

    def __init__(
        self, parts: Sequence[Part], single: Sequence[Part] = (), parent: QWidget | None = None
    ) -> None:
        """`single` are parts of their own, not a part of everything."""
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setItemDelegate(_Boxes(self))
        self.setExpandsOnDoubleClick(False)
        self.setAccessibleName("Parts to print")
        self._everything = self._row(Part("", "Everything", tuple(parts)))
        self._roots = [self._everything]
        if single:
            self._roots.append(self._row(Part("", "On one page, and for patients", tuple(single))))
        self.addTopLevelItems(self._roots)
        for root in self._roots:
            root.setExpanded(True)
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
        """Check the parts with `ids`, opening what they lie in; the first becomes current."""
        first: QTreeWidgetItem | None = None
        every = QTreeWidgetItemIterator(self)
        while (item := every.value()) is not None:
            if item.data(0, _ID) in ids:
                first = first or item
                item.setCheckState(0, _CHECKED)
                parent = item.parent()
                while parent is not None:
                    parent.setExpanded(True)
                    parent = parent.parent()
            every += 1
        if first is not None:
            self.setCurrentItem(first)

    def checked(self) -> list[str]:
        """The ids of the checked parts, a part that is checked as a whole by its own alone."""
        return [id_ for root in self._roots for id_ in _checked(root)]


def _checked(parent: QTreeWidgetItem) -> Iterator[str]:
    for item in map(parent.child, range(parent.childCount())):
        if item is None or item.checkState(0) == _UNCHECKED:
            continue
        if item.checkState(0) == _CHECKED:
            yield item.data(0, _ID)
        else:
            yield from _checked(item)
