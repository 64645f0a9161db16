"""Printed pages, read back from the PDF as a reader of the paper would."""

import re
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication, QPalette, QPdfWriter

from viewer.content.model import CodeEntry, Note, Paragraph, Reference, Section
from viewer.printing import PrintProblem
from viewer.printing.choices import Choices
from viewer.printing.job import Job, pages_of
from viewer.printing.parts import resolve
from viewer.printing.pdf import save_pdf
from viewer.printing.style import PAPERS, PageStyle, Paper, default_paper
from viewer.render.palette import DIM

pytestmark = pytest.mark.usefixtures("qapp")

LETTER, A4 = PAPERS["letter"], PAPERS["a4"]
WORDS = "the joint and its bursae are one unit however often the needle goes in "


def pages_text(path: Path) -> list[str]:
    """The text of each page."""
    run = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return run.stdout.decode().split("\f")[:-1]


def words(path: Path) -> str:
    """All text in reading order with single spaces."""
    run = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


def info(path: Path) -> dict[str, str]:
    run = subprocess.run(["pdfinfo", path], capture_output=True, check=True)
    lines = (line.partition(":") for line in run.stdout.decode().splitlines())
    return {name: value.strip() for name, _, value in lines}


def printed(
    reference: Reference, target: Path, *names: str, style: PageStyle | None = None
) -> Path:
    chosen = [part.id for part in resolve(reference, names)]
    save_pdf(pages_of(reference, chosen, style or PageStyle(LETTER)), target)
    return target


def long_codes(reference: Reference, lengths: list[int]) -> Reference:
    """The reference with a code for each of `lengths`, so many times WORDS long."""
    entry = reference.codes[1]
    codes: list[CodeEntry] = [
        replace(
            entry,
            id=f"long-{number}",
            code=f"1{number:04}",
            codes=[f"1{number:04}"],
            group="Long",
            summary=f"Begin{number:03} {WORDS * length}End{number:03}.",
        )
        for number, length in enumerate(lengths)
    ]
    return replace(reference, codes=codes, notes=[])


def test_everything_is_on_paper_in_order(small: Reference, tmp_path: Path) -> None:
    text = words(printed(small, tmp_path / "all.pdf", "all"))
    wanted = [
        small.definition.text,
        "More accurate. The drug lands where it is meant to.",
        "Ask about illnesses and allergies.",
        "Find the target with the transducer and lead the needle to it.",
        "What the article says of coding",
        "A stored picture of the site",
        "How soon is everything normal again?",
        "The piece names no author.",
        "https://example.org/units",
    ]
    found = [text.find(each) for each in wanted]
    assert -1 not in found
    assert found == sorted(found)


def test_chosen_parts_alone_are_printed(small: Reference, tmp_path: Path) -> None:
    text = words(printed(small, tmp_path / "some.pdf", "after", "faq-code", "20611"))
    assert "Watch the site for redness" in text
    assert "It depends; for a joint 20611 is common." in text
    assert "The same, led by ultrasound." in text
    for absent in ("Ask about illnesses", "everything normal", "without ultrasound on record"):
        assert absent not in text


def test_each_page_says_what_it_is(small: Reference, tmp_path: Path) -> None:
    pages = pages_text(printed(small, tmp_path / "all.pdf", "all"))
    assert len(pages) > 4
    for number, page in enumerate(pages, 1):
        assert re.search(rf"Page {number} of {len(pages)}\b", page)
        assert page.lstrip().startswith(small.title)
        assert "Source: Needles and pictures, Example Desk, 2026-04-11." in page
        assert f"Revision {small.revision}. Checked: {small.checked}." in page
        assert re.search(r"Printed \d{4}-\d\d-\d\d \d\d:\d\d\. Uncontrolled when printed", page)
        assert "General information for trained staff." in page
    lines = (page.strip().splitlines()[0].removeprefix(small.title) for page in pages)
    heads = [line.partition("›")[0].strip() for line in lines]
    assert list(dict.fromkeys(heads)) == ["Overview", "Steps", "Coding", "FAQ", "Sources"]


