"""What procedure view shows between its bars: a step, a glance, a note, a test, a card."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from viewer.content.model import Note
from viewer.content.places import KIND_TITLES
from viewer.render.html import KIND_SIGNS, counted, note_colours
from viewer.ui.procedure import sizing
from viewer.ui.procedure.course import Stop
from viewer.ui.procedure.measure import Sight, cap_ratio, draw, font, height

BOLD = QFont.Weight.DemiBold
# Small print around the text: never below what the window's own text is.
LEAST_SMALL = 15.0


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

    notes_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.stop: Stop | None = None
        self.pages: list[str] = [""]
        self.page = 0
        self.size_used = 0.0
        self.hidden = 0  # notes that did not fit
        self._rows: list[tuple[QRectF, Note]] = []
        self._mark = QRectF()

    def set_stop(self, stop: Stop, last_page: bool = False) -> None:
        """Show `stop`, from its first page or, coming back, from its last."""
        self.stop = stop
        self.page = 0
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

    def arrange(self) -> None:
        """Choose the size of the step, then fill what is left with its notes."""
        sight, stop = self.sight, self.stop
        if sight is None or stop is None or self.width() < 50:
            return
        small = max(sight.least * 0.8, LEAST_SMALL)
        room, wide = float(self.height()), float(self.width())
        mark = small * 1.6 if stop.notes else 0.0

        def fits(size: float) -> bool:
            return height(stop.step.text, font(size, BOLD), wide) <= room - mark

        size = sizing.largest_fitting(sight.least, sight.text, fits)
        if size is None:
            size = sight.least
            made = font(size, BOLD)
            self.pages = sizing.pages(
                stop.step.text, lambda text: height(text, made, wide) <= room - mark
            )
        else:
            self.pages = [stop.step.text]
        self.page = min(self.page, len(self.pages) - 1)
        self.size_used = size
        self._place_notes(sight, stop, room, wide, small)
        notes = f" {counted(len(stop.notes), 'note')}." if stop.notes else ""
        self.setAccessibleName(
            f"{stop.phase.title}, step {stop.number} of {stop.count}: {self.text}{notes}"
        )
        self.update()

    def _place_notes(
        self, sight: Sight, stop: Stop, room: float, wide: float, small: float
    ) -> None:
        """Rows for as many notes as there is room for; the mark counts the rest."""
        y = height(self.text, font(self.size_used, BOLD), wide) + sight.least * 0.8
        made = font(sight.least)
        self._rows = []
        self.hidden = 0
        pad = sight.least * 0.4
        for at, note in enumerate(stop.notes):
            tall = height(_spoken(note), made, wide - 3 * pad) + 2 * pad
            rest = small * 1.8 if at + 1 < len(stop.notes) else 0.0
            if y + tall + rest > room:
                self.hidden = len(stop.notes) - at
                break
            self._rows.append((QRectF(0, y, wide, tall), note))
            y += tall + pad * 0.7
        self._mark = QRectF(0, min(y, room - small * 1.5), wide, small * 1.5)

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """The step, the notes, the mark for notes that are not shown."""
        colours = sight.palette
        box = QRectF(0, 0, self.width(), self.height())
        draw(painter, self.text, font(self.size_used, BOLD), box, colours.ink)
        pad = sight.least * 0.4
        for row, note in self._rows:
            ink, ground, edge = note_colours(colours, note.kind)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(row, 8, 8)
            painter.setBrush(QColor(edge))
            painter.drawRect(QRectF(row.left(), row.top(), max(pad / 3, 4), row.height()))
            inside = row.adjusted(2 * pad, pad, -pad, 0)
            kind = f"{KIND_SIGNS[note.kind]} {KIND_TITLES[note.kind]}. "
            draw(painter, _spoken(note), font(sight.least), inside, colours.ink)
            # The kind once more over itself, in its own colour.
            draw(painter, kind, font(sight.least), inside, ink)
        if self.hidden:
            small = font(max(sight.least * 0.8, LEAST_SMALL), BOLD)
            more = "more " if self._rows else ""
            text = f"+ {self.hidden} {more}note{'' if self.hidden == 1 else 's'}: press N"
            draw(painter, text, small, self._mark, colours.caution)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A touch on a note or on the mark opens the notes."""
        point = event.position()
        touched = any(row.contains(point) for row, _note in self._rows)
        if touched or (self.hidden and self._mark.adjusted(0, -20, 0, 20).contains(point)):
            self.notes_wanted.emit()


