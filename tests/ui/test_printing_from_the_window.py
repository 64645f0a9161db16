"""From the page in sight to a PDF that says the same."""

import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from viewer.content.library import Loaded
from viewer.printing import asking, preview, printer
from viewer.printing.dialog import PrintDialog
from viewer.printing.preview import PreviewDialog
from viewer.ui.window import Window

Press = Callable[[str], None]
Meeting = Callable[[Callable[[QWidget], object]], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the reader names; no printer is set up."""
    path = tmp_path / "page.pdf"
    monkeypatch.setattr(asking, "ask_pdf_path", lambda _parent, _suggested: path)
    for module in (printer, preview):
        monkeypatch.setattr(module, "has_printer", lambda: False)
    return path


def text_of(path: Path) -> str:
    run = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


def test_ctrl_p_prints_the_part_in_sight(
    window: Window, press: Press, meet: Meeting, target: Path
) -> None:
    during = window.reference.phases[1]
    window.go(during.id)
    with meet(lambda dialog: dialog.save_button.click()):
        press("Ctrl+P")
    assert window.status.text() == f"Saved as {target}."
    text = text_of(target)
    assert window.reference.title in text
    assert all(" ".join(step.text.split())[:30] in text for step in during.steps)
    assert window.reference.phases[0].steps[0].text[:30] not in text
    assert window.panes["steps"].view.hasFocus()


def test_ctrl_p_on_a_code_prints_that_code(
    small_window: Window, press: Press, meet: Meeting, target: Path
) -> None:
    press("Ctrl+3 Down Down")
    with meet(lambda dialog: dialog.save_button.click()):
        press("Ctrl+P")
    text = text_of(target)
    assert "The same, led by ultrasound." in text
    assert "Facet joints" not in text
    assert small_window.reference.code_notice.split(".")[0] in text


def test_ctrl_shift_p_begins_with_the_part_in_sight(
    small_window: Window, press: Press, meet: Meeting, target: Path
) -> None:
    def save(dialog: QWidget) -> None:
        assert isinstance(dialog, PrintDialog)
        assert dialog.tree.checked() == ["sources"]
        dialog.save_button.click()

    press("Ctrl+5")
    with meet(save):
        press("Ctrl+Shift+P")
    assert small_window.status.text() == f"Saved as {target}."
    assert "A table of units" in text_of(target)


def test_how_one_printed_comes_back_at_the_next_start(
    small_window: Window, loaded_small: Loaded, open_window: Callable[..., Window],
    press: Press, meet: Meeting, target: Path,
) -> None:  # fmt: skip
    def save(dialog: QWidget) -> None:
        dialog.paper.setCurrentIndex(1 - dialog.paper.currentIndex())
        dialog.text_size.setValue(14)
        papers.append(dialog.paper.currentText())
        dialog.save_button.click()

    def look(dialog: QWidget) -> None:
        papers.append(dialog.paper.currentText())
        assert dialog.text_size.value() == 14

    papers: list[str] = []
    with meet(save):
        press("Ctrl+Shift+P")
    small_window.close()
    open_window(loaded_small)
    with meet(look):
        press("Ctrl+Shift+P")
    assert papers[0] == papers[1]
    assert target.exists()


def test_leaving_the_preview_prints_nothing(
    small_window: Window, press: Press, meet: Meeting, target: Path
) -> None:
    def leave(dialog: QWidget) -> None:
        assert isinstance(dialog, PreviewDialog)
        press("Escape")

    with meet(leave):
        press("Ctrl+P")
    assert not target.exists()
    assert "Saved" not in small_window.status.text()
