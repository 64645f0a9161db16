"""A pane that is one page of text: overview, steps, sources, and the base of the FAQ."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.content.model import Pane, Reference
from viewer.content.places import PANE_TITLES
from viewer.render.html import Look, Shown
from viewer.render.panes import pane_html
from viewer.ui.textview import TextView
from viewer.ui.theme import Theme, interface_font

# The measure of prose in characters (product: no wider than 72) and the least that reads well.
WIDEST, NARROWEST = 72, 44
MARGIN = 40


def fit_look(theme: Theme, width: int) -> Look:
    """The columns for a page `width` pixels wide: notes beside the text where both have room."""
    letter = QFontMetricsF(interface_font(theme.points)).averageCharWidth()
    widest = round(letter * WIDEST)
    gap = theme.px(32)
    aside = min(max(round(width * 0.36), theme.px(240)), theme.px(400))
    column = min(widest, width - gap - aside)
    if column < letter * NARROWEST:
        return Look(theme.palette, theme.points, max(min(widest, width), 200), 0, 0)
    return Look(theme.palette, theme.points, column, aside, gap)


class DocumentPane(QWidget):
    """One page of a reference, made when it is first shown and again when its look changes."""

    went = Signal(str)  # the id of a place to lead to
    asked = Signal(str)  # an action: "notes"
    copied = Signal(str)  # the id of a source, or "article"
    drawn = Signal()

    def __init__(self, pane: Pane, reference: Reference) -> None:
        """`reference` is what the page shows."""
        super().__init__()
        self.pane = pane
        self.reference = reference
        self.view = TextView(PANE_TITLES[pane])
        self.view.activated.connect(self._activate)
        self.shown = Shown()
        self._theme: Theme | None = None
        self._look: Look | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(30)
        self._later.timeout.connect(self._fit)
        box = QVBoxLayout(self)
        box.setContentsMargins(MARGIN, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.view)
        self.setFocusProxy(self.view)

    # -- what the window sets

    def set_theme(self, theme: Theme) -> None:
        """Draw with `theme` from now on; at once when the page is on screen."""
        self._theme = theme
        self._look = None
        if self.isVisible():
            self._fit()

    def set_notes(self, shown: bool) -> None:
        """Show or hide all notes."""
        self.shown = Shown(self.shown.opened, shown, self.shown.all_open)
        self._look = None
        if self.isVisible():
            self._fit()

    def toggle_all(self) -> bool:
        """Open everything, or close everything when all is open. Returns whether it is open."""
        self.shown = Shown(frozenset(), self.shown.notes, not self.shown.all_open)
        self.draw()
        return self.shown.all_open

    def open_one(self, id_: str) -> None:
        """Open the note or question `id_` when it is closed."""
        if not self.shown.is_open(id_):
            self._set_open(self.shown.opened | {id_})

    def ready(self) -> None:
        """Make the page now if that is still to do; for making panes ahead of their showing."""
        if self._look is None:
            self._fit()

    # -- drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new width may need new columns; while a window is dragged, only now and then."""
        super().resizeEvent(event)
        if self._look is not None:
            self._later.start()
        elif self.isVisible():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the page when it is first shown, and after a change that came while it was not."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._theme is None or self.width() < 100:
            return
        bar = self.view.verticalScrollBar().sizeHint().width()
        look = fit_look(self._theme, self.width() - MARGIN * 2 - bar)
        if look != self._look:
            self._look = look
            self.draw()

    def draw(self) -> None:
        """Make the page anew; the reader stays where he was."""
        if self._look is None:
            self._fit()
            return
        bookmark = self.view.top_place()
        self.view.set_page(self._framed(self.html(self._look)), self._look.palette)
        self.view.restore(bookmark)
        self.drawn.emit()

    def _framed(self, html: str) -> str:
        """Space above and below the page, which a text document has no padding for."""
        space = '<p style="margin:0;font-size:12pt">&nbsp;</p>'
        return f'<body style="font-size:{self._points():.2f}pt">{space}{html}{space}{space}</body>'

    def _points(self) -> float:
        return self._theme.points if self._theme else 12.0

    def html(self, look: Look) -> str:
        """The page for `look`."""
        return pane_html(self.reference, self.pane, look, self.shown)

    # -- links

    def _activate(self, href: str) -> None:
        kind, _, target = href.partition(":")
        if kind == "open":
            opened = self.shown.is_open(target)
            ids = self.shown.opened - {target} if opened else self.shown.opened | {target}
            self._set_open(ids)
        elif kind == "go":
            self.went.emit(target)
        elif kind == "copy":
            self.copied.emit(target)
        elif kind == "do":
            self.asked.emit(target)

    def _set_open(self, ids: frozenset[str]) -> None:
        self.shown = Shown(ids, self.shown.notes, False)
        top = self.view.verticalScrollBar().value()
        self.draw()
        # What was clicked is below the top of the view: the same offset keeps it in place.
        self.view.verticalScrollBar().setValue(top)

    def show_place(self, id_: str) -> bool:
        """Lead to the place `id_`, opening it when it is closed. False when it is not here."""
        self.ready()
        self.open_one(id_)
        return self.view.show_place(id_)
