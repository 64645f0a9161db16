"""From the page in sight to a PDF that says the same."""

import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from viewer.content.library import Loaded
from viewer.printing import asking
from viewer.printing.dialog import PrintDialog
from viewer.ui.window import Window

Press = Callable[[str], None]
Meeting = Callable[[Callable[[QWidget], object]], AbstractContextManager[None]]


pytestmark = pytest.mark.usefixtures("print_service")


@pytest.fixture(autouse=True)
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the reader names; no printer is set up."""
    path = tmp_path / "page.pdf"
    monkeypatch.setattr(asking, "ask_pdf_path", lambda _parent, _suggested: path)
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
        assert dialog.form.tree.checked() == ["sources"]
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
        assert isinstance(dialog, PrintDialog)
        form = dialog.form
        form.paper.setCurrentIndex(1 - form.paper.currentIndex())
        form.text_size.setCurrentText("14 pt")
        form.turn.setCurrentText("Landscape")
        form.notes.setCurrentText("Headlines only")
        form.sources.setChecked(False)
        form.tree.check(["after"])
        papers.append(form.paper.currentText())
        dialog.save_button.click()

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, PrintDialog)
        form = dialog.form
        papers.append(form.paper.currentText())
        chosen.append(form.tree.checked())
        assert form.text_size.currentText() == "14 pt"
        assert form.turn.currentText() == "Landscape"
        assert form.notes.currentText() == "Headlines only"
        assert not form.sources.isChecked()

    papers: list[str] = []
    chosen: list[list[str]] = []
    press("Ctrl+5")
    with meet(save):
        press("Ctrl+Shift+P")
    small_window.close()
    open_window(loaded_small)
    with meet(look):
        press("Ctrl+Shift+P")
    # The part in sight is printed by its own key, whatever was chosen last.
    press("Ctrl+4")
    with meet(look):
        press("Ctrl+P")
    assert papers[0] == papers[1] == papers[2]
    assert chosen[0] == ["after", "sources"]
    assert chosen[1] != chosen[0]
    assert target.exists()


def test_the_downtime_pack_goes_into_the_folder_that_is_named(
    small_window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "pack"
    monkeypatch.setattr(asking, "ask_folder", lambda *_: folder)
    small_window.actions_by_id["pack"].trigger()
    assert small_window.status.text() == f"The downtime pack is in {folder}."
    assert len([*folder.iterdir()]) == 6


def test_a_pack_that_cannot_be_written_is_said(
    small_window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda _parent, text: told.append(text))
    monkeypatch.setattr(asking, "ask_folder", lambda *_: tmp_path / "no" / "where")
    small_window.actions_by_id["pack"].trigger()
    assert told == [f"There is no folder {tmp_path / 'no'}. Make it or choose another one."]


def test_leaving_the_preview_prints_nothing(
    small_window: Window, press: Press, meet: Meeting, target: Path
) -> None:
    def leave(dialog: QWidget) -> None:
        assert isinstance(dialog, PrintDialog)
        press("Escape")

    with meet(leave):
        press("Ctrl+P")
    assert not target.exists()
    assert "Saved" not in small_window.status.text()
