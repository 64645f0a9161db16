"""Cards: all of it on one page, as large as fits."""

import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from viewer.content.library import load_bundled
from viewer.content.model import Reference
from viewer.content.places import notes_about
from viewer.printing import PrintProblem
from viewer.printing.job import pages_of
from viewer.printing.pdf import save_pdf
from viewer.printing.style import PAPERS, PageStyle, Paper
from viewer.render.cards import CODES_CARD, LEAST_POINTS, STEPS_CARD, cards
from viewer.render.paper import NOTE_FORMS, Included, NoteForm, speaks_of_codes

pytestmark = pytest.mark.usefixtures("qapp")

STYLES = [PageStyle(paper, wide) for paper in PAPERS.values() for wide in (False, True)]


@pytest.fixture(scope="module")
def bundled() -> Reference:
    reference = load_bundled().reference
    assert reference is not None
    return reference


def printed(
    reference: Reference, name: str, target: Path, style: PageStyle, notes: NoteForm = "full"
) -> str:
    """The words of the card, which is one page."""
    save_pdf(pages_of(reference, [name], style, Included(notes)), target)
    run = subprocess.run(["pdftotext", "-raw", target, "-"], capture_output=True, check=True)
    pages = run.stdout.decode().split("\f")[:-1]
    assert len(pages) == 1
    return " ".join(pages[0].split())


def sizes(target: Path) -> list[float]:
    """The heights of the words on it, in points."""
    run = subprocess.run(["pdftotext", "-bbox", target, "-"], capture_output=True, check=True)
    lines = [line for line in run.stdout.decode().splitlines() if "<word " in line]
    tops = [float(line.split('yMin="')[1].split('"')[0]) for line in lines]
    ends = [float(line.split('yMax="')[1].split('"')[0]) for line in lines]
    return [end - top for top, end in zip(tops, ends, strict=True)]


@pytest.mark.parametrize("style", STYLES)
def test_every_step_is_on_one_page(bundled: Reference, tmp_path: Path, style: PageStyle) -> None:
    text = printed(bundled, STEPS_CARD, tmp_path / "card.pdf", style)
    for phase in bundled.phases:
        assert phase.title in text
        for step in phase.steps:
            assert all(word in text for word in step.text.split())
            for note in notes_about(bundled, step.from_, step.claims):
                if not speaks_of_codes(note):
                    assert all(word in text for word in note.headline.split())
    assert "Page 1 of 1" in text
    assert "Uncontrolled when printed" in text
    assert max(sizes(tmp_path / "card.pdf")) > 10


def test_notes_as_marks_leave_room_for_larger_steps(bundled: Reference, tmp_path: Path) -> None:
    style = PageStyle(PAPERS["a4"], landscape=True)
    largest = []
    for form in NOTE_FORMS:
        text = printed(bundled, STEPS_CARD, tmp_path / f"{form}.pdf", style, form)
        assert ("Informed consent" in text) == (form != "marks")
        assert "MISSING" in text
        largest.append(max(sizes(tmp_path / f"{form}.pdf")))
    assert largest[2] > largest[0]


@pytest.mark.parametrize("style", STYLES)
def test_every_code_is_on_one_page_with_the_licence_line(
    bundled: Reference, tmp_path: Path, style: PageStyle
) -> None:
    text = printed(bundled, CODES_CARD, tmp_path / "card.pdf", style).replace(" ", "")
    for entry in bundled.codes:
        for code in entry.code.replace("–", " ").replace(",", " ").split():
            assert code in text
        assert entry.summary.replace(" ", "") in text
    assert "CPTisaregisteredtrademark" in text
    assert min(sizes(tmp_path / "card.pdf")) > LEAST_POINTS


def test_a_retired_code_says_so(bundled: Reference) -> None:
    retired = [entry for entry in bundled.codes if entry.retired]
    assert retired
    html = cards(bundled, Included())[CODES_CARD].variants[0](8)
    assert html.casefold().count("retired") >= len(retired)
    quiet = replace(retired[0], summary="Something.")
    changed = replace(bundled, codes=[quiet])
    assert "Retired. Something." in cards(changed, Included())[CODES_CARD].variants[0](8)


def test_a_card_that_cannot_fit_is_said(bundled: Reference) -> None:
    small_paper = PageStyle(Paper("Card", 148, 105))
    with pytest.raises(PrintProblem, match="does not fit on one page of Card paper"):
        pages_of(bundled, [CODES_CARD], small_paper)


def test_a_reference_without_steps_or_codes_has_no_such_card(small: Reference) -> None:
    assert {*cards(small, Included())} == {STEPS_CARD, CODES_CARD}
    assert {*cards(replace(small, phases=[]), Included())} == {CODES_CARD}
    assert {*cards(replace(small, codes=[]), Included())} == {STEPS_CARD}
