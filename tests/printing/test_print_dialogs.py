"""Choosing what to print and seeing the pages, by keyboard."""

import subprocess
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from viewer.content.model import Reference
from viewer.printing import asking, service
from viewer.printing.choices import Choices
from viewer.printing.dialog import LOOKING, NO_PRINTER, NOTHING_CHOSEN, STOPPED, PrintDialog
from viewer.printing.job import Job

pytestmark = pytest.mark.usefixtures("print_service")


class PrintService(Protocol):
    """As tests/conftest.py makes it."""

    printers: list[str]
    said: str
    trouble: str
    silent: bool

    def orders(self) -> list[list[str]]: ...


def shown(qtbot: QtBot, window: PrintDialog) -> PrintDialog:
    """The dialog on the screen, its pages made and its printers found."""
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(lambda: window.form.printer.currentText() != LOOKING, timeout=10_000)
    made(qtbot, window)
    return window


def made(qtbot: QtBot, window: PrintDialog) -> None:
    """Wait for the pages of what is chosen now."""
    qtbot.waitUntil(lambda: not window._maker.is_busy, timeout=10_000)


def text_of(path: Path) -> str:
    run = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the reader names when asked for one."""
    path = tmp_path / "chosen.pdf"
    monkeypatch.setattr(asking, "ask_pdf_path", lambda _parent, _suggested: path)
    return path


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the reader is told went wrong."""
    sentences: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda _parent, text: sentences.append(text))
    return sentences


def test_keys_check_parts_and_save_exactly_those(
    qtbot: QtBot, small: Reference, target: Path
) -> None:
    window = shown(qtbot, PrintDialog(None, small, choose=True))
    assert window.message.text() == NOTHING_CHOSEN
    assert not window.save_button.isEnabled()
    # Everything, Overview, Steps; open it; Before, During, After.
    for key in "DDRDDDs":
        keys = {"D": Qt.Key.Key_Down, "R": Qt.Key.Key_Right, "s": Qt.Key.Key_Space}
        qtbot.keyClick(window.form.tree, keys[key])
    assert window.form.tree.checked() == ["after"]
    made(qtbot, window)
    assert window.message.text().startswith(NO_PRINTER)
    qtbot.keyClick(window.form.tree, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.outcome == f"Saved as {target}.")
    text = text_of(target)
    assert "Watch the site for redness" in text
    assert "Ask about illnesses" not in text


def test_without_a_part_there_is_nothing_to_print(qtbot: QtBot, small: Reference) -> None:
    window = shown(qtbot, PrintDialog(None, small, checked=["after"]))
    assert window.view.count == 1
    window.form.tree.check([])
    qtbot.keyClick(window.form.tree, Qt.Key.Key_Space)
    assert window.form.tree.checked() == []
    assert window.message.text() == NOTHING_CHOSEN
    assert window.view.count == 0
    assert not window.save_button.isEnabled()


def test_a_whole_is_checked_with_all_within_it(qtbot: QtBot, small: Reference) -> None:
    window = shown(qtbot, PrintDialog(None, small, checked=["before", "during"]))
    assert window.form.tree.checked() == ["before", "during"]
    window.form.tree.check(["after"])
    assert window.form.tree.checked() == ["steps"]
    qtbot.keyClick(window.form.tree, Qt.Key.Key_Home)
    qtbot.keyClick(window.form.tree, Qt.Key.Key_Space)
    assert window.form.tree.checked() == ["overview", "steps", "coding", "faq", "sources"]


def test_a_click_on_a_row_checks_it_once(qtbot: QtBot, small: Reference) -> None:
    window = shown(qtbot, PrintDialog(None, small))
    tree = window.form.tree
    everything = tree.topLevelItem(0)
    assert everything is not None
    overview = everything.child(0)
    assert overview is not None
    row = tree.visualItemRect(overview)
    assert row.height() >= 44
    box, text = QPoint(row.left() + 10, row.center().y()), row.center()
    for place, checked in ((box, True), (box, False), (text, True), (text, False), (box, True)):
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert tree.checked() == (["overview"] if checked else [])


def test_cards_and_the_sheet_are_chosen_by_themselves(qtbot: QtBot, small: Reference) -> None:
    window = shown(qtbot, PrintDialog(None, small, checked=["card-steps"]))
    assert window.form.tree.checked() == ["card-steps"]
    assert window.view.count == 1
    window.form.tree.check(["sheet"])
    made(qtbot, window)
    pages = window.view.pages
    assert pages is not None
    titles = [pages.title(number) for number in range(1, pages.count + 1)]
    assert {"For patients", "The procedure on one page"} == {*titles}


