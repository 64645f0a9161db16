"""What the start of the bare window is made of, by the names of `start_parts`."""

import gc

from telling import STANDARD, since_spawned, tell

gc.disable()
said: dict[str, float] = {}


def step(name: str) -> None:
    """What was done since the step before goes by this name."""
    said[name] = since_spawned() - sum(said.values())


step("interpreter")

for name in STANDARD:
    __import__(name)

step("standard library")

import PySide6.QtCore

step("PySide6: its own Python, QtCore")

import PySide6.QtGui
import PySide6.QtWidgets  # noqa: F401

step("PySide6: QtGui, QtWidgets, QtSvg")

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

step("Qt's classes and their enumerations")


class BareWindow(QMainWindow):
    """As in `bare_start`."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """It is being painted."""
        super().paintEvent(event)
        QTimer.singleShot(0, self.painted)

    def painted(self) -> None:
        """It is on screen."""
        step("first paint")
        tell(**said)
        QApplication.quit()


app = QApplication([])

step("QApplication")

label = QLabel("Needleside")
label.sizeHint()

step("first text: fonts, accessibility")

window = BareWindow()
window.setCentralWidget(label)
window.resize(1280, 800)

step("making the window")

window.show()

step("showing it, laying out the page")

app.exec()
del window
