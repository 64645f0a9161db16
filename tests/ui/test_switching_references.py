"""One window changes its reference: everything follows, and Back leads back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from viewer.content.library import Loaded, load
from viewer.content.origin import dated
from viewer.folders import library_folder
from viewer.ui.library.items import Item
from viewer.ui.library.switcher import Switcher
from viewer.ui.problems import ProblemsDialog
from viewer.ui.window import Window

Press = Callable[[str], None]
Meeting = Callable[[Callable[[QWidget], object]], AbstractContextManager[None]]
Writer = Callable[..., Path]
# What a reference without steps, codes and questions leaves out.
NOTHING_TO_DO = {
    "phases": [], "codes": [], "code_intro": [], "faq": [], "finder": None, "notes": [],
    "sheet": None,
}  # fmt: skip
LONG = "Injection of the knee in our department: preparation, steps, codes and what to hand over"


@pytest.fixture
def shelf(write_reference: Writer) -> Path:
    """The user's library with one whole reference, one that is plain text, and a bad file."""
    folder = library_folder()
    write_reference(folder, "knee-department", LONG)
    write_reference(folder, "room-rules", "Room rules", **NOTHING_TO_DO)
    (folder / "bad.json").write_text('{"format": "needleside/1", "id": "bad"}', "utf-8")
    return folder


@pytest.fixture
def stocked(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, open_window: Callable[..., Window],
    bundled: Loaded, qtbot: QtBot,
) -> Window:  # fmt: skip
    """The window on the bundled reference with that library; no index is made of it."""
    del shelf
    monkeypatch.setattr("viewer.ui.library.indexing.Indexing.start", lambda _self, _holding: None)
    window = open_window(bundled)
    qtbot.waitUntil(lambda: len(window.desk.bookcase.items) == 4)
    return window


@pytest.fixture
def switch(meet: Meeting, press: Press, qtbot: QtBot) -> Callable[[Window, str], None]:
    """Switches by keyboard to what a line finds first."""

    def do(window: Window, line: str) -> None:
        before = window.reference

        def choose(dialog: QWidget) -> None:
            assert isinstance(dialog, Switcher)
            qtbot.keyClicks(dialog.field, line)
            press("Return")

        with meet(choose):
            press("Ctrl+O")
        qtbot.waitUntil(lambda: window.reference is not before)

    return do


def test_the_switcher_lists_all_and_marks_what_is_open(
    stocked: Window, meet: Meeting, press: Press
) -> None:
    seen: list[Item] = []
    said: list[str] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, Switcher)
        model = dialog.model
        rows = [model.item(row) for row in range(model.rowCount())]
        seen.extend(each for each in rows if each is not None)
        said.extend(str(model.index(row, 0).data()) for row in range(model.rowCount()))
        chosen = dialog.chosen()
        assert chosen is not None
        assert chosen.path == stocked.loaded.path

    with meet(look):
        press("Ctrl+O")
    assert [each.title for each in seen] == [
        stocked.reference.title, "bad.json", LONG, "Room rules",
    ]  # fmt: skip
    assert [each.home for each in seen] == ["program", "own", "own", "own"]
    assert [line.endswith("Open now.") for line in said] == [True, False, False, False]
    assert "Cannot be opened" in said[1]
    assert "Revision" in said[2]
    assert "Own content" in said[2]


def test_everything_follows_and_the_reader_keeps_size_theme_and_focus(
    stocked: Window, press: Press, switch: Callable[[Window, str], None]
) -> None:
    press("Ctrl++ Ctrl+D")
    look, size = stocked.theme, stocked.size()
    switch(stocked, "knee")
    reference = stocked.reference
    assert reference.title == LONG
    assert stocked.windowTitle() == f"{LONG} — Needleside"
    assert stocked.rail.subject.text() == LONG
    assert stocked.rail.state.text().startswith("● Own content")
    assert reference.definition.text in stocked.panes["overview"].view.toPlainText()
    assert (stocked.theme, stocked.size()) == (look, size)
    assert stocked.panes[stocked.pane].view.hasFocus()
    stocked.status.hush()
    assert dated(reference) in stocked.status.text()


def test_copies_and_about_are_of_the_new_reference(
    stocked: Window, press: Press, meet: Meeting, switch: Callable[[Window, str], None],
    qapp: QApplication,
) -> None:  # fmt: skip
    switch(stocked, "knee")
    press("Ctrl+3 Down Ctrl+Shift+C")
    assert LONG in qapp.clipboard().text()
    said: list[str] = []
    with meet(lambda dialog: said.extend(label.text() for label in dialog.findChildren(QLabel))):
        stocked.actions_by_id["about"].trigger()
    assert LONG in " ".join(said)


def test_back_leads_to_the_reference_before_at_its_place(
    stocked: Window, press: Press, switch: Callable[[Window, str], None], qtbot: QtBot
) -> None:
    press("Ctrl+2")
    bar = stocked.panes["steps"].view.verticalScrollBar()
    bar.setValue(400)
    there, first = bar.value(), stocked.reference
    assert there > 100
    switch(stocked, "knee")
    press("Ctrl+4 Alt+Left")
    assert (stocked.reference.title, stocked.pane) == (LONG, "overview")
    press("Alt+Left")
    qtbot.waitUntil(lambda: stocked.reference is first)
    assert stocked.pane == "steps"
    assert stocked.panes["steps"].view.verticalScrollBar().value() == there
    assert stocked.panes["steps"].view.hasFocus()
    press("Alt+Right")
    qtbot.waitUntil(lambda: stocked.reference.title == LONG)


