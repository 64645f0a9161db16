"""The finder: what was injected, which guidance is on record; the answer is a code and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QStandardItemModel
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.content.finder import answer, headline, unit_sentence
from viewer.content.model import FinderRule, FinderStructure, Reference
from viewer.ui.choice import Choice
from viewer.ui.theme import Theme

MOST_COUNTED = 20


class FinderCard(QWidget):
    """Two choices, a number where it matters, and the answer."""

    answered = Signal(object)  # a FinderRule, or None when a choice is missing
    copied = Signal(str)  # what was put on the clipboard, as a sentence

    def __init__(self, reference: Reference) -> None:
        """`reference` must have a finder; without one the card stays empty."""
        super().__init__()
        self._reference = reference
        self._finder = reference.finder
        self.structure = Choice("Injected into")
        self.guidance = Choice("Guidance on record")
        self.number = Choice("How many")
        self.number.addItems([str(number) for number in range(1, MOST_COUNTED + 1)])
        self.number.setMinimumContentsLength(2)
        self._counted = QLabel()
        self._fill()
        self.code = QLabel()
        self.code.setObjectName("found")
        self.sentence = QLabel()
        self.copy = QPushButton("Copy code")
        self.copy.clicked.connect(self._copy)
        self.clear_button = QPushButton("Clear")
        self.clear_button.clicked.connect(self.clear)
        self.banner = QFrame()
        self.banner.setObjectName("answer")
        for label in (self.code, self.sentence, self._counted):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self._lay_out()
        self.structure.currentIndexChanged.connect(lambda _row: self._changed())
        self.guidance.currentIndexChanged.connect(lambda _row: self._changed())
        self.number.currentIndexChanged.connect(lambda _row: self._say())
        self._changed()

    def _fill(self) -> None:
        self.structure.addItem("Injected into …", "")
        self.guidance.addItem("Guidance on record …", "")
        if self._finder is None:
            return
        group = ""
        for each in self._finder.structures:
            if each.group != group:
                group = each.group
                self.structure.addItem(group)
                self._make_heading(self.structure.count() - 1)
            self.structure.addItem(each.label, each.id)
            tip = Qt.ItemDataRole.AccessibleDescriptionRole
            self.structure.setItemData(self.structure.count() - 1, each.hint, tip)
        for kind in self._finder.guidance:
            self.guidance.addItem(kind.label, kind.id)

    def _make_heading(self, row: int) -> None:
        model = self.structure.model()
        if isinstance(model, QStandardItemModel):
            item = model.item(row)
            item.setEnabled(False)
            font = item.font()
            font.setBold(True)
            item.setFont(font)

    def _lay_out(self) -> None:
        self._choices = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._choices.setSpacing(8)
        self._choices.addWidget(self.structure, 5)
        self._choices.addWidget(self.guidance, 4)
        self._choices.addWidget(self._counted)
        self._choices.addWidget(self.number)
        inside = QHBoxLayout(self.banner)
        inside.setContentsMargins(16, 8, 10, 8)
        inside.setSpacing(16)
        inside.addWidget(self.code)
        inside.addWidget(self.sentence, 1)
        inside.addWidget(self.copy)
        inside.addWidget(self.clear_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(self._choices)
        box.addWidget(self.banner)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours and sizes of `theme`."""
        for choice in (self.structure, self.guidance, self.number):
            choice.set_theme(theme)
        self._narrow = theme.px(620)

    def fit(self, width: int) -> None:
        """One line where `width` pixels allow it, else the choices one above the other."""
        narrow = width < self._narrow
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._choices.setDirection(way)

    def clear(self) -> None:
        """Choose nothing."""
        self.guidance.setCurrentIndex(0)
        self.structure.setCurrentIndex(0)

    def rule(self) -> FinderRule | None:
        """The rule for what is chosen; None while a choice is missing."""
        structure, guidance = self.structure.currentData(), self.guidance.currentData()
        if self._finder is None or not structure or not guidance:
            return None
        return answer(self._finder, structure, guidance)

    def _structure(self) -> FinderStructure | None:
        chosen = self.structure.currentData()
        structures = self._finder.structures if self._finder else []
        return next((each for each in structures if each.id == chosen), None)

    def _changed(self) -> None:
        structure = self._structure()
        counted = structure.counted if structure else ""
        self._counted.setText("How many?")
        self._counted.setVisible(bool(counted))
        self.number.setVisible(bool(counted))
        self.number.setAccessibleDescription(counted)
        if not counted:
            self.number.setCurrentIndex(0)
        self._say()
        self.answered.emit(self.rule())

    def _say(self) -> None:
        rule, structure = self.rule(), self._structure()
        self.code.setVisible(rule is not None)
        self.copy.setVisible(rule is not None and rule.settled and bool(rule.codes))
        self.clear_button.setVisible(bool(structure) or bool(self.guidance.currentData()))
        self.banner.setProperty("unsettled", rule is not None and not rule.settled)
        self.banner.style().unpolish(self.banner)
        self.banner.style().polish(self.banner)
        if rule is None or structure is None:
            hint = structure.hint if structure else ""
            self.sentence.setText(
                hint
                or "First the structure that was entered, then whether its code already holds "
                "the guidance. Choose both and the code stands here."
            )
            return
        self.code.setText(headline(rule))
        units = unit_sentence(self._reference, structure, rule, self.number.currentIndex() + 1)
        self.sentence.setText(f"{_without_code(rule)} {units}".strip())

    def _copy(self) -> None:
        rule = self.rule()
        if rule is not None:
            QGuiApplication.clipboard().setText(headline(rule))
            self.copied.emit(f"Copied {headline(rule)}.")


def _without_code(rule: FinderRule) -> str:
    """The answer without the code that it begins with, which stands beside it in large."""
    text = rule.answer.removeprefix(headline(rule)).lstrip(" ,:;")
    return f"{text[:1].upper()}{text[1:]}"
