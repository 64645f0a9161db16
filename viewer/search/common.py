"""Words that so many places have that to look at each of them would take too long.

In a large library such a word says little of a place but where it is in the title. So it is
looked for in titles first, and elsewhere it counts the same wherever it stands.
"""

from dataclasses import replace

from viewer.search.lexicon import Lexicon
from viewer.search.query import Group, Reading, Slot

# So many places are many; and an opening of so many letters has them, where there are any.
MANY, SHORT_OPENING = 20_000, 2


class Common:
    """Says what is common in the parts that are searched."""

    def __init__(self, lexicon: Lexicon, places: int) -> None:
        self._lexicon = lexicon
        self.possible = places >= MANY

    def stem(self, stem: str) -> bool:
        """Whether many places have a word with this stem."""
        return self.possible and self._lexicon.count_stem(stem) >= MANY

    def slot(self, slot: Slot) -> bool:
        """Whether many places have what is literally looked for."""
        if not self.possible:
            return False
        for option in slot:
            if option.kind == "word" and self._lexicon.count(option.terms[0]) >= MANY:
                return True
            if option.kind == "stem" and self.stem(option.terms[0]):
                return True
            if option.kind == "prefix" and len(option.terms[0]) <= SHORT_OPENING:
                return True
        return False

    def relaxed(self, reading: Reading) -> Reading:
        """`reading` with nothing required that nearly every place has.

        Beside other words, a letter or two that a word opens with only rank.
        """
        required = [group for group in reading.groups if group.required]
        if not self.possible or not required or not self._opens(required[-1]):
            return reading
        if all(map(self._opens, required)):
            return reading
        groups = (
            replace(group, required=False) if group is required[-1] else group
            for group in reading.groups
        )
        return replace(reading, groups=tuple(groups))

    @staticmethod
    def _opens(group: Group) -> bool:
        """Whether a group is a word of which only so little is typed."""
        return any(
            option.kind == "prefix" and len(option.terms[0]) <= SHORT_OPENING
            for slot in group.slots
            for option in slot
        )

    def group(self, group: Group) -> bool:
        """Whether every word of a group is common."""
        return bool(group.slots) and all(map(self.slot, group.slots))
