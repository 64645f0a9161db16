"""What procedure view shows between its bars: a step, a glance, a note, a test, a card."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from viewer.content.model import Note
from viewer.content.places import KIND_TITLES
from viewer.render.html import KIND_SIGNS, counted, note_colours
from viewer.ui.procedure import sizing
from viewer.ui.procedure.course import Stop
from viewer.ui.procedure.measure import (
    SMALLEST,
    Sight,
    cap_ratio,
    cut,
    draw,
    font,
    height,
    line,
    one_line,
)

BOLD = QFont.Weight.DemiBold
# Small print around the text: never below what the window's own text is.
LEAST_SMALL = 15.0
# What a note rests on is looked up from near: it takes no more than this from the note itself.
MOST_FOOT = 32.0


class Screen(QWidget):
    """A screen that paints itself from a `Sight`."""

    def __init__(self) -> None:
        super().__init__()
        self.sight: Sight | None = None

    def set_sight(self, sight: Sight) -> None:
        """Draw with other sizes or colours."""
        self.sight = sight
        self.arrange()

    def arrange(self) -> None:
        """Work out again what goes where."""
        self.update()

    def resizeEvent(self, event: object) -> None:
        """Another size, another arrangement."""
        del event
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint on the theme's ground."""
        del event
        if self.sight is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self.sight.palette.ground))
        self.paint(painter, self.sight)
        painter.end()

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """Paint the screen's own content."""


