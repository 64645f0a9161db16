"""Reading and checking: every input ends in a reference or in problems, and both agree."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.content.check import check, check_file
from viewer.content.model import Reference
from viewer.content.problems import Problem
from viewer.content.reader import read, read_file

SMALL = (Path(__file__).parent.parent / "data" / "small.json").read_bytes()
TOKENS = [
    b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\n", b"0", b"-", b"e9", b"null", b"true",
    b"NaN", b'""', b'" "', b'"id"', b'"from"', b'"S1"', b'"20611"', b'"overview"', b"\\ud800",
    b"//", b"/*", b"*/", b",]", b",\n}", b"/",
    b"\\u0000", b"\x00", b"\x1b", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xef\xbf\xbd",
]  # fmt: skip
NAMES = ["id", "text", "from", "type", "kind", "codes", "rows", "cells", "format", "rules", "x", ""]
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=4),
    st.sampled_from(["definition", "S1", "20611", "header", "table", "error", "\ud800", "\n", " "]),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner),
    max_leaves=6,
)


def verdict(data: bytes) -> list[Problem]:
    """What reading and checking say, which must be the same."""
    result = read(data, "x.json")
    problems = check(data, "x.json")
    if isinstance(result, Reference):
        assert problems == []
    else:
        assert result
        assert result == problems
        assert all(str(problem).isprintable() for problem in problems)
    return problems


@given(st.binary(max_size=200))
def test_any_bytes_end_in_problems(data: bytes) -> None:
    assert verdict(data)


@given(st.lists(st.sampled_from(TOKENS), max_size=30).map(b"".join))
def test_any_json_like_bytes_end_in_problems(data: bytes) -> None:
    assert verdict(data)


@st.composite
def patched(draw: st.DrawFn) -> bytes:
    """The sound file with some bytes taken out and others put in."""
    data = SMALL
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        gone = draw(st.integers(0, 12))
        put = draw(st.sampled_from([b"", *TOKENS]) | st.binary(max_size=4))
        data = data[:at] + put + data[at + gone :]
    return data


@given(patched())
@settings(max_examples=300)
def test_patched_files_end_in_a_reference_or_problems(data: bytes) -> None:
    verdict(data)


def spots(value: object) -> list[tuple[Any, Any]]:
    """Every place in `value` that holds something: its container and key."""
    found: list[tuple[Any, Any]] = []
    waiting: list[Any] = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list | dict):
            items = part.items() if isinstance(part, dict) else enumerate(part)
            found += [(part, step) for step, _ in items]
            waiting += [item for _, item in items]
    return found


@st.composite
def edited(draw: st.DrawFn) -> bytes:
    """The sound file with some values replaced, moved, removed, renamed or added."""
    value = json.loads(SMALL)
    for _ in range(draw(st.integers(1, 3))):
        places = spots(value)
        holder, step = places[draw(st.integers(0, len(places) - 1))]
        other, its = places[draw(st.integers(0, len(places) - 1))]
        deed = draw(st.sampled_from(["replace", "copy", "remove", "add", "repeat"]))
        if deed == "replace":
            holder[step] = draw(VALUES)
        elif deed == "copy":
            holder[step] = json.loads(json.dumps(other[its]))
        elif deed == "remove":
            del holder[step]
        elif isinstance(holder, dict):
            holder[draw(st.sampled_from(NAMES))] = draw(VALUES)
        else:
            holder.append(json.loads(json.dumps(holder[step])))
    ascii_only, indent = draw(st.booleans()), draw(st.sampled_from([None, 2]))
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    return text.encode("utf-8", "surrogatepass")


@given(edited())
@settings(max_examples=300)
def test_edited_references_end_in_a_reference_or_problems(data: bytes) -> None:
    for problem in verdict(data):
        # What only msgspec found wrong has no path of its own: then a check is missing.
        assert problem.remedy != "correct it", problem


def test_the_small_reference_is_sound(small: Reference) -> None:
    assert check(SMALL, "small.json") == []
    assert small.phases[1].steps[0].id == "during-numb"


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: json.dumps(json.loads(text)),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("Benefits", r"\u0042enefits"),
        lambda text: text.replace("Less pain.", r"Less \/ pain \"\\n\".").replace("/", r"\/"),
    ],
    ids=["one line", "Windows lines", "escapes", "odd but harmless escapes"],
)
def test_sound_files_are_read_however_they_are_written(rewrite: Callable[[str], str]) -> None:
    data = rewrite(SMALL.decode()).encode()
    assert check(data, "x.json") == []
    assert isinstance(read(data, "x.json"), Reference)


def test_escapes_of_the_second_plane_are_read() -> None:
    data = SMALL.replace(b"Less pain.", rb"Less \ud83d\ude00 pain.")
    reference = read(data, "x.json")
    assert isinstance(reference, Reference)
    assert "Less \U0001f600 pain." in str(reference)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_are_counted_whatever_ends_them(end: bytes) -> None:
    line = SMALL[: SMALL.index(b'"per_day"')].count(b"\n") + 1
    data = SMALL.replace(b'"per_day": 2', b'"per_day": 0', 1).replace(b"\n", end)
    assert [problem.line for problem in check(data, "x.json")] == [line]


def test_every_file_read_is_a_file_checked(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_bytes(SMALL)
    bad.write_bytes(SMALL.replace(b'"per_day": 2', b'"per_day": 0'))
    assert isinstance(read_file(good), Reference)
    assert check_file(good) == []
    assert read_file(bad) == check_file(bad)
    assert str(check_file(bad)[0]).startswith(f"{bad}:175: $.codes[0].limit.per_day: 0 is out")


@pytest.mark.parametrize("name", ["missing.json", "", "a\0b", "x" * 5000, "good.json/inside"])
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path, name: str) -> None:
    (tmp_path / "good.json").write_bytes(SMALL)
    path = tmp_path / name
    result = read_file(path)
    assert isinstance(result, list)
    assert result == check_file(path)
    (problem,) = result
    assert problem.line is None
    assert problem.remedy


def test_a_file_that_may_not_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "good.json"
    path.write_bytes(SMALL)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    result = read_file(path)
    assert isinstance(result, list)
    assert "Permission denied" in str(result[0])


def test_a_device_is_refused_rather_than_waited_for() -> None:
    result = read_file(Path(os.devnull))
    assert isinstance(result, list)
    assert "not a plain file" in str(result[0])


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(10**12)
    result = read_file(path)
    assert isinstance(result, list)
    assert "1,000,000,000,000 bytes" in str(result[0])


def test_a_sound_file_is_read_without_the_slow_way() -> None:
    script = (
        "import sys; from viewer.content.library import load_bundled;"
        "loaded = load_bundled(); print(loaded.state, 'viewer.content.check' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["intact", "False"]
