"""What a start of Needleside is made of: its steps, one after the other, each with its time.

What `viewer.app.run_window` does, put in an order in which each kind of work has a time of its own.
"""

import ast
import gc
import subprocess
import sys
from pathlib import Path

from telling import since_spawned, tell

gc.disable()
said: dict[str, float] = {}
passed = 0.0  # what the probe itself takes

LIST = """
import sys, viewer.ui.session
print(*(m.__file__ for n, m in sys.modules.items() if n.startswith("viewer.ui")), sep="\\n")
"""


def step(name: str) -> None:
    """What was done since the step before goes by this name."""
    said[name] = since_spawned() - sum(said.values()) - passed


def classes() -> set[tuple[str, str]]:
    """The modules and names of the classes of Qt that a start loads."""
    listed = subprocess.run(
        [sys.executable, "-c", LIST], capture_output=True, text=True, check=True
    )
    return {
        (node.module or "", name.name)
        for file in listed.stdout.split("\n")[:-1]
        for node in ast.parse(Path(file).read_text("utf-8")).body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6.")
        for name in node.names
    }


step("interpreter")

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

began = since_spawned()
wanted = classes()
passed += since_spawned() - began

for module, name in sorted(wanted):
    getattr(sys.modules[module], name)

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
