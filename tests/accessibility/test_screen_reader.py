"""What a screen reader learns, over the real AT-SPI bus under Xvfb."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
_TOOLS = ("xvfb-run", "dbus-run-session")


def _missing() -> str:
    lost = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if not Path("/usr/libexec/at-spi-bus-launcher").exists():
        lost.append("at-spi2-core")
    probe = ["/usr/bin/python3", "-c", "import pyatspi"]
    if (
        not Path("/usr/bin/python3").exists()
        or subprocess.run(probe, capture_output=True, check=False).returncode
    ):
        lost.append("python3-pyatspi")
    return ", ".join(lost)


MISSING = _missing()
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"the bus needs {MISSING}")
Tree = list[dict[str, object]]


def tree(tmp_path: Path, pane: str) -> Tree:
    """The accessible tree of a Needleside that starts on `pane`."""
    config = tmp_path / "config" / "needleside"
    config.mkdir(parents=True)
    (config / "needleside.ini").write_text(f"[window]\npane={pane}\nsize=1280x768\n")
    command = ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24", "dbus-run-session", "--"]
    done = subprocess.run(
        [
            *command,
            "bash",
            str(HERE / "on_bus.sh"),
            sys.executable,
            str(HERE / "walk_bus.py"),
            str(tmp_path / "tree.json"),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
        cwd=tmp_path,
        env=os.environ
        | {
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "HOME": str(tmp_path),
        },
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found: Tree = json.loads((tmp_path / "tree.json").read_text())
    assert len(found) > 20, "the whole window is on the bus"
    return found


@pytest.mark.parametrize("pane", ["overview", "coding", "faq"])
def test_every_control_that_takes_the_focus_has_a_name(tmp_path: Path, pane: str) -> None:
    found = tree(tmp_path, pane)
    nameless = [
        (entry["role"], entry["depth"], found[at - 1]["name"])
        for at, entry in enumerate(found)
        if entry["focusable"] and not str(entry["name"]).strip()
    ]
    assert nameless == []
    assert sum(bool(entry["focusable"]) for entry in found) >= 10
    assert not any(entry["role"] == "dialog" for entry in found), "nothing went wrong at start"


def test_the_page_is_read_with_the_kind_of_a_note_before_its_headline(tmp_path: Path) -> None:
    found = tree(tmp_path, "overview")
    page = next(entry for entry in found if entry["name"] == "Overview" and "text" in entry)
    # Qt marks the edges of its tables with characters that Unicode keeps for programs.
    text = str(page["text"]).translate({0xFDD0: None, 0xFDD1: None, 0xA0: None})
    assert text.strip().startswith("Ultrasound-guided injection")
    kind = text.index("MISSING")
    assert 0 < text.index("Platelet-rich plasma has its own code") - kind < 20


def test_the_coding_table_gives_its_heads_and_its_cells_with_them(tmp_path: Path) -> None:
    found = tree(tmp_path, "coding")
    table = next(entry for entry in found if entry["name"] == "Coding table")
    assert table["rows"] == 52
    heads = [entry["name"] for entry in found if "header" in str(entry["role"])]
    assert heads[:3] == ["Code", "Covers", "Ultrasound"]
    cells = [str(entry["name"]) for entry in found if entry["role"] == "table cell"]
    assert any(cell.startswith("Code: 20") for cell in cells)
    assert any(cell.startswith("Ultrasound: ") for cell in cells)
