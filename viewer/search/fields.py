"""The fields in which words of a place stand, and what a word is worth there."""

# Each field holds words as they stand; the field of the same name and STEM holds stems.
STEM = "_stem"
POINTS = {
    "heading": 100.0,
    "title": 96.0,
    "question": 90.0,
    "text": 50.0,
    "entry": 45.0,  # what a code entry says
    "headline": 30.0,  # of a note
    "note": 24.0,
    "source": 4.0,  # a list of titles: the last place to look, but for its own number
    "more": 3.0,  # the way to a place, and what kind of code a code is
}
TITLES = ("heading", "title", "question")
