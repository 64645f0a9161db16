"""Pictures of every pane and of procedure view in each theme: `python tests/pictures/run.py DIR`.

For README and for review. Draws the real window offscreen, so that no screen is needed; the
reader's own settings are neither read nor changed.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from viewer.content.library import load_bundled
from viewer.content.model import PANES
from viewer.render.palette import THEMES
from viewer.ui.session import Session, make_application
from viewer.ui.settings import Settings
from viewer.ui.theme import QtSystemLook
from viewer.ui.window import Window

SIZES = ((1280, 768), (1024, 736))
SCALES = (100, 200)
# 96 dots per inch: what an offscreen screen would be, were it one.
PIXELS_PER_MM = 96 / 25.4


def main(folder: Path) -> None:
    """Write all pictures into `folder`, which is made when it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    app = make_application()
    with tempfile.TemporaryDirectory() as kept:
        window = Session(Settings(Path(kept) / "settings.ini"), QtSystemLook()).open(load_bundled())
        assert isinstance(window, Window)
        _wait(lambda: len(window.panes) == len(PANES))
        for theme in THEMES:
            while window.theme.name != theme:
                window.actions_by_id["theme"].trigger()
            for width, height in SIZES:
                window.resize(width, height)
                for scale in SCALES:
                    window.reading.set_scale(scale)
                    for pane in PANES:
                        window.go_pane(pane)
                        window.status.hush()
                        _save(window, folder / f"{pane}-{theme}-{width}-{scale}.png")
            window.reading.set_scale(100)
            _procedure(window, folder, theme)
        window.close()
    app.quit()


def _procedure(window: Window, folder: Path, theme: str) -> None:
    """A step, the glance and a note, as read at 1.5 m."""
    window._settings.measure(window.screen().name(), PIXELS_PER_MM)
    window.go("during-3")
    window.open_procedure()
    view = window.procedure
    assert view is not None
    view.showNormal()
    view.resize(1280, 800)
    for name, key in (("step", ""), ("glance", "g"), ("notes", "n")):
        if key:
            QTest.keyClick(view, key)
        _save(view, folder / f"procedure-{name}-{theme}.png")
        if name == "glance":
            QTest.keyClick(view, "g")
    view.close()


def _save(widget: QWidget, path: Path) -> None:
    # A pane works out its columns a moment after its size has changed.
    QTest.qWait(60)
    if not widget.grab().save(str(path)):
        raise OSError(f"{path} could not be written")


def _wait(done: Callable[[], bool]) -> None:
    while not done():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "pictures"))
