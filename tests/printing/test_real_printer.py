"""A print queue of CUPS, started for the test: what arrives there, and how refusals are told."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from viewer.content.model import Reference
from viewer.printing import asking
from viewer.printing.choices import Choices
from viewer.printing.dialog import LOOKING, PrintDialog

PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
ROOT = Path(__file__).parents[2]
QUEUE = "paper"
PATIENCE = 20.0  # seconds, for a machine with other work

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(shutil.which("cupsd", path=PATH) is None, reason="needs Debian's cups"),
]

CUPSD = """\
Listen {folder}/sock
LogLevel info
WebInterface No
Browsing Off
PreserveJobFiles Yes
<Location />
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
FILES = """\
ServerRoot {folder}
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/run
TempDir {folder}/tmp
ErrorLog {folder}/error.log
AccessLog {folder}/access.log
PageLog {folder}/page.log
FileDevice Yes
User lp
Group lp
SystemGroup root
"""


class Cups:
    """A print server with one queue, `paper`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def address(self) -> str:
        return str(self.folder / "sock")

    def run(self, *command: str) -> str:
        """What a command of CUPS says to this server."""
        environment = os.environ | {"CUPS_SERVER": self.address, "PATH": PATH}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True, timeout=PATIENCE
        )
        return done.stdout

    def jobs(self) -> list[Path]:
        """The documents that arrived, oldest first."""
        return sorted((self.folder / "spool").glob("d*-001"))


@pytest.fixture(scope="module")
def server() -> Iterator[Cups]:
    # Not pytest's folder: the path of a socket is short, and the server's user must reach it.
    with TemporaryDirectory(prefix="cups-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for inner in ("spool", "cache", "run", "tmp"):
            (folder / inner).mkdir()
        (folder / "cupsd.conf").write_text(CUPSD.format(folder=folder))
        (folder / "cups-files.conf").write_text(FILES.format(folder=folder))
        cupsd = shutil.which("cupsd", path=PATH)
        assert cupsd is not None
        command = [cupsd, "-f", "-c", folder / "cupsd.conf", "-s", folder / "cups-files.conf"]
        process = subprocess.Popen(command, stderr=subprocess.PIPE)
        try:
            cups = Cups(folder)
            _wait(cups, process)
            cups.run("lpadmin", "-p", QUEUE, "-E", "-v", "file:///dev/null", "-m", "raw")
            yield cups
        finally:
            process.terminate()
            process.communicate(timeout=PATIENCE)


def _wait(cups: Cups, process: subprocess.Popen[bytes]) -> None:
    """Until the server answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, (cups.folder / "error.log").read_text()
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.connect(cups.address)
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the print server did not start")


