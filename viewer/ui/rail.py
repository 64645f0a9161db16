"""The rail on the left: the panes, and how sound and how old the content is."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QVBoxLayout

from viewer.content.library import Loaded
from viewer.content.model import PANES, Pane, Reference
from viewer.content.places import PANE_TITLES
from viewer.ui.early import CENTER, LEFT, MIDDLE, PLAIN_TEXT, STRONG_FOCUS, fill, line, set_number
from viewer.ui.theme import Theme, icon

GAP = 20  # between the title and the panes, in pixels


class RailButton(QAbstractButton):
    """A pane's name with its drawing and its key; on a slim rail the key gives way."""

    def __init__(self, pane: Pane, key: str) -> None:
        super().__init__()
        self._pane = pane
        self.key = QLabel(key, self)
        self.key.setObjectName("key")
        self.slim = False
        self.bare = False  # a slim rail that is too low has names alone
        self.theme: Theme | None = None
        self.setText(PANE_TITLES[pane])
        self.setAccessibleName(PANE_TITLES[pane])
        self.setCheckable(True)
        self.setAutoExclusive(True)
        set_number(self, "focusPolicy", STRONG_FOCUS)
        self.toggled.connect(self._ink)

    def _ink(self, chosen: bool) -> None:
        """A painter begins with the ink of this role; to set another takes Qt's namespace."""
        roles = QPalette.ColorRole
        self.setForegroundRole(roles.Highlight if chosen else roles.WindowText)

    def wear(self, theme: Theme, slim: bool) -> None:
        """Draw with `theme` from now on; `slim` for the narrow rail."""
        self.theme, self.slim = theme, slim
        if self.key.isHidden() != slim:
            self.key.setHidden(slim)
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The key stands at the right."""
        super().resizeEvent(event)
        size = self.key.sizeHint()
        right = self.theme.px(10) if self.theme else 10
        left = self.width() - right - size.width()
        self.key.setGeometry(left, 0, size.width(), self.height())

    def sizeHint(self) -> QSize:
        """As tall as a finger needs, 44 px at the least."""
        theme = self.theme
        if theme is None:
            return QSize(184, 44)
        metrics = QFontMetrics(self._font(600))
        if self.slim:
            width = metrics.horizontalAdvance(PANE_TITLES["overview"]) + theme.px(16)
            return QSize(width, metrics.height() + theme.px(12 if self.bare else 46))
        return QSize(theme.px(188), max(theme.px(44), 44))

    def _font(self, weight: int) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight(weight))
        if self.slim:
            font.setPointSizeF(font.pointSizeF() * 0.86)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button."""
        del event
        theme = self.theme
        if theme is None:
            return
        colours = theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        ink = colours.accent if chosen else colours.ink
        whole = QRectF(self.rect())
        if chosen or self.underMouse():
            ground = colours.accent_ground if chosen else colours.ground
            painter.fillPath(_rounded(whole, 8), fill(ground))
        if chosen:
            bar = _rounded(QRectF(0, 10, 3, self.height() - 20), 1.5)
            painter.fillPath(bar, fill(colours.accent))
        if self.hasFocus():
            ring = _rounded(whole.adjusted(1, 1, -1, -1), 8)
            painter.strokePath(ring, line(colours.accent, 2))
        side = theme.px(20)
        drawing = icon(self._pane, ink, side)
        painter.setFont(self._font(600 if chosen else 400))
        if self.slim and self.bare:
            painter.drawText(self.rect(), CENTER, self.text())
            return
        if self.slim:
            top = theme.px(8)
            drawing.paint(painter, QRect((self.width() - side) // 2, top, side, side))
            under = QRect(0, top + side + 2, self.width(), self.height() - top - side - 4)
            painter.drawText(under, CENTER, self.text())
            return
        left = theme.px(12)
        drawing.paint(painter, QRect(left, (self.height() - side) // 2, side, side))
        words = self.rect().adjusted(left + side + theme.px(12), 0, 0, 0)
        painter.drawText(words, MIDDLE | LEFT, self.text())


def _rounded(rectangle: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rectangle, radius, radius)
    return path


class Rail(QFrame):
    """Product, panes, and the state of the content."""

    chosen = Signal(str)  # a Pane

    def __init__(self, reference: Reference, loaded: Loaded, filled: Sequence[Pane]) -> None:
        """`loaded` says whether the content is intact, `filled` which panes are not empty."""
        super().__init__()
        self.setObjectName("rail")
        self.product = QLabel("Needleside")
        self.product.setObjectName("product")
        self.subject = QLabel()
        self.subject.setObjectName("subject")
        self.state = QLabel()
        self.state.setObjectName("state")
        for label in (self.product, self.subject, self.state):
            set_number(label, "textFormat", PLAIN_TEXT)
            label.setWordWrap(True)
        self.buttons: dict[Pane, RailButton] = {}
        self._box = box = QVBoxLayout(self)
        box.setSpacing(0)
        box.addWidget(self.product)
        box.addWidget(self.subject)
        box.addSpacing(GAP)
        for at, pane in enumerate(PANES, 1):
            button = RailButton(pane, f"Ctrl {at}")
            button.clicked.connect(lambda _=False, pane=pane: self.chosen.emit(pane))
            self.buttons[pane] = button
            box.addWidget(button)
        box.addStretch()
        box.addWidget(self.state)
        self.show_reference(reference, loaded, filled)

    def show_reference(self, reference: Reference, loaded: Loaded, filled: Sequence[Pane]) -> None:
        """Be the rail of another reference. It is to be themed anew then."""
        self._loaded = loaded
        self._reference = reference
        self.subject.setText(reference.title)
        for pane, button in self.buttons.items():
            button.setHidden(pane not in filled)

    def set_theme(self, theme: Theme, slim: bool) -> None:
        """Draw with `theme`; `slim` where the window is narrow for the text size."""
        for button in self.buttons.values():
            button.wear(theme, slim)
        self.product.setHidden(slim)
        self.subject.setHidden(slim)
        reference = self._reference
        sound = self._loaded.state in ("intact", "unsealed")
        colour = theme.palette.soft if sound else theme.palette.error
        self.state.setStyleSheet(f"color: {colour}")
        lines = [f"{'●' if sound else '▲'} {self._loaded.label}"]
        if not slim:
            lines += ["Offline", f"Revision {reference.revision}"]
            lines += [f"Checked to {reference.checked}"]
        self.state.setText("\n".join(lines))
        self.state.setToolTip(self._loaded.sentence)
        self.state.setHidden(slim and sound)
        side = 6 if slim else 14
        self._box.setContentsMargins(side, theme.px(16), side, theme.px(14))
        hint = self.buttons["overview"].sizeHint().width()
        self.setFixedWidth(hint + 2 * side)
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A rail that is too low for its buttons leaves their drawings out."""
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        shown = [button for button in self.buttons.values() if not button.isHidden()]
        if not shown or shown[0].theme is None or not shown[0].slim:
            return
        for button in shown:
            button.bare = False
        margins = self._box.contentsMargins()
        state = 0 if self.state.isHidden() else self.state.sizeHint().height()
        room = self.height() - margins.top() - margins.bottom() - GAP - state
        low = sum(button.sizeHint().height() for button in shown) > room
        for button in shown:
            button.bare = low
            button.updateGeometry()

    def choose(self, pane: Pane) -> None:
        """Show `pane` as the chosen one."""
        self.buttons[pane].setChecked(True)