class StepScreen(Screen):
    """One step, its notes below it, as large as the distance asks."""

    notes_wanted = Signal(int)  # the number of the note, from 0

    def __init__(self) -> None:
        super().__init__()
        self.stop: Stop | None = None
        self.done = False
        self.pages: list[str] = [""]
        self.page = 0
        self.size_used = 0.0
        self.hidden = 0  # notes that did not fit
        self.rows: list[tuple[QRectF, Note]] = []
        self.mark_box = QRectF()

    def set_stop(self, stop: Stop, done: bool, last_page: bool = False) -> None:
        """Show `stop`: the same page when it is the one shown, else the first or the last one."""
        if self.stop is None or self.stop.step.id != stop.step.id:
            self.page = 0
        self.stop, self.done = stop, done
        self.arrange()
        if last_page:
            self.page = len(self.pages) - 1
            self.arrange()

    def turn(self, by: int) -> bool:
        """Turn to another page of a long step. False when there is none."""
        if not 0 <= self.page + by < len(self.pages):
            return False
        self.page += by
        self.arrange()
        return True

    @property
    def text(self) -> str:
        """What is shown of the step now."""
        return self.pages[min(self.page, len(self.pages) - 1)]

    @property
    def mark(self) -> str:
        """The line below the step: done or not, which page, how many notes are not shown."""
        parts = ["✓ Done"] if self.done else []
        if len(self.pages) > 1:
            parts.append(f"Page {self.page + 1} of {len(self.pages)}")
        if self.hidden:
            more = "more " if self.rows else ""
            parts.append(f"+ {self.hidden} {more}note{'' if self.hidden == 1 else 's'}: N")
        return "  ·  ".join(parts)

    def arrange(self) -> None:
        """Choose the size of the step, then fill what is left with its notes."""
        sight, stop = self.sight, self.stop
        if sight is None or stop is None or self.width() < 50:
            return
        wide = float(self.width())
        tail = _small(sight) * 1.8
        room = self.height() - (tail if stop.notes or self.done else 0.0)

        def fits(size: float) -> bool:
            return height(stop.step.text, font(size, BOLD), line(size, wide)) <= room

        size = sizing.largest_fitting(sight.least, sight.text, fits)
        if size is None:
            size, self.pages = cut(
                stop.step.text, sight.least, BOLD, wide, float(self.height()) - tail
            )
        else:
            self.pages = [stop.step.text]
        self.page = min(self.page, len(self.pages) - 1)
        self.size_used = size
        self._place_notes(sight, stop)
        self.setAccessibleName(self._said(stop))
        self.update()

    def _said(self, stop: Stop) -> str:
        """What a screen reader says of the step."""
        place = f"{stop.phase.title}, step {stop.number} of {stop.count}"
        if len(self.pages) > 1:
            place += f", page {self.page + 1} of {len(self.pages)}"
        notes = f" {counted(len(stop.notes), 'note')}." if stop.notes else ""
        return f"{place}{', done' if self.done else ''}: {self.text}{notes}"

    def _place_notes(self, sight: Sight, stop: Stop) -> None:
        """Rows for as many notes as there is room for; the mark counts the rest."""
        tail = _small(sight) * 1.8
        wide = line(self.size_used, float(self.width()))
        y = height(self.text, font(self.size_used, BOLD), wide) + sight.least * 0.8
        made = font(sight.least)
        self.rows = []
        pad = sight.least * 0.4
        needs_mark = self.done or len(self.pages) > 1
        for at, note in enumerate(stop.notes):
            tall = height(_spoken(note), made, wide - 3 * pad) + 2 * pad
            rest = tail if needs_mark or at + 1 < len(stop.notes) else 0.0
            if y + tall + rest > self.height():
                break
            self.rows.append((QRectF(0, y, wide, tall), note))
            y += tall + pad * 0.7
        self.hidden = len(stop.notes) - len(self.rows)
        top = min(y, self.height() - tail)
        self.mark_box = QRectF(0, top, self.width(), tail)

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """The step, the notes, the mark for what is not shown."""
        colours = sight.palette
        box = QRectF(0, 0, line(self.size_used, self.width()), self.height())
        draw(painter, self.text, font(self.size_used, BOLD), box, colours.ink)
        pad = sight.least * 0.4
        for row, note in self.rows:
            ink, ground, edge = note_colours(colours, note.kind)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(row, 8, 8)
            painter.setBrush(QColor(edge))
            painter.drawRect(QRectF(row.left(), row.top(), max(pad / 3, 4), row.height()))
            inside = row.adjusted(2 * pad, pad, -pad, 0)
            draw(painter, _spoken(note), font(sight.least), inside, colours.ink)
            # The kind once more over itself, in its own colour.
            draw(painter, _kind(note), font(sight.least), inside, ink)
        if self.mark:
            made = one_line(self.mark, _small(sight), BOLD, self.mark_box.width())
            colour = colours.caution if self.hidden else colours.ink
            draw(painter, self.mark, made, self.mark_box, colour)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A touch on a note opens it; one below them, where the mark is, the first not shown."""
        at = self.note_at(event.position())
        if at is not None:
            self.notes_wanted.emit(at)

    def note_at(self, point: QPointF) -> int | None:
        """The number of the note that a touch at `point` opens."""
        if self.stop is None or not self.stop.notes or self.sight is None:
            return None
        for at, (row, _note) in enumerate(self.rows):
            if row.contains(point):
                return at
        # The mark is a lower line than a finger is wide, and nothing else is below the step.
        first = self.rows[0][0].top() if self.rows else self.mark_box.top()
        if point.y() < min(first, self.height() - self.sight.target):
            return None
        return min(len(self.rows), len(self.stop.notes) - 1)


def _small(sight: Sight) -> float:
    """The size in pixels of the line below the step."""
    return max(sight.least * 0.8, LEAST_SMALL)


def _kind(note: Note) -> str:
    return f"{KIND_SIGNS[note.kind]} {KIND_TITLES[note.kind]}."


def _spoken(note: Note) -> str:
    return f"{_kind(note)} {note.headline}"


class GlanceScreen(Screen):
    """All steps of a phase at once, as large as they go. A touch on one goes to it."""

    step_wanted = Signal(str)  # the id of a step

    def __init__(self) -> None:
        super().__init__()
        self.stops: list[Stop] = []
        self.here = ""
        self.done: frozenset[str] = frozenset()
        self.shown: list[Stop] = []
        self.size_used = 0.0

    def set_stops(self, stops: list[Stop], here: str, done: frozenset[str]) -> None:
        """Show `stops`, the step `here` marked, and which are done."""
        self.stops, self.here, self.done = stops, here, done
        said = " ".join(f"{stop.number}. {_line(stop, done)}" for stop in stops)
        at = next((stop.number for stop in stops if stop.step.id == here), 1)
        place = (
            f"{stops[0].phase.title}, all steps, at step {at} of {len(stops)}: " if stops else ""
        )
        self.setAccessibleName(place + said)
        self.arrange()

    def arrange(self) -> None:
        """The largest size at which every step fits.

        A phase that is too long for any size is shown as far as it goes, around the step in hand.
        """
        if self.sight is not None and self.stops and self.width() > 50:
            most = max(self.sight.text, SMALLEST)
            found = sizing.largest_fitting(SMALLEST, most, lambda size: self._fit(self.stops, size))
            self.size_used = found or SMALLEST
            self.shown = self.stops if found else self._part()
        self.update()

    def _part(self) -> list[Stop]:
        """As many steps in a row as fit, the one in hand among them."""
        part: list[Stop] = []
        for stop in self.stops:
            if part and not self._fit([*part, stop], SMALLEST):
                if any(each.step.id == self.here for each in part):
                    return part
                part = []
            part.append(stop)
        return part

    @property
    def place(self) -> str:
        """Which steps are shown: all of them, or from which to which of how many."""
        if len(self.shown) == len(self.stops):
            return "all steps"
        return f"steps {self.shown[0].number} to {self.shown[-1].number} of {len(self.stops)}"

    @property
    def reach_cm(self) -> int:
        """How far away the steps can still be read, in cm."""
        if self.sight is None:
            return 0
        return sizing.readable_cm(self.size_used, self.sight.pixels_per_mm, cap_ratio())

    def step_at(self, y: float) -> str:
        """The id of the step that is drawn at the height `y`; empty below the last one."""
        bottom = 0.0
        for stop in self.shown:
            bottom += self._tall(stop, self.size_used)
            if y < bottom:
                return stop.step.id
        return ""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A touch goes to the step."""
        step = self.step_at(event.position().y())
        if step:
            self.step_wanted.emit(step)

    def _fit(self, stops: list[Stop], size: float) -> bool:
        return sum(self._tall(stop, size) for stop in stops) <= self.height()

    def _wide(self, size: float) -> float:
        return line(size, self.width() - 2.6 * size)

    def _tall(self, stop: Stop, size: float) -> float:
        made = font(size, BOLD)
        return height(_line(stop, self.done), made, self._wide(size)) + size * 0.55

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """A row for each step: number, text, notes counted, the one in hand marked."""
        colours, size = sight.palette, self.size_used
        y = 0.0
        for stop in self.shown:
            tall = self._tall(stop, size)
            here = stop.step.id == self.here
            made = font(size, BOLD if here else QFont.Weight.Normal)
            if here:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.accent_ground))
                painter.drawRoundedRect(QRectF(0, y, self.width(), tall - size * 0.15), 8, 8)
                painter.setBrush(QColor(colours.accent))
                painter.drawRect(QRectF(0, y, max(size * 0.14, 4), tall - size * 0.15))
            top = y + size * 0.2
            number = QRectF(size * 0.5, top, size * 1.5, tall)
            done = stop.step.id in self.done
            draw(painter, "✓" if done else str(stop.number), made, number, colours.accent)
            box = QRectF(size * 2, top, self._wide(size), tall)
            draw(painter, _line(stop, self.done), made, box, colours.ink)
            y += tall


