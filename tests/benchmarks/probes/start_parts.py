"""What a start of Needleside is made of: its steps, one after the other, each with its time."""

import gc

from telling import since_spawned, tell

gc.disable()
said: dict[str, float] = {}


def step(name: str) -> None:
    """What was done since the step before goes by this name."""
    said[name] = since_spawned() - sum(said.values())


step("interpreter")

import PySide6.QtCore
import PySide6.QtGui
import PySide6.QtSvg
import PySide6.QtWidgets  # noqa: F401

step("PySide6 modules")

from PySide6.QtCore import Qt  # noqa: F401

step("enums of Qt's namespace")

import msgspec.json
import msgspec.structs  # noqa: F401

step("msgspec")

import viewer.app
import viewer.starting

assert not viewer.starting.why_no_window()

step("whether a window can open")

import viewer.ui.session

step("own modules, Qt's classes for them")

app = viewer.ui.session.make_application()

step("QApplication")

loaded = viewer.content.library.load_bundled()

step("reading the reference")

from viewer.ui.settings import Settings, settings_path
from viewer.ui.theme import QtSystemLook

session = viewer.ui.session.Session(Settings(settings_path()), QtSystemLook())

step("settings")

window = session.open(loaded)

step("making the window")


def painted() -> None:
    """The end of it."""
    step("first layout and paint")
    tell(**said)
    app.quit()


window.painted.connect(painted)  # type: ignore[attr-defined]
app.exec()
session.window = None
del window
