"""`needleside index` as a process: what it tells, how it ends, and two at once."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import viewer
from viewer import cli
from viewer.folders import folders
from viewer.search import command, locking, store
from viewer.search.store import Store, index_folder, update_command
from viewer.search.updating import LOCK

Library = Any  # see conftest.py

_REPOSITORY = Path(viewer.__file__).parents[1]


@pytest.fixture
def environment(library: Library, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Where the caches of the library lie, for this process and others."""
    home = library.folder.parent
    settings = {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "LOCALAPPDATA": str(home),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    library.root = folders().cache / "index"
    library.index = index_folder(library.folder)
    library.store = Store(library.folder)
    return {**os.environ, "PYTHONPATH": str(_REPOSITORY)}


@pytest.fixture
def start(library: Library, environment: dict[str, str]) -> Iterator[Callable[..., Any]]:
    """Starts the update as the window does."""
    started: list[subprocess.Popen[str]] = []

    def start(*more: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*update_command(library.folder), *more],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def busy(library: Library, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of the index."""
    library.index.mkdir(parents=True)
    code = (
        "import sys; from pathlib import Path; from viewer.search.locking import Lock;"
        "lock = Lock(Path(sys.argv[1])); print(lock.take(), flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, library.index / LOCK],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "True\n"
    yield process
    process.kill()
    process.communicate()


@pytest.fixture
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests themselves do not give way to other programs."""
    monkeypatch.setattr(command, "_give_way", lambda: None)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_program_is_told_how_it_goes(library: Library, start: Callable[..., Any]) -> None:
    for number in range(3):
        library.write(f"{number}.json", f"r-{number}", "olecranon")
    process = start()
    told = [json.loads(line) for line in process.stdout]
    assert process.wait(60) == 0
    assert told[0] == {"state": "reading", "done": 0, "total": 3}
    assert (told[-1]["state"], told[-1]["done"], told[-1]["sentence"]) == ("finished", 3, "")
    assert told[-1]["places"] == library.part().places
    assert len(library.finds("olecranon")) == 3
    assert process.stderr.read() == ""


def test_a_second_one_waits_for_the_first(
    library: Library, busy: subprocess.Popen[str], start: Callable[..., Any]
) -> None:
    library.write("a.json", "first", "olecranon")
    second = start()
    assert json.loads(second.stdout.readline())["state"] == "waiting"
    # The lock ends with the process that holds it, however that ends.
    busy.kill()
    assert lines(second.stdout.read())[-1]["state"] == "finished"
    assert library.finds("olecranon")


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("way", ["stdin", "SIGTERM", "SIGINT"])
def test_it_ends_when_it_is_told_to(way: str, library: Library, start: Callable[..., Any]) -> None:
    library.write("a.json", "first", "olecranon")
    process = start()
    assert json.loads(process.stdout.readline())["state"] == "waiting"
    if way == "stdin":
        process.stdin.close()
        process.stdin = None
    elif os.name == "posix":
        process.send_signal(getattr(signal, way))
    else:
        pytest.skip("this system has no such signals for other processes")
    assert lines(process.communicate(timeout=60)[0])[-1]["state"] == "stopped"
    assert process.returncode == 130


def test_it_loads_no_qt(library: Library, environment: dict[str, str]) -> None:
    script = (
        "import sys; from viewer.cli import main; main(sys.argv[1:]);"
        "loaded = [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))];"
        "sys.exit(' '.join(loaded) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "index", "--library", library.folder],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.usefixtures("calm", "environment")
def test_people_read_sentences(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    library.write("a.json", "first", "olecranon")
    library.write("b.json", "first", "olecranon")
    library.put("c.json", b"{}")
    assert cli.main(["index", "--library", str(library.folder)]) == 1
    said, complaints = capsys.readouterr()
    twin, problem, summary = said.splitlines()
    assert twin.startswith("b.json: a.json has the same id “first”")
    assert "c.json" in problem
    assert summary.startswith("1 reference with ")
    assert complaints == ""


@pytest.mark.usefixtures("calm", "environment")
def test_the_users_own_library_may_be_empty(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["index"]) == 0
    assert capsys.readouterr().out.startswith("0 references with 0 places")


@pytest.mark.usefixtures("calm", "environment")
def test_a_folder_that_is_gone_is_said(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    library.write("a.json", "first", "olecranon")
    assert cli.main(["index", "--library", str(library.folder)]) == 0
    away = library.folder.rename(library.folder.with_name("away"))
    assert cli.main(["index", "--library", str(library.folder)]) == 1
    assert "is not there" in capsys.readouterr().err
    away.rename(library.folder)
    assert library.finds("olecranon")


@pytest.mark.usefixtures("calm", "environment")
def test_a_cache_that_cannot_be_written_is_said(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    library.write("a.json", "first", "olecranon")
    library.root.parent.write_bytes(b"no folder")
    assert cli.main(["index", "--library", str(library.folder)]) == 1
    assert "There can be no search index in" in capsys.readouterr().err
    assert library.store.open() is None


def test_a_full_disk_is_said_and_what_was_there_stays(
    library: Library, start: Callable[..., Any], environment: dict[str, str]
) -> None:
    resource = pytest.importorskip("resource", reason="this system cannot limit files")
    library.write("a.json", "first", "olecranon")
    assert start().wait(60) == 0
    for number in range(30):
        library.write(f"more-{number}.json", f"more-{number}", "uvula")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    done = subprocess.run(
        update_command(library.folder)[:-1],
        preexec_fn=limit,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )
    last = lines(done.stdout)[-1]
    assert (done.returncode, last["state"]) == (1, "failed"), done
    assert "could not be written" in last["sentence"]
    assert library.finds("olecranon") == [("first", "definition")]
    assert start().wait(60) == 0
    assert len(library.finds("uvula")) == 20


def test_indexes_of_other_versions_are_thrown_away(library: Library) -> None:
    library.update()
    old = library.root / f"000000000000-{library.index.name[-16:]}"
    shutil.copytree(library.index, old)
    unused = library.root / f"{store.format_tag()}-0123456789abcdef"
    shutil.copytree(library.index, unused)
    long_ago = time.time() - 100 * 24 * 3600
    os.utime(unused / LOCK, (long_ago, long_ago))
    in_use = library.root / "111111111111-0123456789abcdef"
    in_use.mkdir()
    lock = locking.Lock(in_use / LOCK)
    assert lock.take()
    (library.root / "notes.txt").write_bytes(b"")
    command.tidy(library.root)
    lock.free()
    assert sorted(path.name for path in library.root.iterdir()) == sorted(
        [library.index.name, in_use.name, "notes.txt"]
    )
    command.tidy(library.root / "nothing")
