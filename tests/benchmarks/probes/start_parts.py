"""What a start of Needleside is made of: its steps, one after the other, each with its time.

What `viewer.app.run_window` does, put in an order in which each kind of work has a time of its own.
Its argument names the classes of Qt that a start loads, as `qt_classes` tells them.
"""

import gc
import sys

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

import viewer.app
import viewer.starting

assert not viewer.starting.why_no_window()
viewer.starting.read_fonts_ahead()

step("whether a window can open")

import viewer.pyside
from viewer.folders import cache_folder, settings_path

viewer.pyside.load(cache_folder())

step("PySide6: its own Python, QtCore")

import PySide6.QtGui
import PySide6.QtSvg
import PySide6.QtWidgets  # noqa: F401

step("PySide6: QtGui, QtWidgets, QtSvg")

for name in sys.argv[2].split(","):
    module, _, class_ = name.rpartition(".")
    getattr(sys.modules[module], class_)

step("Qt's classes and their enumerations")

import msgspec.json
import msgspec.structs  # noqa: F401

step("msgspec")

import viewer.content.library
import viewer.render.panes

step("own modules: content and pages")

import viewer.ui.session

step("own modules: window")

from PySide6.QtWidgets import QLabel

app = viewer.ui.session.make_application()

step("QApplication")

loaded = viewer.content.library.load_bundled()

step("reading the reference")

label = QLabel("Needleside")
label.sizeHint()

step("first text: fonts, accessibility")

from viewer.ui.settings import Settings
from viewer.ui.theme import QtSystemLook

session = viewer.ui.session.Session(Settings(settings_path()), QtSystemLook())

step("settings")

window = viewer.ui.window.Window(
    loaded.reference, session.settings, loaded, session.system, session.station
)

step("making the window")

window.show()

step("showing it, laying out the page")


def painted() -> None:
    """The end of it."""
    step("first paint")
    tell(**said)
    app.quit()


window.painted.connect(painted)
app.exec()
del window
