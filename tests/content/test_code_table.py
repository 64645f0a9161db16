"""The coding table as data: what is kept, in which order, and how it leaves the program."""

import csv
import io

import pytest

from viewer.content.code_table import (
    COLUMNS,
    GUIDANCE_WORDS,
    cells,
    comma_separated,
    groups,
    guidances,
    kept,
    ordered,
    tab_separated,
)
from viewer.content.library import load_bundled
from viewer.content.model import CodeEntry, Reference

CODE, PER_DAY = COLUMNS.index("Code"), COLUMNS.index("Per day")


@pytest.fixture(scope="module")
def bundled() -> Reference:
    reference = load_bundled().reference
    assert reference is not None
    return reference


@pytest.fixture(scope="module")
def entries(bundled: Reference) -> list[CodeEntry]:
    return bundled.codes


def codes(entries: list[CodeEntry]) -> list[str]:
    return [entry.code for entry in entries]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("20611", ["20611"]),
        ("64491", ["64490–64495"]),  # a member of a family
        ("SHOULDER", ["20610", "20611"]),
        ("shoulder included", ["20610", "20611"]),
        ("facet ultrasound", ["64490–64495", "0213T–0218T"]),
        ("206", ["20600", "20604", "20605", "20606", "20610", "20611", "20612"]),
        ("j3301", ["J3301"]),  # not the joints, where it is the drug's example
        ("wherever  ganglion ", ["20612"]),
        ("fluoroscopy caudal", ["62322", "62323"]),
        ("two versions", ["76942"]),  # what the article makes of it
        ("triamcinolone", ["J3301"]),
        ("20161", []),
        ("shoulder facet", []),
    ],
)
def test_every_word_must_be_in_the_row(
    entries: list[CodeEntry], words: str, found: list[str]
) -> None:
    assert codes(kept(entries, words)) == found


def test_no_words_keep_all(entries: list[CodeEntry]) -> None:
    assert kept(entries) == entries
    assert kept(entries, "  ") == entries


def test_groups_stand_in_reading_order_and_part_the_table(entries: list[CodeEntry]) -> None:
    names = groups(entries)
    assert names[0] == "Joints and bursae"
    assert names[-1] == "Drugs"
    assert [entry for name in names for entry in kept(entries, group=name)] == entries


def test_guidance_parts_the_table(entries: list[CodeEntry]) -> None:
    kinds = guidances(entries)
    assert set(kinds) == set(GUIDANCE_WORDS)
    parts = [kept(entries, guidance=kind) for kind in kinds]
    assert sorted(codes([entry for part in parts for entry in part])) == sorted(codes(entries))
    assert codes(kept(entries, guidance="is guidance")) == [
        "76942", "77002", "77003", "77012", "77021",
    ]  # fmt: skip


def test_words_group_and_guidance_narrow_each_other(entries: list[CodeEntry]) -> None:
    nerves = kept(entries, group="Nerve blocks", guidance="separate")
    assert codes(nerves) == ["64405", "64418", "64450", "64455"]
    assert codes(kept(entries, "toes", "Nerve blocks", "separate")) == ["64455"]
    assert kept(entries, "toes", "Joints and bursae", "separate") == []


def test_numbers_are_ordered_by_size_and_what_has_none_stands_last(
    entries: list[CodeEntry],
) -> None:
    limits = [cells(entry)[PER_DAY] for entry in ordered(entries, PER_DAY)]
    numbers = [int(text) for text in limits if text.isdigit()]
    assert numbers == sorted(numbers)
    assert {9 < number < 100 for number in numbers} == {True, False}
    assert numbers[-2:] == [120, 160]
    assert not any(text.isdigit() for text in limits[len(numbers) :])
    downwards = [cells(entry)[PER_DAY] for entry in ordered(entries, PER_DAY, descending=True)]
    assert [int(text) for text in downwards[: len(numbers)]] == numbers[::-1]
    assert downwards[len(numbers) :] == limits[len(numbers) :]


@pytest.mark.parametrize("column", [each for each in range(len(COLUMNS)) if each != PER_DAY])
def test_texts_are_ordered_both_ways_and_rows_are_neither_lost_nor_doubled(
    entries: list[CodeEntry], column: int
) -> None:
    for descending in (False, True):
        made = ordered(entries, column, descending)
        texts = [cells(entry)[column].casefold() for entry in made]
        assert texts == sorted(texts, reverse=descending)
        assert sorted(codes(made)) == sorted(codes(entries))


@pytest.mark.parametrize("column", [-1, 5, 99])
def test_without_a_column_the_order_is_the_files(entries: list[CodeEntry], column: int) -> None:
    assert ordered(ordered(entries, CODE, descending=True), column) != entries
    assert ordered(entries, column) == entries


def test_what_has_several_limits_is_not_called_unlimited(entries: list[CodeEntry]) -> None:
    told = {entry.code: cells(entry)[PER_DAY] for entry in entries}
    assert told["64415–64417"] == "Varies"
    assert told["64479–64480, 64483–64484"] == "Varies"
    assert told["0228T–0231T"] == "–"
    assert told["G0260"] == "–"


def test_rows_paste_into_a_spreadsheet_as_cells(entries: list[CodeEntry]) -> None:
    lines = tab_separated(entries).splitlines()
    assert lines[0].split("\t") == list(COLUMNS)
    assert [tuple(line.split("\t")) for line in lines[1:]] == [cells(entry) for entry in entries]


def test_csv_reads_back_with_all_rows_the_notice_and_the_dates(bundled: Reference) -> None:
    text = comma_separated(bundled.codes, bundled.code_notice, bundled.checked)
    head, *rows, gap, end = csv.reader(io.StringIO(text, newline=""))
    assert head == [*COLUMNS, "Structure", "Guidance", "Sources", "Checked to"]
    assert len(rows) == len(bundled.codes) == 52
    for row, entry in zip(rows, bundled.codes, strict=True):
        told = dict(zip(head, row, strict=True))
        assert tuple(row[: len(COLUMNS)]) == cells(entry)
        assert told["Structure"] == entry.structure
        assert told["Guidance"] == entry.guidance_text
        assert told["Sources"].split() == entry.sources
        assert told["Checked to"] == entry.checked == "mid-2026"
    assert gap == []
    assert end == [f"{bundled.code_notice} Table checked to mid-2026."]