@pytest.fixture
def cups(server: Cups, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    """The server with its queue open and started, as what the window starts will find it."""
    monkeypatch.setenv("CUPS_SERVER", server.address)
    yield server
    server.run("cupsaccept", QUEUE)
    server.run("cupsenable", QUEUE)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the reader is told went wrong."""
    sentences: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda _parent, text: sentences.append(text))
    return sentences


def opened(qtbot: QtBot, small: Reference, *parts: str) -> PrintDialog:
    window = PrintDialog(None, small, Choices(paper="a4", text_size=12), parts)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(
        lambda: window.form.printer.currentText() != LOOKING and not window._maker.is_busy,
        timeout=int(PATIENCE * 1000),
    )
    return window


def pages_text(path: Path) -> list[str]:
    run = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return run.stdout.decode().split("\f")[:-1]


def needleside(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"} | more
    return subprocess.run(
        [sys.executable, "-m", "viewer", *arguments],
        capture_output=True, text=True, check=False, env=environment, timeout=60,
    )  # fmt: skip


def test_the_dialog_sends_the_pages_that_it_shows(
    qtbot: QtBot, small: Reference, cups: Cups, told: list[str]
) -> None:
    before = len(cups.jobs())
    window = opened(qtbot, small, "steps", "faq-code")
    assert window.form.chosen_printer() == QUEUE
    count = window.view.count
    qtbot.keyClick(window.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.outcome != "" or told != [], timeout=int(PATIENCE * 1000))
    assert told == []
    noun = "page" if count == 1 else "pages"
    assert window.outcome == f"Sent {count} {noun} to {QUEUE}."
    (job,) = cups.jobs()[before:]
    pages = pages_text(job)
    assert len(pages) == count
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {count}" in page
    assert "Ask about illnesses and allergies." in pages[0]
    info = subprocess.run(["pdfinfo", job], capture_output=True, check=True).stdout.decode()
    assert "A4" in info
    fonts = subprocess.run(["pdffonts", job], capture_output=True, check=True).stdout.decode()
    assert " no " not in "".join(line[58:62] for line in fonts.splitlines()[2:])


def test_chosen_pages_and_copies_are_sent(small_path: Path, cups: Cups) -> None:
    before = len(cups.jobs())
    run = needleside(
        "print", "all", "--printer", QUEUE, "--pages", "2-3", "--copies", "2", "--landscape",
        "--paper", "letter", "--sides", "long", "--reference", str(small_path),
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (0, f"Sent 2 pages, 2 copies, to {QUEUE}.\n")
    (job,) = cups.jobs()[before:]
    assert [page.count("Page 2 of") + page.count("Page 3 of") for page in pages_text(job)] == [1, 1]


def test_a_stopped_queue_keeps_the_pages_and_says_so(small_path: Path, cups: Cups) -> None:
    cups.run("cupsdisable", QUEUE)
    run = needleside("print", "after", "--printer", QUEUE, "--reference", str(small_path))
    assert run.returncode == 0
    assert "which is stopped: the pages wait there until someone starts it again" in run.stdout


def test_a_queue_that_refuses_is_said(
    qtbot: QtBot, small: Reference, cups: Cups, told: list[str]
) -> None:
    cups.run("cupsreject", QUEUE)
    before = len(cups.jobs())
    window = opened(qtbot, small, "after")
    window.print_button.click()
    qtbot.waitUntil(lambda: told != [] or window.outcome != "", timeout=int(PATIENCE * 1000))
    assert "The printer paper did not take the pages" in told[0]
    assert "not accepting jobs" in told[0]
    assert window.outcome == ""
    assert len(cups.jobs()) == before


def test_a_printer_that_is_gone_is_said(small_path: Path, cups: Cups) -> None:
    assert cups.address
    run = needleside("print", "after", "--printer", "gone", "--reference", str(small_path))
    assert run.returncode == 1
    assert "There is no printer named “gone”. Printers here: paper." in run.stderr


def test_printers_are_listed(cups: Cups) -> None:
    assert cups.address
    assert needleside("printers").stdout == "paper\n"


def test_no_print_server_at_all_means_no_printer(tmp_path: Path) -> None:
    run = needleside("printers", CUPS_SERVER=str(tmp_path / "none"))
    assert run.returncode == 1
    assert "No printer is set up on this computer." in run.stderr


def test_a_server_that_accepts_and_never_answers_freezes_nothing(
    qtbot: QtBot, small: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        TemporaryDirectory(prefix="cups-", dir="/tmp") as name,
        socket.socket(socket.AF_UNIX) as silent,
    ):
        silent.bind(f"{name}/sock")
        silent.listen(8)
        monkeypatch.setenv("CUPS_SERVER", f"{name}/sock")
        monkeypatch.setattr("viewer.printing.dialog.LIST_MS", 2000)
        window = PrintDialog(None, small, Choices(), ["overview"])
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: window.view.count > 0)
        assert window.form.printer.currentText() == LOOKING
        qtbot.keyClick(window.view, Qt.Key.Key_End)
        assert window.view.number == window.view.count
        qtbot.waitUntil(
            lambda: "did not answer within 2 seconds" in window.message.text(), timeout=20_000
        )
        assert window.save_button.isEnabled()
        assert not window.print_button.isEnabled()
