"""Starting where no window can open: one sentence, the text, and never Qt's abort."""

import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from viewer import starting
from viewer.content.library import load_bundled
from viewer.starting import missing_packages, why_no_window

Run = Callable[..., subprocess.CompletedProcess[str]]


def everything(_library: str) -> bool:
    return True


def nothing(_library: str) -> bool:
    return False


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every X display answers."""
    monkeypatch.setattr(starting, "_display_answers", lambda _display: True)


@pytest.fixture
def compositor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment in which a Wayland compositor listens."""
    # A socket's path must be short.
    folder = tmp_path_factory.mktemp("w")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "wayland-7"))
        listening.listen()
        yield {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(folder)}


def why(environment: dict[str, str], loads: Callable[[str], bool] = everything) -> str:
    return why_no_window(environment, loads, "linux")


def test_without_a_display_that_is_the_reason() -> None:
    assert why({}).startswith("No display was found")
    assert why({"QT_QPA_PLATFORM": "xcb"}).startswith("No display was found")
    assert "needleside search" in why({})


def test_a_display_that_does_not_answer_is_named() -> None:
    assert why({"DISPLAY": ":987"}).startswith("The display :987 does not answer")


@pytest.mark.usefixtures("answering")
def test_a_display_that_answers_is_enough() -> None:
    assert why({"DISPLAY": ":0"}) == ""


def test_a_wayland_compositor_is_enough(compositor: dict[str, str]) -> None:
    assert why(compositor) == ""
    assert why(compositor, lambda library: "xcb" not in library.casefold()) == ""
    assert why({**compositor, "DISPLAY": ":987"}) == ""


def test_a_wayland_socket_without_a_compositor_is_not(tmp_path: Path) -> None:
    (tmp_path / "wayland-0").touch()
    gone = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert why(gone).startswith("No display was found")
    assert why({"WAYLAND_DISPLAY": "wayland-0"}).startswith("No display was found")


@pytest.mark.usefixtures("answering")
def test_a_platform_that_was_asked_for_is_the_one_that_counts(compositor: dict[str, str]) -> None:
    assert why({"QT_QPA_PLATFORM": "wayland", "DISPLAY": ":0"}).startswith("No display")
    assert why({"QT_QPA_PLATFORM": "xcb", **compositor}).startswith("No display")
    assert why({"QT_QPA_PLATFORM": "offscreen"}) == ""
    for name in ("nonsense", "vnc:port=5901"):
        unknown = why({"QT_QPA_PLATFORM": name, "DISPLAY": ":0"})
        assert unknown.startswith(f"QT_QPA_PLATFORM asks for {name.split(':')[0]}")
        assert "Unset it" in unknown


@pytest.mark.usefixtures("answering")
def test_missing_libraries_are_named_with_the_command_that_installs_them() -> None:
    said = why({"DISPLAY": ":0"}, lambda library: library != "libxcb-cursor.so.0")
    assert "apt-get install libxcb-cursor0`" in said
    both = ("libEGL.so.1", "libxkbcommon-x11.so.0")
    said = why({"DISPLAY": ":0"}, lambda library: library not in both)
    assert "apt-get install libegl1 libxkbcommon-x11-0`" in said


def test_offscreen_needs_no_x_libraries() -> None:
    assert not any("xcb" in name for name in missing_packages(x11=False, loads=nothing))
    said = why({"QT_QPA_PLATFORM": "offscreen"}, nothing)
    assert "libegl1" in said
    assert "libxcb-cursor0" not in said


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_elsewhere_than_on_linux_nothing_is_looked_for(platform: str) -> None:
    assert why_no_window({}, nothing, platform) == ""


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({}, "No display was found"),
        ({"DISPLAY": ":987"}, "The display :987 does not answer"),
        ({"QT_QPA_PLATFORM": "nonsense"}, "QT_QPA_PLATFORM asks for nonsense"),
    ],
)
def test_the_command_says_why_and_shows_the_reference_as_text(
    run_python: Run, settings: dict[str, str], sentence: str
) -> None:
    done = run_python("-m", "viewer", **settings)
    assert done.returncode == 0
    assert done.stderr.startswith(sentence)
    assert len(done.stderr.splitlines()) == 1
    reference = load_bundled().reference
    assert reference is not None
    assert reference.title in done.stdout
    assert " ".join(done.stdout.split()).count(reference.phases[1].steps[0].text[:40]) >= 1


def test_without_a_display_a_damaged_file_is_named(run_python: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{", "utf-8")
    done = run_python("-m", "viewer", bad)
    assert done.returncode == 2
    assert "bad.json" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_window_opens_and_ends_cleanly_in_a_process_of_its_own(
    run_python: Run, tmp_path: Path
) -> None:
    script = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from viewer.ui.session import make_application\n"
        "from viewer.app import main\n"
        "app = make_application()\n"
        "timer = QTimer()\n"
        "timer.timeout.connect(lambda: [each.close() for each in app.topLevelWidgets()\n"
        "    if getattr(each, 'finding', None) and each.finding.is_ready])\n"
        "timer.start(10)\n"
        "sys.exit(main())\n"
    )
    home = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "STATE", "DATA")}
    done = run_python("-c", script, QT_QPA_PLATFORM="offscreen", **home)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "CONFIG" / "needleside" / "needleside.ini").is_file()


def test_no_number_of_calls_wears_none_out(run_python: Run) -> None:
    script = (
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "app = QApplication([])\n"
        "label = QLabel()\n"
        "for number in range(50_000):\n"
        "    label.setText('x')\n"
        "print('alive')\n"
    )
    done = run_python("-c", script, QT_QPA_PLATFORM="offscreen")
    assert done.stdout == "alive\n", (
        "This PySide6 drops references to None (6.12.0 on Python 3.11 does): install another one, "
        f"see pyproject.toml. {done.stderr}"
    )
