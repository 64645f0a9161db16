"""Which pages: `1-3, 5` as people write it."""

import re

from viewer.printing import PrintProblem

_RANGE = re.compile(r"([0-9]{1,5})?(?:\s*([-–])\s*([0-9]{1,5})?)?")


def page_numbers(text: str, count: int) -> tuple[int, ...]:
    """The pages from 1 to `count` that `text` names, in its order, each once; all if it is empty.

    `5-` goes to the end, `-5` begins at the first. Raises PrintProblem for what is no page.
    """
    if not text.strip():
        return tuple(range(1, count + 1))
    found: dict[int, None] = {}
    for part in re.split(r"[,;]", text):
        match = _RANGE.fullmatch(part.strip())
        if match is None or not (match[1] or match[3]):
            raise PrintProblem(f"“{text.strip()}” names no pages. Write them as 1-3, 5.")
        first = int(match[1] or 1)
        last = int(match[3] or count) if match[2] else first
        if not 1 <= first <= last <= count:
            pages = f"pages 1 to {count}" if count > 1 else "one page"
            raise PrintProblem(f"There is no page “{part.strip()}”: this print has {pages}.")
        found.update(dict.fromkeys(range(first, last + 1)))
    return tuple(found)
