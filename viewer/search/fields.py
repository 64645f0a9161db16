"""The fields in which words of a place stand, and what a word is worth there."""

# Each field holds words as they stand; the field of the same name and STEM holds stems.
STEM = "_stem"
POINTS = {
    "heading": 100.0,
    "title": 96.0,
    "question": 90.0,
    "text": 50.0,
    "summary": 49.0,  # what a code entry says that its code is, but not what it is not
    "headline": 30.0,  # of a note
    "note": 24.0,
    "entry": 22.0,  # the rest of a code entry, which many of them repeat
    "source": 4.0,  # a list of titles: the last place to look, but for its own number
    "more": 3.0,  # the way to a place, and what kind of code a code is
}
TITLES = ("heading", "title", "question")
# Those, and the codes and numbers that are a place's own.
FIELDS = frozenset((*POINTS, "own"))
