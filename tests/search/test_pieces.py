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
    found = pieces.of(text)
    typed = " ".join(piece.typed for piece in found).split()
    stems = " ".join(piece.stems for piece in found).split()
    joined = " ".join(piece.joined for piece in found).split()
    return typed, stems, joined, " ".join(piece.joined_stems for piece in found).split()


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
    pieces.of(text)
    assert pieces.small == small


def test_no_more_pieces_are_kept_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viewer.search.pieces._KEPT", 10)
    pieces = Pieces()
    for number in range(100):
        assert [piece.typed for piece in pieces.of(f"word{number} again")] == [
            f"word{number}",
            "again",
        ]
    assert len(pieces) <= 10