def _line(stop: Stop, done: frozenset[str]) -> str:
    count = counted(len(stop.notes), "note").replace(" ", "\N{NO-BREAK SPACE}")
    notes = f" ({count})" if stop.notes else ""
    ready = "Done. " if stop.step.id in done else ""
    return f"{ready}{stop.step.text}{notes}"


class NoteScreen(Screen):
    """The notes of a step one after the other, each whole."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: tuple[Note, ...] = ()
        self.at = 0
        self.page = 0
        # What stands on each page: bold words, and plain ones below them.
        self.pages: list[tuple[str, str]] = [("", "")]
        self.size_used = 0.0

    def set_notes(self, notes: tuple[Note, ...], at: int = 0) -> None:
        """Show the note number `at` of `notes`, from 0."""
        self.notes, self.at, self.page = notes, at, 0
        self.arrange()

    def turn(self, by: int) -> bool:
        """The next page or the next note, or back. False at an end."""
        if 0 <= self.page + by < len(self.pages):
            self.page += by
        elif 0 <= self.at + by < len(self.notes):
            self.at += by
            self.page = 0
            self.arrange()
            if by < 0:
                self.page = len(self.pages) - 1
        else:
            return False
        self.arrange()
        return True

    def arrange(self) -> None:
        """Cut the note into pages that can be read from where one stands.

        A note that is too long for one page has its headline on a page of its own; its kind is
        named at the foot of each.
        """
        sight = self.sight
        if sight is None or not self.notes or self.width() < 50:
            return
        note, size = self.notes[self.at], sight.least
        wide, room = self._wide(size), self._room(size)
        head = height(_spoken(note), font(size, BOLD), wide)
        if head + size * 0.6 + height(note.text, font(size), wide) <= room:
            self.pages = [(_spoken(note), note.text)]
        else:
            size, heads = cut(_spoken(note), size, BOLD, wide, room)
            size, texts = cut(note.text, size, QFont.Weight.Normal, wide, room)
            self.pages = [*((part, "") for part in heads), *(("", part) for part in texts)]
        self.size_used = size
        self.page = min(self.page, len(self.pages) - 1)
        bold, plain = self.shown
        self.setAccessibleName(f"{self.place}. {' '.join(part for part in (bold, plain) if part)}")
        self.update()

    @property
    def shown(self) -> tuple[str, str]:
        """What is shown of the note now: bold words, and plain ones."""
        return self.pages[min(self.page, len(self.pages) - 1)]

    @property
    def place(self) -> str:
        """Which note of how many, and which page of it."""
        page = f", page {self.page + 1} of {len(self.pages)}" if len(self.pages) > 1 else ""
        return f"Note {self.at + 1} of {len(self.notes)}{page}"

    def _wide(self, size: float) -> float:
        return line(size, self.width() - size * 1.6)

    def _room(self, size: float) -> float:
        """What is left for the note above the line that says what it rests on."""
        return self.height() - size * 0.8 - self._foot(size) * 1.7

    def _foot(self, size: float) -> float:
        return max(min(size * 0.6, MOST_FOOT), LEAST_SMALL)

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """The kind, the headline, the text, and what it rests on."""
        if not self.notes:
            return
        note, size = self.notes[self.at], self.size_used
        ink, ground, edge = note_colours(sight.palette, note.kind)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        painter.setBrush(QColor(edge))
        painter.drawRect(QRectF(0, 0, max(size / 6, 5), self.height()))
        wide, room = self._wide(size), self._room(size)
        words, plain = self.shown
        bold = font(size, BOLD)
        head = height(words, bold, wide) if words else 0.0
        draw(painter, words, bold, QRectF(size, size * 0.5, wide, head), ink)
        top = size * 1.1 + head if words else size * 0.5
        body = QRectF(size, top, wide, room)
        draw(painter, plain, font(size), body, sight.palette.ink)
        small, wide = self._foot(size), self.width() - size * 1.6
        foot = QRectF(size, self.height() - small * 1.7, wide, small * 1.6)
        basis = self._basis(note)
        made = one_line(basis, small, QFont.Weight.Normal, wide)
        draw(painter, basis, made, foot, sight.palette.ink)

    def _basis(self, note: Note) -> str:
        """What the note is and rests on: its kind and page where there are several, its sources."""
        sources = f": {', '.join(note.sources)}" if note.sources else ""
        parts = [f"{note.confidence.capitalize()}{sources}"]
        if len(self.pages) > 1:
            kind = _kind(note).rstrip(".")
            parts = [kind, f"Page {self.page + 1} of {len(self.pages)}", *parts]
        return "  ·  ".join(parts)


class WordScreen(Screen):
    """A heading and a few sentences: the pedal test, and what else must be said large."""

    def __init__(self) -> None:
        super().__init__()
        self._heading, self._words = "", ""

    def say(self, heading: str, words: str) -> None:
        """Show `heading` and `words`."""
        self._heading, self._words = heading, words
        self.setAccessibleName(f"{heading} {words}")
        self.update()

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """The heading large, the words under it, both as large as they fit."""
        full, room = float(self.width()), float(self.height())

        def fits(size: float) -> bool:
            wide = line(size, full)
            head = height(self._heading, font(size, BOLD), wide)
            return head + size + height(self._words, font(size * 0.8), wide) <= room

        size = sizing.largest_fitting(SMALLEST, max(sight.text, SMALLEST), fits) or SMALLEST
        wide = line(size, full)
        head = height(self._heading, font(size, BOLD), wide)
        whole = QRectF(0, 0, wide, room)
        draw(painter, self._heading, font(size, BOLD), whole, sight.palette.ink)
        below = whole.adjusted(0, head + size * 0.6, 0, 0)
        draw(painter, self._words, font(size * 0.8), below, sight.palette.soft)


class CardScreen(Screen):
    """A frame to be made as wide as a bank card, so that the screen's true size is known."""

    changed = Signal()
    kept = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pixels_per_mm = 96 / 25.4
        self.setAccessibleName("Frame to be made as wide as a bank card")

    def widen(self, pixels: int) -> None:
        """Make the frame `pixels` wider, within what any screen can be."""
        wide = self.pixels_per_mm * sizing.CARD_MM[0] + pixels
        self.pixels_per_mm = min(
            max(wide / sizing.CARD_MM[0], sizing.LEAST_DENSITY), sizing.MOST_DENSITY
        )
        self.update()
        self.changed.emit()

    def frame(self) -> QRectF:
        """The frame, in the middle and below the words."""
        wide = sizing.CARD_MM[0] * self.pixels_per_mm
        tall = sizing.CARD_MM[1] * self.pixels_per_mm
        top = max((self.height() - tall) / 2, LEAST_SMALL * 6)
        return QRectF((self.width() - wide) / 2, top, wide, tall)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A touch inside the frame keeps it."""
        if self.frame().contains(event.position()):
            self.kept.emit()

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """The frame in the middle, what to do above it."""
        colours = sight.palette
        size = max(LEAST_SMALL, 18.0)
        words = (
            "Hold a bank card against the screen. Make the frame exactly as wide with Left and "
            "Right, Shift for larger steps, or with Back and Next. Enter or a touch inside the "
            "frame keeps it, Esc does not."
        )
        box = QRectF(0, 0, line(size, self.width()), self.height())
        draw(painter, words, font(size), box, colours.ink)
        frame = self.frame()
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(frame, 3.18 * self.pixels_per_mm, 3.18 * self.pixels_per_mm)
        label = f"{self.pixels_per_mm:.2f} pixels per mm"
        inside = frame.adjusted(20, 20, -20, -20)
        draw(painter, label, font(size), inside, colours.soft)
