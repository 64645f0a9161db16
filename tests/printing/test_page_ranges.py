"""Pages named as people write them."""

import pytest

from viewer.printing import PrintProblem
from viewer.printing.ranges import page_numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", (1, 2, 3, 4, 5, 6)),
        ("  ", (1, 2, 3, 4, 5, 6)),
        ("2", (2,)),
        ("1-3, 5", (1, 2, 3, 5)),
        ("5;2", (5, 2)),
        ("2-3,3-4", (2, 3, 4)),
        ("4-", (4, 5, 6)),
        ("-2", (1, 2)),
        ("2 – 3", (2, 3)),
    ],
)
def test_a_range_names_its_pages(text: str, found: tuple[int, ...]) -> None:
    assert page_numbers(text, 6) == found


@pytest.mark.parametrize("text", ["all", "1-2-3", ",", "1,,2", "a-3", "-", "1.5"])
def test_what_is_no_range_is_said(text: str) -> None:
    with pytest.raises(PrintProblem, match=r"names no pages\. Write them as 1-3, 5"):
        page_numbers(text, 6)


@pytest.mark.parametrize("text", ["0", "7", "3-7", "4-3", "99999"])
def test_a_page_that_is_not_there_is_said(text: str) -> None:
    with pytest.raises(PrintProblem, match="this print has pages 1 to 6"):
        page_numbers(text, 6)
