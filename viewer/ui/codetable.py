"""The coding table on screen: whole rows, columns as wide as their words, badges with a word."""

import re
from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from viewer.content.code_table import COLUMNS, cells
from viewer.content.model import CodeEntry
from viewer.render.palette import Palette
from viewer.ui.models import CodeModel, Role
from viewer.ui.theme import Theme, code_font

Index = QModelIndex | QPersistentModelIndex
_CODE, _COVERS, _GUIDANCE, _UNITS, _ARTICLE = range(len(COLUMNS))
_BADGES = (_GUIDANCE, _ARTICLE)
# The columns that give way, in this order, to at least so many pixels for what the code covers.
_FOLDING = (_ARTICLE, _UNITS, _GUIDANCE)
LEAST_COVERS = 150
_BREAK = "\u200b"  # a line may be broken here; Qt breaks none after a dash between digits


class CodeTable(QTableView):
    """The rows, wrapped whole: no cell needs a tooltip to be read."""

    chosen = Signal()
    typed = Signal(str)
    sorting = Signal(int)  # the column whose head was chosen

    def __init__(self, model: CodeModel) -> None:
        super().__init__()
        self.setObjectName("codes")
        self.setAccessibleName("Coding table")
        self.setModel(model)
        self._codes = model
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self.sorting)
        self.cells = CodeDelegate(self)
        self.setItemDelegate(self.cells)
        # Not the current row: Qt makes the first row current as soon as the table has the focus.
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())

    def set_theme(self, theme: Theme) -> None:
        """Draw with the colours and sizes of `theme`."""
        self.cells.theme = theme
        self.viewport().update()

    def chosen_rows(self) -> list[int]:
        """The rows that are chosen, from above."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def choose(self, row: int) -> None:
        """Choose `row` and bring it into sight; -1 chooses none."""
        if row < 0:
            self.clearSelection()
            return
        index = self.model().index(row, 0)
        # Not selectRow: it adds or takes away by the keys that are held, as those of a shortcut.
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def choose_all(self, rows: Sequence[int]) -> None:
        """Choose several rows and bring them into sight, the first in any case."""
        self.choose(rows[0] if rows else -1)
        flags = QItemSelectionModel.SelectionFlag
        for row in rows[1:]:
            index = self.model().index(row, 0)
            self.selectionModel().select(index, flags.Select | flags.Rows)
            self.scrollTo(index)
        if rows:
            self.scrollTo(self.model().index(rows[0], 0))

    def show_order(self, column: int, down: bool) -> None:
        """Show by which column the rows are ordered; -1 for the file's order."""
        head = self.horizontalHeader()
        head.setSortIndicatorShown(column >= 0)
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(column, order)

    def fit(self) -> None:
        """Give each column the width that its words need and the rest to what the code covers.

        A column without room is hidden; its cell then stands under what the code covers. That
        of the article is not there at all where nothing stands in it.
        """
        wants = [self.cells.width_wanted(self._codes, column) for column in range(len(COLUMNS))]
        room = self.viewport().width()
        longest = self.cells.longest_word(self._codes)
        least = max(self.cells.theme.px(LEAST_COVERS), longest)
        self.cells.has_article = any(entry.in_article for entry in self._codes.all)
        for column in _FOLDING:
            self.setColumnHidden(column, column == _ARTICLE and not self.cells.has_article)
        for column in _FOLDING:
            if self._rest(wants, room) >= least:
                break
            self.setColumnHidden(column, True)
        wants[_COVERS] = max(self._rest(wants, room), self.cells.theme.px(LEAST_COVERS) // 2)
        self.cells.breaks_words = wants[_COVERS] < longest
        for column, width in enumerate(wants):
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, width)
        self.resizeRowsToContents()

    def _rest(self, wants: list[int], room: int) -> int:
        """What the other columns leave of `room`, in pixels."""
        return room - sum(
            width
            for column, width in enumerate(wants)
            if column != _COVERS and not self.isColumnHidden(column)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits begin a search; arrows move."""
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if event.key() == Qt.Key.Key_Down and not self.chosen_rows():
            self.choose(0)
        elif plain and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class CodeDelegate(QStyledItemDelegate):
    """Draws a cell: codes in digits of one width, guidance and article as badges with a word."""

    theme: Theme
    has_article = True  # whether anything stands in the column of the article
    breaks_words = False  # whether the longest words have no room in their column

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def width_wanted(self, model: CodeModel, column: int) -> int:
        """The width in pixels that `column` needs for its longest word or badge."""
        texts = [COLUMNS[column]]
        for entry in model.entries:
            text = cells(entry)[column]
            # A family of codes may wrap between its members.
            texts += re.split(r"(?<=–)|(?<=,) ", text) if column == _CODE else [text]
        return self._widest(texts, column) + 2 * self._pad(column) + 2

    def longest_word(self, model: CodeModel) -> int:
        """The width in pixels that the column of what codes cover needs at least."""
        words = [word for entry in model.entries for word in entry.summary.split()]
        return self._widest(words, _COVERS) + 2 * self._pad(_COVERS) + 2

    def _widest(self, texts: list[str], column: int) -> int:
        metrics = QFontMetrics(self._font(self._table.font(), column))
        return max((metrics.horizontalAdvance(text) for text in texts), default=0)

    def _pad(self, column: int) -> int:
        """The space in pixels at the left and the right of a cell's text."""
        # A badge has an edge of its own around the word.
        return self.theme.px(12 if column not in _BADGES else 13)

    @staticmethod
    def _font(font: QFont, column: int) -> QFont:
        return code_font(font) if column == _CODE else font

    def text(self, index: Index) -> str:
        """What stands in a cell, with the places where a code may be broken.

        What the code covers is followed by the cells of the columns that are hidden.
        """
        entry = index.data(Role.ENTRY)
        if not isinstance(entry, CodeEntry):
            return ""
        row = cells(entry)
        if index.column() == _CODE:
            return row[_CODE].replace("–", f"–{_BREAK}")
        if index.column() != _COVERS:
            return row[index.column()]
        covers = self._broken(row[_COVERS]) if self.breaks_words else row[_COVERS]
        shown = range(len(COLUMNS) if self.has_article else _ARTICLE)
        hidden = [column for column in shown if self._table.isColumnHidden(column)]
        return "\n".join([covers, *(f"{COLUMNS[at]}: {row[at]}" for at in hidden)])

    def _broken(self, text: str) -> str:
        """`text`, where a word that the column has no room for may be broken anywhere."""
        room = self._table.columnWidth(_COVERS) - 2 * self._pad(_COVERS)
        metrics = QFontMetrics(self._table.font())
        return " ".join(
            _BREAK.join(word) if metrics.horizontalAdvance(word) > room else word
            for word in text.split(" ")
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height that the cell's text needs at the width of its column."""
        column, pad = index.column(), self.theme.px(12)
        width = self._table.columnWidth(column)
        inside = QRect(0, 0, max(width - 2 * self._pad(column), 40), 10_000)
        metrics = QFontMetrics(self._font(option.font, column))
        bounds = metrics.boundingRect(inside, Qt.TextFlag.TextWordWrap, self.text(index))
        return QSize(width, max(bounds.height() + 2 * pad, 48))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        entry = index.data(Role.ENTRY)
        if not isinstance(entry, CodeEntry):
            return
        colours = self.theme.palette
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, QColor(colours.accent_ground if selected else colours.surface))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if selected and index.column() == 0:
            painter.fillRect(rect.left(), rect.top(), 4, rect.height(), QColor(colours.accent))
        text = self.text(index)
        pad = self.theme.px(12)
        inside = rect.adjusted(pad, pad, -pad, -pad)
        badge = _badge(colours, entry, index.column())
        if index.column() in _BADGES and badge:
            self._badge(painter, option, inside, text, badge)
        else:
            code = index.column() == _CODE
            painter.setFont(self._font(option.font, index.column()))
            retired = bool(entry.retired) and code
            painter.setPen(QColor(colours.soft if retired else colours.ink))
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            painter.drawText(inside, int(align) | int(Qt.TextFlag.TextWordWrap), text)
        painter.restore()

    def _badge(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inside: QRect,
        text: str,
        colours: tuple[str, str],
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = option.font
        font.setPointSizeF(font.pointSizeF() * 0.88)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        pad = self.theme.px(8)
        width = min(metrics.horizontalAdvance(text) + 2 * pad, inside.width() + pad)
        box = QRect(inside.left(), inside.top() - 2, width, metrics.height() + self.theme.px(5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours[1]))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(colours[0]))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _badge(colours: Palette, entry: CodeEntry, column: int) -> tuple[str, str] | None:
    """Ink and ground of a badge; None for plain text."""
    if column == _GUIDANCE:
        if entry.guidance == "included":
            return colours.good, colours.good_ground
        if entry.guidance == "separate":
            return colours.caution, colours.caution_ground
        if entry.guidance == "x-ray or ct only":
            return colours.error, colours.error_ground
        return None if entry.guidance == "not applicable" else (colours.ink, colours.ground)
    plain = entry.in_article.lower() in ("", "no", "faq only")
    return None if plain else (colours.caution, colours.caution_ground)
