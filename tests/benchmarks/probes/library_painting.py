"""Whether the window goes on painting while it is used and while its library is worked on.

With "anew" there is no index at first: the window has it made. Else it is there.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from library_lines import ALL_LINES
from opened import is_ready, settled, show_window, wait
from pulse import Pulse, pause
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from telling import tell

from viewer.ui.library.question import Question
from viewer.ui.library.switcher import Switcher
from viewer.ui.window import Window

sys.path.append(str(Path(__file__).parent.parent))
from library_maker import write

BETWEEN_KEYS, BETWEEN_LINES = 30, 200  # ms: a very fast typist
SWITCHES = ("knee injection", "scapula", "nurses lavage", "hip", "ultrasound-guided injection")
NUMBER = 1_000_000  # of the reference that is added: no library is so large
LONGEST = 1500.0  # seconds, for an index


def type_lines(window: Window, goes_on: Callable[[], bool] = lambda: True) -> None:
    """Types all lines, without a wait for their answers, as long as it is to go on."""
    for line in ALL_LINES:
        window.finding.begin()
        window.top.search.clear()
        for key in line:
            QTest.keyClicks(window.top.search, key)
            pause(BETWEEN_KEYS)
            if not goes_on():
                return
        pause(BETWEEN_LINES)


def meet(kind: type[QDialog], do: Callable[[QDialog], object], opens: Callable[[], object]) -> None:
    """Calls `opens`, which waits for the dialog that it opens; does something in that dialog."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            do(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(10, look)
    opens()


def switch_to(window: Window, name: str) -> None:
    """Chooses a reference as a reader does: Ctrl+O, a part of its name, Enter."""

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, Switcher)
        pause(200)
        for key in name:
            QTest.keyClicks(dialog.field, key)
            pause(BETWEEN_KEYS)
        dialog.accept()

    before = window.reference.id
    meet(Switcher, choose, window.actions_by_id["switch-reference"].trigger)
    wait(lambda: window.reference.id != before and is_ready_here(window))
    pause(300)


def is_ready_here(window: Window) -> bool:
    """Whether the panes of the reference on screen are made."""
    return set(window.pages.filled) <= set(window.panes)


def add(window: Window) -> None:
    """Adds a reference, by what a dropped file does, until it can be searched."""
    path = write(Path(mkdtemp()), NUMBER)
    count = len(window.desk.bookcase.own.seen.files)
    window.desk.adding.add([path])
    wait(lambda: len(window.desk.bookcase.own.seen.files) > count and settled(window), LONGEST)
    wait(lambda: not window.desk.adding.is_busy)
    pause(300)


def remove(window: Window) -> None:
    """Removes the reference that was added, which is on screen, until it is found no more."""
    count = len(window.desk.bookcase.own.seen.files)

    def agree(dialog: QDialog) -> None:
        assert isinstance(dialog, Question)
        pause(200)
        dialog.yes.click()

    meet(Question, agree, window.actions_by_id["remove-reference"].trigger)
    wait(lambda: len(window.desk.bookcase.own.seen.files) < count and settled(window), LONGEST)
    pause(300)


said: dict[str, float] = {}
window = show_window()
pulse = Pulse(window)
wait(lambda: pulse.count > 0)
with pulse.during(said, "starting"):
    wait(lambda: is_ready(window))
window.activateWindow()
wait(window.isActiveWindow)
if "anew" in sys.argv[2:]:
    with pulse.during(said, "indexing all, typing"):
        while not settled(window):
            type_lines(window, lambda: not settled(window))
        window.finding.close()
        pause(500)
else:
    with pulse.during(said, "looking at the library"):
        wait(lambda: settled(window), LONGEST)
        pause(500)
    with pulse.during(said, "nothing done"):
        pause(3000)
    with pulse.during(said, "typing"):
        type_lines(window)
    window.finding.close()
    with pulse.during(said, "switching"):
        for name in SWITCHES:
            switch_to(window, name)
    with pulse.during(said, "adding one, index"):
        add(window)
    with pulse.during(said, "removing it, index"):
        remove(window)
window.close()
tell(**said)
