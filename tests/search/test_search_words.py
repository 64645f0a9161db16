"""How text is cut into words and folded."""

import pytest

from viewer.search.words import compounds, is_code, stem, words

CUT = [
    ("Ultrasound-guided, in-plane", ["ultrasound", "guided", "in", "plane"]),
    ("patient’s patients' don't O’Brien", ["patient", "patients", "dont", "obrien"]),
    ("0.5 mL, 10mg/mL; .25%", ["0.5", "ml", "10", "mg", "ml", "0.25%"]),
    ("95.8% and 5 % of 1,200", ["95.8%", "and", "5%", "of", "1200"]),
    ("20604,20605 and 1,2,3", ["20604", "20605", "and", "1", "2", "3"]),
    ("0232T J3301 2000th", ["0232t", "j3301", "2000", "th"]),
    ("10² m², 2½", ["10", "2", "m", "2", "2", "1", "2"]),
    ("Ménière, Straße, ﬁne, Ångström", ["meniere", "strasse", "fine", "angstrom"]),
    ("smørrebrød, œdema, ILIAC, İliac", ["smorrebrod", "oedema", "iliac", "iliac"]),
    ("so\u00adft zero\u200bwidth no\u00a0break", ["soft", "zerowidth", "no", "break"]),
    ("Step 5. Then 2.3.4.", ["step", "5", "then", "2.3.4"]),
    ("\ud800 \x00 🩺 _ — …", []),
]


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_how_text_is_cut(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


def test_offsets_lead_back_to_the_text() -> None:
    text = "Cafe\u0301 ﬁne so\u00adft"
    assert [text[word.start : word.end] for word in words(text)] == [
        "Cafe\u0301",
        "ﬁne",
        "so\u00adft",
    ]


def test_compounds_join_letters_only() -> None:
    text = "X-ray, follow-up, 20604-20611, one-two-three-four, a - b"
    assert [word.text for word in compounds(words(text))] == ["xray", "followup"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("injections", "injected"),
        ("anaesthetic", "anesthetics"),
        ("sterilise", "sterilized"),
        ("oedema", "edema"),
        ("haematoma", "hematomas"),
        ("orthopaedic", "orthopedics"),
        ("tumour", "tumors"),
        ("centre", "centers"),
        ("bursae", "bursa"),
        ("analyse", "analyzed"),
        ("jewellery", "jewelry"),
    ],
)
def test_one_stem_for_all_spellings(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["20611", "1990s", "s12s", "0.5", "95.8%", "cafés"])
def test_words_with_digits_have_no_stem(word: str) -> None:
    assert stem(word) == word


def test_the_shape_of_a_code() -> None:
    assert all(map(is_code, ("20611", "0232t", "j3301")))
    assert not any(map(is_code, ("2061", "206111", "0232", "j330", "0.232", "20611t", "jj330")))