def test_a_page_that_goes_on_says_with_what(small: Reference, tmp_path: Path) -> None:
    pages = pages_text(printed(long_codes(small, [60, 60, 60]), tmp_path / "c.pdf", "codes-long"))
    assert len(pages) > 1
    last = ""
    for page in pages:
        head, *body = (line.strip() for line in page.strip().splitlines() if line.strip())
        begun = re.match(r"1\d{4}\b|Coding|Codes in full", body[0])
        assert ("continued" in head) == (not begun)
        if not begun:
            assert f"› {last} " in head
        last = ([last] + [line[:5] for line in body if re.match(r"1\d{4} +Large", line)])[-1]


def test_the_licence_line_is_on_every_page_of_codes(small: Reference, tmp_path: Path) -> None:
    pages = pages_text(printed(long_codes(small, [20] * 12), tmp_path / "c.pdf", "coding"))
    assert len(pages) > 3
    assert all("CPT is a registered trademark" in page for page in pages)
    steps = pages_text(printed(replace(small, notes=[]), tmp_path / "s.pdf", "steps"))
    assert "CPT is a registered" not in "".join(steps)


@pytest.mark.parametrize("style", [PageStyle(LETTER), PageStyle(A4, text_size=14)])
def test_no_row_is_split_and_the_head_is_repeated(
    small: Reference, tmp_path: Path, style: PageStyle
) -> None:
    lengths = [1, 7, 2, 8, 3, 6, 4, 8, 1, 6, 7, 5, 2, 8, 3, 7]
    reference = long_codes(small, lengths)
    pages = pages_text(printed(reference, tmp_path / "t.pdf", "code-table", style=style))
    assert len(pages) > 3
    for number in range(len(lengths)):
        begun = [page for page in pages if f"Begin{number:03}" in page]
        ended = [page for page in pages if f"End{number:03}" in page]
        assert begun == ended
        assert len(begun) == 1
    heads = [len(re.findall("Code +Covers +Ultrasound", page)) for page in pages]
    assert heads == [1] * len(pages)


def test_a_row_taller_than_a_page_is_split_and_loses_no_word(
    small: Reference, tmp_path: Path
) -> None:
    target = printed(long_codes(small, [2, 160, 2]), tmp_path / "tall.pdf", "code-table")
    pages = pages_text(target)
    assert len(pages) > 3
    assert all(re.search("Code +Covers", page) for page in pages)
    assert len(re.findall(r"\bbursae\b", "".join(pages))) == 164
    assert "End002" in pages[-1]


def test_notes_and_questions_are_not_split(small: Reference, tmp_path: Path) -> None:
    note = small.notes[0]
    notes: list[Note] = []
    questions = []
    for number in range(14):
        text = f"Begin{number:03} {WORDS * (3 + number % 5)}End{number:03}."
        anchor = f"faq/q{number + 10}"
        notes.append(replace(note, id=f"n-{number}", text=text, about=[anchor], codes=[]))
        asked = replace(
            small.faq[0].questions[0],
            id=f"q-{number}",
            question=f"Ask{number:03}?",
            answer=f"{WORDS * 4}Told{number:03}.",
            from_=[anchor],
        )
        questions.append(asked)
    group = replace(small.faq[0], questions=questions)
    reference = replace(small, notes=notes, faq=[group])
    pages = pages_text(printed(reference, tmp_path / "n.pdf", "faq"))
    assert len(pages) > 3
    for number in range(14):
        for first, last in (
            (f"Begin{number:03}", f"End{number:03}"),
            (f"Ask{number:03}", f"Told{number:03}"),
        ):
            assert [first in page for page in pages] == [last in page for page in pages]


def test_no_heading_is_left_at_the_foot_of_a_page(small: Reference, tmp_path: Path) -> None:
    sections = [
        Section(
            id=f"s-{number}",
            title=f"Heading{number:02}",
            blocks=[
                Paragraph(
                    id=f"p-{number}",
                    text=f"{WORDS * (1 + number % 7)}Body{number:02}.",
                    from_=["intro"],
                )
            ],
        )
        for number in range(40)
    ]
    reference = replace(small, overview=sections, notes=[])
    pages = pages_text(printed(reference, tmp_path / "h.pdf", "overview"))
    assert len(pages) > 3
    for number in range(40):
        on = [f"Heading{number:02}" in page for page in pages]
        assert on == [f"Body{number:02}" in page for page in pages]


