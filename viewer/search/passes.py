"""What is looked for first, so that a common word need not be looked for everywhere.

The order of results is by how a word matches, then by where it stands; so what comes first
can be looked for alone, and the rest only if that does not fill the list. In a library of a
million places that is the difference between a few milliseconds and a hundred.
"""

from dataclasses import dataclass, replace

from viewer.search.common import Common
from viewer.search.fields import FIELDS, TITLES
from viewer.search.query import Group, Kind, Reading, Slot

# What a line finds literally. Next to it, synonyms and openings come later.
LITERAL: frozenset[Kind] = frozenset(("word", "stem", "long form", "code", "code range"))
# The place itself, and what stands above others; then what stands in it; then the rest.
ABOVE = frozenset((*TITLES, "own"))
_INSIDE = FIELDS - {"source", "more"}


@dataclass(frozen=True, slots=True)
class Pass:
    """A line looked for in some `fields` only, and perhaps only in its `literal` words.

    With `codes`, only its codes need be there; the other words rank.
    """

    fields: frozenset[str] = FIELDS
    literal: bool = False
    codes: bool = False

    def group(self, group: Group) -> Group:
        """What of `group` is looked for."""
        if self.codes and not names_code(group):
            return replace(group, required=False)
        if not self.literal or not group.required:
            return group
        if group.slots:
            return replace(group, slots=tuple(map(_literal, group.slots)), instead=())
        return group


EVERYTHING = Pass()
_OF_ONE_WORD = (
    Pass(ABOVE, literal=True),
    Pass(_INSIDE, literal=True),
    Pass(ABOVE),
    EVERYTHING,
)
_OF_CODES = Pass(frozenset(("own",)), codes=True)
_OF_COMMON_WORDS = (Pass(ABOVE), EVERYTHING)


def passes(reading: Reading, common: Common) -> tuple[Pass, ...]:
    """The passes over a line, the last of which finds all; each finds what comes before the next.

    What several words find is ordered by their sum: there is one pass for all. But a code that
    was typed comes first, whether or not its place has the other words.
    """
    groups = reading.groups
    if any(map(names_code, groups)):
        return (_OF_CODES, EVERYTHING)
    if len(groups) > 1:
        required = (group for group in groups if group.required)
        return _OF_COMMON_WORDS if all(map(common.group, required)) else (EVERYTHING,)
    if all(_OF_ONE_WORD[0].group(group) == group for group in groups):
        return (*_OF_ONE_WORD[:2], EVERYTHING)
    return _OF_ONE_WORD


def names_code(group: Group) -> bool:
    """Whether a group is codes that were typed."""
    return any(option.kind in ("code", "code range") for slot in group.slots for option in slot)


def _literal(slot: Slot) -> Slot:
    """The literal options, or all if there are none: then nothing comes before them."""
    return tuple(option for option in slot if option.kind in LITERAL) or slot
