"""The coding table and, beside it or under it, the chosen code in full.

Where the window is too small for both, the table has the room until a code is opened, and the
code has it until Esc or "All codes" leads back.
"""

import re

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHeaderView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from viewer.content.model import CodeEntry, Reference
from viewer.render.html import Look, Page, counted
from viewer.render.palette import Palette
from viewer.render.panes import code_html, pane_html
from viewer.ui.models import CODE_COLUMNS, CodeModel, Role, code_cells
from viewer.ui.panes.base import BasePane
from viewer.ui.panes.document import MARGIN
from viewer.ui.theme import Theme, code_font

Index = QModelIndex | QPersistentModelIndex
_CODE, _COVERS, _GUIDANCE, _UNITS, _ARTICLE = range(len(CODE_COLUMNS))
_BADGES = (_GUIDANCE, _ARTICLE)


class CodingPane(BasePane):
    """Table and detail. Choosing a row shows the code; without one, the article on coding."""

    def __init__(self, reference: Reference) -> None:
        super().__init__("coding", reference, "The chosen code")
        self._theme: Theme | None = None
        self.model = CodeModel(reference.codes)
        self.heading = QLabel("Coding")
        self.rule = QLabel(
            "First the structure that was entered, then whether its code already holds the "
            "guidance."
        )
        self.notice = QLabel(reference.code_notice)
        for label, name in (
            (self.heading, "heading"),
            (self.rule, "intro"),
            (self.notice, "notice"),
        ):
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.table = CodeTable(self.model)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._open)
        self._single = False  # room for the table or the code, not both
        self._reading = False  # then, whether the code has it
        self.table.typed.connect(self.typed)
        self._split = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._split.setSpacing(16)
        self._cards = (Card(self.table, (4, 4, 4, 4)), Card(self.view, (20, 4, 4, 4)))
        for card in self._cards:
            self._split.addWidget(card)
        box = QVBoxLayout(self)
        box.setContentsMargins(MARGIN, 24, 24, 12)
        box.setSpacing(8)
        box.addWidget(self.heading)
        box.addWidget(self.rule)
        box.addLayout(self._split, 1)
        box.addWidget(self.notice)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(30)
        self._later.timeout.connect(self._fit)
        self.setFocusProxy(self.table)

    # -- what the window sets

    def set_theme(self, theme: Theme) -> None:
        """Draw with `theme` from now on."""
        self._theme = theme
        self.table.set_theme(theme)
        if self.isVisible():
            self._fit()

    def ready(self) -> None:
        """Make the detail now if that is still to do."""
        self._fit()

    # -- drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Table and detail side by side where both have room, else one above the other."""
        super().resizeEvent(event)
        self._later.start()

    def showEvent(self, event: QShowEvent) -> None:
        """First shown: measure and draw."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._theme is None:
            return
        wide = self.width() >= self._theme.px(900)
        self._single = not wide and self.height() < self._theme.px(620)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._split.setDirection(way)
        for at, share in enumerate((9, 5) if wide else (1, 1)):
            self._split.setStretch(at, share)
        self.heading.setHidden(self._single)
        self.rule.setHidden(self._single)
        self._give_room()
        self._split.activate()
        self.table.fit()
        self.draw()

    def _give_room(self) -> None:
        """Show table and code, or in a small window the one that is being read."""
        table, code = self._cards
        table.setHidden(self._single and self._reading)
        code.setHidden(self._single and not self._reading)
        self.setFocusProxy(self.view if table.isHidden() else self.table)

    def _open(self) -> None:
        """Enter or a click on a row: in a small window the code takes the room."""
        if self._single and self.entry() is not None:
            self._read(True)

    def _read(self, code: bool) -> None:
        self._reading = code
        self._give_room()
        self.draw()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_inner(self) -> bool:
        """Esc: in a small window back to the table. False when there is nothing to leave."""
        if self._single and self._reading:
            self._read(False)
            return True
        return False

    def draw(self) -> None:
        """Make the detail anew; the reader stays where he was."""
        if self._theme is None:
            return
        bar = self.view.verticalScrollBar().sizeHint().width()
        column = max(min(self.view.width() - bar - 16, self._theme.px(620)), 200)
        look = Look(self._theme.palette, self._theme.points * 0.96, column, 0, 0)
        entry = self.entry()
        if entry is None:
            html = pane_html(self.reference, "coding", look, self.shown)
        else:
            page = Page(self.reference, look, self.shown)
            back = page.small(page.link("do:codes", "‹ All codes"), 8) if self._single else ""
            html = back + code_html(page, entry)
        space = '<p style="margin:0;font-size:8pt">&nbsp;</p>'
        body = f'<body style="font-size:{look.points:.2f}pt">{space}{html}{space}</body>'
        bookmark = self.view.top_place()
        self.view.set_page(body, look.palette)
        self.view.restore(bookmark)
        self.drawn.emit()

    # -- choosing

    def entry(self) -> CodeEntry | None:
        """The chosen code."""
        return self.model.entry(self.table.currentIndex().row())

    def _choose(self, _row: int) -> None:
        self.draw()
        self.view.verticalScrollBar().setValue(0)

    def show_place(self, id_: str) -> bool:
        """Choose the row of the code `id_`, or lead to a statement or note of this pane."""
        row = self.model.row_of(id_)
        if row >= 0:
            self.table.choose(row)
            self._open()
            return True
        home = self._row_of_note(id_)
        if home is not None:
            self.table.choose(home)
            self._reading = True
        self._fit()
        self.open_one(id_)
        return self.view.show_place(id_, above=8)

    def _row_of_note(self, id_: str) -> int | None:
        """The row whose detail shows the note `id_`; -1 for the article on coding, else None."""
        note = next((note for note in self.reference.notes if note.id == id_), None)
        if note is None:
            return -1 if any(each.id == id_ for each in self.reference.code_intro) else None
        said = {anchor for each in self.reference.code_intro for anchor in each.from_}
        if said & set(note.about):
            return -1
        for row, entry in enumerate(self.reference.codes):
            about = {anchor for each in entry.article for anchor in each.from_}
            if set(entry.codes) & set(note.codes) or about & set(note.about):
                return row
        return None

    def part_in_sight(self) -> str:
        """The chosen code, or the whole pane."""
        entry = self.entry()
        return entry.id if entry else self.pane

    def choose_entry(self, id_: str) -> None:
        """Choose the row of the code `id_`; none when it is empty."""
        self.table.choose(self.model.row_of(id_))

    def areas(self) -> list[QWidget]:
        """What F6 goes round: the table and the code."""
        return [area for area in (self.table, self.view) if area.isVisible()]

    def line(self) -> str:
        """How many rows the table has, and how old they are."""
        rows = counted(len(self.reference.codes), "row")
        return f"{rows} · checked against sources up to {self.reference.checked}"

    def do(self, action: str) -> None:
        """A link that stands for an action; "codes" leads back to the table."""
        if action == "codes":
            self.leave_inner()
        else:
            super().do(action)


class Card(QFrame):
    """A rounded surface around one widget, whose edge shows when that widget has the focus."""

    def __init__(self, inside: QWidget, margins: tuple[int, int, int, int]) -> None:
        super().__init__()
        self.setObjectName("card")
        box = QVBoxLayout(self)
        box.setContentsMargins(*margins)
        box.addWidget(inside)
        inside.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus of the widget inside."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("focused", event.type() == QEvent.Type.FocusIn)
            self.style().unpolish(self)
            self.style().polish(self)
        return super().eventFilter(watched, event)


class CodeTable(QTableView):
    """The rows, wrapped whole: no cell needs a tooltip to be read."""

    chosen = Signal(int)
    opened = Signal()  # Enter or a click
    typed = Signal(str)

    def __init__(self, model: CodeModel) -> None:
        super().__init__()
        self.setObjectName("codes")
        self.setAccessibleName("Coding table")
        self.setModel(model)
        self._codes = model
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
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
        self.cells = CodeDelegate(self)
        self.setItemDelegate(self.cells)
        self.clicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentRowChanged.connect(
            lambda current, _previous: self.chosen.emit(current.row())
        )

    def set_theme(self, theme: Theme) -> None:
        """Draw with the colours and sizes of `theme`."""
        self.cells.theme = theme
        self.viewport().update()

    def choose(self, row: int) -> None:
        """Choose `row` and bring it into sight; -1 chooses none."""
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def fit(self) -> None:
        """Give each column the width that its words need and the rest to what the code covers."""
        wants = [self.cells.width_wanted(self._codes, column) for column in range(5)]
        room = self.viewport().width()
        least = self.cells.theme.px(200)
        for column in (_UNITS, _ARTICLE):
            rest = room - sum(wants[at] for at in range(5) if at != _COVERS)
            self.setColumnHidden(column, rest < least)
            if rest < least:
                wants[column] = 0
        wants[_COVERS] = max(room - sum(wants[at] for at in range(5) if at != _COVERS), least)
        for column, width in enumerate(wants):
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, width)
        self.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits begin a search; arrows move; Esc chooses no row."""
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if event.key() == Qt.Key.Key_Escape and self.currentIndex().isValid():
            self.choose(-1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Down and not self.currentIndex().isValid():
            self.choose(0)
        elif plain and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class CodeDelegate(QStyledItemDelegate):
    """Draws a cell: codes in digits of one width, guidance and article as badges with a word."""

    theme: Theme

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def width_wanted(self, model: CodeModel, column: int) -> int:
        """The width in pixels that `column` needs for its longest word or badge."""
        font = self._table.font()
        metrics = QFontMetrics(code_font(font) if column == _CODE else font)
        texts = [CODE_COLUMNS[column]]
        for row in range(model.rowCount()):
            entry = model.entry(row)
            if entry is not None:
                text = code_cells(entry)[column]
                # A family of codes may wrap between its members.
                texts += re.split(r"(?<=–)|, ", text) if column == _CODE else [text]
        pad = self.theme.px(24 if column not in _BADGES else 30)
        return max(metrics.horizontalAdvance(text) for text in texts) + pad

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height that the cell's text needs at the width of its column."""
        table = self._table
        width = table.columnWidth(index.column()) - self.theme.px(24)
        flags = Qt.TextFlag.TextWordWrap
        text = str(index.data() or "")
        bounds = option.fontMetrics.boundingRect(QRect(0, 0, max(width, 40), 10_000), flags, text)
        return QSize(
            table.columnWidth(index.column()), max(bounds.height() + self.theme.px(24), 48)
        )

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
        text = str(index.data() or "")
        pad = self.theme.px(12)
        inside = rect.adjusted(pad, pad, -pad, -pad)
        badge = _badge(colours, entry, index.column())
        if index.column() in _BADGES and badge:
            self._badge(painter, option, inside, text, badge)
        else:
            code = index.column() == _CODE
            painter.setFont(code_font(option.font) if code else option.font)
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
    plain = entry.in_article.lower() in ("no", "faq only")
    return None if plain else (colours.caution, colours.caution_ground)
