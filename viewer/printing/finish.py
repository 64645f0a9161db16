"""What Qt leaves out of a PDF: its outline, links within it, language and description.

Qt writes each link of the text as one to an address, `#name` included; here those become links
to the place of that name.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    Fit,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)
from pypdf.xmp import XmpInformation

from viewer.printing.pages import Heading

VERSION = "%PDF-1.4"  # what Qt writes
Place = tuple[int, float]  # a page from 1, and points below its top


@dataclass(frozen=True, slots=True)
class About:
    """How a PDF describes itself; `language` as in BCP 47: en."""

    title: str
    author: str
    subject: str
    language: str


def finished(
    pdf: bytes, about: About, headings: Sequence[Heading], places: Mapping[str, Place]
) -> bytes:
    """`pdf` as Qt wrote it with what it lacks.

    Pages are counted in `pdf`. Headings come in reading order.
    """
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.pdf_header = VERSION
    _describe(writer, about)
    _outline(writer, headings)
    _links(writer, places)
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


def _links(writer: PdfWriter, places: Mapping[str, Place]) -> None:
    pages = list(writer.pages)
    for page in pages:
        kept = ArrayObject()
        for reference in page.get("/Annots", ArrayObject()):
            link = reference.get_object()
            address = str(link.get("/A", {}).get("/URI", ""))
            if address.startswith("#"):
                if address[1:] not in places:
                    continue
                number, y = places[address[1:]]
                target = pages[number - 1]
                del link["/A"]
                link[NameObject("/Dest")] = ArrayObject(
                    [
                        target.indirect_reference,
                        NameObject("/XYZ"),
                        NullObject(),
                        NumberObject(round(float(target.mediabox.top) - y)),
                        NullObject(),
                    ]
                )
            kept.append(reference)
        if kept:
            page[NameObject("/Annots")] = kept
        elif "/Annots" in page:
            del page["/Annots"]
