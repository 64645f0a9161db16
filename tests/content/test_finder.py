"""The finder: one answer for every pair, the right one, and broken finders refused."""

import json
from collections import Counter
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from viewer.content.check import check
from viewer.content.finder import answer, headline, unit_sentence
from viewer.content.library import bundled_path
from viewer.content.model import CodeEntry, Finder, Reference
from viewer.content.reader import read_file

NO, US, BARE, XR, CT, MRI = "none", "us-recorded", "us-unrecorded", "fluoroscopy", "ct", "mri"
GUIDANCE_CODES = {"76942", "77002", "77003", "77012", "77021"}
ARM = "64415 64416 64417"
LEG = "64445 64446 64447 64448"
TRUNK = "64461 64462 64463 64486 64487 64488 64489"
PLANE = "64466 64467 64468 64469 64473 64474"
OTHER = "64405 64418 64455 64450"
FACET = "64490 64491 64492 64493 64494 64495"
FACET_US = "0213T 0214T 0215T 0216T 0217T 0218T"
ROOT = "64479 64480 64483 64484"
GONE = "0228T 0229T 0230T 0231T"
PRP_ALONE = (
    "20600 20604 20605 20606 20610 20611 20550 20551 76942 77002 77003 77012 77021"  # none of them
)

# Structure, guidance: codes, to add, among what not to add; then whether the sources settle it.
ANSWERS: list[tuple[str, str, str, str, str, bool]] = [
    ("joint-small", NO, "20600", "", "20604 76942", True),
    ("joint-small", US, "20604", "", "76942 20600", True),
    ("joint-small", BARE, "20600", "", "20604 76942", True),
    ("joint-small", XR, "20600", "77002", "20604 76942", True),
    ("joint-intermediate", NO, "20605", "", "20606 76942", True),
    ("joint-intermediate", US, "20606", "", "76942 20605", True),
    ("joint-intermediate", BARE, "20605", "", "20606 76942", True),
    ("joint-intermediate", CT, "20605", "77012", "20606 76942", True),
    ("joint-major", NO, "20610", "", "20611 76942", True),
    ("joint-major", US, "20611", "", "76942 20610", True),
    ("joint-major", BARE, "20610", "", "20611 76942", True),
    ("joint-major", XR, "20610", "77002", "20611 76942", True),
    ("joint-major", CT, "20610", "77012", "20611 76942", True),
    ("joint-major", MRI, "20610", "77021", "20611 76942", True),
    ("tendon-sheath", NO, "20550", "", "76942", True),
    ("tendon-sheath", US, "20550", "76942", "", True),
    ("tendon-sheath", BARE, "20550", "", "76942", True),
    ("tendon-sheath", XR, "20550", "", "76942", False),
    ("tendon-attachment", US, "20551", "76942", "", True),
    ("tendon-attachment", BARE, "20551", "", "76942", True),
    ("tendon-attachment", CT, "20551", "", "76942", False),
    ("trigger-points-1-2", NO, "20552", "", "20553", True),
    ("trigger-points-1-2", US, "20552", "76942", "20553", True),
    ("trigger-points-1-2", BARE, "20552", "", "20553 76942", True),
    ("trigger-points-3", US, "20553", "76942", "20552", True),
    ("trigger-points-3", MRI, "20553", "", "20552", False),
    ("carpal-tunnel", NO, "20526", "", "76942", True),
    ("carpal-tunnel", US, "20526", "76942", "", True),
    ("carpal-tunnel", BARE, "20526", "", "76942", True),
    ("carpal-tunnel", XR, "20526", "", "76942", False),
    ("ganglion", US, "20612", "76942", "", True),
    ("ganglion", BARE, "20612", "", "76942", True),
    ("nerve-other", NO, OTHER, "", "76942", True),
    ("nerve-other", US, OTHER, "76942", "", True),
    ("nerve-other", BARE, OTHER, "", "76942", True),
    ("nerve-other", XR, OTHER, "", "76942", False),
    ("nerve-arm", NO, ARM, "", "76942 77002", True),
    ("nerve-arm", US, ARM, "", "76942 77002", True),
    ("nerve-arm", BARE, ARM, "", "76942 77002", False),
    ("nerve-arm", XR, ARM, "", "76942 77002", True),
    ("nerve-arm", CT, ARM, "", "77012 76942", True),
    ("nerve-genicular", NO, "64454", "", "76942", True),
    ("nerve-genicular", US, "64454", "", "76942", True),
    ("nerve-genicular", BARE, "64454", "", "76942", False),
    ("nerve-genicular", XR, "64454", "", "77002", True),
    ("nerve-sacroiliac", NO, "64451", "", "76942", False),
    ("nerve-sacroiliac", US, "64451", "", "76942", False),
    ("nerve-sacroiliac", XR, "64451", "", "77002 77003", True),
    ("nerve-sacroiliac", CT, "64451", "", "77012", True),
    ("nerve-sacroiliac", MRI, "64451", "", "77021", False),
    ("nerve-trunk", US, TRUNK, "", "76942", True),
    ("nerve-trunk", BARE, TRUNK, "", "76942", False),
    ("nerve-trunk", XR, TRUNK, "", "77002 77003", True),
    ("nerve-leg", NO, LEG, "", "", False),
    ("nerve-leg", US, LEG, "", "76942", False),
    ("nerve-plane", US, PLANE, "", "76942", False),
    ("nerve-plane", XR, PLANE, "", "", False),
    ("facet", NO, "20552 20553", "", f"{FACET} {FACET_US}", True),
    ("facet", US, FACET_US, "", f"76942 {FACET}", True),
    ("facet", BARE, "20552 20553", "", f"76942 {FACET}", False),
    ("facet", XR, FACET, "", f"77002 77003 {FACET_US}", True),
    ("facet", CT, FACET, "", f"77012 {FACET_US}", True),
    ("facet", MRI, "20552 20553", "", FACET, False),
    ("epidural-arches", NO, "62320 62322", "", "62321 62323", True),
    ("epidural-arches", US, "62320 62322", "", "62321 62323", False),
    ("epidural-arches", BARE, "62320 62322", "", "76942 62321 62323", True),
    ("epidural-arches", XR, "62321 62323", "", "77002 77003 62320 62322", True),
    ("epidural-arches", CT, "62321 62323", "", "77012 62320 62322", True),
    ("epidural-arches", MRI, "", "", "", False),
    ("epidural-root", NO, "", "", "", False),
    ("epidural-root", US, "64999", "", f"{GONE} {ROOT}", False),
    ("epidural-root", BARE, "", "", f"76942 {GONE} {ROOT}", False),
    ("epidural-root", XR, ROOT, "", "77002 77003", True),
    ("epidural-root", CT, ROOT, "", "77012", True),
    ("sacroiliac", NO, "20552", "", "27096 G0260 20610 20611 76942", True),
    ("sacroiliac", US, "20552", "76942", "27096 G0260 20610 20611", True),
    ("sacroiliac", BARE, "20552", "", "27096 G0260 20610 20611 76942", True),
    ("sacroiliac", XR, "27096 G0260", "", "77002 77003 20610 20611", True),
    ("sacroiliac", CT, "27096 G0260", "", "77012 20610 20611", True),
    ("sacroiliac", MRI, "", "", "27096 G0260 20610 20611", False),
    ("platelet-rich-plasma", NO, "0232T", "", PRP_ALONE, True),
    ("platelet-rich-plasma", US, "0232T", "", PRP_ALONE, True),
    ("platelet-rich-plasma", BARE, "0232T", "", PRP_ALONE, False),
    ("platelet-rich-plasma", CT, "0232T", "", PRP_ALONE, True),
]


