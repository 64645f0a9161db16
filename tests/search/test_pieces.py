"""A text cut piece by piece has the words that it has when it is cut whole."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from viewer.content.library import load_bundled
from viewer.content.places import places
from viewer.search.pieces import Pieces
from viewer.search.words import compounds, forms, stem, words

_TEXTS = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["ultrasound-guided", "0.5", "%", "％", "(x-ray)", "patient's", "1,200", ".5", "½"]
        ),
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


def _whole(text: str) -> tuple[list[str], list[str], list[str], list[str]]:
    found = words(text)
    plain = [word.text for word in found]
    joined = [word.text for word in compounds(found)]
    typed = [form for word in plain for form in forms(word)]
    return typed, [stem(word) for word in plain], joined, [stem(word) for word in joined]


def _by_pieces(text: str, pieces: Pieces) -> tuple[list[str], list[str], list[str], list[str]]:
    found = pieces.text(text)
    typed, stems, plain = found.typed.split(), found.stems.split(), found.plain.split()
    joined = len(stems) - len(plain)
    return typed[: len(typed) - joined], plain, typed[len(typed) - joined :], stems[len(plain) :]


@given(_TEXTS)
@example("95.8 % of 5\u2009% and 3 ％,")
@example("5 \u200b%")
@example("in-plane (out-of-plane), LAST. Last; last!")
def test_any_text(text: str) -> None:
    assert _by_pieces(text, Pieces()) == _whole(text)


def test_every_text_of_the_bundled_reference() -> None:
    reference = load_bundled().reference
    assert reference is not None
    pieces = Pieces()
    for place in places(reference):
        for text in (place.title, place.text, place.crumb):
            assert _by_pieces(text, pieces) == _whole(text)


@pytest.mark.parametrize(
    ("text", "small"),
    [("LAST", set()), ("Last,", set()), ("last,", {"last"}), ("(in-plane)", {"in", "plane"})],
)
def test_words_in_small_letters(text: str, small: set[str]) -> None:
    pieces = Pieces()
    pieces.text(text)
    assert pieces.small == small


def test_what_different_pieces_add() -> None:
    cut = Pieces()
    title, text = cut.text("CPT 20611, x-ray"), cut.text("20611: x-ray of the knee, the knee.")
    typed, stems, codes = cut.together(title.pieces + text.pieces)
    assert set(typed.split()) == {"cpt", "20611", "x", "ray", "xray", "of", "the", "knee"}
    assert set(stems.split()) == set(typed.split())
    assert set(codes.split()) == {"20611"}


def test_forgetting_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viewer.search.pieces._KEPT", 10)
    pieces = Pieces()
    for number in range(100):
        pieces.forget()
        text = f"(20{number:03}) x-ray 5 % word{number} again"
        assert _by_pieces(text, pieces) == _whole(text)
        found = pieces.text(text)
        assert pieces.together(found.pieces)[2] == f"20{number:03}"
