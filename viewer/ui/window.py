"""The window: wiring only. Panes, rail, search and dialogs emit; here they are connected."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from viewer.content.library import Loaded, resources
from viewer.content.model import Pane, Reference
from viewer.content.origin import dated
from viewer.render.html import counted
from viewer.ui.actions import FILE_ACTIONS, bind, make_actions
from viewer.ui.announce import announce
from viewer.ui.asking import Asking
from viewer.ui.doing import work
from viewer.ui.finding import Finding
from viewer.ui.found import Found
from viewer.ui.going import NOTHING, Going
from viewer.ui.outputs import Outputs
from viewer.ui.pagekeys import PageKeys
from viewer.ui.pages import Pages
from viewer.ui.panes.base import BasePane
from viewer.ui.procedure.opening import Procedure
from viewer.ui.rail import Rail
from viewer.ui.reading import Reading
from viewer.ui.references import References
from viewer.ui.settings import Settings
from viewer.ui.station import IdleWatch, Station
from viewer.ui.statusline import StatusLine
from viewer.ui.theme import SystemLook, Theme
from viewer.ui.topbar import TopBar

if TYPE_CHECKING:
    from viewer.search.answer import Hit
    from viewer.ui.library.desk import Desk
    from viewer.ui.procedure.view import ProcedureView

# Narrower than this at 100 % text, the rail shows drawings with small names.
SLIM_BELOW = 1000
TITLE_BAR = 32


class Window(QMainWindow):
    """One reference on screen."""

    painted = Signal()  # the first pane has been drawn

    def __init__(
        self,
        reference: Reference,
        settings: Settings,
        loaded: Loaded,
        system: SystemLook,
        station: Station | None = None,
    ) -> None:
        """`loaded` says whether the content is intact, as the rail and About show it."""
        super().__init__()
        self._settings = settings
        self._station = station or Station()
        self._entitle(reference)
        self.setMinimumSize(480, 360)
        self._size_to(settings.size())
        # Before any widget is made: those made earlier learn of a new font one event later.
        self.reading = Reading(settings, system, self)
        self.setFont(QApplication.font())
        self.asking = Asking(self)
        self._desk: Desk | None = None
        self._adopts = False
        self.actions_by_id = make_actions(self, work(self))
        if self._station.kiosk:
            for id_ in FILE_ACTIONS:
                self.actions_by_id[id_].setEnabled(False)
        # The key that leaves procedure view, held down, must not open it again.
        self.actions_by_id["procedure"].setAutoRepeat(False)
        self.top = TopBar(self.actions_by_id)
        self.pages = Pages(reference, self.reading)
        self.rail = Rail(reference, loaded, self.pages.filled)
        self.status = StatusLine(self._where)
        self.going = Going(loaded.path, self.pages, self.reading, self)
        self.references = References(loaded, self.going, self.pages, self)
        self.finding = Finding(self, self.top.search)
        self.found = Found(
            self.finding, self.going, self.pages, lambda *hit: self.desk.reach(*hit), self
        )
        self.guide = Procedure(settings, self)
        self.page_keys = PageKeys(self)
        self.outputs = Outputs(self, reference, settings, self._here, not self._station.kiosk)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._dress()
        self.finding.show_reference(reference, self.references.opened)
        self.pages.turn_to(self._first_pane())
        self.going.focus()

    def _entitle(self, reference: Reference) -> None:
        self.setWindowTitle(f"{reference.title} — Needleside")

    def _size_to(self, size: tuple[int, int]) -> None:
        """The size kept, but never larger than the screen leaves beside a title bar."""
        room = QGuiApplication.primaryScreen().availableSize()
        self.resize(min(size[0], room.width()), min(size[1], room.height() - TITLE_BAR))

    # -- making

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.pages, 1)
        column.addWidget(self.status)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(right, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go_pane)
        self.reading.changed.connect(self._look_changed)
        pages = self.pages
        pages.shown.connect(self.rail.choose)
        pages.shown.connect(self.status.rest)
        pages.redrawn.connect(self.status.rest)
        pages.went.connect(self.go)
        pages.asked.connect(lambda name: self.actions_by_id[name].trigger())
        pages.copied.connect(self.outputs.copy_source)
        pages.typed.connect(self.page_keys.typed)
        pages.zoomed.connect(self.reading.step_scale)
        self.page_keys.notes.connect(self.reading.toggle_notes)
        self.page_keys.search.connect(self.finding.begin)
        self.page_keys.keys.connect(self.asking.keys)
        self.finding.left.connect(self.going.focus)
        self.references.leaving.connect(self._leave_reference)
        self.references.changed.connect(self._reference_changed)
        self.guide.left.connect(self._left_procedure)
        self.guide.theme_wanted.connect(self.reading.next_theme)
        self.guide.quit_wanted.connect(self.close)
        for speaker in (pages, self.reading, self.going, self.references, self.found, self.outputs):
            speaker.said.connect(self.say)

    def finish(self) -> None:
        """What can wait until the first paint: the rest of the page, the index, other panes."""
        bind(self.actions_by_id)
        self.reading.ask_system()
        self._here().ready()
        self.setWindowIcon(QIcon(str(resources() / "icons" / "needleside.svg")))
        if not self.finding.is_ready:
            self._build_index()
        self._watch_idle()
        self.pages.make_ahead()
        self.desk.begin(self._adopts)

    def _build_index(self) -> None:
        bundled = self.references.opening.bundled().reference
        self.finding.build(bundled, self.references.opened)

    def _watch_idle(self) -> None:
        minutes = self._station.idle_minutes or self._settings.number("station/idle-minutes")
        app = QApplication.instance()
        if not minutes or app is None:
            return
        self.idle_watch = IdleWatch(minutes, self)
        self.idle_watch.idle.connect(self.start_over)
        app.installEventFilter(self.idle_watch)

    def start_over(self) -> None:
        """Back to how the program starts, for the next reader; what was searched for is gone.

        Not during procedure view: a reader with gloves on may not touch it for long.
        """
        if self.procedure is not None:
            return
        # Dialogs stand on one another, and one may ask to stay.
        while (dialog := QApplication.activeModalWidget()) is not None and dialog.close():
            pass
        self.top.search.clear()
        self.finding.close()
        self.found.forget()
        self.references.start_over()
        self.going.start_over()
        self.pages.start_over()
        self.going.focus()

    # -- what is on screen

    @property
    def reference(self) -> Reference:
        """The reference on screen."""
        return self.pages.reference

    @property
    def loaded(self) -> Loaded:
        """The reference on screen with its file and state."""
        return self.references.loaded

    @property
    def theme(self) -> Theme:
        """The look in force."""
        return self.reading.theme

    @property
    def panes(self) -> dict[Pane, BasePane]:
        """The panes that were made, by name."""
        return self.pages.panes

    @property
    def pane(self) -> Pane:
        """The pane in sight."""
        return self.pages.name

    @property
    def procedure(self) -> "ProcedureView | None":
        """Procedure view, while it is open."""
        return self.guide.view

    def _here(self) -> BasePane:
        return self.pages.here

    def _first_pane(self) -> Pane:
        kept = self._settings.text("window/pane")
        return next((pane for pane in self.pages.filled if pane == kept), "overview")

    # -- another reference

    def _leave_reference(self) -> None:
        self.guide.close()
        self.finding.close()
        self.found.forget()

    def _reference_changed(self) -> None:
        """Have every part speak of the reference that is on the pages now."""
        reference = self.reference
        self._entitle(reference)
        self.outputs.show_reference(reference)
        self.finding.show_reference(reference, self.references.opened)
        self.rail.show_reference(reference, self.loaded, self.pages.filled)
        self.rail.choose(self.pane)
        self._fit()
        self.status.hush()
        # What is in sight is painted first.
        QTimer.singleShot(0, self.pages, self.pages.complete)
        announce(self, reference.title)

    @property
    def desk(self) -> "Desk":
        """The libraries. They are loaded after the first paint, or when first asked for."""
        if self._desk is None:
            from viewer.ui.library.desk import Desk

            self._desk = Desk(
                self,
                self.references,
                self.finding,
                self._settings,
                self._station,
                lambda: self.theme,
                self.asking.ask,
            )
            self._desk.said.connect(self.say)
            self._desk.troubled.connect(self.asking.tell)
            self.status.add(self._desk.progress)
        return self._desk

    def _reach(self, hit: "Hit", then: Callable[[], None]) -> None:
        self.desk.reach(hit, then)

    def adopt_opened(self) -> None:
        """Copy the file that is open into the library, once the window is painted."""
        self._adopts = True

    # -- going places

    def go_pane(self, pane: Pane) -> None:
        """Show `pane` where the reader left it, and give it the focus."""
        self.finding.close()
        self.going.to_pane(pane)

    def go(self, id_: str) -> None:
        """Lead to the place `id_` on whichever pane it is."""
        self.going.to(id_)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc on the page leads back to where the search began."""
        if event.key() != QtCore.Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.finding.is_open:
            self.finding.close()
        elif not self.found.leave():
            self._here().leave_inner()

    # -- how one reads

    def _look_changed(self) -> None:
        self.setFont(QApplication.font())
        self._dress()

    def _dress(self) -> None:
        """Have every part draw with the theme in force."""
        self.top.set_theme(self.theme)
        self._fit()
        self.finding.set_theme(self.theme)
        self.pages.set_theme()
        if self.procedure is not None:
            self.procedure.set_theme(self.theme)

    def _fit(self) -> None:
        slim = self.width() < self.theme.px(SLIM_BELOW)
        self.rail.set_theme(self.theme, slim)
        self.top.fit(self.width() - self.rail.maximumWidth(), self.theme)
        self.finding.place()

    # -- procedure view

    def open_procedure(self) -> None:
        """Procedure view, at the step in sight or where it was left."""
        if self.reference.phases:
            step = self.going.step_to_open()
            self.guide.open(self.reference, self.theme, step, self.screen())
        else:
            self.say(NOTHING["steps"])

    def _left_procedure(self, step: str) -> None:
        """Back in the window, at the step that procedure view was left at."""
        self.go(step)
        self.activateWindow()

    # -- saying

    def say(self, text: str) -> None:
        """Show `text` in the status line for a while, and tell a screen reader."""
        self.status.say(text)

    def _where(self) -> str:
        """What the status line says when nothing was just said."""
        line = self._here().line()
        if line:
            return line
        notes = counted(len(self.reference.notes), "note")
        return f"{dated(self.reference)}  ·  {notes}"

    # -- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail and the bar fit the new width; an open panel follows the field."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """After the first paint, do what could wait."""
        super().paintEvent(event)
        if not self.finding.is_ready:
            QTimer.singleShot(0, self, self._first_painted)

    def _first_painted(self) -> None:
        if not self.finding.is_ready:
            self.painted.emit()
            self.finish()

    def changeEvent(self, event: QEvent) -> None:
        """A window that comes to the front sees what changed in the libraries meanwhile."""
        super().changeEvent(event)
        came = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if came and self._desk is not None:
            self._desk.activated()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped to be added to the library."""
        if event.mimeData().hasUrls() and not self._station.kiosk:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the files."""
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        # Whoever dropped them waits for an answer until this returns.
        QTimer.singleShot(0, self, lambda: self.desk.drop(urls))

    def stop_threads(self) -> None:
        """Have nothing handed over any more: a thread must not reach a window that is going."""
        if self._desk is not None:
            self._desk.close()
        self.finding.searching.stop()
        self.references.opening.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what comes back at the next start."""
        self.guide.close()
        self.stop_threads()
        settings = self._settings
        settings.put("window/maximized", self.isMaximized())
        if not self.isMaximized() and not self.isFullScreen():
            settings.put("window/size", f"{self.width()}x{self.height()}")
        settings.put("window/pane", self.pane)
        self.reading.keep()
        trouble = settings.save()
        if trouble:
            self.asking.tell("The settings could not be kept.", trouble)
        super().closeEvent(event)