@pytest.mark.parametrize(
    ("style", "size"),
    [
        (PageStyle(LETTER), (612, 792)),
        (PageStyle(A4), (595, 842)),
        (PageStyle(A4, landscape=True), (842, 595)),
    ],
)
def test_the_paper_is_what_was_chosen(
    small: Reference, tmp_path: Path, style: PageStyle, size: tuple[int, int]
) -> None:
    target = printed(small, tmp_path / "p.pdf", "steps", style=style)
    found = re.match(r"([\d.]+) x ([\d.]+) pts", info(target)["Page size"])
    assert found
    assert (round(float(found[1])), round(float(found[2]))) == size


def test_the_file_names_itself_and_embeds_its_fonts(small: Reference, tmp_path: Path) -> None:
    target = printed(small, tmp_path / "p.pdf", "steps")
    about = info(target)
    assert about["Title"] == small.title
    assert about["Creator"].startswith("Needleside")
    run = subprocess.run(["pdffonts", target], capture_output=True, check=True)
    fonts = run.stdout.decode().splitlines()[2:]
    assert fonts
    assert all(re.search(r"\byes +(yes|no) +(yes|no) +\d+ +\d+$", font) for font in fonts)


def test_paper_is_dark_on_white_in_the_dim_theme(small: Reference, tmp_path: Path) -> None:
    light = printed(small, tmp_path / "light.pdf", "steps")
    before = QGuiApplication.palette()
    dim = QPalette(before)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        dim.setColor(role, DIM.ink)
    QGuiApplication.setPalette(dim)
    try:
        printed(small, tmp_path / "dim.pdf", "steps")
    finally:
        QGuiApplication.setPalette(before)

    def inks(path: Path) -> bytes:
        run = subprocess.run(
            ["pdftoppm", "-r", "40", "-gray", "-singlefile", path], capture_output=True, check=True
        )
        return run.stdout

    assert min(inks(light).partition(b"255\n")[2]) < 60
    # The minute of printing may differ, the ink may not.
    assert min(inks(tmp_path / "dim.pdf").partition(b"255\n")[2]) < 60


def test_a_failed_write_leaves_the_old_file(
    small: Reference, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "guide.pdf"
    target.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PrintProblem, match=r"No space left on device.*Nothing was changed"):
        printed(small, target, "steps")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["guide.pdf"]


def test_a_missing_folder_is_said(small: Reference, tmp_path: Path) -> None:
    with pytest.raises(PrintProblem, match="There is no folder"):
        printed(small, tmp_path / "nowhere" / "guide.pdf", "steps")


def test_a_folder_that_is_a_file_is_said(small: Reference, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PrintProblem, match="There is no folder"):
        printed(small, tmp_path / "file" / "guide.pdf", "steps")


def test_a_target_that_is_a_folder_is_said(small: Reference, tmp_path: Path) -> None:
    with pytest.raises(PrintProblem, match=r"is a folder\. Add a file name"):
        printed(small, tmp_path, "steps")


def test_nothing_to_print_is_said(small: Reference) -> None:
    with pytest.raises(PrintProblem, match="Choose at least one part"):
        pages_of(small, [], PageStyle(LETTER))


def test_paper_without_room_is_refused(small: Reference) -> None:
    with pytest.raises(PrintProblem, match="Card paper has no room for text"):
        pages_of(small, ["steps"], PageStyle(Paper("Card", 90, 60)))


def test_what_a_printer_gets_is_what_the_pdf_has(small: Reference, tmp_path: Path) -> None:
    """A device that paints for itself, at a density of its own, gets the same pages."""
    pages = Job(small, ("steps",), PageStyle(A4)).pages()
    save_pdf(pages, tmp_path / "pdf.pdf")
    writer = QPdfWriter(str(tmp_path / "device.pdf"))
    writer.setResolution(600)
    writer.setPageLayout(pages.page_layout())
    pages.paint(writer)
    assert pages_text(tmp_path / "device.pdf") == pages_text(tmp_path / "pdf.pdf")


@pytest.mark.parametrize(
    ("locale", "paper"), [("en_US", "letter"), ("fr_CA", "letter"), ("es_MX", "letter"),
                          ("en_GB", "a4"), ("de_DE", "a4"), ("C", "a4")]
)  # fmt: skip
def test_paper_follows_the_territory(locale: str, paper: str) -> None:
    assert default_paper(QLocale(locale)) == paper


def test_damaged_choices_fall_back() -> None:
    style = Choices(paper="letter", text_size=400).style()
    assert (style.paper, style.text_size) == (LETTER, 18)
    assert Choices(paper="vellum").style().paper in (LETTER, A4)  # type: ignore[arg-type]
