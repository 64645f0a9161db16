"""Search over the bundled reference and libraries; the process that makes their index."""

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from viewer.content.library import Loaded
from viewer.folders import library_folder
from viewer.search.answer import Answer
from viewer.ui.finding import Finding
from viewer.ui.library import indexing
from viewer.ui.library.desk import UPDATE_AGAIN
from viewer.ui.window import Window

Press = Callable[[str], None]
Writer = Callable[..., Path]
Meeting = Callable[[Callable[[QWidget], object]], AbstractContextManager[None]]


def is_settled(window: Window) -> bool:
    """Whether all was looked at and indexed."""
    bookcase = window.desk.bookcase
    seen = all(each.seen.searched and not each.seen.stale for each in bookcase.holdings)
    return seen and not bookcase._looking and bookcase.indexing.holding is None


@pytest.fixture
def indexed(
    open_window: Callable[..., Window], bundled: Loaded, write_reference: Writer, qtbot: QtBot
) -> Window:
    """The window on the bundled reference, with an indexed library of one reference."""
    write_reference(library_folder(), "knee", "Knee in our department")
    window = open_window(bundled)
    qtbot.waitUntil(lambda: is_settled(window), timeout=30_000)
    return window


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Has Python run this in place of what makes an index."""

    def use(code: str) -> None:
        monkeypatch.setattr(indexing, "update_command", lambda _shelf: [sys.executable, "-c", code])

    return use


def rows(window: Window) -> list[str]:
    panel = window.finding.panel
    assert panel is not None
    return [str(panel.model.index(row).data()) for row in range(panel.model.rowCount())]


def search_for(window: Window, qtbot: QtBot, line: str) -> None:
    window.finding.begin(line)
    qtbot.waitUntil(lambda: window.finding.is_open and window.finding._asked == "")


def test_results_name_their_reference_and_tell_own_text_from_the_program_s(
    indexed: Window, qtbot: QtBot
) -> None:
    search_for(indexed, qtbot, "gel")
    panel = indexed.finding.panel
    assert panel is not None
    assert panel.delegate.named
    parts = {panel.model.hit(row).part for row in range(panel.model.rowCount())}
    assert parts == {"the bundled reference", "your library"}
    own = [line for line in rows(indexed) if "your library, Knee in our department" in line]
    assert own
    assert any("the bundled reference, Ultrasound-guided injection" in row for row in rows(indexed))


def test_a_hit_of_another_reference_is_opened_with_marks_and_esc_leads_back(
    indexed: Window, press: Press, qtbot: QtBot
) -> None:
    press("Ctrl+2")
    bar = indexed.panes["steps"].view.verticalScrollBar()
    bar.setValue(300)
    there, before = bar.value(), indexed.reference
    search_for(indexed, qtbot, "in:knee gel")
    press("Return")
    qtbot.waitUntil(lambda: indexed.reference.title == "Knee in our department")
    view = indexed.panes[indexed.pane].view
    assert view.hasFocus()
    marked = [each.cursor.selectedText().lower() for each in view.extraSelections()]
    assert "gel" in marked
    press("Escape")
    qtbot.waitUntil(lambda: indexed.reference is before)
    assert (indexed.pane, bar.value()) == ("steps", there)


def test_a_scope_names_where_to_look(indexed: Window, qtbot: QtBot) -> None:
    search_for(indexed, qtbot, "in:knee gel")
    assert rows(indexed)
    assert all("your library" in row for row in rows(indexed))


def test_a_reference_that_is_removed_is_found_no_more(
    indexed: Window, qtbot: QtBot, meet: Meeting
) -> None:
    window = indexed
    window.references.open(library_folder() / "knee.needleside.json")
    qtbot.waitUntil(lambda: window.reference.id == "knee")
    with meet(lambda dialog: dialog.yes.click()):
        window.actions_by_id["remove-reference"].trigger()
    qtbot.waitUntil(lambda: window.loaded.bundled)
    bookcase = window.desk.bookcase
    qtbot.waitUntil(lambda: not bookcase.own.has("knee"), timeout=30_000)
    search_for(window, qtbot, "gel")
    assert not [row for row in rows(window) if "Knee in our department" in row]


def test_a_file_that_is_open_is_searched_before_any_library_has_it(
    open_window: Callable[..., Window], loaded_small: Loaded, qtbot: QtBot
) -> None:
    window = open_window(loaded_small)
    search_for(window, qtbot, "gel")
    assert any("the open file" in row for row in rows(window))


# -- the newest line


class Slow:
    """A search that answers when a test has it answer."""

    def __init__(self, finding: Finding, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: dict[str, Callable[[], None]] = {}
        searching = finding.searching
        ask = searching.ask

        def later(line: str, limit: int, current: str, then: Callable[[Answer], object]) -> None:
            self.asked[line] = lambda: ask(line, limit, current, then)

        monkeypatch.setattr(searching, "ask", later)


@pytest.fixture
def slow(window: Window, monkeypatch: pytest.MonkeyPatch) -> Slow:
    return Slow(window.finding, monkeypatch)


def test_an_answer_to_an_older_line_is_not_shown(
    window: Window, slow: Slow, press: Press, write: Callable[[str], None]
) -> None:
    press("Ctrl+F")
    write("gel")
    slow.asked["gel"]()
    shown = rows(window)
    write("s")
    assert rows(window) == shown, "what was found stays until more is known"
    write("x")
    slow.asked["gels"]()
    assert rows(window) == shown
    slow.asked["gelsx"]()
    assert rows(window) != shown


def test_enter_before_the_answer_opens_what_the_answer_has_first(
    window: Window, slow: Slow, press: Press, write: Callable[[str], None]
) -> None:
    press("Ctrl+F")
    write("20611")
    press("Return")
    assert window.pane == "overview"
    slow.asked["20611"]()
    assert window.pane == "coding"
    assert window.panes["coding"].entry().code == "20611"


def test_nothing_comes_up_after_the_search_was_left(
    window: Window, slow: Slow, press: Press, write: Callable[[str], None]
) -> None:
    press("Ctrl+F")
    write("gel")
    press("Escape")
    slow.asked["gel"]()
    assert not window.finding.is_open


# -- the process


REPORTS = """
import json, sys, time
for done in range(0, 3):
    print(json.dumps({"state": "reading", "done": done, "total": 2000}), flush=True)
