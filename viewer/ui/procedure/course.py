"""Where one is in the procedure: phases and steps in a row. No Qt."""

from msgspec import Struct

from viewer.content.model import Note, Phase, Reference, Step
from viewer.content.places import notes_about


class Stop(Struct, frozen=True):
    """One step with what belongs to it: its phase, its number, how many the phase has."""

    phase: Phase
    step: Step
    number: int
    count: int
    notes: tuple[Note, ...]


def stops(reference: Reference) -> list[Stop]:
    """Every step of every phase in order."""
    return [
        Stop(
            phase,
            step,
            number,
            len(phase.steps),
            (*notes_about(reference, step.from_, step.claims),),
        )
        for phase in reference.phases
        for number, step in enumerate(phase.steps, 1)
    ]


class Course:
    """A place in the row of stops, moved within its ends; which steps were marked done."""

    def __init__(self, stops: list[Stop], start: str = "") -> None:
        """`start` is the id of a step or phase; the first step when it names none."""
        self.stops = stops
        found = (at for at, stop in enumerate(stops) if start in (stop.step.id, stop.phase.id))
        self.at = next(found, 0)
        self.done: set[str] = set()

    @property
    def here(self) -> Stop:
        """The stop one is at."""
        return self.stops[self.at]

    @property
    def following(self) -> Stop | None:
        """The stop after, or None at the end."""
        return self.stops[self.at + 1] if self.at + 1 < len(self.stops) else None

    def move(self, by: int) -> bool:
        """Move `by` stops. False at an end, where nothing moves."""
        to = self.at + by
        if not 0 <= to < len(self.stops):
            return False
        self.at = to
        return True

    def go(self, step: str) -> None:
        """Move to the step with that id, if there is one."""
        found = (at for at, stop in enumerate(self.stops) if stop.step.id == step)
        self.at = next(found, self.at)

    def toggle_done(self) -> None:
        """Mark the step done, or take the mark back. Kept in memory only."""
        self.done ^= {self.here.step.id}

    def phase_stops(self) -> list[Stop]:
        """The stops of the phase one is in."""
        return [stop for stop in self.stops if stop.phase.id == self.here.phase.id]
