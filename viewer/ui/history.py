"""Where the reader has been: back and forward, each with the scroll position."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from viewer.content.model import Pane

MOST_VISITS = 200


class Visit(Struct, frozen=True):
    """A place in the window: a pane, the bookmark of its page, the code chosen there.

    `file` is that of the reference.
    """

    file: Path
    pane: Pane
    bookmark: tuple[str, int] = ("", 0)
    code: str = ""


class History:
    """The visits before and after the one on screen, at most `MOST_VISITS` of them."""

    def __init__(self) -> None:
        """Nothing visited yet."""
        self._back: list[Visit] = []
        self._forward: list[Visit] = []

    def clear(self) -> None:
        """Forget all visits."""
        self._back.clear()
        self._forward.clear()

    def drop(self, file: Path) -> None:
        """Forget the visits to a reference that is no more."""
        self._back = [visit for visit in self._back if visit.file != file]
        self._forward = [visit for visit in self._forward if visit.file != file]

    def move(self, old: Path, new: Path) -> None:
        """The reference in `old` is to be found in `new`."""
        for visits in (self._back, self._forward):
            visits[:] = [replace(v, file=new) if v.file == old else v for v in visits]

    def leave(self, visit: Visit) -> None:
        """Remember `visit`, which the reader leaves for a new place."""
        if not self._back or self._back[-1] != visit:
            self._back.append(visit)
            del self._back[:-MOST_VISITS]
        self._forward.clear()

    def back(self, here: Visit) -> Visit | None:
        """The visit before; `here` becomes the one to go forward to."""
        if not self._back:
            return None
        self._forward.append(here)
        return self._back.pop()

    def forward(self, here: Visit) -> Visit | None:
        """The visit after; `here` becomes the one to go back to."""
        if not self._forward:
            return None
        self._back.append(here)
        return self._forward.pop()
