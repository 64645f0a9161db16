"""Colours: what is read has a contrast of 7:1, what has to be seen 3:1 (WCAG 2.2)."""

import pytest

from viewer.render.palette import PALETTES, THEMES, contrast, edge_pairs, text_pairs


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#777777") == pytest.approx(4.48, abs=0.01)
    assert contrast("#777777", "#FFFFFF") == contrast("#FFFFFF", "#777777")
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("theme", THEMES)
def test_all_text_can_be_read(theme: str) -> None:
    faint = {pair: contrast(*pair) for pair in text_pairs(PALETTES[theme]) if contrast(*pair) < 7}
    assert faint == {}


@pytest.mark.parametrize("theme", THEMES)
def test_all_edges_can_be_seen(theme: str) -> None:
    faint = {pair: contrast(*pair) for pair in edge_pairs(PALETTES[theme]) if contrast(*pair) < 3}
    assert faint == {}


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_that_is_written_on_is_looked_at(theme: str) -> None:
    palette = PALETTES[theme]
    grounds = {on for _, on in text_pairs(palette)}
    names = ("ground", "surface", "mark", "accent", "caution_ground", "error_ground", "good_ground")
    assert {getattr(palette, name) for name in names} <= grounds
