"""The bundled reference read as at a start, read and checked in full, and merely decoded."""

import time
from collections.abc import Callable
from statistics import median

import msgspec
from telling import tell

from viewer.content.library import bundled_path, load_bundled
from viewer.content.model import Reference
from viewer.content.reader import read

TIMES = 25

path = bundled_path()
data = path.read_bytes()
assert isinstance(read(data, str(path)), Reference)


def milliseconds(does: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    does()
    return (time.perf_counter() - began) * 1000


taken = [
    (
        milliseconds(load_bundled),
        milliseconds(lambda: read(data, str(path))),
        milliseconds(lambda: msgspec.json.decode(data)),
    )
    for _ in range(TIMES)
]
bundled, checked, decode = (median(each) for each in zip(*taken, strict=True))
tell(bundled=bundled, checked=checked, decode=decode)
