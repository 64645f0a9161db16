"""The patient's sheet on paper, read back from the PDF."""

import re
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from viewer.content.library import load_bundled
from viewer.content.model import Reference
from viewer.printing import PrintProblem
from viewer.printing.job import pages_of
from viewer.printing.parts import resolve, sheet_parts
from viewer.printing.pdf import save_pdf
from viewer.printing.style import PAPERS, PageStyle, PaperName

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def bundled() -> Reference:
    reference = load_bundled().reference
    assert reference is not None
    return reference


def printed(reference: Reference, target: Path, style: PageStyle) -> list[str]:
    """The text of each page of the sheet."""
    save_pdf(pages_of(reference, ["sheet"], style), target)
    run = subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, check=True)
    return [" ".join(page.split()) for page in run.stdout.decode().split("\f")[:-1]]


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_it_takes_two_pages_at_most(bundled: Reference, tmp_path: Path, paper: PaperName) -> None:
    pages = printed(bundled, tmp_path / "s.pdf", PageStyle(PAPERS[paper]))
    assert len(pages) <= 2
    text = " ".join(pages)
    assert bundled.sheet is not None
    titles = [part.title for part in bundled.sheet.parts] + ["From your clinic"]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    assert "Phone" in pages[-1]


def test_every_page_says_what_it_is(bundled: Reference, tmp_path: Path) -> None:
    pages = printed(bundled, tmp_path / "s.pdf", PageStyle(PAPERS["letter"]))
    assert bundled.sheet is not None
    for number, page in enumerate(pages, 1):
        assert page.startswith(bundled.title)
        assert "For patients" in page
        assert bundled.sheet.use in page
        assert f"Page {number} of {len(pages)}" in page
        assert f"Revision {bundled.revision}. Checked: {bundled.checked}." in page
        assert re.search(r"Printed \d{4}-\d\d-\d\d", page)
        assert "trained staff" not in page
        assert "CPT" not in page


def test_it_is_a_part_by_name_but_not_one_of_all(bundled: Reference) -> None:
    assert [part.id for part in resolve(bundled, ["Sheet"])] == ["sheet"]
    assert "sheet" not in [part.id for part in resolve(bundled, ["all"])]
    bare = replace(bundled, sheet=None)
    assert sheet_parts(bare) == []
    with pytest.raises(PrintProblem, match="has no patient's sheet"):
        resolve(bare, ["sheet"])
    with pytest.raises(PrintProblem, match="has no patient's sheet"):
        pages_of(bare, ["sheet"], PageStyle(PAPERS["a4"]))
