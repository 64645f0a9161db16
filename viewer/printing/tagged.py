"""PDF with structure: headings, lists, table heads, language and reading order (PDF/UA-1).

Qt writes none, so these pages are made by Typst, an optional package. It gets the same chapters
as the page maker: their meaning, as data, for a fixed template. It opens no connection, for the
template asks for no package of Typst's own.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from viewer.content.places import KIND_TITLES
from viewer.printing import PrintProblem
from viewer.printing.pages import FAMILIES, Imprint, foot_lines
from viewer.printing.style import PageStyle
from viewer.render import structure
from viewer.render.html import note_colours
from viewer.render.palette import LIGHT
from viewer.render.printed import Chapter
from viewer.render.sheet import POINTS

EXTRA = "needleside[accessible]"
MISSING = (
    "A PDF for screen readers needs the package typst, which is not installed. "
    f'Install it once, where there is a network: python -m pip install "{EXTRA}"'
)
TEMPLATE = Path(structure.__file__).with_name("tagged.typ")


def can_tag() -> bool:
    """Whether the package that makes these PDFs is installed. Does not load it."""
    from importlib.util import find_spec

    return find_spec("typst") is not None


def tagged_pdf(
    chapters: Sequence[Chapter], imprint: Imprint, style: PageStyle, language: str
) -> bytes:
    """`chapters` as a PDF with structure, in the language of a tag such as `en` or `en-US`.

    Raises PrintProblem when the package is missing or a text cannot be set.
    """
    try:
        import typst
    except ImportError as missing:
        raise PrintProblem(MISSING) from missing
    data = _data(chapters, imprint, style, language)
    try:
        made = typst.compile(
            TEMPLATE.read_bytes(),
            format="pdf",
            sys_inputs={"data": json.dumps(data)},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as error:
        raise PrintProblem(
            f"The PDF for screen readers could not be made ({error.message}). "
            "The same parts can be saved without structure."
        ) from error
    if not isinstance(made, bytes):
        raise PrintProblem("The PDF for screen readers came out empty. Save it without structure.")
    return made


def _data(
    chapters: Sequence[Chapter], imprint: Imprint, style: PageStyle, language: str
) -> dict[str, object]:
    """All that the template shows, and how."""
    parts = ", ".join(chapter.title for chapter in chapters)
    name, _, region = language.partition("-")
    margins = style.margins
    return {
        "title": imprint.title,
        "document": f"{imprint.title}: {parts}",
        "description": chapters[0].use or imprint.use,
        "language": name.lower() if name.isascii() and 2 <= len(name) <= 3 else "en",
        "region": region.upper() if region.isascii() and len(region) == 2 else None,
        "fonts": FAMILIES,
        "colours": dict(_colours()),
        "width": style.width,
        "height": style.height,
        "left": margins.left,
        "right": margins.right,
        "top": margins.top,
        "bottom": margins.bottom,
        "chapters": [
            {
                "title": chapter.title,
                "nodes": structure.structure(chapter.html),
                "foot": foot_lines(imprint, chapter.notice, chapter.use),
                "large": bool(chapter.use),
                # What is handed out is never set smaller than its own least size.
                "points": max(style.text_size, POINTS) if chapter.use else style.text_size,
            }
            for chapter in chapters
        ],
    }


def _colours() -> Iterator[tuple[str, str]]:
    yield from (("ink", LIGHT.ink), ("soft", LIGHT.soft), ("accent", LIGHT.accent))
    yield from (("edge", LIGHT.edge), ("urgent", LIGHT.error_edge))
    for kind in KIND_TITLES:
        ink, _, edge = note_colours(LIGHT, kind)
        yield from ((kind, ink), (f"{kind}-edge", edge))
