"""The finder: what was injected, which guidance is on record; the answer is a code and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
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
from viewer.ui.announce import announce
from viewer.ui.choice import Choice
from viewer.ui.theme import Theme

MOST_COUNTED = 20
# Qt's own mark for a widget that may be as wide as it likes; PySide does not name it.
UNLIMITED = 16_777_215
# An answer with more codes than this names families: the table has their members.
MOST_COPIED = 3
_ROW, _COLUMN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class FinderCard(QWidget):
    """Two choices, a number where it matters, and the answer."""

    answered = Signal(object)  # a FinderRule, or None when a choice is missing
    copied = Signal(str)  # what was put on the clipboard, as a sentence

    def __init__(self, reference: Reference) -> None:
        """`reference` must have a finder; without one the card stays empty."""
        super().__init__()
        self._reference = reference
        self._narrow, self._is_narrow = 0, False
        self._room = UNLIMITED
        self._most: int | None = None  # how wide the code may be beside its sentence
        self._finder = reference.finder
        self.structure = Choice("Injected into")
        self.guidance = Choice("Guidance on record")
        self.number = Choice("How many")
        self.number.addItems([str(number) for number in range(1, MOST_COUNTED + 1)])
        self.number.setMinimumContentsLength(2)
        self._counted = QLabel("How many?")
        self._fill()
        self.code = QLabel()
        self.code.setObjectName("found")
        self.sentence = QLabel()
        self.copies = [QPushButton("Copy") for _ in range(MOST_COPIED)]
        for at, button in enumerate(self.copies):
            button.clicked.connect(lambda _=False, at=at: self._copy(at))
        self.clear_button = QPushButton("Clear")
        self.clear_button.clicked.connect(self._start_again)
        for button in (*self.copies, self.clear_button):
            # Enter presses it too, which outside a dialog only Space would.
            button.setAutoDefault(True)
        self.banner = QFrame()
        self.banner.setObjectName("answer")
        for label in (self.code, self.sentence):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._lay_out()
        self.structure.currentIndexChanged.connect(lambda _row: self._changed())
        self.guidance.currentIndexChanged.connect(lambda _row: self._changed())
        self.number.currentIndexChanged.connect(lambda _row: self._say())
        self._changed()

    def _fill(self) -> None:
        self.structure.add("Injected into …", "")
        self.guidance.add("Guidance on record …", "")
        if self._finder is None:
            return
        group = ""
        for each in self._finder.structures:
            if each.group != group:
                group = each.group
                self.structure.add_heading(group)
            self.structure.add(each.label, each.id, each.hint)
        for kind in self._finder.guidance:
            self.guidance.add(kind.label, kind.id, kind.hint)

    def _lay_out(self) -> None:
        count = QHBoxLayout()
        count.setSpacing(8)
        count.addWidget(self._counted)
        count.addWidget(self.number)
        count.addStretch()
        self._choices = QBoxLayout(_ROW)
        self._choices.setSpacing(8)
        self._choices.addWidget(self.structure, 5)
        self._choices.addWidget(self.guidance, 4)
        self._choices.addLayout(count)
        self._said = QBoxLayout(_ROW)
        self._said.setSpacing(16)
        self._said.addWidget(self.code)
        self._said.addWidget(self.sentence, 1)
        self._buttons = QBoxLayout(_ROW)
        self._buttons.setSpacing(8)
        for button in (*self.copies, self.clear_button):
            self._buttons.addWidget(button)
        self._buttons.addStretch()
        self._inside = QBoxLayout(_ROW, self.banner)
        self._inside.setContentsMargins(16, 8, 10, 8)
        self._inside.setSpacing(12)
        self._inside.addLayout(self._said, 1)
        self._inside.addLayout(self._buttons)
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
        self._is_narrow = narrow = width < self._narrow
        way = _COLUMN if narrow else _ROW
        for box in (self._choices, self._inside, self._said):
            box.setDirection(way)
        self._most = None if narrow else width * 2 // 5
        self._room = width - 26
        self._size_code()
        self._show_banner()
        self._turn_buttons()

    def _turn_buttons(self) -> None:
        """In a row, or one above the other where a row has no room."""
        shown = [each for each in (*self.copies, self.clear_button) if not each.isHidden()]
        needed = sum(each.sizeHint().width() + self._buttons.spacing() for each in shown)
        way = _COLUMN if needed > self._room else _ROW
        self._buttons.setDirection(way)

    def _show_banner(self) -> None:
        """Where there is little room, it goes to the table until something is chosen."""
        begun = self._structure() is not None or bool(self.guidance.currentData())
        self.banner.setVisible(begun or not self._is_narrow)

    def _size_code(self) -> None:
        """As wide as the answer, up to a share of the card; there it goes on under itself."""
        if self._most is None:
            self.code.setMinimumWidth(0)
            self.code.setMaximumWidth(UNLIMITED)
            return
        self.code.ensurePolished()
        wanted = self.code.fontMetrics().horizontalAdvance(self.code.text()) + 4
        self.code.setFixedWidth(min(wanted, self._most))

    def clear(self) -> None:
        """Choose nothing."""
        self.guidance.setCurrentIndex(0)
        self.structure.setCurrentIndex(0)

    def _start_again(self) -> None:
        """The button that was pressed goes with the answer: the focus returns to the beginning."""
        self.structure.setFocus(Qt.FocusReason.OtherFocusReason)
        self.clear()

    def controls(self) -> list[QWidget]:
        """What can have the focus, from the first choice on."""
        return [self.structure, self.guidance, self.number, *self.copies, self.clear_button]

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
        structure, rule = self._structure(), self.rule()
        # The number says nothing where each further one is a code of its own.
        several = rule is not None and (not rule.settled or len(rule.codes) != 1)
        counted = structure.counted if structure and not several else ""
        self._counted.setVisible(bool(counted))
        self.number.setVisible(bool(counted))
        self.number.setAccessibleDescription(counted)
        if not counted:
            self.number.setCurrentIndex(0)
        self._say()
        self.answered.emit(rule)

    def codes(self) -> list[str]:
        """The codes of the answer that can be copied: none while it is not settled."""
        rule = self.rule()
        found = [*rule.codes, *rule.add] if rule is not None and rule.settled else []
        return found if len(found) <= MOST_COPIED else []

    def _say(self) -> None:
        rule, structure = self.rule(), self._structure()
        codes = self.codes()
        self._show_banner()
        for at, button in enumerate(self.copies):
            button.setVisible(at < len(codes))
            button.setText(f"Copy {codes[at]}" if at < len(codes) else "Copy")
        self.code.setVisible(rule is not None)
        self.clear_button.setVisible(bool(structure) or bool(self.guidance.currentData()))
        self._turn_buttons()
        self.banner.setProperty("unsettled", rule is not None and not rule.settled)
        for part in (self.banner, self.code):
            part.style().unpolish(part)
            part.style().polish(part)
        if rule is None or structure is None:
            hint = structure.hint if structure else ""
            self.sentence.setText(
                hint
                or "First the structure that was entered, then whether its code already holds "
                "the guidance. Choose both and the code stands here."
            )
            return
        named = headline(self._reference, rule)
        self.code.setText(named)
        self._size_code()
        units = unit_sentence(self._reference, structure, rule, self.number.currentIndex() + 1)
        self.sentence.setText(f"{_without(named, rule.answer)} {units}".strip())
        announce(self, f"{named}. {self.sentence.text()}")

    def _copy(self, at: int) -> None:
        code = self.codes()[at]
        QGuiApplication.clipboard().setText(code)
        self.copied.emit(f"Copied {code}.")


def _without(named: str, text: str) -> str:
    """The answer without the code that it begins with, which stands beside it in large."""
    text = text.removeprefix(named).lstrip(" ,:;")
    return f"{text[:1].upper()}{text[1:]}"
