"""Words that so many places have that to look at each of them would take too long.

In a large library such a word says little of a place but where it is in the title. So it is
looked for in titles first, and elsewhere it counts the same wherever it stands.
"""

from viewer.search.lexicon import Lexicon
from viewer.search.query import Group, Slot

# So many places are many; and an opening of so many letters has them, where there are any.
MANY, SHORT_OPENING = 20_000, 2


class Common:
    """Says what is common in the parts that are searched."""

    def __init__(self, lexicon: Lexicon, places: int) -> None:
        self._lexicon = lexicon
        self._possible = places >= MANY

    def stem(self, stem: str) -> bool:
        """Whether many places have a word with this stem."""
        return self._possible and self._lexicon.count_stem(stem) >= MANY

    def slot(self, slot: Slot) -> bool:
        """Whether many places have what is literally looked for."""
        if not self._possible:
            return False
        for option in slot:
            if option.kind == "word" and self._lexicon.count(option.terms[0]) >= MANY:
                return True
            if option.kind == "stem" and self.stem(option.terms[0]):
                return True
            if option.kind == "prefix" and len(option.terms[0]) <= SHORT_OPENING:
                return True
        return False

    def group(self, group: Group) -> bool:
        """Whether every word of a group is common."""
        return bool(group.slots) and all(map(self.slot, group.slots))
