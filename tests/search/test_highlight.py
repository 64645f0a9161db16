"""What is marked, for every way of matching, and the piece of a text that is shown."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.content.model import Reference
from viewer.content.reader import read_file
from viewer.search.highlight import SNIPPET, Terms, marks, snippet
from viewer.search.index import SearchIndex


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    reference = read_file(Path(__file__).parents[1] / "data" / "searched.json")
    assert isinstance(reference, Reference), reference
    return SearchIndex.build([reference])


MARKED = [
    # line, text, what is marked in it
    ("gel", "Gel, or a gel pad.", ["Gel", "gel"]),
    ("injections ", "Inject; injection; INJECTED", ["Inject", "injection", "INJECTED"]),
    ("fluor", "Fluoroscopy and fluid", ["Fluoroscopy"]),
    ("fluoroscopy ", "Fluoro is short", []),
    ("flouroscopy", "By fluoroscopy.", ["fluoroscopy"]),
    ("flouroscop", "By fluoroscopy.", ["fluoroscopy"]),
    ("anaesthetic ", "anesthetics, anaesthetic", ["anesthetics", "anaesthetic"]),
    ("sonography", "An ultrasound picture", ["ultrasound"]),
    ("numbing cream", "a local anesthetic", ["anesthetic"]),
    ("anesthetic ", "some numbing cream, or numb", ["numbing", "numb"]),
    ("CRPS", "the complex-regional pain syndrome", ["complex-regional pain syndrome"]),
    ("CRPS", "complex pain, regional syndrome", []),
    ("20611", "20611, 120611, 20611.5 and 20611T", ["20611", "20611"]),
    ("206", "20600 to 20604, 2060, 206, 99206", ["20600", "20604"]),
    ("20604-20611", "20604, 20605, 20606, 20611, 20612", ["20604", "20606", "20611"]),
    ("0.24 mSv", "0.24 mSv, 0.245 mSv, 0,24", ["0.24", "mSv", "mSv"]),
    ("95.8%", "95.8% or 95.8 % or 95.8", ["95.8%", "95.8 %"]),
    ("95.8", "95.8% or 95.8 or 5.8", ["95.8%", "95.8"]),
    ("X-ray", "x‑rays, X ray, xray", ["x‑rays", "X", "ray", "xray"]),
    ("xrays ", "X-rays, an x-ray", ["X-rays", "x-ray"]),
    ("allergies ", "The patient’s allergy", ["allergy"]),
    ("patients ", "The patient’s chart", ["patient’s"]),
    ("how long does it last ", "how long does it last", ["long", "last"]),
    ("arthritis ", "Arthri\u00adtis", ["Arthri\u00adtis"]),
    ("arthritis ", "árthritis, a\u0301rthritis", ["árthritis", "a\u0301rthritis"]),
]


@pytest.mark.parametrize(("line", "text", "marked"), MARKED)
def test_what_is_marked(index: SearchIndex, line: str, text: str, marked: list[str]) -> None:
    terms = index.search(line).terms
    assert [text[start:end] for start, end in marks(text, terms)] == marked


def test_every_hit_of_a_word_shows_why(index: SearchIndex) -> None:
    for line in ("joint", "sonography", "flouroscopy", "20604-20611", "needle "):
        answer = index.search(line)
        assert answer.hits
        for hit in answer.hits:
            assert hit.title_marks or marks(hit.place.text, answer.terms), (line, hit.place.id)


def test_terms_may_be_kept_in_a_set(index: SearchIndex) -> None:
    first, again = index.search("gel 20611").terms, index.search("gel 20611").terms
    assert len({first, again, index.search("needle").terms}) == 2


LONG = (
    "The first sentence says nothing of interest at all and is only here to be cut away later. "
    "Then comes a needle on its own, well before the others. After some more words that fill the "
    "line, and a few more that keep the two well apart for as long as a snippet may be, there are "
    "a needle and gel together in one place, which is where the eye should go. The last sentence "
    "again says nothing and is long enough to be cut away at the end of it all, as it should be."
)


def test_a_snippet_shows_the_place_with_most_of_the_words() -> None:
    terms = Terms(words=frozenset(("needle", "gel")))
    piece, spans = snippet(LONG, terms)
    assert [piece[start:end] for start, end in spans] == ["needle", "gel"]
    assert piece.startswith("…")
    assert piece.endswith("…")
    assert 100 <= len(piece) <= SNIPPET + 12
    assert piece.strip("…") in LONG
    before, after = LONG.split(piece.strip("…"))
    assert before.endswith(" ")
    assert after.startswith(" ")


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("A needle.", Terms(words=frozenset(("needle",)))) == ("A needle.", ((2, 8),))
    assert snippet("", Terms()) == ("", ())


def test_a_snippet_without_marks_shows_the_beginning() -> None:
    piece, spans = snippet(LONG, Terms(words=frozenset(("absent",))))
    assert spans == ()
    assert LONG.startswith(piece.removesuffix("…"))


words_of_terms = st.sampled_from(["gel", "needl", "inject", "xray", "20611", "5%", "ä", "x"])
terms_of_any_kind = st.builds(
    Terms,
    words=st.frozensets(words_of_terms),
    stems=st.frozensets(words_of_terms),
    prefixes=st.lists(words_of_terms, max_size=2).map(tuple),
    phrases=st.frozensets(st.tuples(words_of_terms, words_of_terms), max_size=2),
)
pieces_of_text = st.sampled_from(
    ["gel", "needle", "injection", "x-ray", "20611", "5 %", "Ä", "a\u0308", " ", " ", "-", "½", "ﬁ"]
)
any_text = st.one_of(
    st.lists(pieces_of_text, max_size=80).map("".join),
    st.text(st.characters(), max_size=300),
)


@given(any_text, terms_of_any_kind)
@settings(max_examples=250, deadline=None)
def test_marks_are_in_order_and_inside_any_text(text: str, terms: Terms) -> None:
    for shown, spans in ((text, tuple(marks(text, terms))), snippet(text, terms)):
        end = 0
        for first, last in spans:
            assert end <= first < last <= len(shown)
            end = last


# The way of matching, a line for it, and all that may be marked anywhere for it (in small letters).
WAYS = {
    "word": ("gel ", {"gel"}),
    "stem": ("injections ", {"injection", "injections", "inject", "injected", "injecting"}),
    "British spelling": ("anaesthetic cream", None),
    "synonym of one word": ("sonography ", {"ultrasound"}),
    "synonym of several words": ("arthrocentesis drainage ", None),
    "phrase for a word": (
        "anticoagulant ", {"blood thinners", "blood thinner", "warfarin", "anticoagulation"},
    ),
    "word for a phrase": ("magnetic resonance imaging ", {"mri"}),
    "opening": ("fluorosc", {"fluoroscopy"}),
    "typing help": ("flouroscopy ", {"fluoroscopy", "x-rays", "x-ray"}),
    "typing help, stem": ("complicatons ", None),
    "typing help, opening": ("flouroscop", {"fluoroscopy", "x-rays", "x-ray"}),
    "two words for one": ("ultra sound ", {"ultrasound"}),
    "one word for two": ("triggerpoints ", {"trigger", "point", "points"}),
    "words that a hyphen joins": ("timeout ", {"time-out"}),
    "code": ("20611", {"20611"}),
    "code and modifier": ("20611-RT", {"20611", "rt"}),
    "code with its set": ("CPT20611", {"20611"}),
    "code range": ("20604-20606", {"20604", "20605", "20606"}),
    "code opening": ("2061", {"20610", "20611", "20612"}),
    "retired code": ("0228t", {"0228t"}),
    "modifier": ("modifier JZ", {"jz", "modifier", "modifiers"}),
    "short form": ("CRPS", {"complex regional pain syndrome", "crps"}),
    "short form that is a word": ("LAST ", None),
    "number with a percent sign": ("95.8%", {"95.8%"}),
    "number without it": ("95.8 ", {"95.8%"}),
    "another apostrophe": ("Dupuytren`s ", {"dupuytren's", "dupuytren’s"}),
    "another dash": ("ultrasound‑guided ", None),
    "other letters": ("ÉPIDURAL ", {"epidural", "epidurals"}),
    "scope": ("code: ganglion", {"ganglion"}),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_the_first_hit_shows_what_matched(bundled_index: SearchIndex, way: str) -> None:
    line, allowed = WAYS[way]
    answer = bundled_index.search(line, 10)
    assert answer.hits
    first = answer.hits[0]
    assert first.title_marks or first.snippet_marks, "something is marked in the list"
    for hit in answer.hits:
        place = hit.place
        # The page marks what the list marks: both ask for the same terms.
        in_title, in_text = marks(place.title, answer.terms), marks(place.text, answer.terms)
        assert hit.title_marks == tuple(in_title)
        shown = {hit.snippet[a:b] for a, b in hit.snippet_marks}
        assert shown <= {place.text[a:b] for a, b in in_text}
        by_its_way = marks(place.crumb, answer.terms) or hit.place.codes
        assert in_title or in_text or by_its_way, place.id
        if allowed is not None:
            marked = {place.title[a:b] for a, b in in_title} | {place.text[a:b] for a, b in in_text}
            assert {piece.casefold() for piece in marked} <= allowed


MEANT = {
    "anaesthetic cream": ("cream", "anesthetic"),
    "arthrocentesis drainage ": ("aspirat",),
    "complicatons ": ("complication",),
    "LAST ": ("local anesthetic systemic toxicity",),
    "ultrasound‑guided ": ("ultrasound", "guided"),
}


@pytest.mark.parametrize(("line", "meant"), MEANT.items())
def test_what_is_marked_is_what_was_meant(
    bundled_index: SearchIndex, line: str, meant: tuple[str, ...]
) -> None:
    answer = bundled_index.search(line)
    place = answer.hits[0].place
    marked = [place.text[a:b].casefold() for a, b in marks(place.text, answer.terms)]
    marked += [place.title[a:b].casefold() for a, b in marks(place.title, answer.terms)]
    for piece in meant:
        assert any(piece in each for each in marked), (piece, marked)
