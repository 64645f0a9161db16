"""`needleside print`: its work without a window or a display."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from viewer.content.model import Reference
from viewer.printing import PrintProblem
from viewer.printing.command import print_to_pdf, wanted

ROOT = Path(__file__).parents[2]

SCRIPT = """
import sys
from pathlib import Path
from viewer.content.reader import read_file
from viewer.printing.command import print_to_pdf, wanted
reference = read_file(Path(sys.argv[1]))
for name in ("one.pdf", "two.pdf"):
    print_to_pdf(wanted(reference, ["steps"], "a4"), Path(sys.argv[2]) / name)
unwanted = ("PySide6.QtPrintSupport", "PySide6.QtWidgets", "PySide6.QtNetwork")
print([name for name in unwanted if name in sys.modules])
"""


def text_in(path: Path) -> str:
    run = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


@pytest.mark.parametrize("display", ["", ":4711"])
def test_it_prints_without_a_display_even_where_one_is_named(
    small_path: Path, tmp_path: Path, display: str
) -> None:
    kept = {"PATH", "HOME", "LANG", "LD_LIBRARY_PATH"}
    environment = {name: value for name, value in os.environ.items() if name in kept}
    environment |= {"PYTHONPATH": str(ROOT), **({"DISPLAY": display} if display else {})}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, small_path, tmp_path],
        capture_output=True, check=False, env=environment, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "two.pdf").read_bytes().startswith(b"%PDF-")
    assert run.stdout.strip() == "[]"


@pytest.mark.usefixtures("qapp")
def test_the_handout_is_the_patients_sheet(small: Reference, tmp_path: Path) -> None:
    print_to_pdf(wanted(small, [], "letter", handout=True), tmp_path / "h.pdf")
    print_to_pdf(wanted(small, ["Sheet"], "letter"), tmp_path / "s.pdf")
    print_to_pdf(wanted(small, ["after"], "letter", handout=True), tmp_path / "a.pdf")
    texts = [text_in(tmp_path / name) for name in ("h.pdf", "s.pdf", "a.pdf")]
    assert all("Your injection" in text for text in texts)
    assert ["Watch the site for redness" in text for text in texts] == [False, False, True]


@pytest.mark.usefixtures("qapp")
def test_a_wrong_name_writes_nothing(small: Reference, tmp_path: Path) -> None:
    with pytest.raises(PrintProblem, match="no part named “stepz”"):
        print_to_pdf(wanted(small, ["stepz"]), tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []
