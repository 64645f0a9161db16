"""The folders of the program are those that Qt names, so that nobody's settings get lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from viewer import folders

_ASK_QT = """
import json
from PySide6.QtCore import QCoreApplication, QStandardPaths
app = QCoreApplication([])
app.setApplicationName("needleside")
kinds = ("AppConfigLocation", "CacheLocation", "StateLocation")
kind = QStandardPaths.StandardLocation
print(json.dumps([QStandardPaths.writableLocation(getattr(kind, name)) for name in kinds]))
"""


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"XDG_CONFIG_HOME": "/x/config", "XDG_CACHE_HOME": "/x/cache", "XDG_STATE_HOME": "/x/s"},
        {"XDG_CONFIG_HOME": "/x/../y//c/", "XDG_CACHE_HOME": "relative", "XDG_STATE_HOME": ""},
    ],
    ids=["none", "all", "odd"],
)
def test_the_folders_are_those_that_qt_names(variables: dict[str, str]) -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environment = bare | variables
    said = subprocess.run(
        [sys.executable, "-c", _ASK_QT], capture_output=True, text=True, env=environment, check=True
    )
    by_qt = tuple(Path(os.path.normpath(each)) for each in json.loads(said.stdout))
    ours = folders.folders(environment)
    assert tuple(Path(os.path.normpath(each)) for each in ours) == by_qt


def test_other_systems_have_the_folders_that_qt_documents() -> None:
    home = {"HOME": "/Users/kim"}
    assert folders.folders(home, "darwin") == (
        Path("/Users/kim/Library/Preferences/needleside"),
        Path("/Users/kim/Library/Caches/needleside"),
        Path("/Users/kim/Library/Preferences/needleside/State"),
    )
    local = "C:/Users/kim/AppData/Local"
    assert folders.folders({"LOCALAPPDATA": local}, "win32") == (
        Path(local, "needleside"),
        Path(local, "needleside/cache"),
        Path(local, "needleside/State"),
    )


def test_everything_lies_under_the_three_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", f"/x/{name.lower()}")
    assert folders.library_folder() == Path("/x/config/needleside/library")
    assert folders.settings_path() == Path("/x/config/needleside/needleside.ini")
    assert folders.index_root() == Path("/x/cache/needleside/index")
    assert folders.state_folder() == Path("/x/state/needleside")


def test_a_user_without_a_home_variable_has_a_home() -> None:
    assert folders.folders({}, "linux").config.is_absolute()
