"""Comments, trailing commas and a byte order mark are no fault, and move no line."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.content.check import check
from viewer.content.comments import plain_json
from viewer.content.library import load
from viewer.content.model import Reference
from viewer.content.reader import read

SMALL = (Path(__file__).parent.parent / "data" / "small.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1", "1"),
        ("\ufeff1", "1"),
        ("1 // one", "1       "),
        ("// one\r\n1", "      \r\n1"),
        ("[1, /* two\n lines */ 2]", "[1,       \n          2]"),
        ("/**/1/***/", "    1     "),
        ("1 // a /* b\n", "1          \n"),
        ("1 /* a // b */\n", "1             \n"),
        ('["// no", "/* no */"]', '["// no", "/* no */"]'),
        (r'["a\"// no", "\\"] // b', r'["a\"// no", "\\"]     '),
        ('{"a": 1,}', '{"a": 1 }'),
        ('["x" , \n ]', '["x"   \n ]'),
        ("[[],{},]", "[[],{} ]"),
        ("[true, /* last */ ]", "[true             ]"),
        ('[",]", ",}"]', '[",]", ",}"]'),
        ("[,]", "[,]"),
        ("[1,,]", "[1,,]"),
        ("/* never", "/* never"),
        ("/*/ never", "/*/ never"),
        ('"never // closed', '"never          '),
    ],
)
def test_what_is_no_json_becomes_spaces(text: str, plain: str) -> None:
    assert plain_json(text) == plain


@given(st.text(st.sampled_from('"\\/*,[]{}:1a \n\r')))
def test_nothing_moves(text: str) -> None:
    plain = plain_json(text)
    assert len(plain) == len(text)
    assert [c for c in plain if c in "\r\n"] == [c for c in text if c in "\r\n"]
    assert plain_json(plain) == plain or ",," in text or '"' in text


@given(st.recursive(st.text('"\\/*,[]{}: \n', max_size=8) | st.integers(), st.lists))
def test_json_stays_what_it_was(value: object) -> None:
    text = json.dumps(value, indent=1)
    assert plain_json(text) == text


def commented() -> str:
    """The small reference as somebody might write it: remarks everywhere, commas at the ends."""
    lines = SMALL.splitlines()
    remarked = [f"{line} // “remark” {number}" for number, line in enumerate(lines)]
    remarked[3] = "/* of\n  two lines, */ " + remarked[3]
    return "\ufeff" + "\n".join(remarked).replace('"]', '",/* , */]')


def test_a_commented_reference_is_the_same_reference(small: Reference) -> None:
    data = commented().encode()
    assert check(data, "x.json") == []
    assert read(data, "x.json") == small


def test_problems_of_a_commented_reference_keep_their_lines() -> None:
    data = commented().replace('"per_day": 2', '/* units */ "per_day": 0', 1).encode()
    (problem,) = check(data, "x.json")
    line = SMALL[: SMALL.index('"per_day"')].count("\n") + 2
    assert (problem.line, problem.path) == (line, "$.codes[0].limit.per_day")
    assert problem.column == data.decode().splitlines()[line - 1].index('"per_day"') + 1
    assert read(data, "x.json") == [problem]


def test_a_commented_file_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    path.write_text(commented(), encoding="utf-8", newline="")
    assert load(path).state == "unsealed"


def test_comments_without_end_cost_no_more_than_others() -> None:
    """Each character is looked at once: else these would take minutes."""
    for text in [
        "/*" * 10**6,
        "// " * 10**6,
        '"' * 10**6,
        "1 ," * 10**6,
        "[ " * 10**6,
        "/" * 10**6,
    ]:
        assert len(plain_json(text)) == len(text)