def test_a_reference_comes_back_where_it_was_left(
    stocked: Window, press: Press, switch: Callable[[Window, str], None]
) -> None:
    switch(stocked, "knee")
    press("Ctrl+4")
    switch(stocked, "ultrasound-guided")
    assert stocked.pane == "overview"
    switch(stocked, "knee")
    assert stocked.pane == "faq"


def test_many_references_are_read_one_after_the_other(
    stocked: Window, press: Press, shelf: Path, qtbot: QtBot, write_reference: Writer
) -> None:
    paths = [write_reference(shelf, f"more-{at}", f"More {at}") for at in range(5)]
    for at, path in enumerate(paths):
        stocked.references.open(path)
        qtbot.waitUntil(lambda at=at: stocked.reference.title == f"More {at}")
        qtbot.waitUntil(lambda: len(stocked.panes) == 5)
    for at in (3, 2, 1, 0):
        press("Alt+Left")
        qtbot.waitUntil(lambda at=at: stocked.reference.title == f"More {at}")
        assert stocked.pane == "overview"


def test_of_two_that_are_asked_for_the_last_one_comes(
    stocked: Window, shelf: Path, qtbot: QtBot
) -> None:
    shown: list[str] = []
    stocked.references.changed.connect(lambda: shown.append(stocked.reference.title))
    stocked.references.open(shelf / "knee-department.needleside.json")
    stocked.references.open(shelf / "room-rules.needleside.json")
    qtbot.waitUntil(lambda: stocked.reference.title == "Room rules")
    qtbot.wait(50)
    assert shown == ["Room rules"]


# -- files with problems


def test_a_bad_file_shows_all_its_problems_and_what_is_open_stays(
    stocked: Window, meet: Meeting, shelf: Path, qtbot: QtBot
) -> None:
    before = stocked.reference
    problems = load(shelf / "bad.json").problems
    said: list[str] = []

    def read(dialog: QWidget) -> None:
        assert isinstance(dialog, ProblemsDialog)
        said.append(dialog.list.toPlainText())
        assert dialog.list.isReadOnly()
        dialog.copy.click()

    with meet(read):
        stocked.references.open(shelf / "bad.json")
        qtbot.waitUntil(lambda: bool(said))
    assert len(problems) > 2
    assert all(str(problem) in said[0] for problem in problems)
    assert "install" not in said[0].lower()
    assert stocked.reference is before


def test_back_to_a_file_that_is_gone_says_so_and_goes_no_further(
    stocked: Window, meet: Meeting, press: Press, switch: Callable[[Window, str], None],
    shelf: Path, qtbot: QtBot,
) -> None:  # fmt: skip
    switch(stocked, "knee")
    switch(stocked, "ultrasound-guided")
    (shelf / "knee-department.needleside.json").unlink()
    stocked.references.opening.forget(shelf / "knee-department.needleside.json")
    here = stocked.reference
    met: list[QWidget] = []
    with meet(met.append):
        press("Alt+Left")
        qtbot.waitUntil(lambda: bool(met))
    assert isinstance(met[0], ProblemsDialog)
    assert stocked.reference is here


# -- panes without content


def test_empty_panes_are_not_offered_and_their_keys_say_why(
    stocked: Window, press: Press, switch: Callable[[Window, str], None]
) -> None:
    switch(stocked, "room rules")
    assert stocked.pane == "overview"
    offered = [pane for pane, each in stocked.rail.buttons.items() if each.isVisible()]
    assert offered == ["overview", "sources"]
    for key, said in (
        ("Ctrl+2", "This reference has no steps."),
        ("Ctrl+3", "This reference has no codes."),
        ("Ctrl+4", "This reference has no questions."),
        ("F5", "This reference has no steps."),
        ("Ctrl+Shift+S", "This reference has no codes."),
        ("Ctrl+Shift+E", "This reference has no codes."),
    ):
        stocked.status.hush()
        press(key)
        assert stocked.pane == "overview"
        assert stocked.status.text() == said, key
    press("Ctrl+5")
    assert stocked.pane == "sources"


def test_the_panes_come_back_with_a_reference_that_has_them(
    stocked: Window, press: Press, switch: Callable[[Window, str], None]
) -> None:
    switch(stocked, "room rules")
    switch(stocked, "knee")
    assert all(each.isVisible() for each in stocked.rail.buttons.values())
    press("Ctrl+2")
    assert stocked.pane == "steps"


def test_starting_over_leads_to_what_the_program_began_with(
    stocked: Window, switch: Callable[[Window, str], None]
) -> None:
    first = stocked.reference
    switch(stocked, "knee")
    stocked.start_over()
    assert stocked.reference is first
    stocked.going.back()
    assert "nothing further" in stocked.status.text()
