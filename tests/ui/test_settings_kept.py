"""What comes back at the next start, and what a bad settings file costs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from viewer.content.library import Loaded
from viewer.ui import session
from viewer.ui.settings import TABLE, Setting, Settings, settings_path
from viewer.ui.window import Window

Press = Callable[[str], None]
Opener = Callable[..., Window]


TEXTS = ("1024x700", "coding", "dim", "letter", "short", "any text: ä, with = and ;")


def other_than_default(setting: Setting) -> str | int | bool:
    """A sound value that is not the default."""
    values = {str: TEXTS, int: range(1000), bool: (True, False)}[setting.kind]
    return next(value for value in values if setting.sound(value) and value != setting.default)


@pytest.mark.parametrize("setting", TABLE.values(), ids=lambda setting: setting.key)
def test_every_setting_comes_back_as_what_it_was(tmp_path: Path, setting: Setting) -> None:
    path = tmp_path / "kept.ini"
    value = other_than_default(setting)
    settings = Settings(path)
    assert settings._get(setting.key) == setting.default
    settings.put(setting.key, value)
    assert settings.save() == ""
    again = Settings(path)
    assert again.trouble == ""
    assert again._get(setting.key) == value
    assert type(again._get(setting.key)) is type(value)


CHECKED = [each for each in TABLE.values() if each.kind is not str or not each.sound("nonsense")]


@pytest.mark.parametrize("setting", CHECKED, ids=lambda setting: setting.key)
def test_nonsense_is_the_default_and_is_said(tmp_path: Path, setting: Setting) -> None:
    path = tmp_path / "kept.ini"
    group, _, key = setting.key.partition("/")
    path.write_text(f"[{group}]\n{key}=nonsense\n", "utf-8")
    settings = Settings(path)
    assert settings._get(setting.key) == setting.default
    assert "made no sense" in settings.trouble


def test_a_key_that_is_not_in_the_table_is_a_mistake(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "kept.ini")
    with pytest.raises(KeyError):
        settings.put("window/colour", "red")
    with pytest.raises(KeyError):
        settings.text("window/colour")


def test_the_window_comes_back_as_it_was_left(
    open_window: Opener, small_window: Window, loaded_small: Loaded, press: Press
) -> None:
    small_window.resize(700, 600)
    press("Ctrl++ Ctrl++ Ctrl+D Ctrl+4")
    small_window.reading.toggle_notes()
    size, points = small_window.size(), small_window.theme.points
    small_window.close()
    again = open_window(loaded_small, size=None)
    assert again.size() == size
    assert again.pane == "faq"
    assert again.theme.points == points
    assert again.theme.name == "dim"
    press("Ctrl+2")
    assert "Sterile gel" not in again.panes["steps"].view.toPlainText()


def test_nothing_is_written_while_one_reads(small_window: Window, press: Press) -> None:
    press("Ctrl+2 Ctrl+3 Ctrl+4 Ctrl+1")
    assert not settings_path().exists()
    small_window.close()
    assert settings_path().exists()


def test_a_window_larger_than_the_screen_is_made_to_fit(
    open_window: Opener, loaded_small: Loaded
) -> None:
    settings = Settings(settings_path())
    settings.put("window/size", "9000x8000")
    settings.save()
    window = open_window(loaded_small, size=None)
    screen = window.screen().availableSize()
    assert window.width() <= screen.width()
    assert window.height() < screen.height()


# -- a whole start on a bad settings file


@pytest.fixture
def start(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> Callable[[], tuple[list[str], list[str]]]:
    """Starts the program on its bundled reference, and closes its window at once.

    Returns the titles of the windows that were open, and what the reader was told.
    """
    told: list[str] = []
    seen: list[str] = []
    monkeypatch.setattr(session.ErrorCatcher, "install", lambda _self: None)

    def tell(_session: object, what: str, remedy: str, _detail: str = "") -> None:
        told.append(f"{what} {remedy}")

    def look() -> int:
        windows = [each for each in qapp.topLevelWidgets() if isinstance(each, Window)]
        seen.extend(each.windowTitle() for each in windows if each.isVisible())
        for each in windows:
            each.asking.tell = lambda what, remedy: told.append(f"{what} {remedy}")
            each.close()
        return 0

    def start_() -> tuple[list[str], list[str]]:
        assert session.run(None) == 0
        return seen, told

    monkeypatch.setattr(session, "_tell", tell)
    monkeypatch.setattr(QApplication, "exec", lambda _self: look())
    return start_


BAD = {
    "garbage": b"]]]] not [an = ini\n\0\0file \xff\xfe",
    "binary": bytes(range(256)) * 8,
    "wrong types": b"[window]\nsize=wide\npane=7\nmaximized=perhaps\n"
    b"[read]\nscale=huge\ntheme=@Invalid()\nnotes=maybe\n",
    "unknown keys": b"[other]\nprogram=1\n",
    "a number out of range": b"[read]\nscale=101\n",
    "qt's own objects": b"[window]\nsize=@ByteArray(\\0\\0)\npane=@Size(1 2)\n",
}


@pytest.mark.parametrize("kind", BAD)
def test_a_damaged_settings_file_costs_only_the_settings_and_is_said_once(
    start: Callable[[], tuple[list[str], list[str]]], kind: str
) -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_bytes(BAD[kind])
    seen, told = start()
    assert seen == ["Ultrasound-guided injection — Needleside"]
    assert len(told) == 1
    assert str(settings_path()) in told[0]
    assert "Nothing else is lost" in told[0]
    told.clear()
    assert start()[1] == [], "the next start finds a sound file"


def test_without_a_settings_folder_nothing_is_said(
    start: Callable[[], tuple[list[str], list[str]]],
) -> None:
    assert not settings_path().parent.exists()
    assert start() == (["Ultrasound-guided injection — Needleside"], [])
    assert settings_path().exists()


@pytest.mark.parametrize("kind", ["its folder is a file", "it is a folder"])
def test_settings_that_cannot_be_written_are_said_once_at_the_end(
    start: Callable[[], tuple[list[str], list[str]]], kind: str
) -> None:
    if kind == "it is a folder":
        settings_path().mkdir(parents=True)
    else:
        settings_path().parent.parent.mkdir(parents=True, exist_ok=True)
        settings_path().parent.write_text("a file")
    seen, told = start()
    assert seen == ["Ultrasound-guided injection — Needleside"]
    assert len(told) == 1, told
    assert "could not be" in told[0]


def test_trouble_is_told_in_a_dialog_with_what_to_do(
    small_window: Window, meet: Callable[..., object]
) -> None:
    said: list[str] = []

    def read(dialog: QWidget) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))

    with meet(read):
        small_window.asking.tell("The settings could not be kept.", "The disk is full.")
    assert "The settings could not be kept." in said
    assert "The disk is full." in said
