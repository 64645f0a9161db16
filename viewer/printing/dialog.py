"""The window's two ways into printing: the part in sight, and chosen parts."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from viewer.content.model import Reference
from viewer.printing.choices import Choices
from viewer.printing.controls import TARGET, button, plain_label
from viewer.printing.job import Job
from viewer.printing.parts import all_parts
from viewer.printing.preview import attempt, preview
from viewer.printing.printer import to_pdf, to_printer
from viewer.printing.style import LEAST_TEXT, MOST_TEXT, PAPERS
from viewer.printing.tree import PartTree


def print_part_in_sight(
    parent: QWidget | None,
    reference: Reference,
    part_ids: Sequence[str],
    choices: Choices | None = None,
) -> str:
    """Show the parts in the preview, whose buttons lead to the printer and to a PDF.

    Returns what was done as a sentence, empty when the reader cancelled.
    """
    kept = choices or Choices()
    return attempt(parent, preview, Job(reference, tuple(part_ids), kept.style()), kept)


class PrintDialog(QDialog):
    """The parts of a reference, each with a box to check, the paper and the text size.

    `checked` are the ids of parts that are checked at the start. `outcome` is what was done,
    as a sentence; empty when nothing was.
    """

    def __init__(
        self,
        parent: QWidget | None,
        reference: Reference,
        choices: Choices | None = None,
        checked: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.outcome = ""
        self._reference = reference
        self._choices = choices or Choices()
        self.setWindowTitle("Choose what to print")
        self.tree = PartTree(all_parts(reference))
        self.paper = QComboBox()
        self.text_size = QSpinBox()
        self.count = plain_label()
        self.preview_button = button("Pre&view…", lambda: self._do(preview))
        self.save_button = button("&Save as PDF…", lambda: self._do(to_pdf))
        self.print_button = button("&Print…", lambda: self._do(to_printer))
        self.cancel_button = button("Cancel", self.reject)
        self._set_choices()
        self._build()
        self.tree.check(checked)
        self.tree.itemChanged.connect(self._say_count)
        self._say_count()
        self.tree.setFocus()
        self.save_button.setVisible(self._choices.files)
        self.resize(QSize(640, 760).boundedTo(self.screen().availableSize() - QSize(40, 60)))

    def _set_choices(self) -> None:
        style = self._choices.style()
        self.paper.addItems([paper.title for paper in PAPERS.values()])
        self.paper.setCurrentIndex([*PAPERS.values()].index(style.paper))
        self.text_size.setRange(round(LEAST_TEXT), round(MOST_TEXT))
        self.text_size.setSuffix(" pt")
        self.text_size.setValue(round(style.text_size))
        for field, name in ((self.paper, "Paper"), (self.text_size, "Text size in points")):
            field.setMinimumHeight(TARGET)
            field.setAccessibleName(name)

    def _build(self) -> None:
        settings, ways, box = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for text, field in (("Pap&er", self.paper), ("&Text size", self.text_size)):
            label = QLabel(text)
            label.setBuddy(field)
            settings.addWidget(label)
            settings.addWidget(field)
            settings.addSpacing(16)
        settings.addStretch(1)
        settings.addWidget(self.count)
        ways.addStretch(1)
        for way in (self.preview_button, self.save_button, self.print_button, self.cancel_button):
            ways.addWidget(way)
        self.preview_button.setDefault(True)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(16)
        box.addWidget(self.tree, 1)
        box.addLayout(settings)
        box.addLayout(ways)

    def _say_count(self) -> None:
        """Say how many parts are chosen; without one there is nothing to print."""
        count = len(self.tree.checked())
        some = f"{count} part{'' if count == 1 else 's'} chosen"
        self.count.setText(some if count else "Check at least one part.")
        for way in (self.preview_button, self.save_button, self.print_button):
            way.setEnabled(count > 0)

    def job(self) -> Job:
        """What is chosen now."""
        self._choices.paper = [*PAPERS][self.paper.currentIndex()]
        self._choices.text_size = float(self.text_size.value())
        return Job(self._reference, tuple(self.tree.checked()), self._choices.style())

    def _do(self, way: Callable[[QWidget | None, Job, Choices], str]) -> None:
        self.outcome = attempt(self, way, self.job(), self._choices)
        if self.outcome:
            self.accept()
