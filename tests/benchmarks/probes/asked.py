"""Asks an index what is in the field after each key, as long as there is time."""

import time
from collections.abc import Callable

from library_lines import keys
from telling import percentile

_LONGEST = 60.0  # seconds


def asked(ask: Callable[[str], object]) -> dict[str, float]:
    """How long `ask` takes for a line, in milliseconds."""
    for line in keys()[:20]:  # what is loaded at the first use has been loaded
        ask(line)
    times = []
    latest = time.monotonic() + _LONGEST
    for line in keys():
        began = time.perf_counter()
        ask(line)
        times.append((time.perf_counter() - began) * 1000)
        if time.monotonic() > latest:
            break
    spread = {f"p{percent}": percentile(times, percent) for percent in (50, 95, 99)}
    return spread | {"max": max(times), "keys": len(times)}
