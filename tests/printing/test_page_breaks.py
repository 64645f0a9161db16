"""Where pages end: pure arithmetic on units, no Qt."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from viewer.printing.flow import Unit, pack

HEAD = (0.0, 10.0)


def stacked(heights: list[float], **kinds: frozenset[int]) -> list[Unit]:
    """Units one under the other, those with their number in `glued` bound to the next."""
    found, top = [], 0.0
    for number, height in enumerate(heights):
        found.append(Unit(top, top + height, glued=number in kinds.get("glued", ())))
        top += height
    return found


def table(heights: list[float]) -> list[Unit]:
    """Rows under a head row of 10."""
    found, top = [Unit(*HEAD, glued=True)], 10.0
    for height in heights:
        found.append(Unit(top, top + height, head=HEAD))
        top += height
    return found


def test_a_unit_that_does_not_fit_begins_the_next_page() -> None:
    pages = pack(stacked([40, 40, 40]), 100)
    assert [(page[0].top, page[0].bottom) for page in pages] == [(0, 80), (80, 120)]


def test_a_heading_goes_with_what_it_heads() -> None:
    pages = pack(stacked([70, 20, 40], glued=frozenset({1})), 100)
    assert [(page[0].top, page[0].bottom) for page in pages] == [(0, 70), (70, 130)]


def test_headings_and_a_table_head_go_together_with_the_first_row() -> None:
    pages = pack(stacked([70, 10, 10, 40], glued=frozenset({1, 2})), 100)
    assert pages[1][0].top == 70


def test_the_head_row_is_repeated_on_each_page_that_a_table_goes_on() -> None:
    pages = pack(table([30] * 7), 100)
    assert [len(page) for page in pages] == [1, 2, 2]
    for page in pages[1:]:
        assert (page[0].top, page[0].bottom, page[0].at) == (*HEAD, 0.0)
        assert page[1].at == 10.0
        assert page[1].at + page[1].bottom - page[1].top <= 100


def test_a_page_ends_rather_where_the_white_space_is_wide() -> None:
    near = [Unit(0, 60), Unit(62, 70), Unit(72, 90), Unit(92, 130)]
    assert pack(near, 100)[0][0].bottom == 90
    wide = [Unit(0, 60), Unit(90, 95, glued=False), Unit(97, 130)]
    assert pack(wide, 100)[0][0].bottom == 60


def test_a_row_taller_than_a_page_is_cut_between_its_lines_and_loses_none() -> None:
    lines = tuple((10.0 + 20 * n, 30.0 + 20 * n) for n in range(12))
    row = Unit(10, 250, head=HEAD, lines=lines)
    pages = pack([Unit(*HEAD, glued=True), row], 100)
    bodies = [page[-1] for page in pages]
    assert [part.bottom for part in bodies[:-1]] == [part.top for part in bodies[1:]]
    assert {part.bottom for part in bodies[:-1]} <= {bottom for _, bottom in lines}
    assert bodies[-1].bottom == 250
    assert all(page[0].bottom == 10 for page in pages[1:])


@given(
    st.lists(st.tuples(st.floats(1, 90), st.floats(0, 30), st.booleans()), min_size=1, max_size=60),
    st.floats(95, 400),
)
def test_every_unit_is_on_one_page_whole_and_in_order(
    shapes: list[tuple[float, float, bool]], height: float
) -> None:
    units, top = [], 0.0
    for size, gap, glued in shapes:
        units.append(Unit(top, top + size, glued))
        top += size + gap
    pages = pack(units, height)
    slices = [page[-1] for page in pages]
    for unit in units:
        holding = [part for part in slices if part.top <= unit.top and unit.bottom <= part.bottom]
        assert len(holding) == 1
    assert all(part.bottom - part.top <= height for part in slices)
    assert all(one.bottom <= two.top for one, two in pairwise(slices))