@pytest.fixture(scope="module")
def bundled() -> Reference:
    reference = read_file(bundled_path())
    assert isinstance(reference, Reference), reference
    return reference


@pytest.fixture(scope="module")
def finder(bundled: Reference) -> Finder:
    assert bundled.finder is not None
    return bundled.finder


@pytest.fixture(scope="module")
def entries(bundled: Reference) -> dict[str, CodeEntry]:
    return {code: entry for entry in bundled.codes for code in entry.codes}


def test_every_pair_has_exactly_one_rule(finder: Finder) -> None:
    pairs = product((each.id for each in finder.structures), (each.id for each in finder.guidance))
    assert Counter((rule.structure, rule.guidance) for rule in finder.rules) == Counter(pairs)


@pytest.mark.parametrize(
    ("structure", "guidance", "codes", "add", "not_add", "settled"),
    ANSWERS,
    ids=[f"{structure} by {guidance}" for structure, guidance, *_ in ANSWERS],
)
def test_the_answer_is_right(
    finder: Finder,
    structure: str,
    guidance: str,
    codes: str,
    add: str,
    not_add: str,
    settled: bool,
) -> None:
    rule = answer(finder, structure, guidance)
    assert rule.codes == codes.split()
    assert rule.add == add.split()
    assert set(rule.not_add) >= set(not_add.split())
    assert rule.settled is settled


def test_every_structure_and_guidance_is_asked_for(finder: Finder) -> None:
    assert {structure for structure, *_ in ANSWERS} == {each.id for each in finder.structures}
    assert {guidance for _, guidance, *_ in ANSWERS} == {each.id for each in finder.guidance}


