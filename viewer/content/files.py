"""Files of references to bytes."""

import stat
from pathlib import Path

from viewer.content.problems import Problem, printable

LARGEST = 50_000_000  # bytes


def bytes_of(path: Path) -> bytes | Problem:
    """The bytes of a plain file of at most 50 MB, or the problem that keeps them away."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            noun = "a folder" if stat.S_ISDIR(status.st_mode) else "not a plain file"
            return Problem(str(path), f"this is {noun}", "name a reference file")
        if status.st_size > LARGEST:
            return too_large(str(path), status.st_size)
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        return Problem(str(path), "there is no such file", "check the name and the folder")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        what = f"the file cannot be read ({printable(reason)})"
        return Problem(str(path), what, "check that you may read it and that its disk is there")


def too_large(name: str, size: int) -> Problem:
    """The problem of a file or text of `size` bytes."""
    what = f"the file has {size:,} bytes; more than {LARGEST:,} are not read"
    return Problem(name, what, "split it into several references")
