"""Foot pedals are keyboards: what a press means. Pure logic with the time handed in, no Qt."""

from collections.abc import Callable
from typing import Literal

Move = Literal["on", "back"]

# A pedal that closes twice in one press; a reader that holds it down is told apart by Qt.
BOUNCE_S = 0.3
# With one pedal a press waits this long for a second one, which makes it go back.
DOUBLE_S = 0.5
# Two presses that are meant are 150 to 350 ms apart, so with one pedal, and after any pedal was
# let go, only the contact's own chatter is held off.
CHATTER_S = 0.08

GO_ON = ("PageDown", "Right", "Down", "Space", "Return", "Enter")
GO_BACK = ("PageUp", "Left", "Up", "Backspace", "Shift+Space")


def meaning(key: str) -> Move | None:
    """What the key named `key` does in procedure view; None when it does not move."""
    if key in GO_ON:
        return "on"
    return "back" if key in GO_BACK else None


class Pedal:
    """Presses to moves: no bounce, no auto-repeat, and with one pedal two presses go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` gives seconds that never run backwards."""
        self._clock = clock
        self.single = False
        self._last = self._let_go = -1.0e9
        self._waiting: float | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether a press is waiting for a second one."""
        return self._waiting is not None

    def press(self, move: Move, repeated: bool) -> Move | None:
        """A press that means `move`. Returns what to do now, if anything.

        With one pedal the answer to a press that goes on comes from `settle`, unless it is the
        second one. A key that means back is no such pedal: it goes back at once.
        """
        now = self._clock()
        guard = CHATTER_S if self.single else BOUNCE_S
        if repeated or now - self._last < guard or now - self._let_go < CHATTER_S:
            return None
        self._last = now
        if not self.single or move == "back":
            self._waiting = None
            return move
        if self._waiting is not None and now - self._waiting <= DOUBLE_S:
            self._waiting = None
            return "back"
        self._waiting = now
        return None

    def let_go(self, repeated: bool) -> None:
        """The pedal was let go: its contact may close once more by itself."""
        if not repeated:
            self._let_go = self._clock()

    def forget(self) -> None:
        """Something else was done: a press that still waits for a second one counts no more."""
        self._waiting = None

    def settle(self) -> Move | None:
        """Whether a single press has waited long enough to count as going on."""
        if self._waiting is None or self._clock() - self._waiting < DOUBLE_S:
            return None
        self._waiting = None
        return "on"
