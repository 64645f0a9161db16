"""What tests of several parts share."""

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from viewer.content.model import Reference
from viewer.content.reader import read_file

# A busy machine is no reason to fail.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--onscreen", action="store_true", help="show the windows; without it none is seen"
    )


def pytest_configure(config: pytest.Config) -> None:
    # Before any QGuiApplication is made: it chooses its platform once.
    if not config.getoption("--onscreen"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def small_path() -> Path:
    """A small reference that uses every field of the model, as a file."""
    return Path(__file__).parent / "data" / "small.json"


@pytest.fixture(scope="session")
def small(small_path: Path) -> Reference:
    """A small reference that uses every field of the model."""
    reference = read_file(small_path)
    assert isinstance(reference, Reference), reference
    return reference


class PrintService:
    """Answers for the program that the window starts to ask the print service.

    `printers` are there, the first the default; an order ends with `said` on its output, or with
    `trouble` and exit code 1. With `silent` nothing is ever answered.
    """

    def __init__(self, folder: Path) -> None:
        self.printers: list[str] = []
        self.said = "Sent."
        self.trouble = ""
        self.silent = False
        self._answers = folder / "answers.json"
        self._orders = folder / "orders.jsonl"
        self._script = folder / "service.py"
        self._script.write_text(_SERVICE)

    def command(self) -> list[str]:
        """What is started in place of the program."""
        answers = {
            "printers": self.printers, "said": self.said, "trouble": self.trouble,
            "silent": self.silent,
        }  # fmt: skip
        self._answers.write_text(json.dumps(answers))
        return [sys.executable, "-I", "-S", str(self._script)]

    def orders(self) -> list[list[str]]:
        """The arguments of each order to print, and the id of the reference that came with it."""
        if not self._orders.exists():
            return []
        return [json.loads(line) for line in self._orders.read_text().splitlines()]


_SERVICE = """
import json, sys, time
from pathlib import Path
here = Path(__file__).parent
answers = json.loads((here / "answers.json").read_text())
if answers["silent"]:
    time.sleep(60)
if sys.argv[1] == "printers":
    names = answers["printers"]
    print(json.dumps({"printers": names, "default": names[0] if names else ""}))
    sys.exit(0)
given = json.loads(sys.stdin.read())
with (here / "orders.jsonl").open("a") as orders:
    orders.write(json.dumps([*sys.argv[1:], given["id"]]) + chr(10))
print(answers["said"])
sys.stderr.write("needleside: " + answers["trouble"] if answers["trouble"] else "")
sys.exit(1 if answers["trouble"] else 0)
"""


@pytest.fixture
def print_service(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> PrintService:
    """The print service as a test sets it; no printer is set up until it says so."""
    from viewer.printing import service

    made = PrintService(tmp_path_factory.mktemp("print-service"))
    monkeypatch.setattr(service, "own_command", made.command)
    return made
