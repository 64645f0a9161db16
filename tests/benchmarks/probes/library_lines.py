"""Lines typed where there is a library, and the keys that they are typed by."""

from random import Random

from lines import LINES

LIBRARY_LINES = (
    "achilles tendon removal", "catheter flush nurses", "hydrodissection scapula", "knee block",
    "viscosupplementation", "tendinitis", "arthroplasty", "neuropathy", "hepatomegaly",
    "lymph node biopsy children", "oxygen pressure valve", "fasting before sedation",
    "how often should", "may a nurse give", "when may the dressing", "trolley", "pyrexia",
    "blood sugar", "iv", "night shift", "12.5", "250 mg", "section", "thyroid", "thryoid",
    "hydrodisection", "lavge", "faq: dose", "code: 20610", "step: dressing", "in:knee biopsy",
)  # fmt: skip

ALL_LINES = (*LINES, *LIBRARY_LINES)


def keys() -> list[str]:
    """What stands in the field after each key of each line; in an order of chance, always the same.

    Whoever has no time for all takes the first of them.
    """
    found = [line[:end] for line in ALL_LINES for end in range(1, len(line) + 1)]
    Random(5).shuffle(found)
    return found
