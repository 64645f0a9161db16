"""Nothing leaves the machine, and the text views load nothing but what they are given."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage, QPixmap, QTextDocument
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from viewer.render.palette import LIGHT
from viewer.ui.textview import TextView

SESSION = Path(__file__).with_name("whole_session.py")
Run = Callable[..., subprocess.CompletedProcess[str]]
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def test_a_whole_session_loads_nothing_of_qts_network(run_python: Run, tmp_path: Path) -> None:
    done = run_python(SESSION, tmp_path / "all.pdf", **OFFSCREEN)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"modules": [], "libraries": [], "pages": True}


def strace_works() -> bool:
    strace = shutil.which("strace")
    return (
        strace is not None
        and not subprocess.run(
            [strace, "-o", "/dev/null", "true"], check=False, capture_output=True
        ).returncode
    )


@pytest.mark.skipif(
    not strace_works(), reason="strace is not here or may not trace; CI runs this on Linux"
)
def test_a_whole_session_opens_no_internet_socket(run_python: Run, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    before = ("strace", "-f", "-qq", "-e", "trace=network", "-o", str(trace))
    done = run_python(SESSION, tmp_path / "all.pdf", before=before, **OFFSCREEN)
    assert done.returncode == 0, done.stderr
    probe = "import socket; socket.socket(socket.AF_INET)"
    seen = tmp_path / "seen"
    assert run_python("-c", probe, before=(*before[:-1], str(seen))).returncode == 0, "no trace"
    assert "AF_INET" in seen.read_text("utf-8")
    assert re.findall(r".*AF_INET6?\b.*", trace.read_text("utf-8")) == []


@pytest.fixture
def red(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A red picture in the working folder."""
    picture = QImage(60, 60, QImage.Format.Format_RGB32)
    picture.fill(QColor("#FF0000"))
    path = tmp_path / "red.png"
    assert picture.save(str(path))
    monkeypatch.chdir(tmp_path)
    return path


def has_red(view: QTextBrowser) -> bool:
    image = view.viewport().grab().toImage()
    return any(
        image.pixelColor(x, y) == QColor("#FF0000")
        for x in range(0, image.width(), 10)
        for y in range(0, image.height(), 10)
    )


@pytest.mark.parametrize("way", ["absolute", "file url", "relative", "dotted"])
def test_a_page_that_names_a_picture_file_shows_nothing_of_it(
    qtbot: QtBot, red: Path, way: str
) -> None:
    source = {
        "absolute": str(red),
        "file url": QUrl.fromLocalFile(str(red)).toString(),
        "relative": red.name,
        "dotted": f"./{red.name}",
    }[way]
    view, qts_own = TextView("Page"), QTextBrowser()
    for each in (view, qts_own):
        qtbot.addWidget(each)
        each.resize(300, 300)
        each.show()
    html = f'<p>before <img src="{source}"> after</p>'
    view.set_page(html, LIGHT)
    qts_own.setHtml(html)
    assert has_red(qts_own), "the test would not see the picture"
    assert not has_red(view)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname", "/etc/hostname", "http://127.0.0.1:9/x.png", "https://example.org",
        "//server/share/x.png", "qrc:/x", "data:image/png;base64,iVBORw0KGgo=",
    ],
)  # fmt: skip
def test_every_request_of_a_page_is_answered_with_a_clear_pixel(qtbot: QtBot, address: str) -> None:
    view = TextView("Page")
    qtbot.addWidget(view)
    for kind in QTextDocument.ResourceType:
        answer = view.loadResource(kind.value, QUrl(address))
        assert isinstance(answer, QPixmap)
        assert (answer.width(), answer.height()) == (1, 1)
        assert answer.toImage().pixelColor(0, 0).alpha() == 0


def test_a_link_on_a_page_is_only_said(qtbot: QtBot) -> None:
    view = TextView("Page")
    qtbot.addWidget(view)
    view.set_page('<p><a href="https://example.org/x">there</a></p>', LIGHT)
    with qtbot.waitSignal(view.activated) as said:
        view.anchorClicked.emit(QUrl("https://example.org/x"))
    assert said.args == ["https://example.org/x"]
    assert view.source().isEmpty()
    assert view.toPlainText() == "there"
