"""The system's print service, asked by a process of its own.

Whoever asks for printers, or sends pages to one, may wait for a server that never answers, and
cannot be interrupted meanwhile. So the window starts the program once more, with the command
`printers` or `print`, and ends it when it takes too long.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer

import viewer

LIST_MS = 6_000  # as long as someone looks at an empty list
SEND_MS = 60_000  # for hundreds of pages on a slow machine
DEATH_MS = 2_000

NO_ANSWER = (
    "The print service of this computer did not answer within {}. Whoever looks after it "
    "can see why; the same pages can be saved as a PDF."
)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: what it printed, and if it failed a sentence."""

    output: str
    trouble: str = ""


class Service(QObject):
    """Runs one command of this program at a time. `stop` ends it without a word."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._then: Callable[[Ended], object] = lambda _ended: None
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self._too_long)

    @property
    def is_busy(self) -> bool:
        """Whether a command runs."""
        return self._process is not None

    def run(
        self,
        arguments: Sequence[str],
        then: Callable[[Ended], object],
        limit: int,
        given: bytes = b"",
    ) -> None:
        """Run a command with `given` as its input; call `then` when it ends or `limit` ms went by.

        What ran before is ended.
        """
        self.stop()
        process = QProcess(self)
        process.setProcessEnvironment(_environment())
        process.errorOccurred.connect(self._failed)
        process.finished.connect(self._finished)
        self._process, self._then = process, then
        program, *before = own_command()
        process.start(program, [*before, *arguments])
        if given:
            process.write(given)
        process.closeWriteChannel()
        self._limit.start(limit)

    def stop(self) -> None:
        """End what runs; nothing is called for it."""
        process, self._process = self._process, None
        self._limit.stop()
        if process is None:
            return
        process.blockSignals(True)
        process.kill()
        process.waitForFinished(DEATH_MS)
        process.deleteLater()

    def _too_long(self) -> None:
        seconds = self._limit.interval() // 1000
        limit = f"{seconds} second{'' if seconds == 1 else 's'}"
        then = self._then
        self.stop()
        then(Ended("", NO_ANSWER.format(limit)))

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            reason = self._process.errorString()
            self._end(Ended("", f"The print service could not be asked ({reason})."))

    def _finished(self, code: int) -> None:
        process = self._process
        if process is None:
            return
        output = bytes(process.readAllStandardOutput().data()).decode(errors="replace")
        errors = bytes(process.readAllStandardError().data()).decode(errors="replace")
        said = errors.strip().splitlines()
        crashed = process.exitStatus() != QProcess.ExitStatus.NormalExit
        trouble = ""
        if code or crashed:
            trouble = said[-1].removeprefix("needleside: ") if said and not crashed else LOST
        self._end(Ended(output, trouble))

    def _end(self, ended: Ended) -> None:
        process, self._process = self._process, None
        self._limit.stop()
        if process is not None:
            process.deleteLater()
            self._then(ended)


LOST = "The print service ended before it was done. Try again, or save the pages as a PDF."


def listed(ended: Ended) -> tuple[list[str], str]:
    """The names of the printers that `printers --json` gave, and that of the default or none."""
    try:
        said = json.loads(ended.output)
        return [str(name) for name in said["printers"]], str(said["default"])
    except (ValueError, KeyError, TypeError):
        return [], ""


def own_command() -> list[str]:
    """What starts this program."""
    frozen = getattr(sys, "frozen", False)
    return [sys.executable] if frozen else [sys.executable, "-m", "viewer"]


def _environment() -> QProcessEnvironment:
    """The process is to load this program, wherever the reader happens to stand."""
    environment = QProcessEnvironment.systemEnvironment()
    if not getattr(sys, "frozen", False):
        package = str(Path(viewer.__file__).parent.parent)
        before = environment.value("PYTHONPATH", "")
        environment.insert("PYTHONPATH", os.pathsep.join(filter(None, (package, before))))
        environment.insert("PYTHONSAFEPATH", "1")
    environment.insert("PYTHONUTF8", "1")
    return environment
