"""The window: wiring only. Panes, rail, search and dialogs emit; here they are connected."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.content.library import Loaded, resources
from viewer.content.model import PANES, Pane, Reference
from viewer.content.origin import dated
from viewer.content.places import PANE_TITLES, Place, places
from viewer.render.html import counted
from viewer.render.palette import THEMES, ThemeName
from viewer.ui import theme as themes
from viewer.ui.actions import FILE_ACTIONS, make_actions
from viewer.ui.announce import announce
from viewer.ui.finding import Finding
from viewer.ui.history import History, Visit
from viewer.ui.outputs import Outputs
from viewer.ui.panes.base import BasePane
from viewer.ui.panes.document import DocumentPane
from viewer.ui.rail import Rail
from viewer.ui.settings import SCALES, Settings
from viewer.ui.station import IdleWatch, Station
from viewer.ui.theme import Theme
from viewer.ui.topbar import TopBar

if TYPE_CHECKING:
    from viewer.ui.procedure.view import ProcedureView

# How long a message stays in the status line, and how long N waits for a second letter.
MESSAGE_MS, SECOND_LETTER_MS = 5000, 350
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
        system: themes.SystemLook,
        station: Station | None = None,
    ) -> None:
        """`loaded` says whether the content is intact, as the rail and About show it."""
        super().__init__()
        self.reference = reference
        self._settings = settings
        self._loaded = loaded
        self._system = system
        self._station = station or Station()
        self._history = History()
        self._before_search: Visit | None = None
        self._places: dict[str, Place] = {}
        self._place = ""
        self._step = ""  # the step last led to, or left in procedure view
        self._step_scroll = -1  # where the page stood then
        self.procedure: ProcedureView | None = None
        self.setWindowTitle(f"{reference.title} — Needleside")
        self.setMinimumSize(480, 360)
        self._size_to(settings.size())
        self.theme = Theme(self._theme_name(), settings.number("read/scale"), themes.base_points())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            # Before any widget is made: those made earlier learn of a new font one event later.
            themes.apply(app, self.theme)
        self.setFont(QApplication.font())
        self.actions_by_id = make_actions(self, self._work())
        if self._station.kiosk:
            for id_ in FILE_ACTIONS:
                self.actions_by_id[id_].setEnabled(False)
        # The key that leaves procedure view, held down, must not open it again.
        self.actions_by_id["procedure"].setAutoRepeat(False)
        self.rail = Rail(reference, loaded)
        self.top = TopBar(self.actions_by_id)
        self.stack = QStackedWidget()
        self.panes: dict[Pane, BasePane] = {}
        self.status = QLabel()
        self.finding = Finding(self, self.top.search, reference)
        self.outputs = Outputs(self, reference, settings, self._here, not self._station.kiosk)
        self._message = QTimer(self)
        self._message.setSingleShot(True)
        self._message.timeout.connect(self._say_where)
        self._letter = QTimer(self)
        self._letter.setSingleShot(True)
        self._letter.setInterval(SECOND_LETTER_MS)
        self._letter.timeout.connect(self.toggle_notes)
        self._notes = settings.flag("read/notes")
        self._lay_out()
        self._connect()
        self._dress()
        self._show_pane(self._first_pane())
        self._focus_page()

    def _size_to(self, size: tuple[int, int]) -> None:
        """The size kept, but never larger than the screen leaves beside a title bar."""
        room = QGuiApplication.primaryScreen().availableSize()
        self.resize(min(size[0], room.width()), min(size[1], room.height() - TITLE_BAR))

    # -- making

    def _lay_out(self) -> None:
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        status = QFrame()
        status.setObjectName("status")
        line = QHBoxLayout(status)
        line.setContentsMargins(40, 6, 24, 6)
        line.addWidget(self.status, 1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.stack, 1)
        column.addWidget(status)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(right, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go_pane)
        self.finding.opened.connect(self._open_hit)
        self.finding.left.connect(self._focus_page)
        self.outputs.said.connect(self.say)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _work(self) -> dict[str, Callable[[], object]]:
        """What each action of the table does."""
        panes: dict[str, Callable[[], object]] = {
            f"pane-{pane}": partial(self.go_pane, pane) for pane in PANES
        }
        return panes | {
            "back": self.go_back,
            "forward": self.go_forward,
            "next-area": lambda: self._next_area(1),
            "previous-area": lambda: self._next_area(-1),
            "find": lambda: self.finding.begin(),
            "next-hit": lambda: self._step_hit(1),
            "previous-hit": lambda: self._step_hit(-1),
            "procedure": self.open_procedure,
            "larger": lambda: self._step_scale(1),
            "smaller": lambda: self._step_scale(-1),
            "normal": lambda: self._set_scale(100),
            "theme": self._next_theme,
            "system-theme": self._follow_system,
            "notes": self.toggle_notes,
            "open-all": self._toggle_all,
            "copy": lambda: self.outputs.copy(),
            "copy-row": lambda: self.outputs.copy_row(),
            "sort-codes": self._sort_codes,
            "save-csv": self._save_csv,
            "print": lambda: self.outputs.print_in_sight(),
            "print-parts": lambda: self.outputs.print_parts(),
            "palette": self._show_palette,
            "keys": self._show_keys,
            "about": self._show_about,
            "quit": self.close,
        }

    def _pane(self, pane: Pane) -> BasePane:
        """The pane, made when it is first asked for."""
        if pane not in self.panes:
            made = self._make_pane(pane)
            made.set_theme(self.theme)
            made.set_notes(self._notes)
            made.went.connect(self.go)
            made.asked.connect(lambda name: self.actions_by_id[name].trigger())
            made.copied.connect(self.outputs.copy_source)
            made.said.connect(self.say)
            made.drawn.connect(lambda pane=pane: self._redrawn(pane))
            made.typed.connect(self._typed)
            made.view.zoomed.connect(self._step_scale)
            self.panes[pane] = made
            self.stack.addWidget(made)
        return self.panes[pane]

    def _make_pane(self, pane: Pane) -> BasePane:
        """Each kind of pane is loaded when it is first made."""
        if pane == "coding":
            from viewer.ui.panes.coding import CodingPane

            return CodingPane(self.reference)
        if pane == "faq":
            from viewer.ui.panes.faq import FaqPane

            return FaqPane(self.reference)
        return DocumentPane(pane, self.reference)

    def finish(self) -> None:
        """What can wait until the first paint: the rest of the page, the index, other panes."""
        self._here().ready()
        self.setWindowIcon(QIcon(str(resources() / "icons" / "needleside.svg")))
        if not self.finding.is_ready:
            self.finding.build()
        self._watch_idle()
        self._ahead([pane for pane in PANES if pane not in self.panes])

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
        self._step = ""
        self.top.search.clear()
        self.finding.close()
        self._forget_search()
        self._history.clear()
        for pane in self.panes.values():
            pane.start_over()
        self._show_pane("overview")
        self._focus_page()

    def _ahead(self, waiting: list[Pane]) -> None:
        """Make the panes that were not shown yet, one a turn of the event loop."""
        if waiting and self.isVisible():
            pane = self._pane(waiting[0])
            pane.resize(self.stack.size())
            pane.ready()
            QTimer.singleShot(0, self, lambda: self._ahead(waiting[1:]))

    # -- going places

    @property
    def pane(self) -> Pane:
        """The pane in sight."""
        return next(name for name, made in self.panes.items() if made is self._here())

    def _here(self) -> BasePane:
        here = self.stack.currentWidget()
        return here if isinstance(here, BasePane) else self._pane("overview")

    def _first_pane(self) -> Pane:
        kept = self._settings.text("window/pane")
        return next((pane for pane in PANES if pane == kept), "overview")

    def _show_pane(self, pane: Pane) -> None:
        made = self._pane(pane)
        made.resize(self.stack.size())
        self.stack.setCurrentWidget(made)
        self.rail.choose(pane)
        self._say_where()

    def _visit(self) -> Visit:
        here = self._here()
        entry = here.entry()
        return Visit(self.pane, here.view.top_place(), entry.id if entry else "")

    def go_pane(self, pane: Pane) -> None:
        """Show `pane` where the reader left it, and give it the focus."""
        if pane != self.pane:
            self._history.leave(self._visit())
            self._forget_search()
            self._show_pane(pane)
            announce(self, PANE_TITLES[pane])
        self.finding.close()
        self._focus_page()

    def go(self, id_: str) -> None:
        """Lead to the place `id_` on whichever pane it is."""
        if not self._places:
            self._places = {place.id: place for place in places(self.reference)}
        place = self._places.get(id_)
        self._history.leave(self._visit())
        if place is not None and place.pane != self.pane:
            self._show_pane(place.pane)
        if place is not None and place.role == "note" and not self._notes:
            self.toggle_notes()
        self._place = id_
        self._here().show_place(id_)
        if place is not None and place.role == "step":
            self._step = id_
            self._step_scroll = self._here().view.verticalScrollBar().value()
        self._focus_page()

    def go_back(self) -> None:
        """Back to the place before, at its scroll position."""
        self._return(self._history.back(self._visit()))

    def go_forward(self) -> None:
        """Forward to the place that Back came from."""
        self._return(self._history.forward(self._visit()))

    def _return(self, visit: Visit | None) -> None:
        if visit is None:
            self.say("There is nothing further in this direction.")
            return
        self._forget_search()
        self._show_pane(visit.pane)
        here = self._here()
        here.ready()
        here.choose_entry(visit.code)
        here.view.restore(visit.bookmark)
        self._focus_page()

    def _focus_page(self) -> None:
        self._here().setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_area(self, by: int) -> None:
        """Round the areas of the window: rail, search, page, and the detail of coding."""
        here = self._here()
        areas: list[QWidget] = [self.rail.buttons[self.pane], self.top.search]
        areas += here.areas()
        focused = QApplication.focusWidget()
        at = next(
            (
                number
                for number, area in enumerate(areas)
                if focused is not None and (area is focused or area.isAncestorOf(focused))
            ),
            0 if by > 0 else 1,
        )
        area = areas[(at + by) % len(areas)]
        area.setFocus(Qt.FocusReason.TabFocusReason)
        here.reveal(area)

    # -- search

    def _typed(self, text: str) -> None:
        """A character typed on a page: one of the few local keys, or the start of a search."""
        if self._letter.isActive():
            # N and then another letter is a word, not a wish to hide the notes.
            self._letter.stop()
            self.finding.begin("n" + text)
        elif text in ("n", "N"):
            self._letter.start()
        elif text == "/":
            self.finding.begin()
        elif text == "?":
            self._show_keys()
        else:
            self.finding.begin(text)

    def _open_hit(self, hit: object) -> None:
        self._before_search = self._visit()
        place = hit.place  # type: ignore[attr-defined]
        self.go(place.id)
        marked = self.finding.mark(self._here().view, place.id)
        if marked > 1:
            self.say(f"{counted(marked, 'hit')} on this page. F3 goes to the next.")

    def _redrawn(self, pane: Pane) -> None:
        if self.finding.terms is not None and self.stack.currentWidget() is self.panes.get(pane):
            self.finding.mark(self._here().view, self._place)
        self._say_where()

    def _step_hit(self, by: int) -> None:
        number, count = self._here().view.step_mark(by)
        self.say(f"Hit {number} of {count}." if count else "No search is marked on this page.")

    def _forget_search(self) -> None:
        self._before_search = None
        self.finding.forget()
        self._here().view.set_marks([], 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc on the page leads back to where the search began."""
        if event.key() == Qt.Key.Key_Escape:
            before = self._before_search
            here = self._here()
            if self.finding.is_open:
                self.finding.close()
            elif before is not None:
                self._return(before)
            else:
                here.leave_inner()
            return
        super().keyPressEvent(event)

    # -- how one reads

    def _theme_name(self) -> ThemeName:
        kept = self._settings.text("read/theme")
        chosen = next((name for name in THEMES if name == kept), None)
        return chosen or themes.system_theme(self._system)

    def _apply_theme(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            themes.apply(app, self.theme)
        self.setFont(QApplication.font())
        self._dress()

    def _dress(self) -> None:
        """Have every part draw with the theme in force."""
        self.top.set_theme(self.theme)
        self._fit()
        self.finding.set_theme(self.theme)
        for pane in self.panes.values():
            pane.set_theme(self.theme)
        if self.procedure is not None:
            self.procedure.set_theme(self.theme)

    def _fit(self) -> None:
        slim = self.width() < self.theme.px(SLIM_BELOW)
        self.rail.set_theme(self.theme, slim)
        self.top.fit(self.width() - self.rail.maximumWidth(), self.theme)
        self.finding.place()

    def _next_theme(self) -> None:
        self.theme = self.theme.next()
        self._settings.put("read/theme", self.theme.name)
        self._apply_theme()
        self.say(f"Theme: {self.theme.name}.")

    def _follow_system(self) -> None:
        self._settings.put("read/theme", "system")
        self._system_changed()
        self.say("The theme follows the system.")

    def _system_changed(self, *_scheme: object) -> None:
        name = self._theme_name()
        if name != self.theme.name:
            self.theme = Theme(name, self.theme.scale, self.theme.base_points)
            self._apply_theme()

    def _step_scale(self, by: int) -> None:
        at = SCALES.index(self.theme.scale) + by
        self._set_scale(SCALES[min(max(at, 0), len(SCALES) - 1)])

    def _set_scale(self, scale: int) -> None:
        if scale != self.theme.scale:
            self.theme = Theme(self.theme.name, scale, self.theme.base_points)
            self._settings.put("read/scale", scale)
            self._apply_theme()
        self.say(f"Text size {scale} %.")

    def toggle_notes(self) -> None:
        """Show all notes or hide them; hidden ones leave a mark."""
        self._notes = not self._notes
        self._settings.put("read/notes", self._notes)
        for pane in self.panes.values():
            pane.set_notes(self._notes)
        self.say("Notes are shown." if self._notes else "Notes are hidden. N shows them again.")

    def _toggle_all(self) -> None:
        opened = self._here().toggle_all()
        self.say("Everything on this page is open." if opened else "Everything is closed again.")

    # -- procedure view

    def open_procedure(self) -> None:
        """Procedure view, at the step in sight or where it was left."""
        if self.procedure is not None:
            self.procedure.activateWindow()
            return
        if not self.reference.phases:
            self.say("This reference has no steps.")
            return
        from viewer.ui.procedure.view import ProcedureView

        settings = self._settings
        view = ProcedureView(
            self.reference,
            self.theme,
            self._step_to_open(),
            settings.number("procedure/distance"),
            settings.measured,
            settings.flag("procedure/one-pedal"),
        )
        view.left.connect(self._left_procedure)
        view.theme_wanted.connect(self._next_theme)
        view.distance_chosen.connect(lambda cm: settings.put("procedure/distance", cm))
        view.one_pedal_chosen.connect(lambda on: settings.put("procedure/one-pedal", on))
        view.measured.connect(settings.measure)
        view.quit_wanted.connect(self.close)
        self.procedure = view
        view.open(self.screen())

    def _step_to_open(self) -> str:
        """The step in sight; the one last led to while the page stands as it stood then.

        The last steps of a page cannot be brought to its top, where a step is in sight.
        """
        here = self._here()
        in_sight = here.step_in_sight()
        still = here.view.verticalScrollBar().value() == self._step_scroll
        return self._step if self._step and (still or not in_sight) else in_sight

    def _left_procedure(self, step: str) -> None:
        """Back in the window, at the step that procedure view was left at."""
        view, self.procedure = self.procedure, None
        if view is not None:
            view.deleteLater()
        self.go(step)
        self.activateWindow()

    # -- the coding table

    def _sort_codes(self) -> None:
        self.go_pane("coding")
        self.say(self._here().sort_next())

    def _save_csv(self) -> None:
        self.go_pane("coding")
        self._here().save_csv()

    # -- saying

    def say(self, text: str) -> None:
        """Show `text` in the status line for a while, and tell a screen reader."""
        self.status.setText(text)
        self._message.start(MESSAGE_MS)
        announce(self.status, text)

    def _say_where(self) -> None:
        if self._message.isActive():
            return
        line = self._here().line()
        if line:
            self.status.setText(line)
            return
        notes = counted(len(self.reference.notes), "note")
        self.status.setText(f"{dated(self.reference)}  ·  {notes}")

    def _show_palette(self) -> None:
        from viewer.ui.dialogs import PaletteDialog

        dialog = PaletteDialog(self, self.actions_by_id)
        action = dialog.chosen() if self._ask(dialog) else None
        if action is not None:
            action.trigger()

    def _show_keys(self) -> None:
        from viewer.ui.dialogs import KeysDialog

        self._ask(KeysDialog(self))

    def _show_about(self) -> None:
        from viewer.ui.dialogs import AboutDialog

        self._ask(AboutDialog(self, self.reference, self._loaded.sentence))

    def tell(self, what: str, remedy: str = "", detail: str = "") -> None:
        """A dialog that says what happened and what to do."""
        from viewer.ui.trouble import TroubleDialog

        self._ask(TroubleDialog(self, what, remedy, detail))

    @staticmethod
    def _ask(dialog: QDialog) -> bool:
        """Show `dialog` until it is left, then drop it. Returns whether it was accepted."""
        accepted = bool(dialog.exec())
        dialog.deleteLater()
        return accepted

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

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what comes back at the next start."""
        if self.procedure is not None:
            self.procedure.close()
        settings = self._settings
        settings.put("window/maximized", self.isMaximized())
        if not self.isMaximized() and not self.isFullScreen():
            settings.put("window/size", f"{self.width()}x{self.height()}")
        settings.put("window/pane", self.pane)
        trouble = settings.save()
        if trouble:
            self.tell("The settings could not be kept.", trouble)
        super().closeEvent(event)
