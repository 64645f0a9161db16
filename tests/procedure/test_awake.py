"""The screen stays awake while somebody is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from viewer.ui.procedure import awake as module
from viewer.ui.procedure.awake import LET_GO_MS, Awake


class System:
    """Stands for the system that can keep a screen awake, or cannot."""

    def __init__(self) -> None:
        self.able = True
        self.asked = 0
        self.held = 0

    @contextmanager
    def presenting(self, on_fail: str) -> Iterator[SimpleNamespace]:
        assert on_fail == "pass"
        self.asked += 1
        self.held += self.able
        yield SimpleNamespace(active=self.able)
        self.held -= self.able


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    made = System()
    monkeypatch.setattr("wakepy.keep.presenting", made.presenting)
    return made


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject(qapp)


def test_screen_is_held_and_let_go(system: System, owner: QObject) -> None:
    awake = Awake(owner)
    assert system.held == 0
    awake.hold()
    assert awake.is_held
    assert system.held == 1
    awake.release()
    assert not awake.is_held
    assert system.held == 0


def test_screen_is_held_once_however_often_one_touches_it(system: System, owner: QObject) -> None:
    awake = Awake(owner)
    awake.hold()
    awake.hold()
    awake.touch()
    assert system.asked == system.held == 1
    awake.release()
    awake.release()
    assert system.held == 0


def test_half_an_hour_without_a_key_lets_go_and_the_next_key_holds_again(
    system: System, owner: QObject, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert LET_GO_MS == 30 * 60 * 1000
    monkeypatch.setattr(module, "LET_GO_MS", 1)
    awake = Awake(owner)
    awake.hold()
    qtbot.waitUntil(lambda: not awake.is_held)
    assert system.held == 0
    awake.touch()
    assert awake.is_held
    assert system.held == 1
    awake.release()


def test_system_that_cannot_is_not_asked_at_every_key(system: System, owner: QObject) -> None:
    system.able = False
    awake = Awake(owner)
    awake.hold()
    for _ in range(20):
        awake.touch()
    assert not awake.is_held
    assert system.asked == 1
    awake.release()
