"""The bar at the top: search, then what changes how one reads, then the menu of all actions."""

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton

from viewer.ui.actions import ACTIONS, GROUPS, bound_specs
from viewer.ui.searchbox import SearchBox
from viewer.ui.theme import Theme, icon

# Shown as buttons from left to right; where the bar is narrow the first go, the menu has them.
BUTTONS = (
    "switch-reference",
    "back",
    "forward",
    "smaller",
    "larger",
    "notes",
    "theme",
    "print",
    "procedure",
)
_LEAVE_FIRST = ("forward", "back", "switch-reference", "smaller", "larger", "notes", "theme")


class TopBar(QFrame):
    """Search field, buttons and the menu."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.search = SearchBox()
        self._icons = {spec.id: spec.icon for spec in ACTIONS}
        self.buttons: dict[str, QToolButton] = {}
        self.menu = QMenu(self)
        self._box = QHBoxLayout(self)
        self._box.setSpacing(8)
        self._box.addWidget(self.search)
        self._box.addStretch(1)
        for id_ in BUTTONS:
            button = QToolButton()
            button.setDefaultAction(actions[id_])
            button.setAccessibleName(actions[id_].text())
            self.buttons[id_] = button
            self._box.addWidget(button)
        more = QToolButton()
        more.setText("Menu")
        more.setAccessibleName("Menu of all actions")
        more.setToolTip("All actions")
        more.setMenu(self.menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.buttons["menu"] = more
        self._box.addWidget(more)
        self._actions = actions
        self.menu.aboutToShow.connect(self._fill_menu)

    def _fill_menu(self) -> None:
        """Made when it is first opened: no start waits for it."""
        if not self.menu.isEmpty():
            return
        for group in GROUPS:
            part = self.menu.addMenu(group)
            for spec in bound_specs():
                if spec.group == group and self._actions[spec.id].isEnabled():
                    part.addAction(self._actions[spec.id])

    def set_theme(self, theme: Theme) -> None:
        """Draw icons and sizes of `theme`."""
        side = theme.px(20)
        for id_, button in self.buttons.items():
            button.setIconSize(QSize(side, side))
            # A button with an action shows the icon of that.
            dressed = button.defaultAction() or button
            dressed.setIcon(icon(self._icons.get(id_) or "menu", theme.palette.ink, side))
        self.search.set_theme(theme)
        self._box.setContentsMargins(40, 10, 24, 10)

    def fit(self, width: int, theme: Theme) -> None:
        """Let buttons go, the least needed first, until field and buttons fit `width` pixels."""
        needs = {id_: button.sizeHint().width() + 8 for id_, button in self.buttons.items()}
        staying = sum(need for id_, need in needs.items() if id_ not in _LEAVE_FIRST)
        room = width - 72 - staying
        for id_ in reversed(_LEAVE_FIRST):
            keep = room - needs[id_] >= theme.px(260)
            self.buttons[id_].setVisible(keep)
            room -= needs[id_] if keep else 0
        self.search.setFixedWidth(max(min(room, theme.px(420)), 120))
