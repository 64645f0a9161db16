"""The scanner that keeps lines: the same values as Python's reader, each where it stands."""

import json
import re
from math import isfinite

from hypothesis import example, given
from hypothesis import strategies as st

from viewer.content.json_lines import UNREADABLE, scan

PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | PLAIN
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PLAIN, inner, max_size=4),
    max_leaves=20,
)  # fmt: skip
SCRAPS = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"b"',
    '"',
    "1",
    "-0",
    "1.5e3",
    ".",
    "true",
    " ",
    "\n",
]


@given(JSON, st.sampled_from([None, 0, 2]), st.booleans())
def test_values_are_those_of_python(value: object, indent: int | None, ascii_only: bool) -> None:
    document = scan(json.dumps(value, indent=indent, ensure_ascii=ascii_only))
    assert document.faults == ()
    assert document.value == value


@given(JSON)
def test_every_value_is_found_where_it_stands(value: object) -> None:
    text = json.dumps(value, indent=1)
    document = scan(text)
    lines = text.split("\n")
    waiting: list[tuple[tuple[str | int, ...], object]] = [((), value)]
    while waiting:
        path, part = waiting.pop()
        line, column = document.place(document.offset(path))
        begins = path[-1] if path and isinstance(path[-1], str) else part
        shown = "[{" if isinstance(begins, list | dict) else json.dumps(begins)
        here = lines[line - 1][column - 1 :]
        assert here[0] in shown if shown == "[{" else here.startswith(shown)
        if isinstance(part, dict):
            waiting += [((*path, key), item) for key, item in part.items()]
        elif isinstance(part, list):
            waiting += [((*path, index), item) for index, item in enumerate(part)]


def refuse(word: str) -> None:
    raise ValueError(word)


def finite(text: str) -> float:
    """What no number can hold is refused; Python's own reader makes it infinite."""
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


@given(st.lists(st.sampled_from(SCRAPS), max_size=12).map("".join))
@example("1.5e311")
def test_what_is_json_is_as_python_says(text: str) -> None:
    document = scan(text)
    try:
        value = json.loads(text, parse_constant=refuse, parse_float=finite)
    except ValueError:
        assert document.faults
    else:
        twice = any("second time" in fault.what for fault in document.faults)
        assert document.whole
        assert twice or (document.faults == () and document.value == value)


def test_reading_goes_on_after_what_hides_nothing() -> None:
    document = scan('{"a": NaN,\n"b": "\\ud800",\n"a": 1e999,\n"c": "\\q"}')
    assert document.whole
    places = [(document.place(fault.offset), fault.path) for fault in document.faults]
    assert places == [
        ((1, 7), ("a",)), ((2, 6), ("b",)), ((3, 1), ("a",)), ((3, 6), ("a",)), ((4, 6), ("c",)),
    ]  # fmt: skip
    assert document.value == {"a": UNREADABLE, "b": UNREADABLE, "c": UNREADABLE}


def test_a_path_that_leads_nowhere_gives_the_last_step_there_is() -> None:
    text = '{"a": [1,\n2]}'
    document = scan(text)
    assert document.place(document.offset(("a", 1, "x"))) == (2, 1)
    assert document.place(document.offset(("a", 7))) == (1, 2)


def test_long_input_of_any_shape_is_read_in_one_go() -> None:
    for text in ["[" * 10**6, '"' + "\\n" * 10**6 + '"', "9" * 10**6, "[" + "1," * 10**5 + "1]"]:
        assert scan(text).faults == () or scan(text).faults[0].what
    assert re.search("100 deep", scan("[" * 10**6).faults[0].what)
