"""What to print, how and where to, as controls one under the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from viewer.content.model import Reference
from viewer.printing.choices import Choices
from viewer.printing.controls import TARGET, Check, Combo, button
from viewer.printing.parts import all_parts, card_parts, sheet_parts
from viewer.printing.style import LEAST_TEXT, MOST_TEXT, PAPERS, SIDES
from viewer.printing.tree import PartTree
from viewer.render.paper import NOTE_FORMS

MOST_COPIES = 30
SIZES = [*range(round(LEAST_TEXT), round(MOST_TEXT) + 1)]  # points
LEAST_WIDTH = 380  # pixels
LEAST_TREE = 220  # pixels, some five rows
_NOTES = {"full": "In full", "short": "Headlines only", "marks": "As marks"}
_SIDES = {
    "": "As the printer is set",
    "one": "One side",
    "long": "Both, bound at the long edge",
    "short": "Both, bound at the short edge",
}


class PrintForm(QScrollArea):
    """The choices. `changed` when the pages do; `again` when printers are to be looked for."""

    changed = Signal()
    again = Signal()

    def __init__(self, reference: Reference, choices: Choices, narrow: bool = False) -> None:
        """`narrow` puts each control on a line of its own."""
        super().__init__()
        self.tree = PartTree(
            all_parts(reference), [*card_parts(reference), *sheet_parts(reference)]
        )
        self.notes = Combo(_NOTES[form] for form in NOTE_FORMS)
        self.sources = Check("List the sour&ces cited")
        self.paper = Combo((paper.title for paper in PAPERS.values()), 4)
        self.turn = Combo(("Portrait", "Landscape"), 6)
        self.text_size = Combo((f"{points} pt" for points in SIZES), 4)
        self.printer = Combo()
        self.again_button = button("&Look again", self.again.emit)
        self.sides = Combo(_SIDES[sides] for sides in SIDES)
        self.copies = Combo((str(copies) for copies in range(1, MOST_COPIES + 1)), 2)
        self.numbers = QLineEdit()
        self._fill(choices)
        self._build(narrow)
        self._connect()

    def _fill(self, choices: Choices) -> None:
        style = choices.style()
        self.notes.setCurrentIndex(NOTE_FORMS.index(choices.included().notes))
        self.paper.setCurrentIndex([*PAPERS.values()].index(style.paper))
        self.turn.setCurrentIndex(int(style.landscape))
        self.text_size.setCurrentIndex(SIZES.index(round(style.text_size)))
        self.sources.setChecked(choices.sources)
        self.sides.setCurrentIndex(SIDES.index(choices.to_sides()))
        self.numbers.setPlaceholderText("all, or 1-3, 5")

    def _build(self, narrow: bool) -> None:
        inside = QWidget()
        box, grid = QVBoxLayout(inside), QGridLayout()
        paper, pages = ("Paper", self.paper), ("Pages", self.numbers)
        turn, size = ("Orientation", self.turn), ("Text size", self.text_size)
        copies = ("Copies", self.copies)
        rows: list[tuple[str, list[tuple[str, QWidget]]]] = [
            ("N&otes", [("Notes", self.notes)]),
            ("", [("", self.sources)]),
        ]
        if narrow:
            rows += [("Pap&er", [paper]), ("T&urn", [turn]), ("Si&ze", [size])]
        else:
            rows.append(("Pap&er", [paper, turn, size]))
        rows += [
            ("Pr&inter", [("Printer", self.printer)]),
            ("", [("", self.again_button)]),
            ("Si&des", [("Sides", self.sides)]),
        ]
        if narrow:
            rows += [("Cop&ies", [copies]), ("Pa&ges", [pages])]
        else:
            rows.append(("Cop&ies", [copies, pages]))
        for number, (text, fields) in enumerate(rows):
            row = QHBoxLayout()
            row.setSpacing(8)
            for name, field in fields:
                field.setMinimumHeight(TARGET)
                if name:
                    field.setAccessibleName(name)
                if field is self.numbers and not narrow:
                    row.addWidget(_label("Pa&ges", field))
                row.addWidget(field, 2 if field is self.numbers else 1)
            if text:
                grid.addWidget(_label(text, fields[0][1]), number, 0)
            grid.addLayout(row, number, 1)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self.tree.setMinimumHeight(LEAST_TREE)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(12)
        box.addWidget(self.tree, 1)
        box.addLayout(grid)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.adjustSize()
        wanted = max(inside.minimumSizeHint().width(), LEAST_WIDTH)
        self.setFixedWidth(wanted + self.verticalScrollBar().sizeHint().width())

    def _connect(self) -> None:
        self.tree.itemChanged.connect(self.changed)
        for combo in (self.notes, self.paper, self.turn, self.text_size):
            combo.currentIndexChanged.connect(self.changed)
        self.sources.toggled.connect(self.changed)

    def read(self, choices: Choices) -> None:
        """Put what is chosen into `choices`."""
        choices.parts = tuple(self.tree.checked())
        choices.notes = NOTE_FORMS[self.notes.currentIndex()]
        choices.sources = self.sources.isChecked()
        choices.paper = [*PAPERS][self.paper.currentIndex()]
        choices.landscape = bool(self.turn.currentIndex())
        choices.text_size = float(SIZES[self.text_size.currentIndex()])
        choices.sides = SIDES[self.sides.currentIndex()]
        choices.printer = self.chosen_printer() or choices.printer

    def chosen_printer(self) -> str:
        """The name of the chosen printer; empty when there is none to choose."""
        return str(self.printer.currentData() or "")

    def show_looking(self, text: str) -> None:
        """Say that printers are looked for."""
        self.printer.clear()
        self.printer.addItem(text)
        self.again_button.setVisible(False)

    def show_printers(self, names: Sequence[str], default: str, last: str, none: str) -> None:
        """Offer printers, the last one used or the default chosen; without any say `none`."""
        self.printer.clear()
        for name in names:
            self.printer.addItem(name, name)
        if not names:
            self.printer.addItem(none)
        chosen = last if last in names else default
        self.printer.setCurrentIndex(max(self.printer.findData(chosen), 0))
        self.again_button.setVisible(not names)


def _label(text: str, field: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(field)
    return label