def _spoken(note: Note) -> str:
    return f"{KIND_SIGNS[note.kind]} {KIND_TITLES[note.kind]}. {note.headline}"


class GlanceScreen(Screen):
    """All steps of a phase at once, as large as they go."""

    def __init__(self) -> None:
        super().__init__()
        self.stops: list[Stop] = []
        self.here = ""
        self.done: frozenset[str] = frozenset()
        self._size = 0.0

    def set_stops(self, stops: list[Stop], here: str, done: frozenset[str]) -> None:
        """Show `stops`, the step `here` marked, and which are done."""
        self.stops, self.here, self.done = stops, here, done
        said = " ".join(f"{stop.number}. {stop.step.text}" for stop in stops)
        self.setAccessibleName(f"{stops[0].phase.title}, all steps: {said}" if stops else "")
        self.arrange()

    def arrange(self) -> None:
        """The largest size at which every step fits."""
        if self.sight is not None and self.stops and self.width() > 50:
            found = sizing.largest_fitting(10.0, self.sight.text, self._fits)
            self._size = found or 10.0
        self.update()

    @property
    def reach_cm(self) -> int:
        """How far away the steps can still be read, in cm."""
        if self.sight is None:
            return 0
        return sizing.readable_cm(self._size, self.sight.pixels_per_mm, cap_ratio())

    def _fits(self, size: float) -> bool:
        return sum(self._tall(stop, size) for stop in self.stops) <= self.height()

    def _tall(self, stop: Stop, size: float) -> float:
        made = font(size, BOLD)
        return height(_line(stop, self.done), made, self.width() - 2.6 * size) + size * 0.55

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """A row for each step: number, text, notes counted, the one in hand marked."""
        colours, size = sight.palette, self._size
        y = 0.0
        for stop in self.stops:
            tall = self._tall(stop, size)
            here = stop.step.id == self.here
            made = font(size, BOLD if here else QFont.Weight.Normal)
            if here:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.accent_ground))
                painter.drawRoundedRect(QRectF(0, y, self.width(), tall - size * 0.15), 8, 8)
            top = y + size * 0.2
            number = QRectF(size * 0.4, top, size * 2, tall)
            done = stop.step.id in self.done
            draw(painter, "✓" if done else str(stop.number), made, number, colours.accent)
            box = QRectF(size * 2, top, self.width() - 2.6 * size, tall)
            draw(painter, _line(stop, self.done), made, box, colours.ink)
            y += tall


def _line(stop: Stop, done: frozenset[str]) -> str:
    notes = f"  ({counted(len(stop.notes), 'note')})" if stop.notes else ""
    ready = "Done. " if stop.step.id in done else ""
    return f"{ready}{stop.step.text}{notes}"


