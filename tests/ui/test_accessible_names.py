"""Everything that can have the focus has a name for a screen reader."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from viewer.content.library import load
from viewer.content.model import Reference
from viewer.printing.dialog import PrintDialog
from viewer.ui.damaged import DamagedWindow
from viewer.ui.trouble import TroubleDialog
from viewer.ui.window import Window

Meeting = Callable[[Callable[[QWidget], object]], AbstractContextManager[None]]


def nameless() -> list[str]:
    """The widgets of all open windows that can have the focus and have no name."""
    found = []
    for widget in QApplication.allWidgets():
        # Parts of Qt's own widgets: viewports, and the lists that drop down from a choice.
        area = widget.parentWidget()
        inner = (
            (isinstance(area, QAbstractScrollArea) and area.viewport() is widget)
            or widget.objectName().startswith("qt_")
            or widget.window().windowType() == Qt.WindowType.Popup
        )
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or inner or widget.isWindow():
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if face is None or not face.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()} in {widget.parent()}")
    return found


def test_every_widget_of_the_window_has_a_name(
    window: Window, press: Callable[[str], None], search_for: Callable[[str], None]
) -> None:
    assert window.isVisible()
    assert nameless() == []
    press("Ctrl+3 Down")
    search_for("gel")
    assert nameless() == []
    seen = {widget.accessibleName() for widget in QApplication.allWidgets()}
    assert {"Search", "Search results", "Overview", "Coding table", "The chosen code"} <= seen


def test_every_button_says_what_it_does(window: Window) -> None:
    for button in window.top.buttons.values():
        assert button.accessibleName()
        assert button.toolTip()


@pytest.mark.parametrize("scale", [80, 100])
def test_every_control_is_large_enough_for_a_gloved_finger(
    small_window: Window, press: Callable[[str], None], scale: int
) -> None:
    small_window.reading.set_scale(scale)
    press("Ctrl+4 Ctrl+3")
    kinds = (QAbstractButton, QComboBox, QLineEdit)
    controls = [each for kind in kinds for each in small_window.findChildren(kind)]
    small = {
        each.accessibleName(): each.height()
        for each in controls
        if each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.height() < 44
    }
    assert small == {}


@pytest.mark.parametrize("keys", ["F1", "Ctrl+K", "Ctrl+Shift+P"])
def test_every_widget_of_the_dialogs_has_a_name(
    small_window: Window, press: Callable[[str], None], meet: Meeting, keys: str
) -> None:
    found: list[str] = ["not looked"]
    with meet(lambda _dialog: found.__setitem__(slice(None), nameless())):
        press(keys)
    assert found == []
    assert small_window.isVisible()


def test_every_widget_of_about_has_a_name(small_window: Window, meet: Meeting) -> None:
    found: list[str] = ["not looked"]
    with meet(lambda _dialog: found.__setitem__(slice(None), nameless())):
        small_window.actions_by_id["about"].trigger()
    assert found == []


@pytest.mark.usefixtures("print_service")
def test_every_widget_of_the_rare_windows_has_a_name(
    qtbot: QtBot, small: Reference, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{", "utf-8")
    for made in (
        TroubleDialog(None, "It broke.", "Start anew.", "Detail"),
        DamagedWindow(load(bad), "light", can_fall_back=True),
        PrintDialog(None, small, checked=["overview"]),
    ):
        qtbot.addWidget(made)
        made.show()
    assert nameless() == []