@pytest.mark.parametrize("pair", [("joint-major", "x-ray"), ("knee", "ct"), ("", "")])
def test_an_unknown_pair_is_a_key_error(finder: Finder, pair: tuple[str, str]) -> None:
    with pytest.raises(KeyError) as caught:
        answer(finder, *pair)
    assert caught.value.args == (pair,)


def test_a_settled_answer_names_codes_in_use(finder: Finder, entries: dict[str, CodeEntry]) -> None:
    for rule in finder.rules:
        if rule.settled:
            assert rule.codes, rule.answer
            assert not any(entries[code].retired for code in [*rule.codes, *rule.add]), rule.answer


def test_what_is_not_settled_says_so(finder: Finder) -> None:
    for rule in finder.rules:
        told = rule.answer.startswith("Not settled: see the code book; ")
        assert told is not rule.settled, rule.answer


def test_76942_is_never_added_to_a_code_that_holds_the_guidance(
    finder: Finder, entries: dict[str, CodeEntry]
) -> None:
    adding = [rule for rule in finder.rules if "76942" in rule.add]
    assert adding
    for rule in adding:
        assert rule.guidance == US
        assert {entries[code].guidance for code in rule.codes} == {"separate"}


def test_what_is_added_is_guidance_and_no_entry_forbids_it(
    finder: Finder, entries: dict[str, CodeEntry]
) -> None:
    for rule in finder.rules:
        assert set(rule.add) <= GUIDANCE_CODES
        assert not set(rule.not_add) & {*rule.codes, *rule.add}, rule.answer
        for code in rule.codes:
            forbidden = {bad for each in entries[code].not_with for bad in each.codes}
            assert not forbidden & set(rule.add), rule.answer


def test_the_answer_stands_with_what_proves_it(finder: Finder) -> None:
    for rule in finder.rules:
        sentence = (rule.answer, rule.units, rule.record, rule.reason)
        assert all(text.endswith(".") for text in sentence), sentence
        if "general knowledge" in rule.answer + rule.reason:
            assert rule.general, rule.answer


def test_unit_limits_are_those_of_the_codes(finder: Finder, entries: dict[str, CodeEntry]) -> None:
    named = [(rule, code) for rule in finder.rules for code in rule.codes]
    stated = [(rule, code) for rule, code in named if f"a day for {code}" in rule.units]
    assert len(stated) > 60
    for rule, code in stated:
        limit = entries[code].limit
        told = f"{limit.per_day} a day" if limit else f"{code}, 64483: 1 a day"
        assert told in (rule.units if limit else entries[code].limit_text)


HEADLINES = [
    ("joint-major", US, "20611"),
    ("joint-major", XR, "20610 + 77002"),
    ("tendon-sheath", US, "20550 + 76942"),
    ("facet", NO, "20552 or 20553"),
    ("sacroiliac", CT, "27096 or G0260"),
    ("nerve-other", NO, "64405, 64418, 64455 or 64450"),
    ("nerve-other", US, "64405, 64418, 64455 or 64450, plus 76942"),
    ("nerve-arm", US, "64415–64417"),  # a family, as its row is named
    ("nerve-trunk", US, "64461–64463 or 64486–64489"),
    ("epidural-root", CT, "64479–64480, 64483–64484"),
    ("epidural-root", US, "Not settled"),  # though it speaks of a code
    ("epidural-arches", MRI, "Not settled"),
]


@pytest.mark.parametrize(("structure", "guidance", "said"), HEADLINES)
def test_the_headline_is_the_answer_in_codes(
    bundled: Reference, finder: Finder, structure: str, guidance: str, said: str
) -> None:
    assert headline(bundled, answer(finder, structure, guidance)) == said


def test_a_headline_names_every_code_of_its_answer_and_no_other(
    bundled: Reference, finder: Finder, entries: dict[str, CodeEntry]
) -> None:
    for rule in finder.rules:
        said = headline(bundled, rule)
        if rule.settled:
            named = {entries[code].code for code in rule.codes}
            rest = said
            for name in sorted(named | {*rule.codes, *rule.add}, key=len, reverse=True):
                rest = rest.replace(name, "")
            assert not any(sign.isdigit() for sign in rest), said
            assert all(code in said or entries[code].code in said for code in rule.codes)
            assert all(code in said for code in rule.add)
        else:
            assert said == "Not settled"