def test_everything_can_be_reached_and_has_a_name(
    qtbot: QtBot, small: Reference, print_service: PrintService
) -> None:
    print_service.printers = ["Desk"]
    window = shown(qtbot, PrintDialog(None, small, checked=["steps"]))
    reached: list[QWidget] = []
    while (focus := window.focusWidget()) not in reached:
        assert focus is not None
        reached.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    controls = [
        *window.findChildren(QPushButton),
        *window.form.findChildren(QComboBox),
        *window.form.findChildren(QLineEdit),
        window.form.sources,
    ]
    controls = [control for control in controls if control.isVisible() and control.isEnabled()]
    assert len(controls) == 13
    for control in controls:
        assert control in reached
        assert control.height() >= 44
        assert control.accessibleName() or isinstance(control, QPushButton) or control.text()
    assert window.form.tree in reached
    assert window.form.tree.accessibleName()
    assert window.view in reached
    assert window.view.accessibleName()


def test_choices_are_remembered_when_they_were_used(
    qtbot: QtBot, small: Reference, target: Path
) -> None:
    kept: list[Choices] = []
    choices = Choices(paper="a4", text_size=12, notes="short", remember=kept.append)
    window = shown(qtbot, PrintDialog(None, small, choices, ["after"]))
    form = window.form
    assert form.paper.currentText() == "A4"
    assert form.text_size.currentText() == "12 pt"
    assert form.notes.currentText() == "Headlines only"
    form.paper.setCurrentText("Letter")
    form.turn.setCurrentText("Landscape")
    form.text_size.setCurrentText("14 pt")
    form.notes.setCurrentText("As marks")
    form.sources.setChecked(False)
    form.sides.setCurrentText("One side")
    assert kept == []
    window.save_button.click()
    assert len(kept) == 1
    assert (kept[0].paper, kept[0].text_size, kept[0].landscape) == ("letter", 14.0, True)
    assert (kept[0].notes, kept[0].sources, kept[0].sides) == ("marks", False, "one")
    assert (kept[0].parts, kept[0].folder) == (("after",), str(target.parent))


def test_a_problem_is_told_and_the_dialog_stays(
    qtbot: QtBot,
    small: Reference,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: list[str],
) -> None:
    missing = tmp_path / "gone" / "x.pdf"
    monkeypatch.setattr(asking, "ask_pdf_path", lambda _parent, _suggested: missing)
    window = shown(qtbot, PrintDialog(None, small, checked=["after"]))
    window.save_button.click()
    assert told == [f"There is no folder {missing.parent}. Make it or choose another one."]
    assert window.isVisible()
    assert window.outcome == ""


@pytest.mark.parametrize("landscape", [False, True])
def test_what_is_seen_is_what_is_saved(
    qtbot: QtBot, small: Reference, target: Path, landscape: bool
) -> None:
    choices = Choices(paper="letter", text_size=18, landscape=landscape)
    parts = ["overview", "coding", "card-codes"]
    window = shown(qtbot, PrintDialog(None, small, choices, parts))
    seen = window.view.pages
    assert seen is not None
    window.save_button.click()
    run = subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, check=True)
    pages = run.stdout.decode().split("\f")[:-1]
    assert len(pages) == seen.count == window.view.count > 4
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {seen.count}" in page
        assert seen.title(number) in page.strip().splitlines()[0]


def test_the_pages_follow_each_choice(qtbot: QtBot, small: Reference) -> None:
    window = shown(qtbot, PrintDialog(None, small, checked=["coding"]))
    form = window.form

    def pages() -> int:
        made(qtbot, window)
        assert window.view.pages is not None
        expected = window.job().pages()
        assert window.view.count == expected.count
        assert window.view.pages.style == expected.style
        return window.view.count

    first = pages()
    form.text_size.setCurrentText("18 pt")
    large = pages()
    form.notes.setCurrentText("As marks")
    fewer = pages()
    form.turn.setCurrentText("Landscape")
    pages()
    assert first < large
    assert fewer <= large
    form.tree.check(["overview"])
    assert pages() > first


def test_a_change_while_pages_are_made_begins_anew(qtbot: QtBot, small: Reference) -> None:
    window = shown(qtbot, PrintDialog(None, small, checked=["overview"]))
    window.form.text_size.setCurrentText("16 pt")
    assert window._maker.is_busy
    window.form.text_size.setCurrentText("9 pt")
    made(qtbot, window)
    assert window.view.pages is not None
    assert window.view.pages.style.text_size == 9


def test_pages_are_turned_by_keys(qtbot: QtBot, small: Reference) -> None:
    window = shown(qtbot, PrintDialog(None, small, checked=["overview", "steps", "coding"]))
    count = window.view.count
    assert count > 2
    assert window.page.text() == f"Page 1 of {count}"
    qtbot.keyClick(window.view, Qt.Key.Key_PageDown)
    assert window.page.text() == f"Page 2 of {count}"
    assert f"Page 2 of {count}" in window.view.accessibleDescription()
    qtbot.keyClick(window.view, Qt.Key.Key_End)
    assert window.page.text() == f"Page {count} of {count}"
    window.whole_button.click()
    assert window.page.text() == f"Page {count} of {count}"
    qtbot.keyClick(window.view, Qt.Key.Key_Home)
    assert window.page.text() == f"Page 1 of {count}"
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window.form.tree, Qt.Key.Key_PageDown, control)
    assert window.page.text() == f"Page 2 of {count}"


