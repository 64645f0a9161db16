"""Asks the finder: which code, for what was injected and what guided it."""

from viewer.content.model import Finder, FinderRule, FinderStructure, Reference


def answer(finder: Finder, structure_id: str, guidance_id: str) -> FinderRule:
    """The one rule for a structure and a guidance, each named by its id.

    Raises KeyError, with the pair, if `finder` has no rule for it.
    """
    for rule in finder.rules:
        if (rule.structure, rule.guidance) == (structure_id, guidance_id):
            return rule
    raise KeyError((structure_id, guidance_id))


def headline(rule: FinderRule) -> str:
    """The answer in codes: "20611", "20550 + 76942", "20552 or 20553"; unsettled ones say so."""
    if not rule.settled:
        return "Not settled"
    if not rule.codes:
        return "No code"
    return " + ".join([" or ".join(rule.codes), *rule.add])


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
        f"{said} That is over the CMS limit of {limit.per_day} a day (April 2026, {limit.kind}): "
        "expect the claim to be questioned."
    )
