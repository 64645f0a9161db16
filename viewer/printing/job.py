"""A print job: chosen parts of a reference on pages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from viewer.content.model import Reference
from viewer.printing import PrintProblem
from viewer.printing.pages import Imprint, Pages
from viewer.printing.parts import ALL, resolve
from viewer.printing.style import PageStyle
from viewer.render.cards import CARD_TITLES, Card, cards
from viewer.render.paper import ALL_IN_FULL, Included
from viewer.render.printed import Chapter, chapters, handout, handout_phases

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

    @property
    def file_name(self) -> str:
        """A name for a file of it: `ultrasound-guided-injection-steps.pdf`."""
        parts = "-".join(self.part_ids) if len(self.part_ids) <= 3 else "parts"
        return f"{self.reference.id}-{parts}.pdf"


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
    made: list[Chapter | Card] = [*chapters(reference, part_ids, style.text_size, included)]
    if not set(CARD_TITLES).isdisjoint(part_ids):
        known = cards(reference, included)
        made += [card for name, card in known.items() if name in part_ids]
    if not made:
        raise PrintProblem("Nothing was chosen to print. Choose at least one part.")
    return Pages(made, style, imprint_of(reference, datetime.now().astimezone()), at_once)


def handout_pages(reference: Reference, names: Sequence[str], style: PageStyle) -> Pages:
    """The sheet to hand over: its phases, or those of them that `names` mean.

    Raises PrintProblem for names of parts that the sheet does not hold, lest someone believe
    that they are on it, and when the reference has no steps.
    """
    phases = handout_phases(reference)
    if not phases:
        raise PrintProblem("This reference has no steps to make a handout of. Print other parts.")
    asked = {part.id for part in resolve(reference, names)} if names else {"steps"}
    holds = {phase.id for phase in phases}
    if ALL not in map(str.casefold, names) and not asked <= {"steps", *holds}:
        titles = " and ".join(phase.title for phase in phases)
        raise PrintProblem(
            f"The handout holds only {titles}. Name steps, {' or '.join(sorted(holds))}."
        )
    chosen = [phase for phase in phases if "steps" in asked or phase.id in asked]
    made = handout(reference, chosen, style.text_size)
    return Pages([made], style, imprint_of(reference, datetime.now().astimezone()))


def imprint_of(reference: Reference, now: datetime) -> Imprint:
    """What every page of the reference says about itself, printed at `now`."""
    article = reference.article
    use = reference.intended_use
    return Imprint(
        title=reference.title,
        source=f"{article.title}, {article.byline}, {article.date}. {article.address}",
        revision=reference.revision,
        checked=reference.checked,
        use=use if len(use) <= SHORT_USE else f"{use.split('. ')[0].rstrip('.')}.",
        printed=printed_at(now),
        language=reference.language,
    )


def printed_at(now: datetime) -> str:
    """The time as a page names it."""
    return f"{now:%Y-%m-%d %H:%M}"
