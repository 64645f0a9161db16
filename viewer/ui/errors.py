"""What happens when something goes wrong: a sentence, a detail to copy, a line in the log.

Exceptions in slots and in Qt's virtual functions both reach `sys.excepthook`; the program
goes on after them.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from viewer import __version__

LOG_NAME = "needleside.log"
# Three files of 256 kB: enough for a fault to be found, small on a shared station.
LOG_BYTES, LOG_FILES = 256 * 1024, 2


class ErrorCatcher:
    """Takes over `sys.excepthook`: logs, shows one dialog at a time, and lets the program go on."""

    def __init__(self, log_folder: Path, show: Callable[[str, str, str], None]) -> None:
        """`show(what, remedy, detail)` tells the reader; the log goes into `log_folder`."""
        self._log_path = log_folder / LOG_NAME
        self._show = show
        self._busy = False

    def install(self) -> None:
        """From now on every uncaught exception comes here."""
        sys.excepthook = self.caught

    def caught(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Log and show one exception. Ctrl+C in a terminal ends the program as it should."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        import traceback

        detail = f"{versions()}\n\n{''.join(traceback.format_exception(kind, error, trace))}"
        logged = self._log(detail)
        if self._busy:
            return
        self._busy = True
        try:
            self._show(
                "Something in Needleside went wrong.",
                "What you were reading is unharmed and the program goes on. If it happens again, "
                "close it and start anew, and send the detail below to whoever looks after it. "
                + logged,
                detail,
            )
        finally:
            self._busy = False

    def _log(self, detail: str) -> str:
        """Append to the rotating log. Returns a sentence about where it is."""
        # Loaded here: a program that never fails never needs it.
        import logging
        from logging.handlers import RotatingFileHandler

        try:
            self._log_path.parent.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(
                self._log_path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
            )
        except OSError as trouble:
            return f"It could not be logged: {trouble.strerror}."
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        record = logging.LogRecord("needleside", logging.ERROR, "", 0, detail, None, None)
        handler.emit(record)
        handler.close()
        return f"It is also in {self._log_path}."


def versions() -> str:
    """The versions that a report needs."""
    import platform

    return (
        f"Needleside {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()}"
    )
