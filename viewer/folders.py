"""The folders of this user that the program writes to, and no others. Loads no Qt.

They are those that Qt names for an application "needleside" without an organisation, so that the
window and the command line meet in the same place.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_NAME = "needleside"


class Folders(NamedTuple):
    """Where settings and library, what can be made again, and the log of this user lie."""

    config: Path
    cache: Path
    state: Path


def folders(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Folders:
    """The three folders, none of which need exist. The one place that decides on them."""
    # A user without HOME still has an entry among the accounts.
    home = Path(environment.get("HOME") or Path("~").expanduser())
    if platform == "darwin":
        config = home / "Library" / "Preferences" / _NAME
        return Folders(config, home / "Library" / "Caches" / _NAME, config / "State")
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        base = (Path(local) if local else Path("~").expanduser() / "AppData" / "Local") / _NAME
        return Folders(base, base / "cache", base / "State")

    def freedesktop(variable: str, usual: str) -> Path:
        # The specification passes over relative paths.
        named = environment.get(variable, "")
        return (Path(named) if named.startswith("/") else home / usual) / _NAME

    return Folders(
        freedesktop("XDG_CONFIG_HOME", ".config"),
        freedesktop("XDG_CACHE_HOME", ".cache"),
        freedesktop("XDG_STATE_HOME", ".local/state"),
    )


def config_folder() -> Path:
    """Where the settings and the library of this user lie."""
    return folders().config


def cache_folder() -> Path:
    """Where lies what can be made again at any time."""
    return folders().cache


def state_folder() -> Path:
    """Where the log of this user lies."""
    return folders().state


def library_folder() -> Path:
    """Where the references lie that this user added."""
    return config_folder() / "library"


def index_root() -> Path:
    """Where the search indexes of libraries lie, a folder each."""
    return cache_folder() / "index"


def settings_path() -> Path:
    """Where the settings of this user lie."""
    return config_folder() / "needleside.ini"
