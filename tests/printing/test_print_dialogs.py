"""Choosing parts and seeing pages, by keyboard."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from viewer.content.model import Reference
from viewer.printing import asking, dialog, preview, printer
from viewer.printing.choices import Choices
from viewer.printing.dialog import PrintDialog, print_part_in_sight
from viewer.printing.job import Job
from viewer.printing.preview import NO_PRINTER, PreviewDialog


def shown(qtbot: QtBot, window: QWidget) -> None:
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


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


@pytest.fixture
def printers(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Say whether a printer is set up."""

    def there(any_: bool) -> None:
        for module in (printer, preview):
            monkeypatch.setattr(module, "has_printer", lambda: any_)

    return there


def test_keys_check_parts_and_save_exactly_those(
    qtbot: QtBot, small: Reference, target: Path
) -> None:
    window = PrintDialog(None, small)
    shown(qtbot, window)
    assert not window.print_button.isEnabled()
    assert window.count.text() == "Check at least one part."
    # Everything, Overview, Steps; open it; Before, During, After.
    for key in "DDRDDDs":
        keys = {"D": Qt.Key.Key_Down, "R": Qt.Key.Key_Right, "s": Qt.Key.Key_Space}
        qtbot.keyClick(window.tree, keys[key])
    assert window.tree.checked() == ["after"]
    assert window.count.text() == "1 part chosen"
    qtbot.keyClick(window.tree, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.outcome == f"Saved as {target}.")
    text = text_of(target)
    assert "Watch the site for redness" in text
    assert "Ask about illnesses" not in text


def test_a_whole_is_checked_with_all_within_it(qtbot: QtBot, small: Reference) -> None:
    window = PrintDialog(None, small, checked=["before", "during"])
    shown(qtbot, window)
    assert window.tree.checked() == ["before", "during"]
    window.tree.check(["after"])
    assert window.tree.checked() == ["steps"]
    qtbot.keyClick(window.tree, Qt.Key.Key_Home)
    qtbot.keyClick(window.tree, Qt.Key.Key_Space)
    assert window.tree.checked() == ["overview", "steps", "coding", "faq", "sources"]


