"""Asks the finder: which code, for what was injected and what guided it."""

from viewer.content.model import Finder, FinderRule


def answer(finder: Finder, structure_id: str, guidance_id: str) -> FinderRule:
    """The one rule for a structure and a guidance, each named by its id.

    Raises KeyError, with the pair, if `finder` has no rule for it.
    """
    for rule in finder.rules:
        if (rule.structure, rule.guidance) == (structure_id, guidance_id):
            return rule
    raise KeyError((structure_id, guidance_id))
