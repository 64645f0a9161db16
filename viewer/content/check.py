"""Everything that is wrong with the bytes of a reference, with line, path and remedy."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import MsgspecError
from msgspec.json import decode

from viewer.content import rules
from viewer.content.comments import plain_json
from viewer.content.files import LARGEST, bytes_of, too_large
from viewer.content.json_lines import Document, Fault, scan
from viewer.content.model import FORMAT, Reference
from viewer.content.problems import Finding, Problem, quoted, spell
from viewer.content.shape import misfits

MOST = 1000

_OTHER_FORMAT = re.compile(r"needleside/[0-9]+")
_SAVE_AS_UTF8 = "save it as UTF-8"
_COPY_AGAIN = "copy it again"
_WIDE_MARKS = {  # the longer first: UTF-32 begins like UTF-16
    b"\xff\xfe\x00\x00": "UTF-32", b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16",
}  # fmt: skip


def check(data: bytes, name: str) -> list[Problem]:
    """All problems of `data` in the order of their lines; empty if it is sound. Never raises.

    Past `MOST` problems the last one only counts the others.
    `name` is how the problems call the file.
    """
    unreadable = _unreadable(data, name)
    if unreadable is not None:
        return [unreadable]
    problems = []
    text = plain_json(data.decode())
    document = scan(text)
    found = [(fault.offset, _finding(document, fault)) for fault in document.faults]
    if document.whole:
        found += [(document.offset(part.path), part) for part in _findings(document.value)]
    if not found:
        found = [(0, part) for part in _last_word(text)]
    for offset, part in sorted(found, key=lambda pair: pair[0])[:MOST]:
        line, column = document.place(offset)
        problems.append(Problem(name, part.what, part.remedy, spell(part.path), line, column))
    if len(found) > MOST:
        what = f"{len(found) - MOST:,} more problems are not listed"
        problems.append(
            Problem(name, what, "correct these first, then check again", "$", line, column)
        )
    return problems


def check_file(path: Path) -> list[Problem]:
    """As `check`, for a file; one that cannot be read is a problem too."""
    data = bytes_of(path)
    return [data] if isinstance(data, Problem) else check(data, str(path))


def _finding(document: Document, fault: Fault) -> Finding:
    column = document.place(fault.offset)[1]
    return Finding(fault.path, f"column {column}: {fault.what}", fault.remedy)


def _findings(value: object) -> Iterator[Finding]:
    if isinstance(value, dict) and _is_other_format(found := value.get("format")):
        what = f"the format {quoted(str(found))} is not known here"
        remedy = f"this program reads {quoted(FORMAT)}; get a newer one, or the file in that format"
        yield Finding(("format",), what, remedy)
        return
    yield from misfits(value)
    yield from rules.links(value)
    yield from rules.texts(value)


def _is_other_format(found: object) -> bool:
    """Whether the file is made for another program; then its other fields cannot be judged."""
    return isinstance(found, str) and found != FORMAT and bool(_OTHER_FORMAT.fullmatch(found))


def _last_word(text: str) -> Iterator[Finding]:
    """What msgspec alone refuses, so that reading and checking agree whatever comes."""
    try:
        decode(text, type=Reference)
    except (MsgspecError, ValueError, RecursionError) as error:
        yield Finding((), str(error), "correct it")


def _unreadable(data: bytes, name: str) -> Problem | None:
    """Why `data` is no text at all, if so."""
    if len(data) > LARGEST:
        return too_large(name, len(data))
    if not data:
        return Problem(name, "the file is empty", _COPY_AGAIN, "$", 1, 1)
    if not any(data[:64]):
        what = "the file begins with zero bytes, as a broken copy does"
        return Problem(name, what, _COPY_AGAIN, "$", 1, 1)
    wide = next((wide for mark, wide in _WIDE_MARKS.items() if data.startswith(mark)), "")
    if not wide and b"\x00" in data[:2]:  # the first character of JSON is plain ASCII
        wide = "UTF-16"
    if wide:
        return Problem(name, f"the file is {wide}, not UTF-8", _SAVE_AS_UTF8, "$", 1, 1)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        byte = f"0x{data[error.start]:02X}"
        what = f"the file is not UTF-8: byte {byte} at offset {error.start}"
        return Problem(name, what, "save it as UTF-8, or copy it again", "$", line, column)
    return None
