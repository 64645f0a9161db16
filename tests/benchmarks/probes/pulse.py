"""A watch on the window's painting: something in it is painted again and again, without a rest.

A few pixels in the corner of the window ask to be painted again 5 ms after each time. They are
painted by the window, in the thread and with the call that paint all else, so whatever keeps the
window from painting shows as a longer time between two of their paints. The rest of the window is
not drawn anew each time: that would measure the drawing.

With NEEDLESIDE_STACKS set, what the program did in a long time without a paint goes to the
standard error.
"""

import faulthandler
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from threading import Thread

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from telling import percentile

EVERY = 5  # ms
STOP = 50.0  # ms: longer than this is a window that stopped painting


class Pulse(QWidget):
    """Painted all the time; keeps when."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(0, 0, 4, 4)
        self._times: list[float] = []
        self._phase = ""
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._again)
        self._timer.start()
        if os.environ.get("NEEDLESIDE_STACKS"):
            Thread(target=self._look, daemon=True).start()
        self.show()

    @property
    def count(self) -> int:
        """How often it was painted."""
        return len(self._times)

    def paintEvent(self, event: QPaintEvent) -> None:
        """It is being painted."""
        now = time.perf_counter()
        painter = QPainter(self)
        painter.fillRect(event.rect(), Qt.GlobalColor.gray)
        self._times.append(now)
        self._timer.start()

    def _look(self) -> None:
        """Writes down where the window's thread is whenever it has not painted for long."""
        seen = 0.0
        while True:
            time.sleep(EVERY / 1000)
            last = self._times[-1] if self._times else time.perf_counter()
            late = (time.perf_counter() - last) * 1000
            if late > STOP * 0.7 and last != seen:
                seen = last
                sys.stderr.write(f"no paint for {late:.0f} ms in {self._phase}\n")
                sys.stderr.flush()
                faulthandler.dump_traceback()

    def _again(self) -> None:
        self.raise_()
        self.update()

    @contextmanager
    def during(self, said: dict[str, float], phase: str) -> Iterator[None]:
        """Watches what is done inside; tells the longest time without a paint, in ms."""
        self._phase = phase
        self.repaint()
        began = len(self._times) - 1
        yield
        self.repaint()
        gaps = [(after - before) * 1000 for before, after in pairwise(self._times[began:])]
        said[f"{phase} longest"] = max(gaps)
        said[f"{phase} p99"] = percentile(gaps, 99)
        said[f"{phase} stops"] = sum(gap > STOP for gap in gaps)
        said[f"{phase} seconds"] = self._times[-1] - self._times[began]


def pause(milliseconds: int) -> None:
    """Leaves the window to itself, as between two keys."""
    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(loop.quit)
    timer.start(milliseconds)
    loop.exec()


def turn() -> None:
    """Waits for the next events and has them dealt with."""
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
