"""The colours of the three themes, as names with a job. No Qt: render and the window share them.

Every text colour has a contrast of 7:1 or better on each ground that it is used on, every
edge and focus colour 3:1 (WCAG 2.2, success criteria 1.4.6 and 1.4.11); a test computes it.
"""

from typing import Literal

from msgspec import Struct

ThemeName = Literal["light", "dim", "contrast"]
THEMES: tuple[ThemeName, ...] = ("light", "dim", "contrast")


class Palette(Struct, frozen=True):
    """Colours as #RRGGBB. `*_ground` is what the colour of the same name is written on."""

    ground: str
    surface: str
    ink: str
    soft: str
    line: str
    edge: str  # an outline that must be seen: fields, buttons
    accent: str
    accent_ground: str
    on_accent: str
    caution: str
    caution_ground: str
    caution_edge: str
    error: str
    error_ground: str
    error_edge: str
    good: str
    good_ground: str
    mark: str  # behind a search hit
    on_mark: str


LIGHT = Palette(
    ground="#F4F6F8", surface="#FFFFFF", ink="#14212B", soft="#41515C", line="#D7DFE5",
    edge="#7C8B96", accent="#0A5469", accent_ground="#E1F0F4", on_accent="#FFFFFF",
    caution="#6F3C00", caution_ground="#FFF3D9", caution_edge="#B56F00",
    error="#8C1D18", error_ground="#FCEBE9", error_edge="#C4382F",
    good="#1A563A", good_ground="#E4F3EA", mark="#FFE08A", on_mark="#14212B",
)  # fmt: skip
DIM = Palette(
    ground="#0F161B", surface="#172128", ink="#E6EDF1", soft="#A8B7C1", line="#2B3942",
    edge="#667782", accent="#7CCBE2", accent_ground="#142C36", on_accent="#0B171C",
    caution="#F2C879", caution_ground="#2E2614", caution_edge="#B98A35",
    error="#F6B1AC", error_ground="#331B1A", error_edge="#C4584F",
    good="#8FD6AE", good_ground="#15301F", mark="#5C4A12", on_mark="#FFF6DC",
)  # fmt: skip
CONTRAST = Palette(
    ground="#000000", surface="#000000", ink="#FFFFFF", soft="#FFFFFF", line="#8A8A8A",
    edge="#FFFFFF", accent="#7FE3FF", accent_ground="#00303D", on_accent="#000000",
    caution="#FFD75E", caution_ground="#000000", caution_edge="#FFD75E",
    error="#FFB3AD", error_ground="#000000", error_edge="#FFB3AD",
    good="#9BF0BE", good_ground="#000000", mark="#FFE600", on_mark="#000000",
)  # fmt: skip
PALETTES: dict[ThemeName, Palette] = {"light": LIGHT, "dim": DIM, "contrast": CONTRAST}


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two #RRGGBB colours, 1 to 21."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def text_pairs(palette: Palette) -> list[tuple[str, str]]:
    """Every (text, ground) pair of colours that the program draws with `palette`."""
    grounds = (palette.ground, palette.surface)
    pairs = [(text, on) for text in (palette.ink, palette.soft, palette.accent) for on in grounds]
    tinted = (palette.accent_ground, palette.caution_ground, palette.error_ground)
    pairs += [(palette.ink, on) for on in (*tinted, palette.good_ground)]
    pairs += [(palette.soft, on) for on in tinted]
    pairs += [(palette.accent, on) for on in tinted]
    pairs += [
        (getattr(palette, name.removesuffix("_ground")), getattr(palette, name))
        for name in palette.__struct_fields__
        if name.endswith("_ground")
    ]
    return [*pairs, (palette.on_accent, palette.accent), (palette.on_mark, palette.mark)]


def edge_pairs(palette: Palette) -> list[tuple[str, str]]:
    """Every (edge, ground) pair that has to be seen: outlines, focus rings, note edges."""
    grounds = (palette.ground, palette.surface)
    edges = (palette.edge, palette.accent, palette.caution_edge, palette.error_edge)
    return [(edge, on) for edge in edges for on in grounds]
