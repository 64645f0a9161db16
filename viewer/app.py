"""Starting the program: a list of short steps, each loaded only when it is reached."""

import gc
import sys
from pathlib import Path


def main() -> int:
    """The command `needleside`. Returns the exit status."""
    if not sys.argv[1:]:
        # Most starts ask for nothing, and need not load what reads a command line.
        return run_window(None)
    from viewer.cli import main as run_command

    return run_command(sys.argv[1:])


def run_window(
    path: Path | None, kiosk: bool = False, idle_minutes: int = 0, library: Path | None = None
) -> int:
    """Open the window on the bundled reference or on the file `path`. Returns the exit status.

    `kiosk` leaves out what reaches files; after `idle_minutes` without input the window starts
    over, if that is not 0. `library` is the folder of the shared library. Without a display or
    with a system library missing it says so in one sentence and shows the reference as text.
    """
    from viewer.starting import read_fonts_ahead, why_no_window

    reason = why_no_window()
    if reason:
        return _as_text(path, reason)
    read_fonts_ahead()
    # Nothing that a start makes is garbage, and looking for some takes 10 ms; see session.run.
    gc.disable()
    from viewer import pyside
    from viewer.folders import cache_folder

    compiled = pyside.load(cache_folder())
    from viewer.ui.session import run
    from viewer.ui.station import Station

    return run(path, Station(kiosk, idle_minutes, library), compiled.keep)


def _as_text(path: Path | None, reason: str) -> int:
    """Say `reason` and print the reference as `needleside show` does."""
    from viewer.cli import main as run_command

    sys.stderr.write(f"{reason}\n")
    sys.stderr.flush()
    return run_command(["show", *(["--reference", str(path)] if path else [])])
