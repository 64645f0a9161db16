"""Stations that many people share: kiosk and starting over."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from viewer import cli
from viewer.content.library import Loaded
from viewer.ui.settings import Settings, settings_path
from viewer.ui.station import IdleWatch, Station
from viewer.ui.window import Window

Press = Callable[[str], None]
Meeting = Callable[[Callable[[QWidget], object]], AbstractContextManager[None]]
Maker = Callable[[Station], Window]


@pytest.fixture
def station_window(qtbot: QtBot, bundled: Loaded) -> Maker:
    """Opens the window as a station has it."""

    def open_(station: Station) -> Window:
        assert bundled.reference is not None
        settings = Settings(settings_path())
        look = SimpleNamespace(dark=lambda: False, high_contrast=lambda: False)
        window = Window(bundled.reference, settings, bundled, look, station)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        qtbot.waitUntil(lambda: window.finding.is_ready and len(window.panes) == 5)
        return window

    return open_


@pytest.fixture
def no_file_dialog(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What asked for a file, if anything did."""
    asked: list[str] = []

    def refuse(*_args: object, **_named: object) -> tuple[str, str]:
        asked.append("file dialog")
        return "", ""

    for name in ("getSaveFileName", "getOpenFileName", "getExistingDirectory", "exec"):
        monkeypatch.setattr(QFileDialog, name, refuse)
    return asked


@pytest.fixture
def asleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot keep a screen awake."""

    @contextmanager
    def presenting(on_fail: str) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(active=on_fail != "pass")

    monkeypatch.setattr("wakepy.keep.presenting", presenting)


# -- the command line


def test_kiosk_and_idle_are_asked_for_on_the_command_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs: list[tuple[object, ...]] = []

    def run_window(*given: object) -> int:
        runs.append(given)
        return 0

    monkeypatch.setattr("viewer.app.run_window", run_window)
    assert cli.main(["--kiosk", "--idle", "5"]) == 0
    assert cli.main([]) == 0
    assert runs == [(None, True, 5, None), (None, False, 0, None)]


@pytest.mark.parametrize("minutes", ["0", "-1", "soon", "1.5"])
def test_idle_time_that_is_none_is_refused(
    minutes: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--idle", minutes]) == 2
    assert "from 1 up" in capsys.readouterr().err


# -- kiosk


def test_kiosk_opens_no_file_dialog(
    station_window: Maker, press: Press, meet: Meeting, no_file_dialog: list[str]
) -> None:
    window = station_window(Station(kiosk=True))
    press("Ctrl+3 Ctrl+Shift+E")
    window.actions_by_id["save-csv"].trigger()
    window.panes["coding"].asked.emit("save-csv")
    offered: list[str] = []

    def look(dialog: QWidget) -> None:
        shown = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
        offered.extend(button.text() for button in shown if button.isEnabled())

    with meet(look):
        press("Ctrl+Shift+P")
    assert offered
    assert not [text for text in offered if "Save" in text or "PDF" in text]
    assert no_file_dialog == []


def test_without_kiosk_the_table_can_be_saved(
    station_window: Maker, no_file_dialog: list[str]
) -> None:
    window = station_window(Station())
    window.actions_by_id["save-csv"].trigger()
    assert no_file_dialog == ["file dialog"]


def test_kiosk_shows_no_button_that_would_save(station_window: Maker, press: Press) -> None:
    window = station_window(Station(kiosk=True))
    press("Ctrl+3")
    shown = [each for each in window.findChildren(QPushButton) if each.isVisible()]
    assert not [each.text() for each in shown if "CSV" in each.text() and each.isEnabled()]


def test_kiosk_still_leads_everywhere_else(
    station_window: Maker, press: Press, asleep: None, qtbot: QtBot
) -> None:
    del asleep
    window = station_window(Station(kiosk=True))
    press("Ctrl+2 F5")
    view = window.procedure
    assert view is not None
    qtbot.waitUntil(view.isActiveWindow)
    press("Esc")
    qtbot.waitUntil(window.isActiveWindow)
    assert window.pane == "steps"
    press("Ctrl+Q")
    assert not window.isVisible()


# -- starting over


def test_idle_is_off_by_default(station_window: Maker) -> None:
    window = station_window(Station())
    assert not window.findChildren(IdleWatch)


def test_idle_time_is_kept_in_settings_too(station_window: Maker) -> None:
    settings = Settings(settings_path())
    settings.put("station/idle-minutes", 12)
    settings.save()
    window = station_window(Station())
    assert window.idle_watch.timer.interval() == 12 * 60_000


def test_idle_station_starts_over(
    station_window: Maker, search_for: Callable[[str], None], press: Press
) -> None:
    window = station_window(Station(idle_minutes=7))
    assert window.idle_watch.timer.interval() == 7 * 60_000
    press("Ctrl+2")
    search_for("20611")
    press("Return")
    search_for("gel")
    window.idle_watch.idle.emit()
    assert window.pane == "overview"
    assert window.top.search.text() == ""
    assert not window.finding.is_open
    press("Alt+Left")
    assert window.pane == "overview"
    assert window.isAncestorOf(QApplication.focusWidget())


def test_time_without_input_is_what_counts(station_window: Maker, press: Press) -> None:
    window = station_window(Station(idle_minutes=7))
    timer = window.idle_watch.timer
    timer.setInterval(40_000)
    timer.stop()
    press("Down")
    assert timer.isActive()
    assert timer.remainingTime() > 39_000


def test_time_that_runs_out_says_so(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    watch = IdleWatch(1, owner)
    watch.timer.setInterval(1)
    with qtbot.waitSignal(watch.idle):
        pass


def test_dialogs_are_closed_one_on_another(station_window: Maker) -> None:
    window = station_window(Station(idle_minutes=7))
    outer, inner = QDialog(window), QDialog(window)
    QTimer.singleShot(0, inner.exec)
    QTimer.singleShot(10, window.idle_watch.idle.emit)
    assert outer.exec() == QDialog.DialogCode.Rejected
    assert not inner.isVisible()
    assert QApplication.activeModalWidget() is None


def test_procedure_view_is_left_alone(
    station_window: Maker, press: Press, asleep: None, qtbot: QtBot
) -> None:
    del asleep
    window = station_window(Station(idle_minutes=7))
    window.go("during-2")
    press("F5")
    view = window.procedure
    assert view is not None
    qtbot.waitUntil(view.isActiveWindow)
    window.idle_watch.idle.emit()
    assert window.procedure is view
    assert view.isVisible()
    assert view.course.here.step.id == "during-2"
    press("Esc")
    window.idle_watch.idle.emit()
    assert window.pane == "overview"


def test_next_reader_does_not_meet_the_place_of_the_last(
    station_window: Maker, press: Press, asleep: None, qtbot: QtBot
) -> None:
    del asleep
    window = station_window(Station(idle_minutes=7))
    window.go("after-3")
    for step in ("after-3", "before-1"):
        press("F5")
        view = window.procedure
        assert view is not None
        qtbot.waitUntil(view.isActiveWindow)
        assert view.course.here.step.id == step
        press("Esc")
        qtbot.waitUntil(window.isActiveWindow)
        window.idle_watch.idle.emit()
