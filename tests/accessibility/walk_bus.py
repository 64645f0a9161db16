"""Walks the accessible tree of a running Needleside over the AT-SPI bus and prints it as JSON.

Runs under the system's own Python, which has Debian's pyatspi; knows nothing of the project.
"""

import json
import sys
import time

import pyatspi
from gi.repository import GLib

WAIT_S = 30
# A table of 52 rows says the same of each row; a few of them are enough.
MOST_CHILDREN = 60


def find(name: str) -> object | None:
    """The application `name` on the desktop, once its first window has children."""
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        desktop = pyatspi.Registry.getDesktop(0)
        for at in range(desktop.childCount):
            app = desktop.getChildAtIndex(at)
            if app is not None and app.name == name and app.childCount:
                return app
        time.sleep(0.2)
    return None


def walk(node: object, found: list[dict[str, object]], depth: int = 0) -> None:
    """Append what a screen reader learns of `node` and of everything in it."""
    state = node.getState()
    entry = {
        "depth": depth,
        "role": node.getRoleName(),
        "name": node.name or "",
        "focusable": state.contains(pyatspi.STATE_FOCUSABLE),
        "showing": state.contains(pyatspi.STATE_SHOWING),
        "focused": state.contains(pyatspi.STATE_FOCUSED),
    }
    try:
        text = node.queryText()
        entry["text"] = text.getText(0, min(text.characterCount, 20000))
    except NotImplementedError:
        pass
    try:
        table = node.queryTable()
        entry["columns"] = [table.getColumnDescription(at) for at in range(table.nColumns)]
        entry["rows"] = table.nRows
    except NotImplementedError:
        pass
    found.append(entry)
    for at in range(min(node.childCount, MOST_CHILDREN)):
        child = node.getChildAtIndex(at)
        if child is not None:
            walk(child, found, depth + 1)


def main() -> int:
    """Print the tree; 1 when the application did not appear."""
    app = find(sys.argv[1])
    if app is None:
        return 1
    json.dump(settled(app), sys.stdout)
    return 0


def settled(app: object) -> list[dict[str, object]]:
    """The tree, once two walks in a row found as much: panes are still made after the start."""
    before = -1
    deadline = time.monotonic() + WAIT_S
    while True:
        found: list[dict[str, object]] = []
        try:
            walk(app, found)
        except GLib.Error:  # a node went away while it was asked
            found = []
        if len(found) == before or time.monotonic() > deadline:
            return found
        before = len(found) or -1
        time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())
