"""The rail on the left: the panes, and how sound and how old the content is."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QVBoxLayout

from viewer.content.library import Loaded
from viewer.content.model import PANES, Pane, Reference
from viewer.content.places import PANE_TITLES
from viewer.ui.theme import Theme, icon


class RailButton(QAbstractButton):
    """A pane's name with its drawing and its key; on a slim rail the key gives way."""

    def __init__(self, pane: Pane, key: str) -> None:
        super().__init__()
        self._pane = pane
        self._key = key
        self.slim = False
        self.theme: Theme | None = None
        self.setText(PANE_TITLES[pane])
        self.setAccessibleName(PANE_TITLES[pane])
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """As tall as a finger needs, 44 px at the least."""
        theme = self.theme
        if theme is None:
            return QSize(184, 44)
        metrics = QFontMetrics(self._font(600))
        if self.slim:
            width = metrics.horizontalAdvance(PANE_TITLES["overview"]) + theme.px(16)
            return QSize(width, metrics.height() + theme.px(46))
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
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or self.underMouse():
            painter.setBrush(QColor(colours.accent_ground if chosen else colours.ground))
            painter.drawRoundedRect(self.rect(), 8, 8)
        if chosen:
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(0, 10, 3, self.height() - 20), 1.5, 1.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        side = theme.px(20)
        drawing = icon(self._pane, ink, side)
        painter.setPen(QColor(ink))
        painter.setFont(self._font(600 if chosen else 400))
        if self.slim:
            top = theme.px(8)
            drawing.paint(painter, QRect((self.width() - side) // 2, top, side, side))
            under = QRect(0, top + side + 2, self.width(), self.height() - top - side - 4)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, self.text())
            return
        left = theme.px(12)
        drawing.paint(painter, QRect(left, (self.height() - side) // 2, side, side))
        words = self.rect().adjusted(left + side + theme.px(12), 0, -theme.px(10), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, self.text())
        font = self._font(400)
        font.setPointSizeF(font.pointSizeF() * 0.86)
        painter.setFont(font)
        painter.setPen(QColor(colours.soft))
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignRight, self._key)


class Rail(QFrame):
    """Product, panes, and the state of the content."""

    chosen = Signal(str)  # a Pane

    def __init__(self, reference: Reference, loaded: Loaded) -> None:
        """`loaded` says whether the content is intact."""
        super().__init__()
        self.setObjectName("rail")
        self._loaded = loaded
        self._reference = reference
        self.product = QLabel("Needleside")
        self.product.setObjectName("product")
        self.subject = QLabel(reference.title)
        self.subject.setObjectName("subject")
        self.state = QLabel()
        self.state.setObjectName("state")
        for label in (self.product, self.subject, self.state):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.buttons: dict[Pane, RailButton] = {}
        self._box = box = QVBoxLayout(self)
        box.setSpacing(0)
        box.addWidget(self.product)
        box.addWidget(self.subject)
        box.addSpacing(20)
        for at, pane in enumerate(PANES, 1):
            button = RailButton(pane, f"Ctrl {at}")
            button.clicked.connect(lambda _=False, pane=pane: self.chosen.emit(pane))
            self.buttons[pane] = button
            box.addWidget(button)
        box.addStretch()
        box.addWidget(self.state)

    def set_theme(self, theme: Theme, slim: bool) -> None:
        """Draw with `theme`; `slim` where the window is narrow for the text size."""
        for button in self.buttons.values():
            button.theme = theme
            button.slim = slim
            button.updateGeometry()
            button.update()
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

    def choose(self, pane: Pane) -> None:
        """Show `pane` as the chosen one."""
        self.buttons[pane].setChecked(True)