class NoteScreen(Screen):
    """The notes of a step one after the other, each whole."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: tuple[Note, ...] = ()
        self.at = 0
        self.page = 0
        self._pages: list[str] = [""]

    def set_notes(self, notes: tuple[Note, ...]) -> None:
        """Show the first of `notes`."""
        self.notes, self.at, self.page = notes, 0, 0
        self.arrange()

    def turn(self, by: int) -> bool:
        """The next page or the next note, or back. False at an end."""
        if 0 <= self.page + by < len(self._pages):
            self.page += by
        elif 0 <= self.at + by < len(self.notes):
            self.at += by
            self.page = 0
            self.arrange()
            if by < 0:
                self.page = len(self._pages) - 1
        else:
            return False
        self.arrange()
        return True

    def arrange(self) -> None:
        """Cut the note's text into pages that can be read from where one stands."""
        sight = self.sight
        if sight is None or not self.notes or self.width() < 50:
            return
        note = self.notes[self.at]
        made = font(sight.least)
        head = height(_spoken(note), font(sight.least, BOLD), self._wide(sight))
        room = self.height() - head - sight.least * 3.2
        wide = self._wide(sight)
        self._pages = sizing.pages(note.text, lambda text: height(text, made, wide) <= room)
        self.page = min(self.page, len(self._pages) - 1)
        self.setAccessibleName(f"{KIND_TITLES[note.kind]}: {note.headline}. {self.shown}")
        self.update()

    @property
    def shown(self) -> str:
        """What is shown of the note's text now."""
        return self._pages[min(self.page, len(self._pages) - 1)]

    @property
    def place(self) -> str:
        """Which note of how many, and which page of it."""
        page = f", page {self.page + 1} of {len(self._pages)}" if len(self._pages) > 1 else ""
        return f"Note {self.at + 1} of {len(self.notes)}{page}"

    def _wide(self, sight: Sight) -> float:
        return self.width() - sight.least * 1.6

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """The kind, the headline, the text, and what it rests on."""
        if not self.notes:
            return
        note = self.notes[self.at]
        ink, ground, edge = note_colours(sight.palette, note.kind)
        size = sight.least
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        painter.setBrush(QColor(edge))
        painter.drawRect(QRectF(0, 0, max(size / 6, 5), self.height()))
        wide = self._wide(sight)
        bold = font(size, BOLD)
        head = height(_spoken(note), bold, wide)
        draw(painter, _spoken(note), bold, QRectF(size, size * 0.6, wide, head), ink)
        body = QRectF(size, size * 1.2 + head, wide, self.height() - head - size * 2.4)
        draw(painter, self.shown, font(size), body, sight.palette.ink)
        basis = note.confidence.capitalize()
        if note.sources:
            basis += f": {', '.join(note.sources)}"
        small = max(size * 0.6, LEAST_SMALL)
        foot = QRectF(size, self.height() - small * 1.8, wide, small * 1.6)
        draw(painter, basis, font(small), foot, sight.palette.soft)


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
        wide, room = float(self.width()), float(self.height())

        def fits(size: float) -> bool:
            head = height(self._heading, font(size, BOLD), wide)
            return head + size + height(self._words, font(size * 0.8), wide) <= room

        size = sizing.largest_fitting(12.0, sight.text, fits) or 12.0
        head = height(self._heading, font(size, BOLD), wide)
        whole = QRectF(0, 0, wide, room)
        draw(painter, self._heading, font(size, BOLD), whole, sight.palette.ink)
        below = whole.adjusted(0, head + size * 0.6, 0, 0)
        draw(painter, self._words, font(size * 0.8), below, sight.palette.soft)


class CardScreen(Screen):
    """A frame to be made as wide as a bank card, so that the screen's true size is known."""

    changed = Signal()

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

    def sizeHint(self) -> QSize:
        """Room for the card."""
        return QSize(600, 400)

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """The frame in the middle, what to do above it."""
        colours = sight.palette
        size = max(LEAST_SMALL, 18.0)
        words = (
            "Hold a bank card against the screen. Make the frame exactly as wide with Left and "
            "Right, Shift for larger steps, or with Back and Next. Enter keeps it, Esc does not."
        )
        draw(painter, words, font(size), QRectF(0, 0, self.width(), 200), colours.ink)
        wide = sizing.CARD_MM[0] * self.pixels_per_mm
        tall = sizing.CARD_MM[1] * self.pixels_per_mm
        top = max((self.height() - tall) / 2, size * 4)
        frame = QRectF((self.width() - wide) / 2, top, wide, tall)
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(frame, 3.18 * self.pixels_per_mm, 3.18 * self.pixels_per_mm)
        label = f"{self.pixels_per_mm:.2f} pixels per mm"
        inside = frame.adjusted(20, 20, -20, -20)
        draw(painter, label, font(size), inside, colours.soft)
