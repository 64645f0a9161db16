"""Writes a file whole or not at all."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

_PREFIX, _SUFFIX = ".needleside-", ".tmp"
# Nobody writes one file for an hour.
_STALE_SECONDS = 3600


def write_whole(
    path: Path, data: bytes, replace: bool = True, before: Callable[[], object] | None = None
) -> None:
    """Make `path` hold `data`; whoever reads meanwhile, or after a crash, sees old or new, whole.

    The folder must exist. `before` is called when the data is safe on the disk and only its name
    is missing. Raises FileExistsError if `path` exists and `replace` is False, and OSError for all
    that the system refuses; then the new data is not left behind.
    """
    handle, name = mkstemp(_SUFFIX, _PREFIX, path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            before()
        if replace:
            os.replace(name, path)  # noqa: PTH105 - `name` is the system's, not a path of ours
        else:
            _place_new(name, path)
    finally:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108
    settle(path.parent)


def sweep(folder: Path) -> None:
    """Remove what writing left in `folder` when the machine or the program was stopped."""
    with suppress(OSError):
        for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                    left.unlink()


def settle(folder: Path) -> None:
    """Have the folder itself written out, where a system can: else a crash may undo a name."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _place_new(name: str, path: Path) -> None:
    """Give the file `name` the name `path`, which nothing may have. Raises FileExistsError."""
    try:
        os.link(name, path)  # the one call that never replaces a file
    except FileExistsError:
        raise
    except OSError:  # the file system knows no second names, as on memory sticks
        if path.exists():
            raise FileExistsError(path) from None
        os.replace(name, path)  # noqa: PTH105
