"""Procedure view: the bars around the screen in use, and what each key does there."""

from time import monotonic

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.content.model import Reference
from viewer.ui.announce import announce
from viewer.ui.procedure.awake import Awake
from viewer.ui.procedure.course import Course, stops
from viewer.ui.procedure.measure import Sight, screen_density
from viewer.ui.procedure.pedal import Move, Pedal, meaning
from viewer.ui.procedure.screens import (
    CardScreen,
    GlanceScreen,
    NoteScreen,
    StepScreen,
    WordScreen,
)
from viewer.ui.procedure.sizing import DISTANCES_CM
from viewer.ui.theme import Theme

# What the "More" screen offers and the key that does the same: id, text, key.
EXTRAS: tuple[tuple[str, str, str], ...] = (
    ("glance", "Glance: all steps of the phase", "G"),
    ("notes", "Notes on this step", "N"),
    ("done", "Mark the step done", "M"),
    ("nearer", "Read from nearer", "-"),
    ("farther", "Read from farther", "+"),
    ("theme", "Next theme", "Ctrl+D"),
    ("one-pedal", "One pedal: two presses go back", "O"),
    ("pedal-test", "Test the pedal", "P"),
    ("calibrate", "Measure the screen with a bank card", "C"),
    ("leave", "Leave procedure view", "Esc"),
)


