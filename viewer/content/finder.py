"""Asks the finder: which code, for what was injected and what guided it."""

from collections.abc import Sequence
from typing import Literal

from viewer.content.model import Finder, FinderRule, FinderStructure, Reference

# What the two kinds of limit mean is general knowledge, and said to be.
_OVER: dict[Literal["clinical", "policy"], str] = {
    "clinical": "a clinical limit is open to appeal with records",
    "policy": "a policy limit is absolute",
}


def answer(finder: Finder, structure_id: str, guidance_id: str) -> FinderRule:
    """The one rule for a structure and a guidance, each named by its id.

    Raises KeyError, with the pair, if `finder` has no rule for it.
    """
    for rule in finder.rules:
        if (rule.structure, rule.guidance) == (structure_id, guidance_id):
            return rule
    raise KeyError((structure_id, guidance_id))


def headline(reference: Reference, rule: FinderRule) -> str:
    """The answer in codes; unsettled ones say so.

    "20611", "20550 + 76942", "20552 or 20553"; a family is named as its row is: "64490–64495".
    """
    if not rule.settled:
        return "Not settled"
    if not rule.codes:
        return "No code"
    *others, last = _named(reference, rule.codes)
    if not others:
        return " + ".join([last, *rule.add])
    # A plus sign would seem to belong to the last of several alone.
    added = f", plus {' and '.join(rule.add)}" if rule.add else ""
    return f"{', '.join(others)} or {last}{added}"


def _named(reference: Reference, codes: Sequence[str]) -> list[str]:
    """`codes` in their order, all members of a family together under the name of its row."""
    families = {
        code: entry.code
        for entry in reference.codes
        if set(entry.codes) <= set(codes)
        for code in entry.codes
    }
    return list(dict.fromkeys(families.get(code, code) for code in codes))


def unit_sentence(
    reference: Reference, structure: FinderStructure, rule: FinderRule, number: int
) -> str:
    """How many units `number` of what is counted make, and whether that is over the limit.

    Empty for one, and where the rule names several codes: then its own words must do.
    """
    if number < 2 or not rule.settled or len(rule.codes) != 1 or not structure.counted:
        return ""
    code = rule.codes[0]
    said = f"{number} × {structure.counted}: {number} units of {code}"
    said += f", {' and '.join(rule.add)} still once." if rule.add else "."
    entry = next((each for each in reference.codes if code in each.codes), None)
    limit = entry.limit if entry else None
    if limit is None or number <= limit.per_day:
        return said
    return (
        f"{said} That is over the CMS limit of {limit.per_day} a day (April 2026); by general "
        f"knowledge {_OVER[limit.kind]}."
    )
