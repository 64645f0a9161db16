"""Procedure view: the bars around the screen in use, and what each key does there."""

from collections.abc import Callable
from textwrap import fill
from time import monotonic

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.content.model import Reference
from viewer.ui.announce import announce
from viewer.ui.procedure.awake import Awake
from viewer.ui.procedure.course import Course, stops
from viewer.ui.procedure.measure import SMALLEST, Sight, font, screen_density
from viewer.ui.procedure.pedal import Move, Pedal, meaning
from viewer.ui.procedure.screens import (
    CardScreen,
    GlanceScreen,
    NoteScreen,
    StepScreen,
    WordScreen,
)
from viewer.ui.procedure.sizing import DISTANCES_CM, largest_fitting
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
    ("leave", "Leave procedure view", "F5"),
)
# The other keys, for the list of all keys.
PEDAL_KEYS: tuple[tuple[str, str], ...] = (
    ("Page Down, Right, Down, Space, Enter", "Go on"),
    ("Page Up, Left, Up, Backspace, Shift+Space", "Go back"),
    ("F1", "More: everything that can be done there"),
    ("Esc", "Back to the step; from the step, leave"),
)
# Space between the edge of the window and what is on it, and between buttons, in pixels.
EDGE, GAP = 40, 12


class ProcedureView(QWidget):
    """A window of its own, full screen, that shows one step at a time."""

    left = Signal(str)  # the id of the step one was at
    theme_wanted = Signal()
    distance_chosen = Signal(int)  # cm
    one_pedal_chosen = Signal(bool)
    measured = Signal(str, float)  # the name of a screen and its pixels per mm
    quit_wanted = Signal()

    def __init__(
        self,
        reference: Reference,
        theme: Theme,
        start: str = "",
        distance_cm: int = 150,
        known_density: Callable[[str], float] = lambda _name: 0.0,
        one_pedal: bool = False,
    ) -> None:
        """`start` is the id of a step or phase.

        `known_density` gives the pixels per mm that a screen was measured to have, by its name;
        0 asks the screen itself.
        """
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("procedure")
        self.setWindowTitle(f"{reference.title}, procedure view — Needleside")
        self.course = Course(stops(reference), start)
        self.awake = Awake(self)
        self.pedal = Pedal(monotonic)
        self.pedal.single = one_pedal
        self._theme = theme
        self._distance = distance_cm
        self._known_density = known_density
        self.testing = False  # the pedal test is on
        self._settle = QTimer(self)
        self._settle.setInterval(40)
        self._settle.timeout.connect(self._settled)
        self.where = QLabel()
        self.next_words = QLabel()
        self.back_button = QPushButton("‹ Back")
        self.next_button = QPushButton("Next ›")
        self.more_button = QPushButton("More  F1")
        self.leave_button = QPushButton()
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
        made.setObjectName("more")
        self._grid = QGridLayout(made)
        self._grid.setSpacing(GAP)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.extras: dict[str, QPushButton] = {}
        for id_, text, _key in EXTRAS:
            button = QPushButton(made)
            button.setAccessibleName(text)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, id_=id_: self.do(id_))
            self.extras[id_] = button
        return made

    def _lay_out(self) -> None:
        top, bottom = QHBoxLayout(), QHBoxLayout()
        for label in (self.where, self.next_words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            # A long phase title takes a second line, and never widens the window past the screen.
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.where.setObjectName("where")
        self.back_button.setAccessibleName("Back")
        self.next_button.setAccessibleName("Next")
        self.more_button.setAccessibleName("More")
        top.addWidget(self.where, 1)
        for button in (self.distance_button, self.more_button, self.leave_button):
            top.addWidget(button)
        bottom.addWidget(self.back_button)
        bottom.addWidget(self.next_words, 1)
        bottom.addWidget(self.next_button)
        self.next_button.setObjectName("primary")
        for bar in (top, bottom):
            bar.setSpacing(16)
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, 20, EDGE, 24)
        box.setSpacing(20)
        box.addLayout(top)
        box.addWidget(self.stack, 1)
        box.addLayout(bottom)
        # Not before they are in a layout: only then are they children.
        for button in self.findChildren(QPushButton):
            # Space and Enter are pedals here; every button has a key of its own.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            # A button keeps its touches to itself.
            button.pressed.connect(self.awake.touch)

    def _connect(self) -> None:
        self.back_button.clicked.connect(lambda: self.move_by("back"))
        self.next_button.clicked.connect(lambda: self.move_by("on"))
        self.more_button.clicked.connect(lambda: self.show_screen(self.more))
        self.leave_button.clicked.connect(self.escape)
        self.distance_button.clicked.connect(lambda: self.step_distance(1, around=True))
        self.step.notes_wanted.connect(self._show_notes)
        self.glance.step_wanted.connect(self._go)
        self.card.kept.connect(self._keep_card)

    # -- looks

    def set_theme(self, theme: Theme) -> None:
        """Draw with `theme`."""
        self._theme = theme
        self._look()

    def _look(self) -> None:
        """Work out the sizes for the screen and the distance, and hand them round."""
        density, believed = screen_density(self.screen())
        known = self._known_density(self.screen().name())
        if known:
            density, believed = known, True
        self.sight = Sight(self._theme.palette, self._distance, density, believed)
        if self.stack.currentWidget() is not self.card:
            self.card.pixels_per_mm = density
        colours = self._theme.palette
        self.setStyleSheet(
            f"#procedure {{ background: {colours.ground}; }}"
            f"#procedure QPushButton {{ min-height: {self.sight.target}px;"
            f" min-width: {self.sight.target}px; font-size: {self._small():.0f}px; }}"
            f"#procedure QLabel {{ font-size: {self._small():.0f}px; color: {colours.soft}; }}"
            f"#procedure QLabel#where {{ color: {colours.ink}; font-weight: 600; }}"
            f"#procedure #primary {{ min-width: {self.sight.target * 2}px; }}"
            f"#procedure #more QPushButton {{ font-size: {self._arrange_more():.0f}px;"
            " padding: 0; }"
        )
        metres = f"{self._distance / 100:g} m"
        doubt = "" if believed else " ?"
        self.distance_button.setText(f"Read at {metres}{doubt}")
        unsure = "" if believed else "; the size of this screen is not known, C measures it"
        self.distance_button.setAccessibleName(f"Reading distance {metres}{unsure}")
        for screen in (self.step, self.glance, self.notes, self.words, self.card):
            screen.set_sight(self.sight)
        self._say_where()

    def _small(self) -> float:
        """The size in pixels of what stands in the bars: they must not crowd the step."""
        return max(min(max(self.sight.least * 0.7, 18.0), self.sight.target * 0.36), 15.0)

    def _arrange_more(self) -> float:
        """Lay out the buttons of the More screen. Returns the size of their text in pixels.

        Two columns, more of them where so many rows of touch targets are higher than the screen.
        """
        count, step = len(EXTRAS), self.sight.target + 2 + GAP
        room = self.height() - 2 * (self.sight.target + 2) - 20 - 24 - 2 * 20 + GAP
        columns = next((many for many in (2, 3, 4) if -(-count // many) * step <= room), 4)
        for at, (id_, text, key) in enumerate(EXTRAS):
            button = self.extras[id_]
            button.setText(f"{text}   {key}" if columns == 2 else f"{fill(text, 20)}\n{key}")
            self._grid.addWidget(button, at // columns, at % columns)
        for number in range(count):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
            self._grid.setRowStretch(number, 1 if number == -(-count // columns) else 0)
        wide = (self.width() - 2 * EDGE - (columns - 1) * GAP) / columns - 16

        def fits(size: float) -> bool:
            measure = QFontMetricsF(font(size, QFont.Weight.Medium))
            lines = (line for made in self.extras.values() for line in made.text().split("\n"))
            return all(measure.horizontalAdvance(line) <= wide for line in lines)

        return largest_fitting(SMALLEST, max(self._small(), SMALLEST), fits) or SMALLEST

    # -- showing

    def open(self, screen: QScreen | None = None) -> None:
        """Fill `screen`, or the one that the system chooses, and keep it awake."""
        if screen is not None:
            self.setScreen(screen)
            self.setGeometry(screen.geometry())
        self.showFullScreen()
        handle = self.windowHandle()
        if handle is not None:
            handle.screenChanged.connect(self._look)
        self.activateWindow()
        self.setFocus()
        self._look()
        self._show_step()
        self.awake.hold()

    def show_screen(self, screen: QWidget) -> None:
        """Bring `screen` between the bars."""
        self.testing = False
        self.stack.setCurrentWidget(screen)
        self._say_where()
        announce(screen, screen.accessibleName())

    def _show_step(self, last_page: bool = False) -> None:
        here = self.course.here
        self.step.set_stop(here, here.step.id in self.course.done, last_page)
        self.show_screen(self.step)

    def _show_glance(self) -> None:
        here = self.course.here.step.id
        self.glance.set_stops(self.course.phase_stops(), here, frozenset(self.course.done))
        self.show_screen(self.glance)

    def _say_where(self) -> None:
        """What the bars say: where one is, and what comes next."""
        here, following = self.course.here, self.course.following
        parts = [here.phase.title, f"step {here.number} of {here.count}"]
        if self.pedal.single:
            parts.append("one pedal")
        shown = self.stack.currentWidget()
        after = "This is the last step."
        if following is not None:
            phase = f", {following.phase.title}" if following.phase.id != here.phase.id else ""
            after = f"Next{phase}: {following.step.short}"
        if shown is self.notes:
            parts, after = [self.notes.place], "Esc or N returns to the step"
        elif shown is self.glance:
            parts = [here.phase.title, self.glance.place]
            after = f"Readable up to {self.glance.reach_cm / 100:.1f} m. G returns to the step"
        elif shown is self.more:
            parts = ["Procedure view"]
            after = "Page Down goes on, Page Up goes back. Esc returns to the step"
        elif shown in (self.words, self.card):
            parts, after = ["Procedure view"], "Esc returns to the step"
        self.where.setText("   ".join(parts))
        self.next_words.setText(after)
        # The same button, and the same key, close what was opened over the step.
        leaves = shown is self.step
        self.leave_button.setText("Leave  Esc" if leaves else "Close  Esc")
        self.leave_button.setAccessibleName("Leave procedure view" if leaves else "To the step")

    # -- doing

    def move_by(self, move: Move) -> None:
        """Go on or back: pages first, then steps; on other screens what they turn."""
        by = 1 if move == "on" else -1
        shown = self.stack.currentWidget()
        if shown is self.notes:
            self._turned(self.notes, by)
        elif shown is self.glance:
            self.course.move(by)
            self._show_glance()
        elif shown is self.card:
            self.card.widen(by)
        elif shown is not self.step:
            self._show_step()
        elif not self.step.turn(by):
            if self.course.move(by):
                self._show_step(last_page=by < 0)
        else:
            announce(self.step, self.step.accessibleName())
        self._say_where()

    def _turned(self, screen: NoteScreen, by: int) -> None:
        """Turn a page of the notes; past their ends is the step."""
        if screen.turn(by):
            announce(screen, screen.accessibleName())
        else:
            self._show_step()

    def do(self, id_: str) -> None:
        """One of `EXTRAS`. Raises KeyError for anything else."""
        self._drop_press()
        work = {
            "glance": self._toggle_glance,
            "notes": self._toggle_notes,
            "done": self._mark_done,
            "nearer": lambda: self.step_distance(-1),
            "farther": lambda: self.step_distance(1),
            "theme": self.theme_wanted.emit,
            "one-pedal": self._toggle_single,
            "pedal-test": self._test_pedal,
            "calibrate": self._measure,
            "leave": self.close,
        }
        work[id_]()

    def _toggle_glance(self) -> None:
        if self.stack.currentWidget() is self.glance:
            self._show_step()
        else:
            self._show_glance()

    def _toggle_notes(self) -> None:
        if self.stack.currentWidget() is self.notes:
            self._show_step()
        else:
            self._show_notes(0)

    def _show_notes(self, at: int) -> None:
        notes = self.course.here.notes
        if notes:
            self.notes.set_notes(notes, at)
            self.show_screen(self.notes)
        else:
            self.words.say("No note on this step.", "Next or Esc returns to the step.")
            self.show_screen(self.words)

    def _go(self, step: str) -> None:
        """To the step that was touched in the glance."""
        self.course.go(step)
        self._show_step()

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
        self.show_screen(self.words)
        self.testing = True

    def _measure(self) -> None:
        self.card.pixels_per_mm = self.sight.pixels_per_mm
        self.show_screen(self.card)

    def _keep_card(self) -> None:
        """The frame is as wide as the card: from now on the sizes are true."""
        self.measured.emit(self.screen().name(), self.card.pixels_per_mm)
        self._show_step()
        self._look()

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
        self._drop_press()
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
            # Held down it closes one thing, not everything.
            if not event.isAutoRepeat():
                self.escape()
        elif self.testing and self.stack.currentWidget() is self.words:
            self._tell_key(name, event.isAutoRepeat())
        elif self.stack.currentWidget() is self.card and self._card_key(event, name):
            pass
        elif (move := meaning(name)) is not None:
            self._pressed(move, event.isAutoRepeat())
        elif not event.isAutoRepeat():
            self._other_key(name.upper())

    def _other_key(self, name: str) -> None:
        """The keys of `EXTRAS`, their other names, F1 and Ctrl+Q."""
        names = {key.upper(): id_ for id_, _text, key in EXTRAS}
        names |= {"=": "farther", "F11": "leave"}
        if name in names:
            self.do(names[name])
        elif name in ("F1", "?"):
            self.show_screen(self.more)
        elif name == "CTRL+Q":
            self.quit_wanted.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The contact of a pedal may close once more when it is let go."""
        if meaning(key_name(event)) is not None:
            self.pedal.let_go(event.isAutoRepeat())

    def _pressed(self, move: Move, repeated: bool) -> None:
        now = self.pedal.press(move, repeated)
        if now is not None:
            self.move_by(now)
        if self.pedal.is_waiting:
            self._settle.start()
        else:
            self._settle.stop()

    def _drop_press(self) -> None:
        self.pedal.forget()
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
        on = "One press goes on, two go back." if self.pedal.single else "It goes on."
        does = {"on": on, "back": "It goes back."}.get(move or "")
        self.words.say(
            f"{name or 'An unnamed key'} arrived.",
            does
            or "It does nothing here. Set the pedal to send Page Down to go on and Page Up to go "
            "back.",
        )
        announce(self.words, self.words.accessibleName())

    def _card_key(self, event: QKeyEvent, name: str) -> bool:
        """The frame takes Left, Right and Enter itself, held down as well."""
        large = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.card.widen(large if key == Qt.Key.Key_Right else -large)
            return True
        if name in ("Return", "Enter"):
            if not event.isAutoRepeat():
                self._keep_card()
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
        self._drop_press()
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
    if key in (Qt.Key.Key_unknown, Qt.Key(0)):
        return ""
    if key == Qt.Key.Key_Space and event.modifiers() & shift:
        return "Shift+Space"
    if event.modifiers() & Qt.KeyboardModifier.AltModifier:
        return f"Alt+{name}"
    return f"Ctrl+{name}" if event.modifiers() & control else name
