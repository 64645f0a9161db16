"""The one table of actions: menus, key help and the list of actions show all of it."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from viewer.content.library import resources
from viewer.content.model import PANES
from viewer.ui.actions import ACTIONS, GROUPS, PLACE_KEYS, bound_specs, key_text, make_actions
from viewer.ui.dialogs import KeysDialog, PaletteDialog
from viewer.ui.topbar import BUTTONS
from viewer.ui.window import Window

Meeting = Callable[[Callable[[QWidget], object]], AbstractContextManager[None]]


def test_no_key_is_bound_twice() -> None:
    # Qt fires neither of two actions that share a key, and says nothing.
    keys = Counter(QKeySequence(key).toString() for spec in ACTIONS for key in spec.keys)
    assert [key for key, count in keys.items() if count > 1] == []
    assert "" not in keys, "a key that Qt does not know"


def test_no_name_or_text_is_given_twice() -> None:
    for names in ([spec.id for spec in ACTIONS], [spec.text for spec in ACTIONS]):
        assert len(names) == len(set(names))
        assert all(name.strip() for name in names)


def test_every_drawing_exists_and_takes_the_colour_of_the_theme() -> None:
    icons = resources() / "icons"
    for name in {*(spec.icon for spec in ACTIONS if spec.icon), *PANES}:
        drawing = (icons / f"{name}.svg").read_text("utf-8")
        assert "currentColor" in drawing, name
    drawn = {spec.id: spec.icon for spec in ACTIONS}
    assert [name for name in BUTTONS if not drawn[name]] == []


def test_the_window_binds_exactly_the_keys_of_the_table(small_window: Window) -> None:
    for spec in bound_specs():
        bound = [key.toString() for key in small_window.actions_by_id[spec.id].shortcuts()]
        wanted = [] if spec.local else [QKeySequence(key).toString() for key in spec.keys]
        assert bound == wanted, spec.id


def test_an_action_that_does_nothing_is_a_mistake(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    with pytest.raises(KeyError):
        make_actions(owner, {})


@pytest.mark.parametrize("keys", ["F1", "?"])
def test_key_help_lists_every_key(
    small_window: Window, press: Callable[[str], None], write: Callable[[str], None],
    meet: Meeting, keys: str,
) -> None:  # fmt: skip
    said: list[str] = []

    def read(dialog: QWidget) -> None:
        assert isinstance(dialog, KeysDialog)
        said.extend(label.text() for label in dialog.findChildren(QLabel))

    with meet(read):
        write(keys) if keys == "?" else press(keys)
    for spec in ACTIONS:
        for key in spec.keys:
            assert any(key_text(key) in text.split("  or  ") for text in said), key
        assert not spec.keys or spec.text in said
    for keys_there, does in PLACE_KEYS:
        assert keys_there in said
        assert does in said
    assert small_window.panes[small_window.pane].view.hasFocus()


def test_the_menu_lists_every_action(small_window: Window) -> None:
    menu = small_window.top.menu
    menu.aboutToShow.emit()
    menu.aboutToShow.emit()
    groups = [action.menu() for action in menu.actions()]
    assert [group.title() for group in groups] == list(GROUPS)
    listed = [action.objectName() for group in groups for action in group.actions()]
    assert sorted(listed) == sorted(spec.id for spec in bound_specs())


@pytest.mark.parametrize("spec", bound_specs(), ids=lambda spec: spec.id)
def test_every_action_is_found_by_its_name(qtbot: QtBot, spec: object) -> None:
    owner, done = QWidget(), []
    qtbot.addWidget(owner)
    works = {each.id: (lambda id_=each.id: done.append(id_)) for each in bound_specs()}
    dialog = PaletteDialog(owner, make_actions(owner, works))
    dialog.field.setText(spec.text.upper())
    action = dialog.chosen()
    assert action is not None
    action.trigger()
    assert done == [spec.id]


def test_the_list_of_actions_does_what_is_chosen_by_keyboard(
    small_window: Window, press: Callable[[str], None], write: Callable[[str], None],
    meet: Meeting,
) -> None:  # fmt: skip
    def choose_sources(dialog: QWidget) -> None:
        assert QApplication.focusWidget() is dialog.field
        write("o")
        press("Down Up Up")
        dialog.field.clear()
        write("sourc")
        press("Return")

    with meet(choose_sources):
        press("Ctrl+K")
    assert small_window.pane == "sources"


def test_nothing_is_done_when_no_name_matches_or_it_is_left(
    small_window: Window, press: Callable[[str], None], write: Callable[[str], None],
    meet: Meeting,
) -> None:  # fmt: skip
    def choose_nothing(_dialog: QWidget) -> None:
        write("no such action")
        press("Return")

    with meet(choose_nothing):
        press("Ctrl+K")
    with meet(lambda _dialog: press("Escape")):
        press("Ctrl+K")
    assert small_window.pane == "overview"
    assert small_window.isVisible()


def test_dialogs_do_not_pile_up(
    small_window: Window, press: Callable[[str], None], meet: Meeting
) -> None:
    for keys in ("F1", "Ctrl+K", "F1"):
        with meet(lambda _dialog: None):
            press(keys)
    assert small_window.findChildren(QDialog) == []


def test_ctrl_q_closes_the_window(small_window: Window, press: Callable[[str], None]) -> None:
    press("Ctrl+Q")
    assert not small_window.isVisible()
