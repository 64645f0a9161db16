"""The one table of actions. Menus, shortcuts, the palette and the key help are made from it."""

from collections.abc import Callable, Mapping
from typing import Literal

from msgspec import Struct
from PySide6 import QtGui
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

Group = Literal["Go", "Search", "Library", "Read", "Copy and print", "Help"]


class Spec(Struct, frozen=True):
    """One action: its id, its words, its keys (the first is shown), its group in menus.

    `local` keys are plain characters that the reading area handles itself, so that they
    stay letters in a text field; they are listed but not bound as shortcuts.
    """

    id: str
    text: str
    keys: tuple[str, ...]
    group: Group
    icon: str = ""
    local: bool = False


ACTIONS: tuple[Spec, ...] = (
    Spec("pane-overview", "Overview", ("Ctrl+1",), "Go", "overview"),
    Spec("pane-steps", "Steps", ("Ctrl+2",), "Go", "steps"),
    Spec("pane-coding", "Coding", ("Ctrl+3",), "Go", "coding"),
    Spec("pane-faq", "FAQ", ("Ctrl+4",), "Go", "faq"),
    Spec("pane-sources", "Sources", ("Ctrl+5",), "Go", "sources"),
    Spec("back", "Back", ("Alt+Left",), "Go", "back"),
    Spec("forward", "Forward", ("Alt+Right",), "Go", "forward"),
    Spec("next-area", "Next area of the window", ("F6",), "Go"),
    Spec("previous-area", "Previous area of the window", ("Shift+F6",), "Go"),
    Spec("find", "Search", ("Ctrl+F", "Ctrl+L"), "Search", "search"),
    Spec("find-slash", "Search, from the page", ("/",), "Search", local=True),
    Spec("next-hit", "Next hit on the page", ("F3",), "Search"),
    Spec("previous-hit", "Previous hit on the page", ("Shift+F3",), "Search"),
    Spec("switch-reference", "Switch reference", ("Ctrl+O",), "Library", "library"),
    Spec("add-reference", "Add reference to the library…", ("Ctrl+Shift+O",), "Library"),
    Spec("remove-reference", "Remove reference from the library…", (), "Library"),
    Spec("show-folder", "Show the reference in its folder", (), "Library"),
    Spec("shared-library", "Shared library…", (), "Library"),
    Spec("update-index", "Bring the library's index up to date", (), "Library"),
    Spec("procedure", "Procedure view", ("F5", "F11"), "Read", "procedure"),
    Spec("larger", "Larger text", ("Ctrl++", "Ctrl+="), "Read", "larger"),
    Spec("smaller", "Smaller text", ("Ctrl+-",), "Read", "smaller"),
    Spec("normal", "Normal text size", ("Ctrl+0",), "Read"),
    Spec("theme", "Next theme", ("Ctrl+D",), "Read", "theme"),
    Spec("system-theme", "Theme as the system has it", (), "Read"),
    Spec("notes", "Show or hide notes", ("N",), "Read", "notes", local=True),
    Spec("open-all", "Open or close everything on the page", ("Ctrl+E",), "Read", "expand"),
    Spec("copy", "Copy the selection or the code", ("Ctrl+C",), "Copy and print", "copy"),
    Spec("copy-row", "Copy code, summary, source and date", ("Ctrl+Shift+C",), "Copy and print"),
    Spec("sort-codes", "Sort the codes by the next column", ("Ctrl+Shift+S",), "Read"),
    Spec("save-csv", "Save the coding table as CSV", ("Ctrl+Shift+E",), "Copy and print"),
    Spec("print", "Print this part", ("Ctrl+P",), "Copy and print", "print"),
    Spec("print-parts", "Choose parts to print", ("Ctrl+Shift+P",), "Copy and print"),
    Spec("pack", "Save the downtime pack in a folder", (), "Copy and print"),
    Spec("palette", "Every action by name", ("Ctrl+K",), "Help", "menu"),
    Spec("keys", "All keys", ("F1",), "Help", "keys"),
    Spec("keys-question", "All keys, from the page", ("?",), "Help", local=True),
    Spec("about", "About Needleside", (), "Help", "about"),
    Spec("quit", "Close Needleside", ("Ctrl+Q",), "Help", "close"),
)
GROUPS: tuple[Group, ...] = ("Go", "Search", "Library", "Read", "Copy and print", "Help")
# Keys that belong to a place rather than to an action; listed in the key help.
PLACE_KEYS: tuple[tuple[str, str], ...] = (
    ("any letter or digit", "On a page: search for it"),
    ("Up, Down", "In results, questions and codes: choose, with the focus where it is"),
    ("Enter", "Open the result, the note or the question"),
    ("Esc", "Close the search and return to the old place"),
    ("Tab, Shift+Tab", "Next, previous link or control"),
)


# What reaches the file system; a kiosk leaves it out.
FILE_ACTIONS = (
    "save-csv",
    "pack",
    "add-reference",
    "remove-reference",
    "show-folder",
    "shared-library",
)


def bound_specs() -> list[Spec]:
    """The actions that menus and the palette list: all but the second names of a key."""
    return [spec for spec in ACTIONS if spec.id not in ("find-slash", "keys-question")]


def make_actions(owner: QWidget, does: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """A QAction for each spec, added to `owner`, calling `does[id]`; `bind` gives them their keys.

    Raises KeyError when an action has nothing to do.
    """
    made: dict[str, QAction] = {}
    for spec in bound_specs():
        action = QAction(spec.text, owner)
        action.setObjectName(spec.id)
        work = does[spec.id]
        action.triggered.connect(lambda _=False, work=work: work())
        owner.addAction(action)
        made[spec.id] = action
    return made


def bind(actions: Mapping[str, QAction]) -> None:
    """Give each action its keys. No key is pressed before the first paint, which need not wait."""
    for spec in bound_specs():
        if not spec.local:
            actions[spec.id].setShortcuts([QtGui.QKeySequence(key) for key in spec.keys])


def key_text(key: str) -> str:
    """A key as people write it: `Ctrl+Shift+P`, `Ctrl+=`."""
    return QtGui.QKeySequence(key).toString(QtGui.QKeySequence.SequenceFormat.NativeText) or key
