"""What every probe needs: when it was spawned, how much memory it took, how it tells."""

import resource
import sys
import time
from collections.abc import Sequence

SPAWNED = float(sys.argv[1])  # by time.monotonic, which all processes share
# What PySide6 loads of the standard library. Needleside needs some of it too, and earlier.
STANDARD = ("base64", "inspect", "tempfile", "textwrap", "traceback", "typing", "zipfile")
_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in which the system counts memory


def since_spawned() -> float:
    """Milliseconds since the process was asked for."""
    return (time.monotonic() - SPAWNED) * 1000


def peak_memory() -> float:
    """The most memory that the process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT / 1e6


def percentile(times: Sequence[float], percent: int) -> float:
    """The one of `times` that `percent` of them do not exceed: by nearest rank."""
    return sorted(times)[max(-(-percent * len(times) // 100), 1) - 1]


def spread(times: Sequence[float]) -> dict[str, float]:
    """The middle, the slow end and the slowest of `times`."""
    return {"p50": percentile(times, 50), "p95": percentile(times, 95), "max": max(times)}


def tell(**said: float) -> None:
    """Print what was measured, for the run to read."""
    # Loaded here, where no clock runs any more.
    import json

    sys.stdout.write(f"\n{json.dumps(said)}\n")
