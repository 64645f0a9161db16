"""A print job: chosen parts of a reference on pages."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from viewer.content.model import Reference
from viewer.content.origin import origin
from viewer.printing import PrintProblem
from viewer.printing.pages import Imprint, Pages
from viewer.printing.style import PAPERS, PageStyle
from viewer.printing.tagged import tagged_pdf
from viewer.render.cards import Card, cards
from viewer.render.paper import ALL_IN_FULL, Included
from viewer.render.printed import Chapter, chapters
from viewer.render.sheet import NO_SHEET, SHEET, patient_sheet

SHORT_USE = 60  # characters; a longer statement of use is cut to its first sentence


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be printed, and how; the pages are made when they are asked for."""

    reference: Reference
    part_ids: tuple[str, ...]
    style: PageStyle
    included: Included = ALL_IN_FULL

    def pages(self, style: PageStyle | None = None) -> Pages:
        """The pages, in the job's style unless another is given. Raises PrintProblem."""
        return pages_of(self.reference, self.part_ids, style or self.style, self.included)

    def arguments(self) -> list[str]:
        """The command that prints it, but for the reference and where to."""
        style = self.style
        paper = next((name for name, paper in PAPERS.items() if paper == style.paper), "a4")
        return [
            "print", *self.part_ids, "--paper", paper, "--size", str(round(style.text_size)),
            "--notes", self.included.notes, *(["--landscape"] if style.landscape else []),
            *([] if self.included.sources else ["--no-sources"]),
        ]  # fmt: skip

    @property
    def file_name(self) -> str:
        """A name for a file of it: `ultrasound-guided-injection-steps.pdf`."""
        parts = "-".join(self.part_ids) if len(self.part_ids) <= 3 else "parts"
        return f"{self.reference.id}-{parts}.pdf"


def chapters_of(
    reference: Reference,
    part_ids: Collection[str],
    points: float,
    included: Included = ALL_IN_FULL,
) -> list[Chapter]:
    """The parts as chapters in reading order, cards left out. Raises PrintProblem."""
    made = chapters(reference, part_ids, points, included)
    if SHEET in part_ids:
        sheet = patient_sheet(reference, points)
        if sheet is None:
            raise PrintProblem(NO_SHEET)
        made.append(sheet)
    return made


def pages_of(
    reference: Reference,
    part_ids: Collection[str],
    style: PageStyle,
    included: Included = ALL_IN_FULL,
    at_once: bool = True,
) -> Pages:
    """The parts on pages, in reading order, cards after them.

    With `at_once` False they are yet to be laid out. Raises PrintProblem when there is nothing
    to print, or no room for it.
    """
    made: list[Chapter | Card] = [
        *chapters_of(reference, part_ids, style.text_size, included),
        *(card for name, card in cards(reference, included).items() if name in part_ids),
    ]
    if not made:
        raise PrintProblem("Nothing was chosen to print. Choose at least one part.")
    return Pages(made, style, imprint_of(reference, datetime.now().astimezone()), at_once)


def tagged_of(
    reference: Reference,
    part_ids: Collection[str],
    style: PageStyle,
    included: Included = ALL_IN_FULL,
) -> bytes:
    """The parts as a PDF with structure, for screen readers, cards left out.

    Raises PrintProblem.
    """
    made = chapters_of(reference, part_ids, style.text_size, included)
    if not made:
        raise PrintProblem("Cards have no form for screen readers. Choose the parts themselves.")
    imprint = imprint_of(reference, datetime.now().astimezone())
    return tagged_pdf(made, imprint, style, reference.language)


def imprint_of(reference: Reference, now: datetime) -> Imprint:
    """What every page of the reference says about itself, printed at `now`."""
    use = reference.intended_use
    return Imprint(
        title=reference.title,
        source=origin(reference),
        revision=reference.revision,
        checked=reference.checked,
        use=use if len(use) <= SHORT_USE else f"{use.split('. ')[0].rstrip('.')}.",
        printed=printed_at(now),
        language=reference.language,
    )


def printed_at(now: datetime) -> str:
    """The time as a page names it."""
    return f"{now:%Y-%m-%d %H:%M}"
