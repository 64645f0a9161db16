"""What a start does before the first paint, and what it leaves for later."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from viewer.ui import early

# Says what was loaded and read by the first paint, then closes the window as a reader does.
START = """
import json, sys
reached = []
seen = ("open", "os.listdir", "os.scandir")
sys.addaudithook(lambda name, args: reached.append(str(args[0])) if name in seen else None)

import viewer.app
from viewer.ui.window import Window
import PySide6.QtCore

def painted(self):
    said = {
        "qt": "Qt" in vars(PySide6.QtCore),
        "modules": [name for name in sys.modules],
        "reached": reached,
        "theme": self.theme.name,
    }
    print(json.dumps(said))
    self.close()

Window._first_painted = painted
sys.exit(viewer.app.run_window(None))
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def start(run_python: Run, tmp_path: Path) -> Callable[[], dict[str, Any]]:
    """Starts the program, and says how things stood at its first paint."""

    def start_() -> dict[str, Any]:
        folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "CACHE")}
        done = run_python("-c", START, QT_QPA_PLATFORM="offscreen", **folders)
        assert done.returncode == 0, done.stderr
        said: dict[str, Any] = json.loads(done.stdout)
        return said

    return start_


def test_the_first_paint_waits_for_nothing_that_it_does_not_show(
    start: Callable[[], dict[str, Any]], tmp_path: Path, small_path: Path
) -> None:
    library = tmp_path / "CONFIG" / "needleside" / "library"
    library.mkdir(parents=True)
    library.joinpath("small.needleside.json").write_bytes(small_path.read_bytes())
    first, second = start(), start()
    # The first start asks what the system wishes, the second takes it for the same.
    assert (first["qt"], second["qt"]) == (True, False)
    assert first["theme"] == second["theme"] == "light"
    late = ("viewer.search", "viewer.printing", "viewer.commands", "tantivy", "hashlib")
    assert [name for name in second["modules"] if name.startswith(late)] == []
    assert "viewer.ui.panes.document" in second["modules"]
    # A library as large as it may be takes nothing of a start.
    assert any("ultrasound-guided" in path for path in second["reached"])
    places = (str(library), str(tmp_path / "CACHE" / "needleside" / "index"))
    assert [path for path in second["reached"] if path.startswith(places)] == []


def test_numbers_that_stand_for_qts_values_are_those(qtbot: object) -> None:
    del qtbot
    mouse = Qt.TextInteractionFlag.TextSelectableByMouse
    links = Qt.TextInteractionFlag.LinksAccessibleByMouse
    align = Qt.AlignmentFlag
    pairs = (
        (early.PLAIN_TEXT, Qt.TextFormat.PlainText),
        (early.STRONG_FOCUS, Qt.FocusPolicy.StrongFocus),
        (early.SELECT_AND_LINKS_BY_MOUSE, mouse | links),
        (early.AS_NEEDED, Qt.ScrollBarPolicy.ScrollBarAsNeeded),
        (early.ALWAYS_ON, Qt.ScrollBarPolicy.ScrollBarAlwaysOn),
        (early.LEFT, align.AlignLeft),
        (early.MIDDLE, align.AlignVCenter),
        (early.CENTER, align.AlignCenter),
    )
    assert [number for number, _value in pairs] == [value.value for _number, value in pairs]
