"""A corpus of broken references: each is refused, at the right place, by reading and checking."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from viewer.content.check import check
from viewer.content.reader import read

SOUND = (Path(__file__).parent.parent / "data" / "small.json").read_text(encoding="utf-8")
END = SOUND.count("\n") + 1


@dataclass(frozen=True)
class Bad:
    """A broken file, one problem that must be reported of it, and how many there are."""

    name: str
    data: bytes
    line: int | None
    path: str
    word: str
    problems: int = 1


def swap(
    name: str, old: str, new: str, path: str, word: str, problems: int = 1, below: int = 0
) -> Bad:
    """The sound file with the first `old` replaced; the problem lies `below` lines under it."""
    at = SOUND.index(old)
    data = SOUND[:at] + new + SOUND[at + len(old) :]
    return Bad(name, data.encode(), SOUND.count("\n", 0, at) + 1 + below, path, word, problems)


def cut(name: str, marker: str, path: str, word: str) -> Bad:
    """The sound file up to `marker`."""
    at = SOUND.index(marker)
    return Bad(name, SOUND[:at].encode(), SOUND.count("\n", 0, at) + 1, path, word)


AFTER_NOTES = SOUND[SOUND.index('"notes"') :].count("\n")
LEAD = '"lead": "Less pain."'
LEAD_PATH = "$.overview[0].blocks[1].items[1].lead"
STEP = "$.phases[0].steps[0]"
STEP_TEXT = '"text": "Ask about illnesses and allergies."'
LIMIT = '"per_day": 2,'
LIMIT_PATH = "$.codes[0].limit.per_day"
CELLS = '"cells": ["Ultrasound", "Live picture, no X-rays", "Needs training"]'
CELLS_PATH = "$.overview[1].blocks[0].rows[0].cells"

BYTES = [
    Bad("empty", b"", 1, "$", "empty"),
    Bad("only blanks", b" \n\t\n", 1, "$", "blank"),
    Bad("two byte order marks", b"\xef\xbb\xbf" * 2 + SOUND.encode(), 1, "$", "a value belongs"),
    Bad("UTF-16 with mark", SOUND.encode("utf-16"), 1, "$", "UTF-16"),
    Bad("UTF-16 little endian", SOUND.encode("utf-16-le"), 1, "$", "UTF-16"),
    Bad("UTF-16 big endian", SOUND.encode("utf-16-be"), 1, "$", "UTF-16"),
    Bad("UTF-32", SOUND.encode("utf-32"), 1, "$", "UTF-32"),
    Bad("zero bytes", b"\x00" * 4096, 1, "$", "zero bytes"),
    Bad("Latin-1", b'{\n "title": "caf\xe9"}', 2, "$", "0xE9 at offset 16"),
    Bad("cut inside a character", SOUND.encode() + b"\n\xe2\x82", END + 1, "$", "UTF-8"),
    Bad("surrogate in UTF-8", b'{\n"title": "\xed\xa0\x80"}', 2, "$", "0xED"),
    Bad("compressed", b"\x1f\x8b\x08\x00abc", 1, "$", "UTF-8"),
    Bad("over 50 MB", b" " * 50_000_001, None, "", "50,000,001 bytes"),
]

SYNTAX = [
    Bad("a letter", b"Dear colleague,\n", 1, "$", "Dear"),
    Bad("after the end", SOUND.encode() + b"{}", END, "$", "after the end"),
    Bad("two objects", b"{}\n{}", 2, "$", "after the end"),
    Bad("a closing bracket alone", b"\n]", 2, "$", "value"),
    Bad("101 deep", b"\n" + b"[" * 101, 2, f"${'[0]' * 12}…", "100 deep"),
    Bad("100,000 deep", b'{"title":\n' + b'{"a":[' * 50_000, 2, f"$.title{'.a[0]' * 5}.a…", "deep"),
    cut("cut in a list", ',\n      "text": "Which code fits', "$.code_intro[0].id", "ends inside"),
    cut("cut after a comma", '"text": "Which code fits', "$.code_intro[0]", "ends inside"),
    cut("cut in a text", "illnesses and allergies", f"{STEP}.text", "no closing quote"),
    cut("cut after a name", ': "Ask about illnesses', f"{STEP}.text", "ends inside"),
    cut("cut before a value", '"Ask about illnesses', f"{STEP}.text", "ends inside"),
    swap("no comma", '"small",', '"small"', "$.id", "comma", below=1),
    swap("comma missing on the line before", '"language"', '"en" "language"', "$.en", "colon"),
    swap("two commas before a bracket", '"Needs training"]', '"x",,]', f"{CELLS_PATH}[3]", '","'),
    swap("a comma too many", '["F-001"', "[,", "$.article.remarks[0].claims[0]", '","'),
    swap("wrong bracket", '"Needs training"]', '"x"}', f"{CELLS_PATH}[2]", "cannot close the list"),
    swap("no colon", '"language": ', '"language" ', "$.language", "colon"),
    swap("a name without quotes", '"language"', "language", "$", "double quotes"),
    swap("single quotes", '"language"', "'language'", "$", "double quotes"),
    swap("a comment never closed", '"language"', '/* a remark\n"language"', "$", "never closed"),
    swap("one as a value", '"en"', '/* "en"', "$.language", "never closed"),
    swap("one before a colon", '"language":', '"language" /*:', "$.language", "never closed"),
    swap("one before a comma", '"en",', '"en" /* ,', "$.language", "never closed"),
    Bad("one after the end", SOUND.encode() + b"/* x", END, "$", "never closed"),
    Bad("one that holds all", b"\n/*" + SOUND.encode(), 2, "$", "never closed"),
    swap("a slash alone", '"language"', '/ "language"', "$", '"/"'),
    swap("a quote inside a text", "Ask about ill", 'Ask "about ill', f"{STEP}.text", "comma"),
    swap("a line break inside a text", "illnesses and", "illnesses\nand", f"{STEP}.text", "quote"),
    swap("True", LEAD, '"lead": True', LEAD_PATH, '"True" is neither'),
    swap("an octal number", LIMIT, '"per_day": 02,', LIMIT_PATH, '"02" is neither'),
    swap("a signed number", LIMIT, '"per_day": +2,', LIMIT_PATH, '"+2" is neither'),
    swap("a bare point", LIMIT, '"per_day": 2.,', LIMIT_PATH, '"2." is neither'),
    swap("NaN", LIMIT, '"per_day": NaN,', LIMIT_PATH, "NaN"),
    swap("Infinity", LIMIT, '"per_day": -Infinity,', LIMIT_PATH, "Infinity"),
    swap("a number too large", LIMIT, f'"per_day": {"9" * 5000},', LIMIT_PATH, "too large"),
    swap("an exponent too large", LIMIT, '"per_day": 1e999,', LIMIT_PATH, "too large"),
    swap("an unknown escape", LEAD, r'"lead": "C:\pain"', LEAD_PATH, r"\p is no escape"),
    swap("a short escape", LEAD, r'"lead": "\u00e"', LEAD_PATH, r"\u is no escape"),
    swap("a lone surrogate", LEAD, r'"lead": "\ud800"', LEAD_PATH, "half a character"),
    swap("surrogates turned round", LEAD, r'"lead": "\udc00\ud800"', LEAD_PATH, "half"),
    swap("a field twice", LEAD, f'"text": "x",\n{LEAD}', "$.overview[0].blocks[1].items[1].text",
         "second time", below=2),
    swap("the whole content twice", '"overview": [', '"notes": [],\n"overview": [', "$.notes",
         "second time", below=1 + SOUND[SOUND.index('"overview"'):].count("\n") - AFTER_NOTES),
]  # fmt: skip

TYPES = [
    Bad("a list at the top", b"\n[]", 2, "$", "object"),
    Bad("a text at the top", b'"reference"', 1, "$", "object"),
    Bad("null", b"null", 1, "$", "null"),
    Bad("an empty object", b"{}", 1, "$", '"definition" is missing', 7),
    swap("another format", "needleside/1", "needleside/2", "$.format", 'reads "needleside/1"'),
    swap("no format of ours", "needleside/1", "json", "$.format", "needleside/1"),
    swap("a field missing", '"short": "Ask about allergies",', "", STEP, '"short" is missing',
         below=-2),
    swap("a field misspelled", '"language"', '"langauge"', "$.langauge", 'mean "language"'),
    swap("a field in capitals", '"lead": "Less', '"Lead": "Less',
         "$.overview[0].blocks[1].items[1].Lead", 'mean "lead"'),
    swap("an unknown field", LEAD, '"colour": "red"', "$.overview[0].blocks[1].items[1].colour",
         "no field"),
    swap("a number for text", '"language": "en"', '"language": 1', "$.language", "number 1"),
    swap("null for text", '"language": "en"', '"language": null', "$.language", "null"),
    swap("a text for a list", '["intro"]', '"intro"', "$.definition.from", "list"),
    swap("a text for an object", '{"name": "header", "label": "Head of the page"}', '"header"',
         "$.anchors[0]", "object", 3),
    swap("a text for a number", LIMIT, '"per_day": "2",', LIMIT_PATH, "whole number"),
    swap("a fraction", LIMIT, '"per_day": 2.0,', LIMIT_PATH, "whole number"),
    swap("a truth value for a number", LIMIT, '"per_day": true,', LIMIT_PATH, "true"),
    swap("out of range", LIMIT, '"per_day": 0,', LIMIT_PATH, "1 to 1000"),
    swap("a date in words", "2026-04-11", "11 April", "$.article.date", "form"),
    swap("an id with capitals", '"id": "before"', '"id": "Before"', "$.phases[0].id", "lower-case"),
    swap("an anchor of another form", '"name": "header"', '"name": "Header!"', "$.anchors[0].name",
         "place in the source", 3),
    swap("a code of six digits", '["J3301"]', '["J33011"]', "$.codes[4].codes[0]", "CPT or HCPCS",
         2),
    swap("a kind of note unknown", '"kind": "error"', '"kind": "Error"', "$.notes[0].kind",
         '"contradiction"'),
    swap("a kind of block unknown", '"type": "table"', '"type": "grid"',
         "$.overview[1].blocks[0].type", '"paragraph" or "bullets"'),
    swap("a block without its kind", '"type": "table",', "", "$.overview[1].blocks[0]",
         '"type" is missing', below=-1),
    swap("an empty list", CELLS, '"cells": []', CELLS_PATH, "empty", 2),
    swap("no anchors on a statement", '["preparation/p1"]', "[]", f"{STEP}.from", "list is empty"),
]  # fmt: skip

TEXTS = [
    swap("an empty text", STEP_TEXT, '"text": ""', f"{STEP}.text", "empty"),
    swap("a text of blanks", STEP_TEXT, '"text": "  "', f"{STEP}.text", "blank"),
    swap("a text of invisible signs", STEP_TEXT, '"text": "\u200b\u00a0"', f"{STEP}.text", "blank"),
    swap("a lead of blanks", LEAD, '"lead": " "', LEAD_PATH, "blank"),
    swap("a tab", LEAD, '"lead": "Less\tpain."', LEAD_PATH, "U+0009"),
    swap("a written line break", LEAD, r'"lead": "Less\npain."', LEAD_PATH, "one paragraph"),
    swap("a written zero", LEAD, r'"lead": "Less\u0000pain."', LEAD_PATH, "U+0000"),
    swap("an escape sequence", LEAD, r'"lead": "\u001b[31mpain"', LEAD_PATH, "U+001B"),
    swap("delete", LEAD, '"lead": "Less\x7fpain."', LEAD_PATH, "U+007F"),
    swap("a C1 control", LEAD, '"lead": "Less\x85pain."', LEAD_PATH, "U+0085"),
    swap("a line separator", LEAD, '"lead": "Less\u2028pain."', LEAD_PATH, "U+2028"),
    swap("a lost character", LEAD, '"lead": "5 \ufffdg"', LEAD_PATH, "lost"),
    swap("a turned text", LEAD, '"lead": "\u202e01602"', LEAD_PATH, "direction"),
    swap("an isolate", LEAD, r'"lead": "\u2066x"', LEAD_PATH, "direction"),
    swap("a sign kept for programs", LEAD, '"lead": "\ufdd0"', LEAD_PATH, "U+FDD0"),
]  # fmt: skip

ORIGIN = [
    swap("no places for a statement", ',\n          "from": ["preparation/p1"]', "", STEP,
         "where the article says this", below=-3),
    swap("no places for a row", '"from": ["compare/r1"]', '"claims": []',
         "$.overview[1].blocks[0].rows[0]", "where the article says this", below=-3),
    swap("no places for an answer", ',\n          "from": ["faq/q1"]', "", "$.faq[0].questions[0]",
         "where the article says this", below=-3),
    swap("a day that no calendar has", '"2026-04-11"', '"2026-02-30"', "$.article.date",
         "no day of the calendar"),
]  # fmt: skip

LINKS = [
    swap("an id twice", '"id": "during"', '"id": "before"', "$.phases[1].id", "taken"),
    swap("an id of another part", '"id": "note-gel"', '"id": "faq-code"', "$.notes[2].id", "taken"),
    swap("a source twice", '"id": "S2"', '"id": "S1"', "$.sources[1].id", "by $.sources[0]", 7),
    swap("an anchor named twice", '"name": "faq/q2"', '"name": "faq/q1"', "$.anchors[13].name",
         "taken", 3),
    swap("a dangling from", '["preparation/p1"]', '["preparation/p9"]', f"{STEP}.from[0]",
         '"preparation/p9"'),
    swap("a dangling about", '["coding/t1"],\n      "sources"', '["coding/t7"],\n      "sources"',
         "$.notes[0].about[0]", '"coding/t7"'),
    swap("a dangling source of a note", '"S2"],\n      "confidence": "partly',
         '"S9"],\n      "confidence": "partly', "$.notes[1].sources[0]", '"S9"'),
    swap("a dangling source of a code", '["S1", "S2"]', '["S1", "S3"]', "$.codes[0].sources[1]",
         '"S3"'),
    swap("a note about a missing code", '"codes": ["20610"],\n      "corrections"',
         '"codes": ["20161"],\n      "corrections"', "$.notes[0].codes[0]", '"20161"'),
    swap("a note about a missing claim", '"claims": ["F-004"],\n      "codes"',
         '"claims": ["F-4"],\n      "codes"', "$.notes[0].claims[0]", '"F-4"'),
    swap("a code in two entries", '["76942"],\n      "group"', '["20611"],\n      "group"',
         "$.codes[2].codes[0]", "taken"),
    swap("a rule without a structure", '"structure": "major-joint"', '"structure": "no-joint"',
         "$.finder.rules[0].structure", '"no-joint"', 2),
    swap("a pair without a rule", '"Live X-ray"}', '"Live X-ray"}, {"id": "ct", "label": "CT"}',
         "$.finder.rules", '"major-joint" with "ct"', below=2),
    swap("a pair with two rules", '"guidance": "x-ray"', '"guidance": "ultrasound"',
         "$.finder.rules[1]", "rule already", 2, below=-2),
    swap("a rule with a missing code", '"not_add": ["20610"]', '"not_add": ["20161"]',
         "$.finder.rules[0].not_add[0]", '"20161"'),
    swap("a word for true", '"settled": true', '"settled": "yes"', "$.finder.rules[0].settled",
         "true or false"),
    swap("a cell too few", ', "Needs training"]', "]", CELLS_PATH, "2 cells"),
    swap("a cell too many", '"Needs training"]', '"Needs training", "x"]', CELLS_PATH, "4 cells"),
]  # fmt: skip

CASES = [*BYTES, *SYNTAX, *TYPES, *TEXTS, *ORIGIN, *LINKS]


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.name)
def test_a_bad_file_is_refused_at_the_right_place(bad: Bad) -> None:
    problems = check(bad.data, "bad.json")
    assert read(bad.data, "bad.json") == problems
    said = [(problem.line, problem.path, str(problem)) for problem in problems]
    assert any(
        (line, path) == (bad.line, bad.path) and bad.word in text for line, path, text in said
    ), said
    assert len(problems) == bad.problems, said


def test_the_corpus_is_large_and_its_cases_differ() -> None:
    assert len(CASES) >= 60
    assert len({bad.name for bad in CASES}) == len(CASES)
    assert len({bad.data for bad in CASES}) == len(CASES)


def test_every_problem_is_one_printable_line_with_a_remedy() -> None:
    for bad in CASES:
        for problem in check(bad.data, "bad.json"):
            text = str(problem)
            assert text.isprintable(), bad.name
            assert text.startswith(f"bad.json:{problem.line}: $" if problem.line else "bad.json: ")
            assert problem.what, bad.name
            assert problem.remedy, bad.name
            assert len(text) < 400, bad.name


def test_all_problems_of_a_file_are_listed_in_the_order_of_its_lines() -> None:
    value = json.loads(SOUND)
    value["colour"] = "red"
    value["phases"][0]["steps"][0]["text"] = ""
    value["notes"][1]["about"] = ["nowhere"]
    value["notes"][2]["kind"] = "guess"
    del value["sources"][0]["title"]
    problems = check(json.dumps(value, indent=1).encode(), "many.json")
    assert [problem.path for problem in problems] == [
        "$.phases[0].steps[0].text",
        "$.notes[1].about[0]",
        "$.notes[2].kind",
        "$.sources[0]",
        "$.colour",
    ]


def test_a_flood_of_problems_is_counted() -> None:
    value = json.loads(SOUND)
    value["notes"][0]["about"] = ["nowhere"] * 2000
    problems = check(json.dumps(value).encode(), "flood.json")
    assert len(problems) == 1001
    assert "1,000 more" in problems[-1].what
