"""What Qt leaves out of a PDF: its outline, language and description. Links it writes itself."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    Fit,
    IndirectObject,
    NameObject,
    TextStringObject,
)
from pypdf.xmp import XmpInformation

from viewer.printing.pages import Heading

VERSION = "%PDF-1.4"  # what Qt writes


@dataclass(frozen=True, slots=True)
class About:
    """How a PDF describes itself; `language` as in BCP 47: en."""

    title: str
    author: str
    subject: str
    language: str


def finished(pdf: bytes, about: About, headings: Sequence[Heading], some: bool = False) -> bytes:
    """`pdf` as Qt wrote it with what it lacks.

    Headings come in reading order, their pages counted in `pdf`. `some` says that these are not
    all pages that links of the text lead to.
    """
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.pdf_header = VERSION
    _describe(writer, about)
    _outline(writer, headings)
    if some:
        _drop_dangling(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _describe(writer: PdfWriter, about: About) -> None:
    writer.add_metadata({"/Title": about.title, "/Author": about.author, "/Subject": about.subject})
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(about.language)
    # The title stands in the title bar of viewers, not the name of the file.
    shown = {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    root[NameObject("/ViewerPreferences")] = DictionaryObject(shown)
    xmp = XmpInformation.create()
    xmp.dc_title = {"x-default": about.title}
    xmp.dc_creator = [about.author]
    xmp.dc_description = {"x-default": about.subject}
    xmp.dc_language = [about.language]
    writer.xmp_metadata = xmp


def _outline(writer: PdfWriter, headings: Sequence[Heading]) -> None:
    within: dict[int, IndirectObject] = {}  # the last heading of each level
    for heading in headings:
        page = writer.pages[heading.page - 1]
        top = float(page.mediabox.top) - heading.y
        parents = [within[level] for level in sorted(within) if level < heading.level]
        within = {level: item for level, item in within.items() if level < heading.level}
        within[heading.level] = writer.add_outline_item(
            title=heading.title,
            page_number=heading.page - 1,
            parent=parents[-1] if parents else None,
            fit=Fit.xyz(left=0, top=top),
            is_open=heading.level == 1,
        )
    if headings:
        writer.page_mode = "/UseOutlines"


def _drop_dangling(writer: PdfWriter) -> None:
    """Remove the links to places that are on none of the pages."""
    known = writer.named_destinations
    for page in writer.pages:
        links = page.get("/Annots")
        if links is not None:
            kept = [each for each in links if each.get_object().get("/Dest", "") in {"", *known}]
            page[NameObject("/Annots")] = ArrayObject(kept)