def test_an_order_names_all_that_was_chosen(
    qtbot: QtBot, small: Reference, print_service: PrintService, told: list[str]
) -> None:
    print_service.printers = ["Desk", "Ward 3"]
    print_service.said = "Sent 2 pages to Ward 3."
    choices = Choices(paper="a4", text_size=11, landscape=True, notes="marks", sources=False)
    window = shown(qtbot, PrintDialog(None, small, choices, ["before", "faq-code"]))
    assert window.form.chosen_printer() == "Desk"
    assert window.print_button.isDefault()
    assert window.message.text() == f"2 parts chosen, {window.view.count} pages"
    window.form.printer.setCurrentText("Ward 3")
    window.form.copies.setCurrentText("3")
    window.form.sides.setCurrentText("Both, bound at the long edge")
    window.form.numbers.setText("1-2")
    window.print_button.click()
    qtbot.waitUntil(lambda: window.outcome != "", timeout=10_000)
    assert window.outcome == "Sent 2 pages to Ward 3."
    assert told == []
    (order,) = print_service.orders()
    what = "print before faq-code --paper a4 --size 11 --notes marks --landscape --no-sources"
    how = "--pages 1-2 --copies 3 --reference - --sides long small"
    assert order == [*what.split(), "--printer", "Ward 3", *how.split()]


def test_pages_that_are_not_there_are_said(
    qtbot: QtBot, small: Reference, print_service: PrintService, told: list[str]
) -> None:
    print_service.printers = ["Desk"]
    window = shown(qtbot, PrintDialog(None, small, checked=["after"]))
    window.form.numbers.setText("2-3")
    window.print_button.click()
    assert told == ["There is no page “2-3”: this print has one page."]
    assert print_service.orders() == []


def test_a_printer_that_refuses_is_said_and_the_dialog_stays(
    qtbot: QtBot, small: Reference, print_service: PrintService, told: list[str]
) -> None:
    print_service.printers = ["Desk"]
    print_service.trouble = "The printer Desk did not take the pages."
    window = shown(qtbot, PrintDialog(None, small, checked=["after"]))
    window.print_button.click()
    qtbot.waitUntil(lambda: told != [], timeout=10_000)
    assert told == ["The printer Desk did not take the pages."]
    assert window.isVisible()
    assert window.print_button.isEnabled()


def test_a_print_service_that_never_answers_freezes_nothing(
    qtbot: QtBot,
    small: Reference,
    print_service: PrintService,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    print_service.silent = True
    monkeypatch.setattr("viewer.printing.dialog.LIST_MS", 1000)
    window = PrintDialog(None, small, checked=["after"])
    qtbot.addWidget(window)
    window.show()
    assert window.form.printer.currentText() == LOOKING
    made(qtbot, window)
    assert window.view.count == 1
    qtbot.waitUntil(lambda: "did not answer within 1 second" in window.message.text())
    assert window.form.again_button.isVisible()
    assert not window.print_button.isEnabled()
    print_service.silent = False
    print_service.printers = ["Desk"]
    window.form.again_button.click()
    qtbot.waitUntil(window.print_button.isEnabled, timeout=10_000)


def test_what_is_being_sent_can_be_stopped(
    qtbot: QtBot, small: Reference, print_service: PrintService
) -> None:
    print_service.printers = ["Desk"]
    window = shown(qtbot, PrintDialog(None, small, checked=["after"]))
    print_service.silent = True
    window.print_button.click()
    assert window.message.text() == "Sending to Desk…"
    assert window.close_button.text() == "Stop"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.message.text() == STOPPED
    assert window.isVisible()
    assert window.print_button.isEnabled()


def test_a_program_that_cannot_be_started_is_said(
    qtbot: QtBot, small: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "own_command", lambda: ["/no/such/program"])
    window = PrintDialog(None, small, checked=["after"])
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: "could not be asked" in window.message.text())


def test_a_kiosk_prints_but_saves_no_file(qtbot: QtBot, small: Reference) -> None:
    window = shown(qtbot, PrintDialog(None, small, Choices(files=False), checked=["after"]))
    assert not window.save_button.isVisible()
    assert window.message.text() == NO_PRINTER


def test_paper_without_room_is_said_where_the_pages_would_be(
    qtbot: QtBot, small: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewer.printing.pages.LEAST_LINES", 400)
    window = shown(qtbot, PrintDialog(None, small, Choices(paper="a4"), ["after"]))
    assert window.message.text().startswith("A4 paper has no room")
    assert window.view.count == 0


def test_a_job_is_a_command(small: Reference) -> None:
    job = Job(small, ("after",), Choices(paper="letter").style())
    assert job.arguments() == (
        ["print", "after", "--paper", "letter", "--size", "10", "--notes", "full"]
    )
