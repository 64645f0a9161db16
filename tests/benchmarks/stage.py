"""Where the programs that are measured run: a screen of their own, settings of their own."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

_PROBES = Path(__file__).parent / "probes"
_REFERENCE = Path(__file__).parent.parent / "data" / "small.json"
_SCREEN = "1920x1200x24"
# Far more than any probe takes; a probe that hangs must not hang the run.
_LONGEST = 60.0  # seconds

Said = dict[str, float]


@dataclass(frozen=True, slots=True)
class Stage:
    """An environment for processes, and the name of its Qt platform."""

    platform: str
    environment: dict[str, str]
    longest: float = _LONGEST  # seconds

    def with_library(self, count: int) -> "Stage":
        """The same for a reader who has added that many references, and kept no settings yet."""
        config = self.environment["XDG_CONFIG_HOME"] + "-stocked"
        library = Path(config, "needleside", "library")
        library.mkdir(parents=True)
        text = _REFERENCE.read_text("utf-8")
        id_ = json.loads(text)["id"]
        for number in range(count):
            own = text.replace(f'"id": "{id_}"', f'"id": "{id_}-{number}"', 1)
            library.joinpath(f"{id_}-{number}.needleside.json").write_text(own, "utf-8")
        return replace(self, environment=self.environment | {"XDG_CONFIG_HOME": config})

    def run(self, probe: str, *arguments: str) -> Said:
        """What the probe of that name measured; its first argument is when it was spawned.

        Raises RuntimeError, with what the probe printed, when it failed.
        """
        command = [sys.executable, str(_PROBES / f"{probe}.py")]
        spawned = time.monotonic()
        done = subprocess.run(
            [*command, repr(spawned), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=self.longest,
            check=False,
        )
        if done.returncode:
            ended = f"the probe {probe} ended with {done.returncode}"
            raise RuntimeError(f"{ended}\n{done.stdout}{done.stderr}")
        said: Said = json.loads(done.stdout.splitlines()[-1])
        return said


@contextmanager
def stage() -> Iterator[Stage]:
    """A stage on an X server of its own where there is Xvfb, else on Qt's offscreen platform."""
    with TemporaryDirectory(prefix="needleside-benchmark-") as folder, _screen() as display:
        environment = dict(os.environ)
        # Bytecode is kept, as it is for whoever starts the program a second time.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(Path(folder, "bytecode"))
        environment["XDG_CONFIG_HOME"] = str(Path(folder, "config"))
        environment["XDG_CACHE_HOME"] = str(Path(folder, "cache"))
        environment["XDG_STATE_HOME"] = str(Path(folder, "state"))
        environment.pop("WAYLAND_DISPLAY", None)
        if display:
            environment["DISPLAY"] = display
        platform = "xcb" if display else "offscreen"
        yield Stage(platform, environment | {"QT_QPA_PLATFORM": platform})


@contextmanager
def _screen() -> Iterator[str]:
    """The name of a new display; empty where there is no Xvfb."""
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        yield ""
        return
    reading, writing = os.pipe()
    command = [xvfb, "-displayfd", str(writing), "-screen", "0", _SCREEN, "-nolisten", "tcp"]
    # Else it starts anew whenever its last client goes, and the next one waits for that: 20 ms
    # that nobody waits where a desktop is running.
    command.append("-noreset")
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        yield f":{number}" if number else ""
    finally:
        server.terminate()
        server.wait()
