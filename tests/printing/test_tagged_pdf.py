"""PDF with structure, held against PDF/UA-1 by a validator and read back by other tools."""

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from msgspec.structs import replace

from viewer.content.library import load_bundled
from viewer.content.model import Reference
from viewer.printing import PrintProblem, tagged
from viewer.printing.command import print_to_pdf, wanted
from viewer.printing.job import tagged_of
from viewer.printing.parts import resolve
from viewer.printing.style import PAPERS, PageStyle

pytestmark = pytest.mark.usefixtures("qapp")

LETTER = PageStyle(PAPERS["letter"])


@pytest.fixture(scope="module")
def bundled() -> Reference:
    reference = load_bundled().reference
    assert reference is not None
    return reference


def made(reference: Reference, target: Path, *names: str, style: PageStyle = LETTER) -> Path:
    chosen = [part.id for part in resolve(reference, names)]
    target.write_bytes(tagged_of(reference, chosen, style))
    return target


def failures(path: Path) -> list[str]:
    report = page.validate_pdf(path, profile="ua1")
    return [f"{each.rule_id}: {each.message}" for each in report.failures]


def told(path: Path) -> str:
    """The text of the structure tree, in its order."""
    run = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True)
    lines = [line.strip() for line in run.stdout.decode("utf-8", "replace").splitlines()]
    parts = [line[1:-1] for line in lines if line.startswith('"') and line.endswith('"')]
    return " ".join("".join(parts).split())


def elements(item: Any) -> Iterator[Any]:  # noqa: ANN401 (pikepdf's objects have no types)
    """Every structure element under `item`, in reading order."""
    kids = item.get("/K")
    if kids is None:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def attributes(element: Any) -> dict[str, str]:  # noqa: ANN401
    found = element.get("/A", pikepdf.Array())
    each = found if isinstance(found, pikepdf.Array) else [found]
    return {str(k): str(v) for item in each for k, v in item.items()}


def test_the_whole_reference_passes_pdf_ua_1(bundled: Reference, tmp_path: Path) -> None:
    path = made(bundled, tmp_path / "all.pdf", "all", "sheet")
    assert failures(path) == []


def test_a_pdf_without_structure_would_be_seen(small: Reference, tmp_path: Path) -> None:
    print_to_pdf(wanted(small, ["steps"], "letter"), tmp_path / "plain.pdf")
    assert [line for line in failures(tmp_path / "plain.pdf") if "TAGGED-DOCUMENT" in line]


def test_the_catalog_names_title_language_and_structure(small: Reference, tmp_path: Path) -> None:
    with pikepdf.open(made(small, tmp_path / "s.pdf", "steps", "sheet")) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en"
        assert root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == f"{small.title}: Steps, For patients"
        assert len(pdf.pages) >= 2


def test_headings_lists_and_table_heads_are_what_they_are(
    bundled: Reference, tmp_path: Path
) -> None:
    with pikepdf.open(made(bundled, tmp_path / "all.pdf", "all", "sheet")) as pdf:
        tree = [*elements(pdf.Root.StructTreeRoot)]
        kinds = [str(each.S) for each in tree]
        levels = [int(kind[2]) for kind in kinds if re.fullmatch("/H[1-6]", kind)]
        assert levels[0] == 1
        assert levels.count(1) == 6  # five panes and the sheet
        assert all(after <= before + 1 for before, after in pairwise(levels))
        heads = [each for each in tree if str(each.S) == "/TH"]
        assert len(heads) == 3 + 5 * 9
        assert {attributes(each).get("/Scope") for each in heads} == {"/Column"}
        for each in tree:
            if str(each.S) == "/L":
                assert {str(kid.S) for kid in elements(each)} >= {"/LI", "/LBody"}
        assert kinds.count("/Table") == kinds.count("/THead") == 10


def test_everything_is_told_in_reading_order(small: Reference, tmp_path: Path) -> None:
    text = told(made(small, tmp_path / "all.pdf", "all"))
    wanted = [
        small.definition.text,
        "More accurate. The drug lands where it is meant to.",
        "Ask about illnesses and allergies.",
        "Contradiction: Clean first, or numb first?",
        "Find the target with the transducer and lead the needle to it.",
        "What the article says of coding",
        "A stored picture of the site",
        "How soon is everything normal again?",
        "The piece names no author.",
        "https://example.org/units",
    ]
    found = [text.find(each) for each in wanted]
    assert -1 not in found, [each for each, at in zip(wanted, found, strict=True) if at < 0]
    assert found == sorted(found)


def test_head_and_foot_are_on_every_page_but_are_not_told(small: Reference, tmp_path: Path) -> None:
    path = made(small, tmp_path / "c.pdf", "coding", "faq")
    run = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    pages = [" ".join(text.split()) for text in run.stdout.decode().split("\f")[:-1]]
    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        assert text.startswith(small.title)
        assert f"Page {number} of {len(pages)}" in text
        assert f"Revision {small.revision}. Checked: {small.checked}." in text
        assert "Uncontrolled when printed" in text
        assert "CPT is a registered trademark" in text
    assert "Uncontrolled when printed" not in told(path)
    assert "Page 1 of" not in told(path)


def test_markup_in_the_content_is_shown_and_not_run(small: Reference, tmp_path: Path) -> None:
    bad = '#panic("x") $ #read("/etc/hostname") @a <b> // *no* _no_ `no` \\'
    reference = replace(
        small, title="#panic()", definition=replace(small.definition, text=bad), notes=[]
    )
    path = made(reference, tmp_path / "b.pdf", "definition")
    run = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    assert bad in " ".join(run.stdout.decode().split())


def test_paper_text_size_and_language_are_those_asked_for(small: Reference, tmp_path: Path) -> None:
    style = PageStyle(PAPERS["a4"], landscape=True, text_size=18)
    path = made(replace(small, language="de-CH"), tmp_path / "a4.pdf", "steps", style=style)
    with pikepdf.open(path) as pdf:
        width, height = (float(side) for side in list(pdf.pages[0].MediaBox)[2:])
        assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (297, 210)
        assert str(pdf.Root.Lang) == "de-CH"
    assert failures(path) == []


def test_without_the_package_a_sentence_says_how_to_get_it(
    small: Reference, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tagged.can_tag()
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(PrintProblem, match=r"pip install \"needleside\[accessible\]\""):
        print_to_pdf(wanted(small, ["steps"], "a4"), tmp_path / "x.pdf", tagged=True)
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_no_font_has_is_said(small: Reference) -> None:
    definition = replace(small.definition, text="A sign \U000f1234 of nobody's.")
    reference = replace(small, definition=definition, notes=[])
    with pytest.raises(PrintProblem, match="could not be made"):
        tagged_of(reference, ["definition"], LETTER)


def test_the_template_fetches_nothing() -> None:
    template = tagged.TEMPLATE.read_text(encoding="utf-8")
    assert not re.search(r"\b(import|include|read|plugin|image)\b *[(\"@]", template)
