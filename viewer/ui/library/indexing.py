"""The process that brings the index of a library up to date, as the window sees it."""

import os
import sys
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import MsgspecError, Struct
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

import viewer
from viewer.search.store import update_command
from viewer.ui.library.holding import Holding

# How long the window waits at its end: for the process to keep what it has, then for its death.
END_MS, DEATH_MS = 600, 400
# Of what the process wrote about its failure, so much is kept.
_MOST_SAID = 2000


class Progress(Struct, frozen=True):
    """A line of the process; the last one may have a sentence."""

    state: Literal["waiting", "reading", "writing", "finished", "stopped", "failed"]
    done: int = 0
    total: int = 0
    sentence: str = ""


class Indexing(QObject):
    """Updates one library after the other, each in a process that does not outlive the window."""

    progressed = Signal(object, object)  # a Holding and its Progress
    ended = Signal(object, object)  # a Holding and the Progress it ended with

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[Holding] = []
        self._holding: Holding | None = None
        self._process: QProcess | None = None
        self._last = Progress("waiting")
        self._errors = b""
        self._is_stopped = False

    @property
    def holding(self) -> Holding | None:
        """The library that is being indexed."""
        return self._holding

    def start(self, holding: Holding) -> None:
        """Bring the index of `holding` up to date, after those that were asked for before."""
        self._is_stopped = False
        if holding not in self._waiting:
            self._waiting.append(holding)
        self._next()

    def stop(self) -> None:
        """End early, as somebody wishes; what is done is kept."""
        self._waiting.clear()
        self._is_stopped = True
        if self._process is not None:
            # The process ends when nobody holds its standard input any more.
            self._process.closeWriteChannel()

    def close(self) -> None:
        """End now: the window goes."""
        process = self._process
        self.stop()
        if process is None:
            return
        self._process = None
        process.blockSignals(True)
        if not process.waitForFinished(END_MS):
            process.kill()
            process.waitForFinished(DEATH_MS)

    def _next(self) -> None:
        if self._process is not None or not self._waiting:
            return
        holding = self._waiting.pop(0)
        program, *arguments = update_command(holding.shelf.folder)
        process = QProcess(self)
        process.setProcessEnvironment(_environment())
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_errors)
        process.errorOccurred.connect(self._failed)
        process.finished.connect(self._finished)
        self._holding, self._process = holding, process
        self._last, self._errors = Progress("waiting"), b""
        process.start(program, arguments)

    def _read(self) -> None:
        process, holding = self._process, self._holding
        while process is not None and holding is not None and process.canReadLine():
            line = process.readLine().data()
            try:
                self._last = msgspec.json.decode(line, type=Progress)
            except MsgspecError:
                continue  # not a line for programs
            self.progressed.emit(holding, self._last)

    def _read_errors(self) -> None:
        if self._process is not None:
            self._errors += self._process.readAllStandardError().data()
            self._errors = self._errors[-_MOST_SAID:]

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._end(f"it could not be started ({self._process.errorString()})")

    def _finished(self) -> None:
        self._read()
        self._read_errors()
        said = self._errors.decode(errors="replace").strip().splitlines()
        self._end(said[-1] if said else "it ended before it was done")

    def _end(self, reason: str) -> None:
        """Say what came of it; `reason` is why it failed, if the process did not say so itself."""
        process, holding, last = self._process, self._holding, self._last
        if process is None or holding is None:
            return
        self._process = self._holding = None
        process.deleteLater()
        if self._is_stopped and last.state not in ("finished", "failed"):
            last = Progress("stopped", last.done, last.total)
        elif last.state not in ("finished", "stopped", "failed"):
            sentence = (
                f"The index of {holding.name} could not be brought up to date: {reason}. "
                "Search goes on with what it has."
            )
            last = Progress("failed", last.done, last.total, sentence)
        self.ended.emit(holding, last)
        self._next()


def _environment() -> QProcessEnvironment:
    """The process is to load this program, wherever the reader happens to stand."""
    environment = QProcessEnvironment.systemEnvironment()
    if not getattr(sys, "frozen", False):
        package = str(Path(viewer.__file__).parent.parent)
        before = environment.value("PYTHONPATH", "")
        environment.insert("PYTHONPATH", os.pathsep.join(filter(None, (package, before))))
        environment.insert("PYTHONSAFEPATH", "1")
    return environment