UNITS = [
    ("joint-major", US, 2, "2 × joint: 2 units of 20611."),
    (
        "joint-major", US, 3,
        "3 × joint: 3 units of 20611. That is over the CMS limit of 2 a day (April 2026); by "
        "general knowledge a clinical limit is open to appeal with records.",
    ),
    ("tendon-sheath", US, 5, "5 × tendon, ligament or fascia: 5 units of 20550, 76942 still once."),
    (
        "tendon-sheath", US, 6,
        "6 × tendon, ligament or fascia: 6 units of 20550, 76942 still once. That is over the CMS "
        "limit of 5 a day (April 2026); by general knowledge a clinical limit is open to appeal "
        "with records.",
    ),
    ("joint-major", US, 1, ""),
    ("trigger-points-1-2", US, 3, ""),  # the number of sticks changes nothing
    ("facet", CT, 3, ""),  # each level has a code of its own
    ("nerve-other", NO, 2, ""),  # which of several codes is not known
    ("tendon-sheath", XR, 2, ""),  # not settled
]  # fmt: skip


@pytest.mark.parametrize(("structure", "guidance", "number", "said"), UNITS)
def test_units_are_said_where_the_number_makes_them(
    bundled: Reference, finder: Finder, structure: str, guidance: str, number: int, said: str
) -> None:
    asked = next(each for each in finder.structures if each.id == structure)
    rule = answer(finder, structure, guidance)
    assert unit_sentence(bundled, asked, rule, number) == said


def test_a_limit_is_said_just_where_it_is_passed(
    bundled: Reference, finder: Finder, entries: dict[str, CodeEntry]
) -> None:
    structures = {each.id: each for each in finder.structures}
    tried = 0
    for rule in finder.rules:
        structure = structures[rule.structure]
        limit = entries[rule.codes[0]].limit if len(rule.codes) == 1 else None
        if rule.settled and structure.counted and limit:
            tried += 1
            for number in (limit.per_day, limit.per_day + 1):
                said = unit_sentence(bundled, structure, rule, number)
                told = f"over the CMS limit of {limit.per_day} a day" in said
                assert told is (number > limit.per_day), said
    assert tried > 10


Change = Callable[[dict[str, Any]], object]
BROKEN: list[tuple[str, Change, str, str]] = [
    (
        "unknown structure",
        lambda finder: finder["rules"][0].update(structure="hip"),
        "$.finder.rules[0].structure",
        'no structure "hip"',
    ),
    (
        "unknown guidance",
        lambda finder: finder["rules"][1].update(guidance="touch"),
        "$.finder.rules[1].guidance",
        'no guidance "touch"',
    ),
    (
        "unknown code",
        lambda finder: finder["rules"][0]["codes"].append("20161"),
        "$.finder.rules[0].codes[1]",
        'no code "20161"',
    ),
    (
        "unknown code to add",
        lambda finder: finder["rules"][0].update(add=["20161"]),
        "$.finder.rules[0].add[0]",
        'no code "20161"',
    ),
    (
        "unknown code not to add",
        lambda finder: finder["rules"][0].update(not_add=["20161"]),
        "$.finder.rules[0].not_add[0]",
        'no code "20161"',
    ),
    (
        "unknown source",
        lambda finder: finder["rules"][0].update(sources=["S9"]),
        "$.finder.rules[0].sources[0]",
        'no source "S9"',
    ),
    (
        "pair without a rule",
        lambda finder: finder["rules"].pop(),
        "$.finder.rules",
        'no rule for "major-joint" with "x-ray"',
    ),
    (
        "pair with two rules",
        lambda finder: finder["rules"].append(finder["rules"][0]),
        "$.finder.rules[2]",
        "rule already, $.finder.rules[0]",
    ),
    (
        "settled as a word",
        lambda finder: finder["rules"][0].update(settled="yes"),
        "$.finder.rules[0].settled",
        '"yes"',
    ),
    (
        "rule that is no object",
        lambda finder: finder["rules"].append("20611"),
        "$.finder.rules[2]",
        '"20611"',
    ),
]


@pytest.mark.parametrize(
    ("change", "path", "word"), [each[1:] for each in BROKEN], ids=[each[0] for each in BROKEN]
)
def test_a_broken_finder_is_refused(small_path: Path, change: Change, path: str, word: str) -> None:
    value = json.loads(small_path.read_text(encoding="utf-8"))
    change(value["finder"])
    problems = check(json.dumps(value).encode(), "broken.json")
    assert [word in problem.what for problem in problems if problem.path == path] == [True]


def test_a_reference_may_have_no_finder(small_path: Path) -> None:
    value = json.loads(small_path.read_text(encoding="utf-8"))
    del value["finder"]
    assert check(json.dumps(value).encode(), "without.json") == []
