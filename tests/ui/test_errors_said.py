"""An error anywhere: one dialog, an entry in the log, and the program goes on."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from viewer.ui import errors
from viewer.ui.errors import ErrorCatcher
from viewer.ui.trouble import TroubleDialog

Said = tuple[str, str, str]


class Caught:
    """A catcher in force, what it told the reader, and its log."""

    def __init__(self, folder: Path) -> None:
        self.said: list[Said] = []
        self.during: Callable[[], object] = lambda: None
        self.log = folder / errors.LOG_NAME
        self.catcher = ErrorCatcher(folder, self.show)

    def show(self, *said: str) -> None:
        self.said.append(said)
        self.during()

    def log_text(self) -> str:
        return self.log.read_text("utf-8")


@pytest.fixture
def caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Caught:
    made = Caught(tmp_path / "state" / "needleside")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back afterwards
    made.catcher.install()
    return made


class Bell(QObject):
    rung = Signal()


class Broken(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        raise ValueError("painted badly: ä")


def fail() -> None:
    raise KeyError("slot went wrong")


@pytest.mark.qt_no_exception_capture
def test_an_exception_in_a_slot_is_told_and_logged(caught: Caught) -> None:
    bell, after = Bell(), []
    bell.rung.connect(fail)
    bell.rung.connect(lambda: after.append(True))
    bell.rung.emit()
    assert after == [True], "the program goes on"
    (what, remedy, detail), *more = caught.said
    assert more == []
    assert what == "Something in Needleside went wrong."
    assert str(caught.log) in remedy
    assert "slot went wrong" in detail
    assert "Needleside 0" in detail
    assert "Qt 6" in detail
    assert "slot went wrong" in caught.log_text()


@pytest.mark.qt_no_exception_capture
def test_an_exception_in_a_virtual_is_told_and_logged(qtbot: QtBot, caught: Caught) -> None:
    broken = Broken()
    qtbot.addWidget(broken)
    broken.show()
    qtbot.waitUntil(lambda: len(caught.said) == 1)
    assert "painted badly: ä" in caught.said[0][2]
    assert "painted badly: ä" in caught.log_text()


def test_a_second_error_while_the_first_is_told_is_only_logged(caught: Caught) -> None:
    def again() -> None:
        sys.excepthook(ValueError, ValueError("second"), None)

    caught.during = again
    sys.excepthook(ValueError, ValueError("first"), None)
    assert len(caught.said) == 1
    assert "first" in caught.said[0][2]
    assert "second" in caught.log_text()
    caught.during = lambda: None
    sys.excepthook(ValueError, ValueError("third"), None)
    assert len(caught.said) == 2


def test_the_log_stays_small_and_keeps_the_newest(
    caught: Caught, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert errors.LOG_BYTES <= 1_000_000
    monkeypatch.setattr(errors, "LOG_BYTES", 2_000)
    for number in range(60):
        sys.excepthook(ValueError, ValueError(f"number {number}"), None)
    files = sorted(caught.log.parent.iterdir())
    assert len(files) == errors.LOG_FILES + 1
    assert all(file.stat().st_size <= 2_000 for file in files)
    assert "number 59" in caught.log_text()


def test_without_a_folder_for_the_log_the_error_is_still_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    caught = Caught(tmp_path / "file" / "state")
    monkeypatch.setattr(sys, "excepthook", caught.catcher.caught)
    sys.excepthook(ValueError, ValueError("lost"), None)
    (_, remedy, detail), *more = caught.said
    assert more == []
    assert "It could not be logged" in remedy
    assert "lost" in detail


def test_ctrl_c_in_a_terminal_ends_the_program_without_a_dialog(
    caught: Caught, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(QGuiApplication, "quit", lambda: ended.append(True))
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ended == [True]
    assert caught.said == []


def test_the_dialog_says_what_happened_what_to_do_and_copies_the_detail(qtbot: QtBot) -> None:
    dialog = TroubleDialog(None, "It <b>broke</b>.", "Start anew.", "Traceback: line 1")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    shown = [label for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert [label.text() for label in shown] == ["It <b>broke</b>.", "Start anew."]
    copy = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Copy detail")
    copy.click()
    assert QGuiApplication.clipboard().text() == "Traceback: line 1"
    go_on = QApplication.focusWidget()
    assert isinstance(go_on, QPushButton)
    assert go_on.text() == "Go on"
    go_on.click()
    assert dialog.isHidden()
