"""A pane that is one page of text: overview, steps, sources, and the base of the FAQ."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from viewer.content.model import Pane, Reference
from viewer.content.places import PANE_TITLES
from viewer.render.html import Look
from viewer.render.panes import pane_html
from viewer.ui.panes.base import BasePane
from viewer.ui.textview import PAGE_MARGIN
from viewer.ui.theme import Theme, interface_font

# The measure of prose in characters (product: no wider than 72) and the least that reads well.
WIDEST, NARROWEST = 72, 44
# What a character of prose is measured on: Qt's average is that of the whole font, and in Inter
# half as wide again as what is read.
_PROSE = "The needle is seen on the screen while it is led to the joint or the tendon."
MARGIN = 40
# Few rows are lower than this, in pixels at 100 % text. The first paint waits for as many as fill
# the view, the rest of the page follows at once.
ROW = 100


def prose_width(theme: Theme, characters: int = WIDEST) -> float:
    """The width in pixels of a line of prose with so many characters."""
    letters = QFontMetricsF(interface_font(theme.points)).horizontalAdvance(_PROSE)
    return letters / len(_PROSE) * characters


def fit_look(theme: Theme, width: int) -> Look:
    """The columns for a page `width` pixels wide: notes beside the text where both have room."""
    widest = round(prose_width(theme))
    gap = theme.px(32)
    aside = min(max(round(width * 0.36), theme.px(240)), theme.px(400))
    column = min(widest, width - gap - aside)
    if column < prose_width(theme, NARROWEST):
        return Look(theme.palette, theme.points, max(min(widest, width), 200), 0, 0)
    # What the prose does not take is for the notes, within what reads well.
    return Look(theme.palette, theme.points, column, min(width - gap - column, theme.px(440)), gap)


class DocumentPane(BasePane):
    """One page of a reference, made when it is first shown and again when its look changes."""

    def __init__(self, pane: Pane, reference: Reference) -> None:
        """`reference` is what the page shows."""
        super().__init__(pane, reference, PANE_TITLES[pane])
        self._theme: Theme | None = None
        self._look: Look | None = None
        self._whole = False  # whether the page has all its rows, or the first that one sees
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(30)
        self._later.timeout.connect(self._fit)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(MARGIN - PAGE_MARGIN, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self.view)
        self.setFocusProxy(self.view)

    def set_theme(self, theme: Theme) -> None:
        """Draw with `theme` from now on; at once when the page is on screen."""
        self._theme = theme
        self._look = None
        if self.isVisible():
            self._fit()

    def ready(self) -> None:
        """Make the whole page if that is still to do."""
        if not self._whole:
            self._whole = True
            self._look = None
        if self._look is None:
            self._box.activate()
            self._fit()
            self.view.lay_out()

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
        look = fit_look(self._theme, self.width() - MARGIN - PAGE_MARGIN - bar - 8)
        if look != self._look:
            self._look = look
            self.draw()

    def draw(self) -> None:
        """Make the page anew; the reader stays where he was."""
        if self._look is None:
            if self.isVisible():
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
        return pane_html(self.reference, self.pane, look, self.shown, self.most_rows())

    def most_rows(self) -> int | None:
        """As many rows as the view can show, until the whole page is asked for; None for all."""
        if self._whole or self._theme is None:
            return None
        return max(self.height() // self._theme.px(ROW), 4)

    def part_in_sight(self) -> str:
        """The section, phase or theme whose heading is the last one above the upper third."""
        if not self.view.verticalScrollBar().value():
            return self.pane
        parts = {
            "overview": [section.id for section in self.reference.overview],
            "steps": [phase.id for phase in self.reference.phases],
            "faq": [group.id for group in self.reference.faq],
        }.get(self.pane, [])
        return self.view.place_in_sight(parts) or self.pane

    def step_in_sight(self) -> str:
        """The last step that starts at the top of the view; the first one above them all."""
        if self.pane != "steps":
            return ""
        ids = [step.id for phase in self.reference.phases for step in phase.steps]
        return self.view.place_in_sight(ids, 0.1) or ids[0]

    def show_place(self, id_: str) -> bool:
        """Lead to the place `id_`, opening it when it is closed. False when it is not here."""
        self.ready()
        self.open_one(id_)
        return self.view.show_place(id_)
