"""How large text is at which distance, and how it is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.ui.procedure.sizing import (
    COMFORTABLE_ARCMIN,
    DISTANCES_CM,
    LEAST_ARCMIN,
    cap_height_mm,
    density,
    font_pixels,
    largest_fitting,
    pages,
    readable_cm,
)

POINTS_PER_MM = 72 / 25.4
CAP_RATIO = 0.716
ASSUMED = (pytest.approx(96 / 25.4), False)


@pytest.mark.parametrize(("cm", "points"), [(50, 12), (100, 23), (150, 35), (200, 46), (300, 69)])
def test_sizes_are_those_of_the_design(cm: int, points: int) -> None:
    assert round(font_pixels(cm, POINTS_PER_MM, CAP_RATIO)) == points


def test_size_follows_the_true_millimetres_of_the_screen() -> None:
    coarse, fine = (font_pixels(150, each, CAP_RATIO) for each in (3.0, 6.0))
    assert fine == pytest.approx(2 * coarse)
    assert coarse * CAP_RATIO / 3.0 == pytest.approx(cap_height_mm(150))


def test_least_size_is_sixteen_minutes_of_arc() -> None:
    ratio = cap_height_mm(200, LEAST_ARCMIN) / cap_height_mm(200, COMFORTABLE_ARCMIN)
    assert ratio == pytest.approx(16 / 20, rel=1e-4)


@pytest.mark.parametrize("cm", DISTANCES_CM)
def test_text_sized_for_a_distance_is_readable_from_there(cm: int) -> None:
    least = font_pixels(cm, 3.78, CAP_RATIO, LEAST_ARCMIN)
    assert readable_cm(least * 1.001, 3.78, CAP_RATIO) == cm


@pytest.mark.parametrize(
    ("pixels", "millimetres", "expected"),
    [
        ((1920, 1080), (527, 296), 3.65),  # a monitor of 24 inches
        ((3840, 2160), (294, 165), 13.1),  # a fine laptop without scaling
        ((1920, 1080), (1434, 806), 1.34),  # a television of 65 inches
    ],
)
def test_screen_that_tells_its_size_is_believed(
    pixels: tuple[int, int], millimetres: tuple[int, int], expected: float
) -> None:
    found, believed = density(pixels, millimetres)
    assert believed
    assert found == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    "millimetres",
    [
        (0, 0),
        (-1, -1),
        (300, 0),
        (160, 90),  # the shape of the picture in place of a size
        (1600, 900),
        (16, 9),
        (300, 300),  # pixels would not be square
        (5000, 2812),
        (40, 22),
    ],
)
def test_screen_that_lies_is_taken_for_an_ordinary_one(millimetres: tuple[int, int]) -> None:
    assert density((1920, 1080), millimetres) == ASSUMED


# -- the largest size that fits


@given(st.floats(1, 50), st.floats(0, 100), st.floats(0, 200))
def test_largest_fitting_size_is_found_to_half_a_pixel(
    least: float, span: float, limit: float
) -> None:
    most = least + span
    found = largest_fitting(least, most, lambda size: size <= limit)
    if limit < least:
        assert found is None
    elif limit >= most:
        assert found == most
    else:
        assert found is not None
        assert limit - 0.5 <= found <= limit


# -- pages


@given(st.lists(st.text("abc.;", min_size=1, max_size=9)), st.integers(1, 30))
def test_pages_lose_no_word_and_fit(words: list[str], longest: int) -> None:
    made = pages(" ".join(words), lambda text: len(text) <= longest)
    assert " ".join(made).split() == words
    assert all(len(page) <= longest or len(page.split()) == 1 for page in made)


def test_page_ends_with_a_sentence_where_one_ends_late_on_it() -> None:
    text = "Put it on the skin there. After that, clean it."
    assert pages(text, lambda part: len(part) <= 35) == [
        "Put it on the skin there.",
        "After that, clean it.",
    ]


def test_page_is_not_left_half_empty_for_a_sentence() -> None:
    text = "Wait. Then find the target and hold still"
    assert pages(text, lambda part: len(part) <= 30)[0] == "Wait. Then find the target and"


def test_no_text_is_one_empty_page() -> None:
    assert pages("", lambda _text: True) == [""]
