"""What the switcher lists and how typing finds it; work in threads."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from viewer.content.library import load, load_bundled
from viewer.ui.background import Background
from viewer.ui.library.items import HOMES, found, item, item_of, ordered


def titles(items: object) -> list[str]:
    return [each.title for each in items]  # type: ignore[attr-defined]


SHELF = [
    item(Path("a"), "own", "Knee injection", "knee", "3", "Own content"),
    item(Path("b"), "own", "Unkneeling rules", "rules", "1", "Own content"),
    item(Path("c"), "shared", "Shoulder", "shoulder-knee", "2026.2", "Content intact"),
    item(Path("d"), "own", "broken.json", state="Cannot be opened: 2 problems", problems=2),
]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", ["Knee injection", "Unkneeling rules", "Shoulder", "broken.json"]),
        ("KNEE", ["Knee injection", "Unkneeling rules", "Shoulder"]),
        ("inj knee", ["Knee injection"]),
        ("2026", ["Shoulder"]),
        ("shoulder-knee", ["Shoulder"]),
        ("problems", ["broken.json"]),
        ("shared", ["Shoulder"]),
        ("elbow", []),
    ],
)
def test_typing_finds_by_title_id_revision_and_library(typed: str, wanted: list[str]) -> None:
    assert titles(found(SHELF, typed)) == wanted


def test_where_a_word_begins_so_comes_before_where_it_is_inside() -> None:
    rows = [SHELF[1], SHELF[0]]
    assert titles(found(rows, "knee")) == ["Knee injection", "Unkneeling rules"]


def test_what_came_with_the_program_is_first_then_titles_in_each_library() -> None:
    bundled = item_of(load_bundled(), "program")
    rows = ordered([*reversed(SHELF), bundled])
    assert rows[0] is bundled
    assert titles(rows[1:]) == ["broken.json", "Knee injection", "Unkneeling rules", "Shoulder"]
    assert HOMES["program"] in rows[0].line


def test_a_file_that_cannot_be_read_is_listed_with_the_number_of_its_problems(
    tmp_path: Path,
) -> None:
    path = tmp_path / "bad.json"
    path.write_text("{}", "utf-8")
    loaded = load(path)
    made = item_of(loaded, "own")
    assert (made.title, made.id, made.problems) == ("bad.json", "", len(loaded.problems))
    assert str(len(loaded.problems)) in made.line


# -- threads


def test_work_is_done_elsewhere_and_handed_over_here(qtbot: QtBot) -> None:
    owner = QObject()
    background = Background(owner)
    seen: list[tuple[str, str]] = []
    here = threading.current_thread().name
    background.run(
        lambda: threading.current_thread().name,
        lambda there: seen.append((there, threading.current_thread().name)),
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != here
    assert seen[0][1] == here
    background.stop()


def test_of_work_that_waits_only_the_newest_is_done(qtbot: QtBot) -> None:
    owner = QObject()
    background = Background(owner)
    gate = threading.Event()
    done: list[str] = []
    background.run(gate.wait, lambda _: done.append("first"), newest=True)
    for name in ("second", "third"):
        background.run(lambda: None, lambda _, name=name: done.append(name), newest=True)
    gate.set()
    qtbot.waitUntil(lambda: "third" in done)
    assert "second" not in done
    background.stop()


def test_after_its_end_nothing_is_handed_over(qtbot: QtBot) -> None:
    owner = QObject()
    background = Background(owner)
    gate, came = threading.Event(), threading.Event()
    done: list[object] = []
    background.run(lambda: (gate.wait(), came.set()), done.append)
    background.run(lambda: done.append("more"), done.append)
    background.stop()
    gate.set()
    assert came.wait(10)
    qtbot.wait(20)
    assert done == []


def test_an_error_in_a_thread_reaches_whoever_catches_errors(qtbot: QtBot) -> None:
    owner = QObject()
    background = Background(owner)
    with qtbot.captureExceptions() as caught:
        background.run(lambda: 1 // 0, lambda _: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    background.stop()
