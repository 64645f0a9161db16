"""Pages made a little at a time, so that the window goes on painting and a change starts anew."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.printing import PrintProblem
from viewer.printing.pages import Pages

PAUSE_MS = 60  # after a change, for the next one often follows


class Maker(QObject):
    """Makes pages between other events. `made` when there are some, `failed` with a sentence."""

    made = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._begin: Callable[[], Pages] | None = None
        self._pages: Pages | None = None
        self._work: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)

    @property
    def is_busy(self) -> bool:
        """Whether pages are being made."""
        return self._begin is not None

    def start(self, begin: Callable[[], Pages], pause: int = PAUSE_MS) -> None:
        """Make the pages that `begin` gives, not laid out yet; what is being made is dropped."""
        self._begin, self._pages = begin, None
        self._timer.start(pause)

    def stop(self) -> None:
        """Drop what is being made."""
        self._timer.stop()
        self._begin = self._pages = None

    def finish(self) -> None:
        """Make now what is being made."""
        self._timer.stop()
        while self.is_busy:
            self._advance()

    def _step(self) -> None:
        self._advance()
        if self.is_busy:
            self._timer.start(0)

    def _advance(self) -> None:
        """The next short piece of work."""
        if self._begin is None:
            return
        try:
            if self._pages is None:
                self._pages = self._begin()
                self._work = self._pages.lay_out()
            next(self._work)
        except StopIteration:
            pages = self._pages
            self.stop()
            self.made.emit(pages)
        except PrintProblem as problem:
            self.stop()
            self.failed.emit(str(problem))