def test_a_click_on_a_row_checks_it_once(qtbot: QtBot, small: Reference) -> None:
    window = PrintDialog(None, small)
    shown(qtbot, window)
    everything = window.tree.topLevelItem(0)
    assert everything is not None
    overview = everything.child(0)
    assert overview is not None
    row = window.tree.visualItemRect(overview)
    assert row.height() >= 44
    box, text = QPoint(row.left() + 10, row.center().y()), row.center()
    for place, checked in ((box, True), (box, False), (text, True), (text, False), (box, True)):
        QTest.mouseClick(window.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert window.tree.checked() == (["overview"] if checked else [])


def test_everything_can_be_reached_and_has_a_name(qtbot: QtBot, small: Reference) -> None:
    window = PrintDialog(None, small, checked=["steps"])
    shown(qtbot, window)
    reached: list[QWidget] = []
    while (focus := window.focusWidget()) not in reached:
        assert focus is not None
        reached.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    controls = [window.paper, window.text_size, *window.findChildren(QPushButton)]
    assert len(controls) == 6
    for control in controls:
        assert control in reached
        assert control.height() >= 44
        assert control.accessibleName() or isinstance(control, QPushButton)
    assert window.tree in reached
    assert window.tree.accessibleName()


def test_choices_are_remembered_when_they_were_used(
    qtbot: QtBot, small: Reference, target: Path
) -> None:
    kept: list[tuple[str, float, str]] = []
    choices = Choices(
        paper="a4",
        text_size=12,
        remember=lambda c: kept.append((c.paper, c.text_size, c.folder)),
    )
    window = PrintDialog(None, small, choices, ["after"])
    qtbot.addWidget(window)
    assert window.paper.currentText() == "A4"
    assert window.text_size.value() == 12
    window.paper.setCurrentText("Letter")
    window.text_size.setValue(14)
    assert kept == []
    window.save_button.click()
    assert kept == [("letter", 14.0, str(target.parent))]


def test_a_problem_is_told_and_the_dialog_stays(
    qtbot: QtBot,
    small: Reference,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: list[str],
) -> None:
    missing = tmp_path / "gone" / "x.pdf"
    monkeypatch.setattr(asking, "ask_pdf_path", lambda _parent, _suggested: missing)
    window = PrintDialog(None, small, checked=["after"])
    shown(qtbot, window)
    window.save_button.click()
    assert told == [f"There is no folder {missing.parent}. Make it or choose another one."]
    assert window.isVisible()
    assert window.outcome == ""


def test_without_a_printer_a_pdf_is_offered(
    qtbot: QtBot,
    small: Reference,
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    printers: Callable[[bool], None],
) -> None:
    printers(False)
    answers = [False, True]
    monkeypatch.setattr(asking, "ask_pdf_instead", lambda _parent: answers.pop(0))
    window = PrintDialog(None, small, checked=["after"])
    qtbot.addWidget(window)
    window.print_button.click()
    assert window.outcome == ""
    assert not target.exists()
    window.print_button.click()
    assert target.exists()


def test_the_printer_gets_the_pages_through_the_systems_dialog(
    qtbot: QtBot,
    small: Reference,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    printers: Callable[[bool], None],
) -> None:
    printers(True)
    path = tmp_path / "printer.pdf"

    def accept(_parent: QWidget | None, chosen: QPrinter, pages: int, files: bool) -> bool:
        assert pages >= 1
        assert files
        chosen.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        chosen.setOutputFileName(str(path))
        return True

    monkeypatch.setattr(asking, "ask_printer", accept)
    window = PrintDialog(None, small, checked=["before"])
    qtbot.addWidget(window)
    window.print_button.click()
    assert "Ask about illnesses and allergies." in text_of(path)


def test_no_printer_is_made_before_an_action_needs_one(
    qtbot: QtBot, small: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(printer, "has_printer", lambda: asked.append("printers"))
    monkeypatch.setattr(printer, "make_printer", lambda _pages: asked.append("printer"))
    shown(qtbot, PrintDialog(None, small, checked=["steps"]))
    assert asked == []


def test_the_preview_shows_the_pages_and_turns_them(
    qtbot: QtBot, small: Reference, printers: Callable[[bool], None]
) -> None:
    printers(True)
    job = Job(small, ("overview", "steps", "coding"), Choices().style())
    window = PreviewDialog(None, job, Choices())
    shown(qtbot, window)
    count = job.pages().count
    qtbot.waitUntil(lambda: window.view.pageCount() == count)
    assert window.page.text() == f"Page 1 of {count}"
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    assert window.page.text() == f"Page 2 of {count}"
    for _ in range(count):
        qtbot.keyClick(window, Qt.Key.Key_PageDown)
    assert window.page.text() == f"Page {count} of {count}"
    assert window.print_button.isEnabled()
    assert window.message.text() == ""


def test_the_preview_without_a_printer_says_so_and_saves(
    qtbot: QtBot, small: Reference, target: Path, printers: Callable[[bool], None]
) -> None:
    printers(False)
    window = PreviewDialog(None, Job(small, ("steps",), Choices().style()), Choices())
    shown(qtbot, window)
    assert window.message.text() == NO_PRINTER
    assert not window.print_button.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Return)
    assert window.outcome == f"Saved as {target}."
    assert target.exists()


def test_the_part_in_sight_goes_to_the_preview(
    small: Reference, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, target: Path
) -> None:
    def save_at_once(window: PreviewDialog) -> int:
        qtbot.addWidget(window)
        window.save_button.click()
        return 1

    monkeypatch.setattr(PreviewDialog, "exec", save_at_once)
    assert print_part_in_sight(None, small, ["faq-code"]) == f"Saved as {target}."
    assert "Which code is it?" in text_of(target)
    assert "everything normal" not in text_of(target)


def test_a_part_that_is_not_there_is_told(small: Reference, told: list[str], qapp: object) -> None:
    assert qapp is not None
    assert dialog.print_part_in_sight(None, small, ["no-such-part"]) == ""
    assert told == ["Nothing was chosen to print. Choose at least one part."]


def test_a_kiosk_prints_but_saves_no_file(
    qtbot: QtBot,
    small: Reference,
    monkeypatch: pytest.MonkeyPatch,
    printers: Callable[[bool], None],
) -> None:
    printers(False)
    told: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda _parent, text: told.append(text))
    window = PrintDialog(None, small, Choices(files=False), checked=["after"])
    qtbot.addWidget(window)
    window.show()
    assert not window.save_button.isVisible()
    window.print_button.click()
    assert window.outcome == ""
    assert "No printer is set up" in told[0]
