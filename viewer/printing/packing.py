"""Writing the downtime pack from the window, with a bar that can be stopped."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from viewer.content.model import Reference
from viewer.printing import PrintProblem, asking
from viewer.printing.choices import Choices
from viewer.printing.pack import items, write_pack
from viewer.printing.style import PageStyle


def ask_and_pack(parent: QWidget | None, reference: Reference, choices: Choices) -> str:
    """Ask for a folder and write the pack into it.

    Returns what was done as a sentence, empty when the reader cancelled.
    """
    title = "Folder for the downtime pack"
    folder = asking.ask_folder(parent, title, choices.pdf_path("").absolute())
    if folder is None:
        return ""
    try:
        return _write(parent, reference, folder, PageStyle(choices.style().paper))
    except PrintProblem as problem:
        asking.tell(parent, str(problem))
        return ""


def _write(parent: QWidget | None, reference: Reference, folder: Path, style: PageStyle) -> str:
    planned = items(reference)
    bar = QProgressDialog("", "Stop", 0, len(planned), parent)
    bar.setWindowTitle("Downtime pack")
    bar.setWindowModality(Qt.WindowModality.WindowModal)
    bar.setMinimumDuration(0)
    bar.setAutoReset(False)
    bar.setAutoClose(False)
    work = write_pack(reference, folder, style)
    trouble: list[PrintProblem] = []
    done = 0

    def step() -> None:
        nonlocal done
        try:
            if next(work, None) is None:
                bar.accept()
                return
        except PrintProblem as problem:
            trouble.append(problem)
            bar.accept()
            return
        done += 1
        show()
        timer.start(0)

    def show() -> None:
        name = planned[done].name if done < len(planned) else "the index"
        bar.setLabelText(f"Writing {name}")
        bar.setValue(done)

    timer = QTimer(bar)
    timer.setSingleShot(True)
    timer.timeout.connect(step)
    show()
    timer.start(0)
    bar.exec()
    timer.stop()
    bar.deleteLater()
    if trouble:
        raise trouble[0]
    if bar.wasCanceled():
        raise PrintProblem(
            f"Stopped after {done} of {len(planned)} files. Those in {folder} are whole; write "
            "the pack again for the rest and its index."
        )
    return f"The downtime pack is in {folder}."
