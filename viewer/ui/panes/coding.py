"""The coding pane: the finder, the table, and beside or under it the chosen code in full."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from viewer.content.code_table import (
    COLUMNS,
    GUIDANCE_WORDS,
    comma_separated,
    groups,
    guidances,
    tab_separated,
)
from viewer.content.model import CodeEntry, FinderRule, Reference
from viewer.content.places import notes_about, notes_on_code
from viewer.render.html import Look, Page, counted
from viewer.render.panes import code_html, pane_html, rule_html
from viewer.ui.card import Card
from viewer.ui.choice import Choice
from viewer.ui.codetable import CodeTable
from viewer.ui.field import Field
from viewer.ui.findercard import FinderCard
from viewer.ui.models import CodeModel
from viewer.ui.panes.base import BasePane
from viewer.ui.panes.document import MARGIN, prose_width
from viewer.ui.textview import PAGE_MARGIN
from viewer.ui.theme import Theme

# Below these heights at 100 % text, table and code scroll with the pane instead of shrinking.
LEAST_TABLE, LEAST_CODE = 250, 250


class CodingPane(BasePane):
    """Table and detail. Choosing a row shows the code; without one, the article on coding."""

    def __init__(self, reference: Reference) -> None:
        super().__init__("coding", reference, "The chosen code")
        self._theme: Theme | None = None
        self._fitted: tuple[Theme, QSize] | None = None  # for what all of it was measured
        self.rule: FinderRule | None = None
        self.model = CodeModel(reference.codes)
        self.heading = _label("Coding", "heading")
        self.notice = _label(reference.code_notice, "notice")
        self.finder = FinderCard(reference) if reference.finder else None
        self.filter = CodeFilter(self)
        self.group = Choice("Codes of which kind")
        self.guidance = Choice("Codes by how ultrasound is coded")
        self._fill_choices()
        self.count = _label("", "notice")
        self.count.setWordWrap(False)
        self.table = CodeTable(self.model)
        self.table_card = Card(self.table, (4, 4, 4, 4))
        self.code_card = Card(self.view, (4, 4, 4, 4))
        self.view.shows_focus = False
        self._split = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(30)
        self._later.timeout.connect(self._fit)
        self.table.chosen.connect(self._choose)
        self.table.typed.connect(self.typed)
        self.table.installEventFilter(self)
        self.table.sorting.connect(self._sort)
        self.filter.textChanged.connect(lambda _text: self._keep_rows())
        self.group.currentIndexChanged.connect(lambda _row: self._keep_rows())
        self.guidance.currentIndexChanged.connect(lambda _row: self._keep_rows())
        if self.finder is not None:
            self.finder.answered.connect(self._answer)
            self.finder.copied.connect(self.said)
        self.setFocusProxy(self.table)

    def _fill_choices(self) -> None:
        self.group.add("All codes", "")
        for group in groups(self.reference.codes):
            self.group.add(group, group)
        self.guidance.add("Ultrasound: any", "")
        for guidance in guidances(self.reference.codes):
            word = GUIDANCE_WORDS[guidance]
            name = "not applicable" if word == "–" else word[0].lower() + word[1:]
            self.guidance.add(f"Ultrasound: {name}", guidance)

    def _lay_out(self) -> None:
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(8)
        typed, chosen = QHBoxLayout(), QHBoxLayout()
        for part in (typed, chosen):
            part.setSpacing(8)
        for choice in (self.group, self.guidance):
            # Two in a row, in the least window too.
            choice.setMinimumContentsLength(5)
        typed.addWidget(self.filter, 1)
        typed.addWidget(self.count)
        chosen.addWidget(self.group, 1)
        chosen.addWidget(self.guidance, 1)
        self._line.addLayout(typed, 1)
        self._line.addLayout(chosen, 1)
        self._split.setSpacing(16)
        self._split.addWidget(self.table_card)
        self._split.addWidget(self.code_card)
        self._inner = QWidget()
        box = QVBoxLayout(self._inner)
        box.setContentsMargins(MARGIN, 20, 24, 10)
        box.setSpacing(10)
        box.addWidget(self.heading)
        if self.finder is not None:
            box.addWidget(self.finder)
        box.addLayout(self._line)
        box.addLayout(self._split, 1)
        box.addWidget(self.notice)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._inner)
        self._inner.installEventFilter(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    # -- what the window sets

    def set_theme(self, theme: Theme) -> None:
        """Draw with `theme` from now on."""
        self._theme = theme
        self.table.set_theme(theme)
        self.filter.set_theme(theme)
        self.group.set_theme(theme)
        self.guidance.set_theme(theme)
        self.table_card.setMinimumHeight(theme.px(LEAST_TABLE))
        self.code_card.setMinimumHeight(theme.px(LEAST_CODE))
        if self.finder is not None:
            self.finder.set_theme(theme)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep up with the room that there is, and the focus in sight.

        A longer answer may bring a scroll bar: then the same pane has less room.
        """
        if event.type() == QEvent.Type.FocusIn and watched is self.table:
            self._keep_in_sight(self.table.rect().top() + self.table.horizontalHeader().height())
        elif event.type() == QEvent.Type.Resize and watched is self._inner:
            self._later.start()
        return super().eventFilter(watched, event)

    def _keep_in_sight(self, bottom: int) -> None:
        """Scroll the pane no further than it takes to show the table down to `bottom`."""
        self.area.ensureVisible(0, self.table.mapTo(self._inner, QPoint(0, bottom)).y(), 0, 24)

    def showEvent(self, event: QShowEvent) -> None:
        """First shown, or changed while it was not: measure and draw."""
        super().showEvent(event)
        if self._fitted != (self._theme, self.size()):
            self._fit()

    def _fit(self) -> None:
        if self._theme is None:
            return
        wide = self.width() >= self._theme.px(900)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._split.setDirection(way)
        for at, share in enumerate((21, 10) if wide else (1, 1)):
            self._split.setStretch(at, share)
        room = self.area.viewport().width() - MARGIN - 24
        narrow = room < self._theme.px(620)
        self._line.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        if self.finder is not None:
            self.finder.fit(room)
        self._split.activate()
        self.table.fit()
        self.draw()
        self._say_count()
        # Out of sight the parts have no size of their own yet: then once more when shown.
        self._fitted = (self._theme, self.size()) if self.isVisible() else None

    def draw(self) -> None:
        """Make the detail anew; the reader stays where he was."""
        if self._theme is None:
            return
        bar = self.view.verticalScrollBar().sizeHint().width()
        room = self.view.width() - bar - 2 * PAGE_MARGIN
        column = max(min(room, round(prose_width(self._theme))), 200)
        look = Look(self._theme.palette, self._theme.points * 0.96, column, 0, 0)
        body = f'<body style="font-size:{look.points:.2f}pt">{self._html(look)}</body>'
        bookmark = self.view.top_place()
        self.view.set_page(body, look.palette)
        self.view.restore(bookmark)
        self.drawn.emit()

    def _html(self, look: Look) -> str:
        entries = self.entries()
        entry = entries[0] if entries else None
        page = Page(self.reference, look, self.shown)
        rule = self.rule
        spoken = rule is not None and (
            entry is None or not {*rule.codes, *rule.add}.isdisjoint(entry.codes)
        )
        answer = rule_html(page, rule) if rule is not None and spoken else ""
        if answer and len(entries) > 1:
            # The answer leaves the choice between these rows: none of them is it yet.
            return answer
        if entry is not None:
            return answer + code_html(page, entry)
        return answer or pane_html(self.reference, "coding", look, self.shown)

    # -- finder, filter and order

    def _answer(self, rule: object) -> None:
        """The finder has answered: show the rule, and choose the rows of the codes it names."""
        self.rule = rule if isinstance(rule, FinderRule) else None
        wanted = self.rule.codes if self.rule is not None and self.rule.settled else []
        if wanted:
            self._show_all()
        rows = enumerate(self.model.entries)
        self.table.choose_all(
            [row for row, entry in rows if not set(wanted).isdisjoint(entry.codes)]
        )
        self.draw()
        self.view.verticalScrollBar().setValue(0)

    def _show_all(self) -> None:
        """Lift a filter that could hide a row."""
        self.filter.clear()
        self.group.setCurrentIndex(0)
        self.guidance.setCurrentIndex(0)

    def _keep_rows(self) -> None:
        entry = self.entry()
        group, guidance = self.group.currentData(), self.guidance.currentData()
        self.model.keep(self.filter.text(), group, guidance)
        self._after_reset(entry)

    def _sort(self, column: int) -> None:
        """The first time upwards, then downwards, then in the file's order again."""
        before, down = self.model.sorted_by
        if before != column:
            self._sort_to(column)
        else:
            self._sort_to(-1 if down else column, down=not down)

    def _sort_to(self, column: int, down: bool = False) -> None:
        entry = self.entry()
        self.model.sort(
            column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        )
        self.table.show_order(*self.model.sorted_by)
        self._after_reset(entry)

    def sort_next(self) -> str:
        """Order by the next column, from the keyboard. Returns what was done."""
        column, down = self.model.sorted_by
        if column >= 0 and not down:
            self._sort(column)
            return f"Sorted by {COLUMNS[column]}, downwards."
        following = column + 1 if column + 1 < len(COLUMNS) else -1
        self._sort_to(following)
        if following < 0:
            return "The codes stand in the reference's own order."
        return f"Sorted by {COLUMNS[following]}."

    def _after_reset(self, entry: CodeEntry | None) -> None:
        self.table.fit()
        self.table.choose(self.model.row_of(entry.id) if entry else -1)
        self._say_count()
        self.draw()

    def _say_count(self) -> None:
        shown, all_ = len(self.model.entries), len(self.reference.codes)
        self.count.setText(counted(shown, "code row") if shown == all_ else f"{shown} of {all_}")

    # -- choosing

    def entry(self) -> CodeEntry | None:
        """The chosen code."""
        return next(iter(self.entries()), None)

    def entries(self) -> list[CodeEntry]:
        """The marked rows, or the chosen one."""
        found = [self.model.entry(row) for row in self.table.chosen_rows()]
        return [entry for entry in found if entry is not None]

    def _choose(self) -> None:
        # The finder chooses too, and its answer stands above.
        if self.table.hasFocus():
            cell = self.table.visualRect(self.table.currentIndex())
            # The table itself scrolls to a row only after this.
            height = self.table.viewport().height()
            head = self.table.horizontalHeader().height()
            self._keep_in_sight(head + max(min(cell.bottom(), height), 0))
        self.draw()
        self.view.verticalScrollBar().setValue(0)

    def choose_first(self) -> None:
        """Choose the first row that is shown, and go there."""
        if self.model.entries:
            self.table.choose(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place(self, id_: str) -> bool:
        """Choose the row of the code `id_`, or lead to a statement or note of this pane."""
        self._show_all()
        row = self.model.row_of(id_)
        if row >= 0:
            self.table.choose(row)
            self.area.ensureWidgetVisible(self.code_card)
            return True
        self.rule = None
        self.table.choose(self._row_of_note(id_))
        self._fit()
        self.open_one(id_)
        self.area.ensureWidgetVisible(self.code_card)
        return self.view.show_place(id_, above=8)

    def _row_of_note(self, id_: str) -> int:
        """The row whose detail shows the note `id_`; -1 for the article on coding."""
        note = next((note for note in self.reference.notes if note.id == id_), None)
        if note is None:
            return -1
        for said in self.reference.code_intro:
            if note in notes_about(self.reference, said.from_, said.claims):
                return -1
        rows = enumerate(self.model.entries)
        found = (row for row, entry in rows if note in notes_on_code(self.reference, entry))
        return next(found, -1)

    def part_in_sight(self) -> str:
        """The chosen code, or the whole pane."""
        entry = self.entry()
        return entry.id if entry else self.pane

    def choose_entry(self, id_: str) -> None:
        """Choose the row of the code `id_`; none when it is empty."""
        self.table.choose(self.model.row_of(id_))

    def leave_inner(self) -> bool:
        """Esc: leave the finder's answer, then the chosen code. False when there is neither."""
        if self.rule is not None and self.finder is not None:
            self.finder.clear()
            return True
        if self.entry() is not None:
            self.table.choose(-1)
            return True
        return False

    def start_over(self) -> None:
        """Also empty the finder, lift the filter and choose no row."""
        if self.finder is not None:
            self.finder.clear()
        self._show_all()
        self._sort_to(-1)
        self.table.choose(-1)
        super().start_over()

    def areas(self) -> list[QWidget]:
        """What F6 goes round: finder, filter, table and code.

        Of the finder and of the filter, the part with the focus stands for the whole.
        """
        parts: list[list[QWidget]] = [[self.filter, self.group, self.guidance]]
        if self.finder is not None:
            parts.insert(0, self.finder.controls())
        first = [next((each for each in part if each.hasFocus()), part[0]) for part in parts]
        return [*first, self.table, self.view]

    def reveal(self, area: QWidget) -> None:
        """In a small window, scroll the pane to the area that has the focus."""
        self.area.ensureWidgetVisible(area, 0, 40)

    def line(self) -> str:
        """How old the facts are."""
        return f"Codes and limits checked against sources up to {self.reference.checked}"

    # -- copying

    def codes_text(self) -> str:
        """What Ctrl+C copies: the code alone, or of several rows the cells for a spreadsheet."""
        entries = self.entries()
        if len(entries) > 1:
            return tab_separated(entries)
        return entries[0].code if entries else ""

    def save_csv(self) -> None:
        """Ask for a file and write the rows that are shown as CSV."""
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the coding table", "coding-table.csv", "CSV files (*.csv)"
        )
        if name:
            self.said.emit(self.write_csv(Path(name)))

    def write_csv(self, path: Path) -> str:
        """Write the rows that are shown to `path`, whole or not at all. Returns what came of it."""
        from PySide6.QtCore import QSaveFile

        reference = self.reference
        text = comma_separated(self.model.entries, reference.code_notice, reference.checked)
        file = QSaveFile(str(path))
        # A byte order mark tells Excel that the file is UTF-8.
        data = text.encode("utf-8-sig")
        opened = file.open(QSaveFile.OpenModeFlag.WriteOnly)
        if opened and file.write(data) == len(data) and file.commit():
            return f"Wrote {counted(len(self.model.entries), 'row')} to {path}."
        return (
            f"{path} could not be written ({file.errorString()}). Nothing was changed: choose "
            "another folder."
        )


class CodeFilter(Field):
    """A filter whose Down key goes on to the table and whose Esc key empties it."""

    def __init__(self, pane: CodingPane) -> None:
        super().__init__("Filter codes", "Filter: a code, a structure, a word")
        self._pane = pane

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter lead to the first code; Esc shows all of them."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pane.choose_first()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def _label(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
