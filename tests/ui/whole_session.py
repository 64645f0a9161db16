"""A script for tests: one whole session in a process of its own.

Opens the window, walks the panes, searches, prints to the PDF named as its argument, and writes
as JSON what of Qt's network part is loaded.
"""

import json
import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from viewer.content.library import load_bundled
from viewer.content.model import PANES
from viewer.printing.command import print_to_pdf, wanted
from viewer.ui.session import Session, make_application
from viewer.ui.settings import Settings, settings_path
from viewer.ui.theme import QtSystemLook
from viewer.ui.window import Window


def wait_for(app: QApplication, done: object) -> None:
    while not done():
        app.processEvents()


def main(pdf: Path) -> None:
    app = make_application()
    session = Session(Settings(settings_path()), QtSystemLook())
    window = session.open(load_bundled())
    assert isinstance(window, Window)
    wait_for(app, lambda: window.finding.is_ready and len(window.panes) == len(PANES))
    for pane in PANES:
        window.go_pane(pane)
        app.processEvents()
        window.actions_by_id["open-all"].trigger()
        app.processEvents()
    window.finding.begin("sterile gel")
    app.processEvents()
    window.top.search.accepted.emit()
    app.processEvents()
    for link in window.panes[window.pane].view.links():
        if link.href.startswith("copy:"):
            window.panes[window.pane].view.activated.emit(link.href)
    QTest.qWait(0)
    print_to_pdf(wanted(window.reference, ["all"]), pdf)
    window.close()
    session.end()
    mapped = Path("/proc/self/maps")
    libraries = mapped.read_text("utf-8").split() if mapped.exists() else []
    found = {
        "modules": sorted(name for name in sys.modules if "QtNetwork" in name),
        "libraries": sorted({name for name in libraries if "Qt6Network" in name}),
        "pages": pdf.stat().st_size > 10_000,
    }
    print(json.dumps(found))


main(Path(sys.argv[1]))
