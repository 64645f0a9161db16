"""Text to a terminal, a pipe or a file, whatever these can take."""

import codecs
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

_SPELLED = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "•": "*", "·": "-", "›": ">",
    "–": "-", "—": "-", "−": "-", "≤": "<=", "≥": ">=", "×": "x", "±": "+/-",
    "®": "(R)", "™": "(TM)", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
}  # fmt: skip


def spell(error: UnicodeError) -> tuple[str, int]:
    """What to write where an encoding lacks a character: never another that might mislead.

    Punctuation becomes its plain form, all else its number (`\\xb5` for µ). The error handler
    of codecs; raises `error` for anything but encoding.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    plain = (_SPELLED.get(c) or c.encode("ascii", "backslashreplace").decode() for c in lacking)
    return "".join(plain), error.end


def prepare() -> None:
    """Make printing safe on terminals that are not UTF-8."""
    codecs.register_error("spell", spell)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="spell")


def flush() -> None:
    """Write out what is printed so far. Raises OSError, BrokenPipeError if nobody reads."""
    if sys.stdout is not None:
        sys.stdout.flush()


def discard() -> None:
    """Forget what could not be written, so that the interpreter does not try again at its end."""
    if isinstance(sys.stdout, TextIOWrapper):
        with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


def is_unicode() -> bool:
    """Whether the output takes every character."""
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"
