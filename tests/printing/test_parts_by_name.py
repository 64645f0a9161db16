"""Naming the parts to print."""

import pytest

from viewer.content.model import Reference
from viewer.printing import PrintProblem
from viewer.printing.parts import all_parts, resolve


def ids(reference: Reference, *names: str) -> list[str]:
    return [part.id for part in resolve(reference, names)]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("steps", ["steps"]),
        ("ALL", ["overview", "steps", "coding", "faq", "sources"]),
        ("benefits", ["benefits"]),
        ("after", ["after"]),
        ("faq-code", ["faq-code"]),
        ("faq-basics", ["faq-basics"]),
        ("code-20611", ["code-20611"]),
        ("20611", ["code-20611"]),
        ("64493", ["code-facet"]),
        ("64490-64495", ["code-facet"]),
        ("j3301", ["code-j3301"]),
        ("0228t", ["code-retired"]),
        ("code-table", ["code-table"]),
        ("codes-joints", ["codes-joints"]),
    ],
)
def test_a_name_means_its_part(small: Reference, name: str, found: list[str]) -> None:
    assert ids(small, name) == found


def test_a_part_named_twice_counts_once(small: Reference) -> None:
    assert ids(small, "20611", "code-20611", "after") == ["code-20611", "after"]


def test_an_unknown_name_is_refused_with_the_nearest(small: Reference) -> None:
    with pytest.raises(PrintProblem, match=r"“benefit”.*Did you mean benefits"):
        resolve(small, ["steps", "benefit"])


def test_a_name_like_nothing_is_told_what_parts_are(small: Reference) -> None:
    with pytest.raises(PrintProblem, match="overview, steps, coding, faq, sources and all"):
        resolve(small, ["zzzzzz"])


def test_digits_are_never_corrected(small: Reference) -> None:
    with pytest.raises(PrintProblem) as raised:
        resolve(small, ["20161"])
    assert "Did you mean" not in str(raised.value)
    assert "Codes here that begin with 20: 20610, 20611." in str(raised.value)


def test_no_name_at_all_is_refused(small: Reference) -> None:
    with pytest.raises(PrintProblem, match="Nothing was named"):
        resolve(small, [])


def test_every_part_can_be_named(small: Reference) -> None:
    every = [part for pane in all_parts(small) for part in pane.walk()]
    assert len({part.id for part in every}) == len(every) > 20
    for part in every:
        assert ids(small, part.id) == [part.id]
