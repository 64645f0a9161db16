"""Bytes to a reference, or to the list of what is wrong with them.

Two ways lead to the same verdict. The quick one, here, reads a sound file in milliseconds.
Where it finds or fears anything, `check` reads the text again, lists every problem with its
line, and decides.
"""

from pathlib import Path

from msgspec import MsgspecError
from msgspec.json import Decoder, encode

from viewer.content.files import LARGEST, bytes_of
from viewer.content.model import Reference
from viewer.content.problems import Problem

_DECODER = Decoder(Reference)


def read(data: bytes, name: str) -> Reference | list[Problem]:
    """The reference in `data`, or all its problems (at least one). Never raises.

    `name` is how the problems call the file.
    """
    reference = _quick(data)
    if reference is not None:
        return reference
    # A sound file of plain JSON needs none of this, and start-up waits for it.
    from viewer.content.check import check
    from viewer.content.comments import plain_json

    try:
        plain = plain_json(data.decode()).encode() if len(data) <= LARGEST else data
    except ValueError:
        plain = data
    reference = _quick(plain) if plain != data else None
    return reference or check(data, name) or _DECODER.decode(plain)


def read_again(data: bytes, name: str) -> Reference | list[Problem]:
    """As `read`, for bytes that are known to be sound: of all checks only the types are made."""
    try:
        return _DECODER.decode(data)
    except (MsgspecError, ValueError, RecursionError):
        return read(data, name)


def read_file(path: Path) -> Reference | list[Problem]:
    """As `read`, for a file; one that cannot be read is a problem too."""
    data = bytes_of(path)
    return [data] if isinstance(data, Problem) else read(data, str(path))


def _quick(data: bytes) -> Reference | None:
    """The reference if it is sound beyond doubt."""
    if len(data) > LARGEST:
        return None
    # The start of the program reads what is known to be sound and waits for none of this.
    import json

    from viewer.content import rules

    try:
        reference = _DECODER.decode(data)
        value = json.loads(data.decode(), object_pairs_hook=_fields)
    except (MsgspecError, ValueError, RecursionError):
        return None
    doubtful = rules.suspect(encode(reference).decode()) or any(rules.links(value))
    return None if doubtful else reference


def _fields(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a field stands twice")
    return fields
