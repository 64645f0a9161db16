"""What a coder types is found in the bundled reference, and nothing is answered by a neighbour."""

import re

import pytest

from viewer.content.library import load_bundled
from viewer.content.model import Reference
from viewer.search.index import Answer, SearchIndex

JOINTS = ["20600", "20604", "20605", "20606", "20610", "20611"]


@pytest.fixture(scope="module")
def bundled() -> Reference:
    reference = load_bundled().reference
    assert reference is not None
    return reference


@pytest.fixture(scope="module")
def index(bundled: Reference) -> SearchIndex:
    return SearchIndex.build([bundled])


def rows(answer: Answer) -> list[str]:
    """The code rows before the first hit of another kind."""
    found = []
    for hit in answer.hits:
        if hit.place.role != "code":
            break
        found.append(hit.place.title)
    return found


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("206", [*JOINTS, "20612"]),
        ("2061", ["20610", "20611", "20612"]),
        ("20604-20611", ["20604", "20605", "20606", "20610", "20611"]),
        ("20604–20611", ["20604", "20605", "20606", "20610", "20611"]),
        ("20604 to 20611", ["20604", "20605", "20606", "20610", "20611"]),
        ("20604/20606", ["20604", "20606"]),
        ("20604, 20606", ["20604", "20606"]),
        ("CPT 20611", ["20611"]),
        ("cpt code 20611", ["20611"]),
        ("20611", ["20611"]),
        ("20611-RT", ["20611"]),
        ("20611 RT", ["20611"]),
        ("76942-26", ["76942"]),
        ("64491", ["64490–64495"]),
        ("G0260", ["G0260"]),
        ("j3301", ["J3301"]),
    ],
)
def test_codes_lead_to_their_rows(index: SearchIndex, line: str, first: list[str]) -> None:
    answer = index.search(line)
    assert rows(answer)[: len(first)] == first
    assert answer.corrections == ()
    assert answer.message == ""


@pytest.mark.parametrize("line", ["20611", "CPT 20611", "20611-RT"])
def test_every_hit_for_a_code_speaks_of_it(index: SearchIndex, line: str) -> None:
    for hit in index.search(line, limit=50).hits:
        place = hit.place
        assert "20611" in place.codes or "20611" in f"{place.title} {place.text}", place.id


def test_each_code_of_the_reference_finds_its_own_row_first(
    bundled: Reference, index: SearchIndex
) -> None:
    tried = 0
    for entry in bundled.codes:
        for code in entry.codes:
            hit = index.search(code).hits[0]
            assert hit.place.id == entry.id, code
            tried += 1
    assert tried == len({code for entry in bundled.codes for code in entry.codes})


def test_modifier_25_leads_to_the_note_on_it(index: SearchIndex) -> None:
    answer = index.search("modifier 25")
    assert answer.hits[0].place.id == "n-same-day-visit"
    assert all(re.search(r"\b25\b", f"{hit.place.title} {hit.place.text}") for hit in answer.hits)
    assert answer.message == ""


@pytest.mark.parametrize("line", ["JW", "jw", "JZ"])
def test_drug_modifiers_lead_to_the_drug_lines_and_the_note_on_them(
    index: SearchIndex, line: str
) -> None:
    hits = index.search(line, limit=50).hits
    assert hits
    assert "n-drug-lines" in {hit.place.id for hit in hits}
    for hit in hits:
        assert line.upper() in f"{hit.place.title} {hit.place.text}", hit.place.id


@pytest.mark.parametrize(
    ("line", "row", "said"),
    [
        ("0228T", "0228T–0231T", "Gone: no row in the CMS table of April 2026."),
        ("0230t", "0228T–0231T", "Gone: no row in the CMS table of April 2026."),
        ("J1030", "J1020, J1030, J1040", "Replaced by J1010 on 1 April 2024"),
        ("j1040", "J1020, J1030, J1040", "Replaced by J1010 on 1 April 2024"),
    ],
)
def test_a_retired_code_is_answered_as_retired(
    bundled: Reference, index: SearchIndex, line: str, row: str, said: str
) -> None:
    hit = index.search(line).hits[0]
    assert hit.place.title == row
    assert said in hit.place.text
    assert "retired" in hit.snippet, "the result itself says so"
    entry = next(entry for entry in bundled.codes if entry.id == hit.place.id)
    assert entry.retired.startswith(said)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("20161", "20161"),
        ("CPT 20161", "20161"),
        ("20161-RT", "20161"),
        ("99213", "99213"),
        ("0219T", "0219T"),
        ("j9999", "J9999"),
    ],
)
def test_a_code_that_was_never_listed_is_said_and_no_neighbour_shown(
    index: SearchIndex, line: str, code: str
) -> None:
    answer = index.search(line)
    assert answer.message == f"{code} is not in this reference."
    assert answer.hits == ()
    assert answer.corrections == ()


def test_beside_a_known_code_the_unknown_one_is_still_said(index: SearchIndex) -> None:
    answer = index.search("20161 20611")
    assert answer.message == "20161 is not in this reference."
    assert answer.hits[0].place.title == "20611"


def test_a_range_without_a_code_is_said(index: SearchIndex) -> None:
    answer = index.search("30000-30999")
    assert answer.message == "30000–30999 is not in this reference."
    assert answer.hits == ()
