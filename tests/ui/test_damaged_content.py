"""A reference that cannot be read, or is not what was published, is never shown as if sound."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from viewer.content.library import load
from viewer.content.seal import seal_path
from viewer.ui import session as sessions
from viewer.ui.damaged import DamagedWindow
from viewer.ui.session import Session
from viewer.ui.settings import Settings, settings_path
from viewer.ui.theme import SystemLook
from viewer.ui.window import Window

Meeting = Callable[[Callable[[QWidget], object]], AbstractContextManager[None]]


@pytest.fixture
def session(qapp: QApplication, wish: SystemLook) -> Iterator[Session]:
    del qapp
    made = Session(Settings(settings_path()), wish)
    yield made
    made.end()


@pytest.fixture
def bad_file(tmp_path: Path, small_path: Path) -> Path:
    """The small reference with a wrong type, an unknown field and a dangling source."""
    path = tmp_path / "bad.json"
    text = small_path.read_text("utf-8")
    for old, new in (
        ('"short": "Numb the skin"', '"short": 7'),
        ('"short": "Lead the needle"', '"shirt": "Lead the needle"'),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return path


def all_text(window: QWidget) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel))


def test_a_bad_file_is_named_with_every_problem_and_not_shown(
    session: Session, bad_file: Path
) -> None:
    loaded = load(bad_file)
    window = session.open(loaded)
    assert isinstance(window, DamagedWindow)
    assert window.isVisible()
    assert window.windowTitle() == "Content damaged — Needleside"
    assert str(bad_file) in all_text(window)
    listed = window.list.toPlainText().splitlines()
    assert len(listed) == len(loaded.problems) >= 2
    assert all(line.startswith(f"{bad_file}:") for line in listed)
    assert "Lead the needle" not in all_text(window)
    window.copy.click()
    assert QGuiApplication.clipboard().text() == window.list.toPlainText()


def test_from_a_bad_file_the_bundled_reference_is_one_key_away(
    qtbot: QtBot, session: Session, bad_file: Path
) -> None:
    damaged = session.open(load(bad_file))
    with qtbot.waitActive(damaged):
        damaged.activateWindow()
    button = QApplication.focusWidget()
    assert button is damaged.bundled
    button.click()
    assert isinstance(session.window, Window)
    assert session.window.isVisible()
    assert "intact" in session.window.rail.state.text()
    assert not damaged.isVisible()


def test_a_file_that_is_not_there_is_said(session: Session, tmp_path: Path) -> None:
    window = session.open(load(tmp_path / "nowhere.json"))
    assert isinstance(window, DamagedWindow)
    assert "nowhere.json" in window.list.toPlainText()


def test_without_a_sound_bundled_reference_there_is_no_way_on(
    session: Session, bad_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "bundled_path", lambda: bad_file)
    monkeypatch.setattr(sessions, "load_bundled", lambda: load(bad_file))
    window = session.open(load(bad_file))
    assert isinstance(window, DamagedWindow)
    assert not window.bundled.isVisible()
    window.leave.click()
    assert not window.isVisible()


@pytest.fixture
def sealed(tmp_path: Path, small_path: Path) -> Path:
    """The small reference with the checksum of other content beside it."""
    path = tmp_path / "altered.json"
    path.write_bytes(small_path.read_bytes())
    seal_path(path).write_text(f"{'0' * 64}  {path.name}\n", "utf-8")
    return path


def test_altered_content_is_said_on_the_rail_and_in_about(
    open_window: Callable[..., Window], sealed: Path, meet: Meeting
) -> None:
    window = open_window(load(sealed))
    state = window.rail.state
    assert state.isVisible()
    assert state.text().startswith("▲ Content altered")
    assert "Do not rely on it" in state.toolTip()
    assert window.theme.palette.error.lower() in state.styleSheet().lower()
    about: list[str] = []
    with meet(lambda dialog: about.append(all_text(dialog))):
        window.actions_by_id["about"].trigger()
    assert "Do not rely on it" in about[0]


def test_altered_content_is_said_in_a_narrow_window_too(
    open_window: Callable[..., Window], sealed: Path
) -> None:
    window = open_window(load(sealed), size=(640, 480))
    shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert any("altered" in text for text in shown)


def test_own_content_is_told_from_the_program_s_own(
    open_window: Callable[..., Window], small_path: Path
) -> None:
    window = open_window(load(small_path))
    assert window.rail.state.text().startswith("● Own content")
