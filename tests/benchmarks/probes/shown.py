"""When the answer to a line is on screen."""

import time

from opened import Watch
from pulse import turn
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from viewer.search.answer import Answer
from viewer.ui.window import Window

_LONGEST = 20.0  # seconds
# An answer that looks like the one before is not painted again: after this it is on screen.
_NO_PAINT = 0.05  # seconds


class Shown:
    """Types into the field of a window and sees what its panel shows."""

    def __init__(self, window: Window) -> None:
        """The panel of results must be made."""
        self.box = window.top.search
        panel = window.finding.panel
        assert panel is not None
        self._watch = Watch()
        for part in (panel, panel.list.viewport()):
            self._watch.on(part)
        self._wake = QTimer(window)  # no event comes where nothing is painted
        self._wake.start(20)
        self.answer: Answer | None = None
        self._given = 0.0
        show = panel.show_answer

        def show_answer(answer: Answer, named: bool = False, remark: str = "") -> None:
            self._watch.painted = False
            show(answer, named, remark)
            self.answer = answer
            self._given = time.perf_counter()

        panel.show_answer = show_answer  # type: ignore[method-assign]

    def type(self, key: str) -> None:
        """One key, or several without a wait for the answer."""
        QTest.keyClicks(self.box, key)

    def time(self, key: str) -> float:
        """Milliseconds from the key until the answer to the line that it makes is painted."""
        self.answer = None
        began = time.perf_counter()
        self.type(key)
        while True:
            turn()
            now = time.perf_counter()
            if self.answer is not None and self.answer.line == self.box.text():
                if self._watch.painted:
                    return (now - began) * 1000
                if now > self._given + _NO_PAINT:
                    return (self._given - began) * 1000
            if now > began + _LONGEST:
                raise TimeoutError(f"no answer to {self.box.text()!r}")