"""
UNTIL_TOLD = (
    REPORTS
    + """
sys.stdin.read()
print(json.dumps({"state": "stopped", "done": 2, "total": 2000}), flush=True)
"""
)
DEAF = (
    REPORTS
    + """
import os, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
time.sleep(60)
"""
)


@pytest.fixture
def stocked(
    make_window: Callable[..., Window], bundled: Loaded, write_reference: Writer, qtbot: QtBot
) -> Callable[[], Window]:
    """Opens the window with a library that has no index yet."""
    write_reference(library_folder(), "knee", "Knee in our department")

    def open_() -> Window:
        window = make_window(bundled)
        window.desk.progress._wait.setInterval(0)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        qtbot.waitUntil(lambda: window.finding.is_ready)
        return window

    return open_


def test_progress_has_words_and_can_be_stopped_from_the_keyboard(
    stocked: Callable[[], Window], command: Callable[[str], None], qtbot: QtBot, press: Press
) -> None:
    command(UNTIL_TOLD)
    window = stocked()
    progress = window.desk.progress
    qtbot.waitUntil(lambda: progress.isVisible() and "2 of 2,000" in progress.words.text())
    assert progress.words.text() == "Indexing the library: 2 of 2,000"
    assert (progress.bar.value(), progress.bar.maximum()) == (2, 2000)
    assert "2 of 2,000" in progress.bar.accessibleName()
    search_for(window, qtbot, "gel")
    panel = window.finding.panel
    assert panel is not None
    assert panel.remark.isVisible()
    assert "Indexing the library" in panel.remark.text()
    assert rows(window), "meanwhile the rest is found"
    press("Escape")
    press("Shift+F6" if QApplication.focusWidget() is window.rail.buttons["overview"] else "F6")
    while QApplication.focusWidget() is not progress.stop:
        press("F6")
    press("Space")
    qtbot.waitUntil(lambda: not progress.isVisible())
    assert "Indexing was stopped" in window.status.text()
    assert UPDATE_AGAIN in window.status.text()


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import sys; sys.exit('the disk is on fire')", "the disk is on fire"),
        ("pass", "it ended before it was done"),
    ],
)
def test_a_process_that_fails_is_a_sentence(
    stocked: Callable[[], Window], command: Callable[[str], None], qtbot: QtBot, code: str,
    reason: str,
) -> None:  # fmt: skip
    command(code)
    window = stocked()
    qtbot.waitUntil(lambda: reason in window.status.text())
    assert "could not be brought up to date" in window.status.text()
    assert "Search goes on with what it has." in window.status.text()


def test_a_process_that_cannot_be_started_is_a_sentence(
    stocked: Callable[[], Window], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    program = [str(tmp_path / "no-such-program")]
    monkeypatch.setattr(indexing, "update_command", lambda _shelf: program)
    window = stocked()
    qtbot.waitUntil(lambda: "could not be started" in window.status.text())


@pytest.mark.skipif(sys.platform == "win32", reason="looks for the process as POSIX has it")
@pytest.mark.parametrize("code", [UNTIL_TOLD, DEAF])
def test_no_process_outlives_the_window(
    stocked: Callable[[], Window], command: Callable[[str], None], qtbot: QtBot, code: str
) -> None:
    command(code)
    window = stocked()
    qtbot.waitUntil(lambda: "2 of 2,000" in window.desk.progress.words.text())
    process = window.desk.bookcase.indexing._process
    assert process is not None
    number = process.processId()
    window.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_a_library_that_has_not_changed_starts_no_process(
    indexed: Window, command: Callable[[str], None], qtbot: QtBot
) -> None:
    started: list[object] = []
    bookcase = indexed.desk.bookcase
    bookcase.progressed.connect(lambda *_: started.append("progress"))
    bookcase.ended.connect(lambda *_: started.append("end"))
    command("pass")
    bookcase.look_at_all()
    qtbot.waitUntil(lambda: not bookcase._looking)
    assert started == []
    indexed.actions_by_id["update-index"].trigger()
    qtbot.waitUntil(lambda: started == ["end"])