class ProcedureView(QWidget):
    """A window of its own, full screen, that shows one step at a time."""

    left = Signal(str)  # the id of the step one was at
    theme_wanted = Signal()
    distance_chosen = Signal(int)  # cm
    one_pedal_chosen = Signal(bool)
    measured = Signal(float)  # pixels per mm of this screen

    def __init__(
        self,
        reference: Reference,
        theme: Theme,
        start: str = "",
        distance_cm: int = 150,
        pixels_per_mm: float = 0.0,
        one_pedal: bool = False,
    ) -> None:
        """`start` is the id of a step or phase; `pixels_per_mm` 0 asks the screen."""
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("procedure")
        self.setWindowTitle(f"{reference.title}, procedure view — Needleside")
        self.course = Course(stops(reference), start)
        self.awake = Awake(self)
        self.pedal = Pedal(monotonic)
        self.pedal.single = one_pedal
        self._theme = theme
        self._distance = distance_cm
        self._given_density = pixels_per_mm
        self.testing = False  # the pedal test is on
        self._settle = QTimer(self)
        self._settle.setInterval(40)
        self._settle.timeout.connect(self._settled)
        self.where = QLabel()
        self.next_words = QLabel()
        self.back_button = QPushButton("‹ Back")
        self.next_button = QPushButton("Next ›")
        self.more_button = QPushButton("More")
        self.leave_button = QPushButton("Leave  Esc")
        self.distance_button = QPushButton()
        self.step = StepScreen()
        self.glance = GlanceScreen()
        self.notes = NoteScreen()
        self.words = WordScreen()
        self.card = CardScreen()
        self.more = self._make_more()
        self.stack = QStackedWidget()
        for screen in (self.step, self.glance, self.notes, self.words, self.card, self.more):
            self.stack.addWidget(screen)
        self._lay_out()
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # -- making

    def _make_more(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setSpacing(12)
        self.extras: dict[str, QPushButton] = {}
        for at, (id_, text, key) in enumerate(EXTRAS):
            button = QPushButton(f"{text}    {key}")
            button.clicked.connect(lambda _=False, id_=id_: self.do(id_))
            self.extras[id_] = button
            grid.addWidget(button, at // 2, at % 2)
        grid.setRowStretch(len(EXTRAS) // 2 + 1, 1)
        return made

    def _lay_out(self) -> None:
        top, bottom = QHBoxLayout(), QHBoxLayout()
        for label in (self.where, self.next_words):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.next_words.setWordWrap(True)
        self.where.setObjectName("where")
        top.addWidget(self.where, 1)
        for button in (self.distance_button, self.more_button, self.leave_button):
            top.addWidget(button)
        bottom.addWidget(self.back_button)
        bottom.addWidget(self.next_words, 1)
        bottom.addWidget(self.next_button)
        self.next_button.setObjectName("primary")
        for button in self.findChildren(QPushButton):
            # Space and Enter are pedals here; every button has a key of its own.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for bar in (top, bottom):
            bar.setSpacing(16)
        box = QVBoxLayout(self)
        box.setContentsMargins(40, 20, 40, 24)
        box.setSpacing(20)
        box.addLayout(top)
        box.addWidget(self.stack, 1)
        box.addLayout(bottom)

    def _connect(self) -> None:
        self.back_button.clicked.connect(lambda: self.move_by("back"))
        self.next_button.clicked.connect(lambda: self.move_by("on"))
        self.more_button.clicked.connect(lambda: self.show_screen(self.more))
        self.leave_button.clicked.connect(self.escape)
        self.distance_button.clicked.connect(lambda: self.step_distance(1, around=True))
        self.step.notes_wanted.connect(lambda: self.do("notes"))

    # -- looks

    def set_theme(self, theme: Theme) -> None:
        """Draw with `theme`."""
        self._theme = theme
        self._look()

    def _look(self) -> None:
        """Work out the sizes for the screen and the distance, and hand them round."""
        density, believed = screen_density(self.screen())
        if self._given_density:
            density, believed = self._given_density, True
        self.sight = Sight(self._theme.palette, self._distance, density, believed)
        self.card.pixels_per_mm = density
        colours = self._theme.palette
        self.setStyleSheet(
            f"#procedure {{ background: {colours.ground}; }}"
            f"#procedure QPushButton {{ min-height: {self.sight.target}px;"
            f" min-width: {self.sight.target}px; font-size: {self._small():.0f}px; }}"
            f"#procedure QLabel {{ font-size: {self._small():.0f}px; color: {colours.soft}; }}"
            f"#procedure QLabel#where {{ color: {colours.ink}; font-weight: 600; }}"
            f"#procedure #primary {{ min-width: {self.sight.target * 3}px; }}"
        )
        metres = f"{self._distance / 100:g} m"
        doubt = "" if believed else " ?"
        self.distance_button.setText(f"Read at {metres}{doubt}")
        self.distance_button.setAccessibleName(f"Reading distance {metres}")
        for screen in (self.step, self.glance, self.notes, self.words, self.card):
            screen.set_sight(self.sight)
        self._say_where()

    def _small(self) -> float:
        """The size in pixels of what stands in the bars: they must not crowd the step."""
        return min(max(self.sight.least * 0.7, 18.0), self.sight.target * 0.36)

    # -- showing

    def open(self) -> None:
        """Show full screen and keep the screen awake."""
        self.showFullScreen()
        self.activateWindow()
        self.setFocus()
        self._look()
        self._show_step()
        self.awake.hold()

    def show_screen(self, screen: QWidget) -> None:
        """Bring `screen` between the bars."""
        self.stack.setCurrentWidget(screen)
        self._say_where()

    def _show_step(self, last_page: bool = False) -> None:
        self.step.set_stop(self.course.here, last_page)
        self.show_screen(self.step)
        announce(self.step, self.step.accessibleName())

    def _show_glance(self) -> None:
        here = self.course.here.step.id
        self.glance.set_stops(self.course.phase_stops(), here, frozenset(self.course.done))
        self.show_screen(self.glance)
        announce(self.glance, self.glance.accessibleName())

    def _say_where(self) -> None:
        """What the bars say: where one is, and what comes next."""
        here, following = self.course.here, self.course.following
        parts = [here.phase.title, f"step {here.number} of {here.count}"]
        if len(self.step.pages) > 1:
            parts.append(f"page {self.step.page + 1} of {len(self.step.pages)}")
        if here.step.id in self.course.done:
            parts.append("done ✓")
        if self.pedal.single:
            parts.append("one pedal")
        shown = self.stack.currentWidget()
        after = f"Next: {following.step.short}" if following else "This is the last step."
        if shown is self.notes:
            parts, after = [self.notes.place], "Esc or N returns to the step"
        elif shown is self.glance:
            parts = [here.phase.title, "all steps"]
            after = f"Readable from {self.glance.reach_cm / 100:.1f} m. G returns to the step"
        elif shown in (self.words, self.card, self.more):
            parts, after = ["Procedure view"], "Esc returns to the step"
        self.where.setText("   ".join(parts))
        self.next_words.setText(after)

    # -- doing

    def move_by(self, move: Move) -> None:
        """Go on or back: pages first, then steps; on other screens what they turn."""
        by = 1 if move == "on" else -1
        shown = self.stack.currentWidget()
        if shown is self.notes:
            if not self.notes.turn(by):
                self._show_step()
        elif shown is self.glance:
            self.course.move(by)
            self._show_glance()
        elif shown is self.card:
            self.card.widen(by)
        elif shown is not self.step:
            self._show_step()
        elif not self.step.turn(by) and self.course.move(by):
            self._show_step(last_page=by < 0)
        self._say_where()

    def do(self, id_: str) -> None:
        """One of `EXTRAS`. Raises KeyError for anything else."""
        work = {
            "glance": self._toggle_glance,
            "notes": self._toggle_notes,
            "done": self._mark_done,
            "nearer": lambda: self.step_distance(-1),
            "farther": lambda: self.step_distance(1),
            "theme": self.theme_wanted.emit,
            "one-pedal": self._toggle_single,
            "pedal-test": self._test_pedal,
            "calibrate": lambda: self.show_screen(self.card),
            "leave": self.close,
        }
        work[id_]()

    def _toggle_glance(self) -> None:
        if self.stack.currentWidget() is self.glance:
            self._show_step()
        else:
            self._show_glance()

    def _toggle_notes(self) -> None:
        notes = self.course.here.notes
        if self.stack.currentWidget() is self.notes:
            self._show_step()
        elif notes:
            self.notes.set_notes(notes)
            self.show_screen(self.notes)
            announce(self.notes, self.notes.accessibleName())
        else:
            self.words.say("No note on this step.", "Next or Esc returns to the step.")
            self.show_screen(self.words)

    def _mark_done(self) -> None:
        self.course.toggle_done()
        if self.stack.currentWidget() is self.glance:
            self._show_glance()
        else:
            self._show_step()

    def _toggle_single(self) -> None:
        self.pedal.single = not self.pedal.single
        self.one_pedal_chosen.emit(self.pedal.single)
        if self.pedal.single:
            self.words.say(
                "One pedal.", "One press goes on. Two presses within half a second go back."
            )
        else:
            self.words.say("Two directions.", "Every press counts at once.")
        self.show_screen(self.words)

    def _test_pedal(self) -> None:
        self.words.say("Press your pedal.", "The key that arrives is named here. Esc leaves.")
        self.testing = True
        self.show_screen(self.words)

    def step_distance(self, by: int, around: bool = False) -> None:
        """Another reading distance; past the last one the first comes only if `around`."""
        at = DISTANCES_CM.index(self._distance) if self._distance in DISTANCES_CM else 3
        to = (at + by) % len(DISTANCES_CM) if around else at + by
        self._distance = DISTANCES_CM[min(max(to, 0), len(DISTANCES_CM) - 1)]
        self.distance_chosen.emit(self._distance)
        self._look()
        if self.stack.currentWidget() is self.more:
            self._show_step()

    def escape(self) -> None:
        """Back to the step from another screen; from the step out of procedure view."""
        self.testing = False
        if self.stack.currentWidget() is self.step:
            self.close()
        else:
            self._show_step()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pedals, then the keys of `EXTRAS`; a key that means nothing does nothing."""
        self.awake.touch()
        name = key_name(event)
        if name == "Esc":
            self.escape()
        elif self.testing and self.stack.currentWidget() is self.words:
            self._tell_key(name, event.isAutoRepeat())
        elif self.stack.currentWidget() is self.card and self._card_key(event, name):
            pass
        elif (move := meaning(name)) is not None:
            self._pressed(move, event.isAutoRepeat())
        elif not event.isAutoRepeat():
            plain = {key.upper(): id_ for id_, _text, key in EXTRAS} | {"=": "farther"}
            if name.upper() in plain:
                self.do(plain[name.upper()])
            elif name in ("F5", "F11"):
                self.close()

    def _pressed(self, move: Move, repeated: bool) -> None:
        now = self.pedal.press(move, repeated)
        if now is not None:
            self.move_by(now)
        if self.pedal.is_waiting:
            self._settle.start()
        else:
            self._settle.stop()

    def _settled(self) -> None:
        """With one pedal: the second press did not come, so the first one goes on."""
        move = self.pedal.settle()
        if move is not None:
            self._settle.stop()
            self.move_by(move)

    def _tell_key(self, name: str, repeated: bool) -> None:
        if repeated:
            return
        move = meaning(name)
        does = {"on": "It goes on.", "back": "It goes back."}.get(move or "")
        self.words.say(
            f"{name or 'An unnamed key'} arrived.",
            does
            or "It does nothing here. Set the pedal to send Page Down to go on and Page Up to go "
            "back.",
        )

    def _card_key(self, event: QKeyEvent, name: str) -> bool:
        """The frame takes Left, Right and Enter itself, held down as well."""
        large = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.card.widen(large if key == Qt.Key.Key_Right else -large)
            return True
        if name in ("Return", "Enter"):
            self._given_density = self.card.pixels_per_mm
            self.measured.emit(self._given_density)
            self._look()
            self._show_step()
            return True
        return False

    # -- Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch says that somebody is there."""
        self.awake.touch()
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another screen or size: other pixels per mm."""
        super().resizeEvent(event)
        if self.isVisible():
            self._look()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the screen sleep again and say where one was; marks of done steps are gone."""
        self._settle.stop()
        self.awake.release()
        self.left.emit(self.course.here.step.id)
        super().closeEvent(event)


def key_name(event: QKeyEvent) -> str:
    """The name of the key that arrived: "PageDown", "Shift+Space", "Ctrl+D"."""
    key = Qt.Key(event.key())
    names = {Qt.Key.Key_PageDown: "PageDown", Qt.Key.Key_PageUp: "PageUp"}
    shift = Qt.KeyboardModifier.ShiftModifier
    control = Qt.KeyboardModifier.ControlModifier
    name = names.get(key) or QKeySequence(event.key()).toString()
    if key == Qt.Key.Key_Space and event.modifiers() & shift:
        return "Shift+Space"
    return f"Ctrl+{name}" if event.modifiers() & control else name
