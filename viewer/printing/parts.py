"""What can be printed alone, by name. Loads no Qt."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from viewer.content.code_table import groups
from viewer.content.model import Reference
from viewer.content.places import PANE_TITLES, code_intro_title
from viewer.printing import PrintProblem
from viewer.render.cards import CARD_TITLES, CODES_CARD, STEPS_CARD
from viewer.render.printed import CODE_INTRO, CODE_TABLE, code_group_id
from viewer.render.sheet import NO_SHEET, SHEET

ALL = "all"
_LIKE_A_CODE = re.compile(r"[a-z]?[0-9]{2,}[a-z]?(-[0-9]+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part that can be printed; it holds `children`. `id` names it on the command line."""

    id: str
    title: str
    children: tuple["Part", ...] = ()

    def walk(self) -> Iterator["Part"]:
        """The part itself and everything within, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def all_parts(reference: Reference) -> list[Part]:
    """The panes that have content, and within them what can be printed alone."""
    inside = {
        "overview": _overview(reference),
        "steps": [Part(phase.id, phase.title) for phase in reference.phases],
        "coding": _coding(reference),
        "faq": [
            Part(group.id, group.title, tuple(Part(q.id, q.question) for q in group.questions))
            for group in reference.faq
        ],
        "sources": [],
    }
    return [
        Part(pane, title, tuple(inside[pane]))
        for pane, title in PANE_TITLES.items()
        if inside[pane] or pane == "sources"
    ]


def card_parts(reference: Reference) -> list[Part]:
    """What can be printed on one page to hang up."""
    there = {STEPS_CARD: bool(reference.phases), CODES_CARD: bool(reference.codes)}
    return [Part(id_, title) for id_, title in CARD_TITLES.items() if there[id_]]


def sheet_parts(reference: Reference) -> list[Part]:
    """What is handed out: the patient's sheet, where the reference has one. Not a part of all."""
    return [Part(SHEET, "Patient's sheet")] if reference.sheet else []


def known_ids(reference: Reference) -> set[str]:
    """The ids of all that can be printed."""
    roots = (*all_parts(reference), *card_parts(reference), *sheet_parts(reference))
    return {part.id for root in roots for part in root.walk()}


def _overview(reference: Reference) -> list[Part]:
    sections = (Part(section.id, section.title) for section in reference.overview)
    return [Part(reference.definition.id, "Definition"), *sections]


def _coding(reference: Reference) -> list[Part]:
    parts = [Part(CODE_INTRO, code_intro_title(reference))] if reference.code_intro else []
    if reference.codes:
        parts.append(Part(CODE_TABLE, "Codes at a glance"))
    for group in groups(reference.codes):
        entries = (entry for entry in reference.codes if entry.group == group)
        inside = (Part(entry.id, f"{entry.code}  {entry.structure}") for entry in entries)
        parts.append(Part(code_group_id(group), group, tuple(inside)))
    return parts


def resolve(reference: Reference, names: Sequence[str]) -> list[Part]:
    """The parts that `names` mean, each once, in the order named.

    A name is a pane, `all` (every pane, no card), the id of a part or card, or a code as
    written on a claim (20611); a code that stands in several rows means all of them. Raises
    PrintProblem for a name that means nothing, or when there is none.
    """
    if not names:
        raise PrintProblem(f"Nothing was named to print. Name a part, such as {_panes()}.")
    panes = all_parts(reference)
    known = {part.id: part for pane in panes for part in pane.walk()}
    known.update((part.id, part) for part in card_parts(reference))
    known.update((pane.id, pane) for pane in panes)  # a pane's name means the pane
    known.update((part.id, part) for part in sheet_parts(reference))
    found: dict[str, Part] = {}
    for name in names:
        for id_ in _ids(reference, known, name.strip()):
            found[id_] = known[id_]
    return list(found.values())


def _ids(reference: Reference, known: dict[str, Part], name: str) -> list[str]:
    if name.casefold() == ALL:
        return [part.id for part in all_parts(reference)]
    if name.casefold() in known:
        return [name.casefold()]
    if name.casefold() == SHEET:
        raise PrintProblem(NO_SHEET)
    code = name.upper()
    exact = [entry.id for entry in reference.codes if entry.code.upper() == code]
    holding = [entry.id for entry in reference.codes if code in entry.codes]
    if exact or holding:
        return exact or holding
    raise PrintProblem(
        f"There is no part named “{name}” to print. {_remedy(reference, known, name)}"
    )


def _remedy(reference: Reference, known: Iterable[str], name: str) -> str:
    """What to type instead. A code is never guessed by likeness: a digit off is another code."""
    if _LIKE_A_CODE.fullmatch(name):
        codes = dict.fromkeys(code for entry in reference.codes for code in entry.codes)
        for length in (4, 3, 2):
            begin = name[:length].upper()
            family = [code for code in codes if code.startswith(begin)]
            if family:
                return f"Codes here that begin with {begin}: {', '.join(family)}."
        return "No code here begins like it; the whole table is the part code-table."
    near = get_close_matches(name.casefold(), [ALL, *known], n=3, cutoff=0.6)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"Parts are {_panes()}, or the id of a section, phase, code or question."


def _panes() -> str:
    return f"{', '.join(PANE_TITLES)} and {ALL}"
