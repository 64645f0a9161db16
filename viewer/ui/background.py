"""Work that may wait for a disk or a network drive, done in a thread beside the window's."""

from collections import deque
from collections.abc import Callable
from threading import Condition, Thread
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

_Result = TypeVar("_Result")
_Job = tuple[Callable[[], Any], Callable[[Any], object]]


class Background(QObject):
    """Does one piece of work after the other; what comes of it is handed over in the UI thread.

    The thread begins with the first piece. It is a daemon: a drive that does not answer must
    not keep the program from ending.
    """

    _done = Signal(object, object, object)  # what takes the result, the result, the error

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._queue = _Queue()
        self._thread: Thread | None = None
        self._done.connect(self._hand_over)

    def run(
        self,
        work: Callable[[], _Result],
        then: Callable[[_Result], object],
        newest: bool = False,
    ) -> None:
        """Have `work` done, and `then` called with its result.

        With `newest`, work that has not begun is dropped. After `stop` nothing is done. An error
        of `work` is raised in the UI thread.
        """
        self._queue.put((work, then), newest)
        if self._thread is None:
            self._thread = Thread(target=_work, args=(self._queue, self._done.emit), daemon=True)
            self._thread.start()

    def stop(self, seconds: float = 0.0) -> None:
        """Take no more work. Waits so long for what was begun; its result is dropped."""
        self._queue.close(drop=not seconds)
        if self._thread is not None and seconds:
            self._thread.join(seconds)

    def _hand_over(
        self, then: Callable[[Any], object], result: object, error: BaseException | None
    ) -> None:
        if self._queue.closed:
            return
        if error is not None:
            raise error
        then(result)


class _Queue:
    """Pieces of work in their order."""

    def __init__(self) -> None:
        self.closed = False
        self._jobs: deque[_Job] = deque()
        self._new = Condition()

    def put(self, job: _Job, newest: bool) -> None:
        with self._new:
            if self.closed:
                return
            if newest:
                self._jobs.clear()
            self._jobs.append(job)
            self._new.notify()

    def take(self) -> _Job | None:
        """The next piece, waited for; None when there will be no more."""
        with self._new:
            while not self._jobs and not self.closed:
                self._new.wait()
            return self._jobs.popleft() if self._jobs else None

    def deliver(self, done: Callable[..., object], *result: object) -> bool:
        """Hand over a result, unless nobody takes it any more: what takes it may be going."""
        with self._new:
            if not self.closed:
                done(*result)
            return not self.closed

    def close(self, drop: bool) -> None:
        with self._new:
            self.closed = True
            if drop:
                self._jobs.clear()
            self._new.notify_all()


def _work(queue: _Queue, done: Callable[..., object]) -> None:
    while (job := queue.take()) is not None:
        work, then = job
        result, error = None, None
        try:
            result = work()
        except BaseException as caught:
            error = caught
        if not queue.deliver(done, then, result, error):
            return
