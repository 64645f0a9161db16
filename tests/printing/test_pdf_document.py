"""What a PDF tells of itself, and where its outline and links lead; read back with pypdf."""

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from viewer.content.library import load_bundled
from viewer.content.model import Reference
from viewer.content.places import PANE_TITLES
from viewer.printing.job import pages_of
from viewer.printing.pages import _stretched
from viewer.printing.pdf import pdf_bytes, save_pdf
from viewer.printing.style import PAPERS, PageStyle
from viewer.render.paper import Included

pytestmark = pytest.mark.usefixtures("qapp")

STYLE = PageStyle(PAPERS["letter"])


@pytest.fixture(scope="module")
def bundled() -> Reference:
    reference = load_bundled().reference
    assert reference is not None
    return reference


@pytest.fixture(scope="module")
def everything(bundled: Reference, qapp: object) -> PdfReader:
    assert qapp is not None
    return PdfReader(BytesIO(pdf_bytes(pages_of(bundled, [*PANE_TITLES], STYLE))))


def outline(reader: PdfReader) -> list[tuple[int, str, int]]:
    """Level, title and page number of each entry."""

    def flat(entries: list[object], level: int) -> list[tuple[int, str, int]]:
        found: list[tuple[int, str, int]] = []
        for entry in entries:
            if isinstance(entry, list):
                found += flat(entry, level + 1)
            else:
                assert isinstance(entry, Destination)
                number = reader.get_destination_page_number(entry)
                assert number is not None
                found.append((level, str(entry.title), number + 1))
        return found

    return flat(reader.outline, 1)


def test_it_says_what_it_is(everything: PdfReader, bundled: Reference) -> None:
    about = everything.metadata
    assert about is not None
    assert about.title == bundled.title
    assert about.author == "Needleside"
    assert about.subject is not None
    assert f"Revision {bundled.revision}, checked: {bundled.checked}." in about.subject
    assert "Overview; Steps; Coding; FAQ; Sources." in about.subject
    assert everything.root_object["/Lang"] == "en"
    assert everything.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    xmp = everything.xmp_metadata
    assert xmp is not None
    assert xmp.dc_title == {"x-default": bundled.title}
    assert xmp.dc_language == ["en"]


def test_the_outline_leads_to_each_heading(everything: PdfReader, bundled: Reference) -> None:
    found = outline(everything)
    titles = [title for _, title, _ in found]
    assert [title for level, title, _ in found if level == 1] == [*PANE_TITLES.values()]
    for phase in bundled.phases:
        assert phase.title in titles
    for entry in bundled.codes:
        assert any(title.startswith(entry.code) for title in titles)
    pages = [" ".join(page.extract_text().split()) for page in everything.pages]
    assert [number for *_, number in found] == sorted(number for *_, number in found)
    for _, title, number in found:
        assert " ".join(title.split()).replace(" ", "") in pages[number - 1].replace(" ", "")


def links(reader: PdfReader) -> list[str]:
    """The name of the place that each link within the document leads to."""
    return [
        str(link["/Dest"])
        for page in reader.pages
        for link in (each.get_object() for each in page.get("/Annots", []))
        if "/Dest" in link
    ]


def test_links_lead_to_notes_and_sources(everything: PdfReader, bundled: Reference) -> None:
    found = links(everything)
    places = everything.named_destinations
    assert len(found) > 300
    assert {*found} <= {*places}
    cited = {number for note in bundled.notes for number in note.sources}
    assert cited <= {*found}
    pages = [" ".join(page.extract_text().split()) for page in everything.pages]
    for source in bundled.sources:
        number = everything.get_destination_page_number(places[source.id])
        assert number is not None
        entry = f"[{source.id}]{source.title}"[:20].replace(" ", "")
        assert entry in pages[number].replace(" ", "")
    for note in bundled.notes:
        number = everything.get_destination_page_number(places[f"note-{note.id}"])
        assert number is not None
        assert note.headline.replace(" ", "") in pages[number].replace(" ", "")


def test_no_link_leads_nowhere_and_addresses_are_whole(
    everything: PdfReader, bundled: Reference
) -> None:
    addresses = []
    for page in everything.pages:
        for each in page.get("/Annots", []):
            link = each.get_object()
            assert "/Dest" in link or "/A" in link
            if "/A" in link:
                addresses.append(str(link["/A"]["/URI"]))
    assert not any(address.startswith("#") for address in addresses)
    known = {source.address for source in bundled.sources} | {
        bundled.article.address if bundled.article else ""
    }
    assert addresses
    assert {*addresses} <= known


def test_some_pages_have_an_outline_and_links_of_their_own(bundled: Reference) -> None:
    pages = pages_of(bundled, ["steps"], STYLE)
    whole = PdfReader(BytesIO(pdf_bytes(pages)))
    reader = PdfReader(BytesIO(pdf_bytes(pages, [2, 3])))
    assert len(reader.pages) == 2
    assert all(number in (1, 2) for *_, number in outline(reader))
    assert 0 < len(links(reader)) < len(links(whole))
    assert {*links(reader)} <= {*reader.named_destinations}


def test_fonts_are_embedded_and_no_letter_is_lost(bundled: Reference, tmp_path: Path) -> None:
    target = tmp_path / "codes.pdf"
    save_pdf(pages_of(bundled, ["coding"], STYLE, Included("short")), target)
    run = subprocess.run(["pdffonts", target], capture_output=True, check=True)
    fonts = run.stdout.decode().splitlines()[2:]
    assert fonts
    assert all(re.search(r"\byes +(yes|no) +yes +\d+ +\d+$", font) for font in fonts)
    text = subprocess.run(["pdftotext", "-raw", target, "-"], capture_output=True, check=True)
    words = text.stdout.decode()
    for entry in bundled.codes:
        for code in entry.codes[:1]:
            assert code in words


def test_digits_stand_under_each_other(bundled: Reference, tmp_path: Path) -> None:
    """Codes of one length are of one width in the table, whatever their digits."""
    target = tmp_path / "codes.pdf"
    save_pdf(pages_of(bundled, ["code-table"], STYLE), target)
    run = subprocess.run(["pdftotext", "-bbox", target, "-"], capture_output=True, check=True)
    found = re.findall(
        r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">(\d{5})<',
        run.stdout.decode(),
    )
    left = min(float(start) for start, *_ in found)
    widths = [float(end) - float(start) for start, end, _ in found if float(start) - left < 0.1]
    assert len(widths) > 20
    assert max(widths) - min(widths) < 0.02


def test_lengths_do_not_follow_the_screen() -> None:
    """Qt counts them in pixels of the screen; macOS has 72 of them in an inch."""
    html = "<style>p{margin:8px 0;font-size:10.50pt}</style><p>A needle of 8px, or 3.5px.</p>"
    assert _stretched(html, 1.0) == html
    assert _stretched(html, 0.75) == (
        "<style>p{margin:6.00px 0;font-size:10.50pt}</style><p>A needle of 8px, or 3.5px.</p>"
    )
