"""Reads JSON text so that every value keeps the place where it stands.

Comments are taken out before; one that is met here was never closed.

Slower than msgspec and used only where something is wrong. Works without recursion, reads
on after what does not hide the rest (a field twice, NaN, a number too large, a bad escape)
and stops at what does (broken punctuation, more than 100 levels).
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from math import isfinite
from typing import Final

from viewer.content.problems import Path, printable, quoted

DEEPEST = 100


class _Unreadable:
    """Stands for a value that was reported already and cannot be judged further."""


UNREADABLE: Final = _Unreadable()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the JSON itself, at a character offset of the text."""

    offset: int
    path: Path
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Document:
    """The value of a JSON text, its faults, and the way from paths to lines.

    When `whole` is False, reading stopped at the last fault and `value` is None.
    """

    value: object
    whole: bool
    faults: tuple[Fault, ...]
    _begin: int
    _offsets: dict[int, dict[str | int, int]]
    _lines: list[int]

    def offset(self, path: Path) -> int:
        """Where `path` begins: the name of a field, the first character of a list's element.

        A path that leads to nothing gives the offset of the last step that exists.
        """
        value, offset = self.value, self._begin
        for step in path:
            here = self._offsets.get(id(value), {})
            if step not in here:
                break
            offset = here[step]
            value = value[step]  # type: ignore[index]
        return offset

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character offset."""
        return _place(self._lines, offset)


def scan(text: str) -> Document:
    """Read `text` as one JSON value. Never raises."""
    scanner = _Scanner(text)
    value: object = None
    whole = True
    try:
        value = scanner.run()
    except _Stop as stop:
        whole = False
        scanner.fault(stop.offset, stop.what, stop.remedy)
    faults = tuple(scanner.faults)
    return Document(value, whole, faults, _skip(text, 0), scanner.offsets, scanner.lines)


_SPACE = re.compile(r"[ \t\r\n]*+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"[-+.\w]++")
# Raw control characters other than line ends pass: they are reported with the text they stand in.
_STRING = re.compile(r'"([^"\\\r\n]*+(?:\\[^\r\n][^"\\\r\n]*+)*+)"')
_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))"
)
_PLAIN_ESCAPES = {
    '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
}  # fmt: skip
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(\.[0-9]++)?([eE][-+]?[0-9]++)?")
_WORDS = {"true": True, "false": False, "null": None}
_NO_NUMBERS = {"nan", "infinity", "inf"}
_LONGEST_INTEGER = 18  # digits; all such numbers fit in 64 bits


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _place(lines: list[int], offset: int) -> tuple[int, int]:
    line = bisect_right(lines, offset)
    return line, offset - lines[line - 1] + 1


class _Stop(Exception):  # noqa: N818 - it ends the reading; what it carries is the error
    def __init__(self, offset: int, what: str, remedy: str) -> None:
        super().__init__(what)
        self.offset, self.what, self.remedy = offset, what, remedy


@dataclass(slots=True)
class _Open:
    """A list or object that is still being read; `step` leads to what is read in it now."""

    value: list[object] | dict[str, object]
    offsets: dict[str | int, int]
    begin: int
    step: str | int | None

    @property
    def closer(self) -> str:
        return "}" if isinstance(self.value, dict) else "]"

    @property
    def noun(self) -> str:
        return "object" if isinstance(self.value, dict) else "list"


class _Scanner:
    """Reads one value; `faults` and `offsets` fill while it runs."""

    def __init__(self, text: str) -> None:
        self.faults: list[Fault] = []
        self.offsets: dict[int, dict[str | int, int]] = {}
        self.lines = [0, *(end.end() for end in _LINE_END.finditer(text))]
        self._text = text
        self._root: object = None
        self._stack: list[_Open] = []

    def run(self) -> object:
        """The whole value; raises _Stop where the text cannot be followed any further."""
        at: int | None = self._skip(0)
        if at == len(self._text):
            raise _Stop(0, "there is nothing but blank space", "write one JSON object here")
        while at is not None:
            value, end = self._value(at)
            self._store(value, at)
            if isinstance(value, dict | list):
                self._open(value, at)
                first = self._skip(end)
                if self._sign(first) != self._stack[-1].closer:
                    at = self._key(first) if isinstance(value, dict) else first
                    continue
            at = self._next(end)
        return self._root

    def fault(self, offset: int, what: str, remedy: str) -> None:
        path = tuple(frame.step for frame in self._stack if frame.step is not None)
        self.faults.append(Fault(offset, path, what, remedy))

    def _skip(self, at: int) -> int:
        return _skip(self._text, at)

    def _sign(self, at: int) -> str:
        return self._text[at : at + 1]

    def _seen(self, at: int) -> str:
        word = _WORD.match(self._text, at)
        sign = self._sign(at)
        return "a text" if sign == '"' else quoted(word.group() if word else sign)

    def _opened(self, frame: _Open) -> str:
        return f"the {frame.noun} that begins on line {_place(self.lines, frame.begin)[0]}"

    def _store(self, value: object, at: int) -> None:
        if not self._stack:
            self._root = value
            return
        frame = self._stack[-1]
        if isinstance(frame.value, dict):
            frame.value[str(frame.step)] = value
        else:
            frame.offsets[len(frame.value)] = at
            frame.value.append(value)

    def _open(self, value: dict[str, object] | list[object], at: int) -> None:
        if len(self._stack) == DEEPEST:
            what = f"lists and objects stand more than {DEEPEST} deep in each other"
            raise _Stop(at, what, "nest them as a reference does")
        offsets: dict[str | int, int] = {}
        self.offsets[id(value)] = offsets
        self._stack.append(_Open(value, offsets, at, None if isinstance(value, dict) else 0))

    def _next(self, at: int) -> int | None:
        """Where the value after the one that ended at `at` begins; None when all are read."""
        while self._stack:
            at = self._skip(at)
            sign = self._sign(at)
            if sign == self._stack[-1].closer:
                self._stack.pop()
                at += 1
            elif sign == ",":
                return self._after_comma(at)
            else:
                raise self._no_comma(at)
        at = self._skip(at)
        if self._is_comment(at):
            raise self._comment(at)
        if at < len(self._text):
            what = f"{self._seen(at)} stands after the end of the JSON"
            raise _Stop(at, what, "remove all that follows the last closing bracket")
        return None

    def _after_comma(self, comma: int) -> int:
        frame = self._stack[-1]
        at = self._skip(comma + 1)
        if self._sign(at) in ("}", "]"):
            what = f"a comma stands before the closing {self._sign(at)}"
            raise _Stop(comma, what, "remove the comma")
        if isinstance(frame.value, dict):
            return self._key(at)
        frame.step = len(frame.value)
        return at

    def _no_comma(self, at: int) -> _Stop:
        frame = self._stack[-1]
        sign = self._sign(at)
        if self._is_comment(at):
            return self._comment(at)
        if not sign:
            return self._end(at)
        if sign in "}]":
            what = f"{sign} cannot close {self._opened(frame)}"
            return _Stop(at, what, f"write {frame.closer} here")
        what = f"{self._seen(at)} stands where a comma or {frame.closer} belongs"
        return _Stop(at, what, 'put a comma before it, or write a quote inside a text as \\"')

    def _end(self, at: int) -> _Stop:
        frame = self._stack[-1]
        what = f"the file ends inside {self._opened(frame)}"
        return _Stop(at, what, f"copy the whole file again, or close it with {frame.closer}")

    def _key(self, at: int) -> int:
        """Read a field's name and its colon; where its value begins."""
        frame = self._stack[-1]
        frame.step = None
        if self._sign(at) != '"':
            raise self._no_key(at)
        name, end = self._string(at)
        key = name if isinstance(name, str) else self._text[at + 1 : end - 1]
        frame.step = key
        if key in frame.offsets:
            first = _place(self.lines, frame.offsets[key])[0]
            what = f"the field {quoted(key)} stands here a second time"
            self.fault(at, what, f"keep either this one or the one on line {first}")
        frame.offsets[key] = at
        colon = self._skip(end)
        if self._sign(colon) == ":":
            return self._skip(colon + 1)
        if self._is_comment(colon):
            raise self._comment(colon)
        if colon == len(self._text):
            raise self._end(colon)
        raise _Stop(colon, f"a colon is missing after {quoted(key)}", "put a colon there")

    def _no_key(self, at: int) -> _Stop:
        sign = self._sign(at)
        if not sign:
            return self._end(at)
        if self._is_comment(at):
            return self._comment(at)
        what = f"{self._seen(at)} stands where a field's name in double quotes belongs"
        return _Stop(at, what, 'write the name as "name":')

    def _is_comment(self, at: int) -> bool:
        return self._text.startswith("/*", at)

    def _comment(self, at: int) -> _Stop:
        return _Stop(at, "the comment that begins here is never closed", "close it with */")

    def _value(self, at: int) -> tuple[object, int]:
        """The value at `at`, empty if it is a list or object, and where reading goes on."""
        sign = self._sign(at)
        if sign == '"':
            return self._string(at)
        if sign == "{":
            return {}, at + 1
        if sign == "[":
            return [], at + 1
        if not sign:
            raise self._end(at)
        if self._is_comment(at):
            raise self._comment(at)
        word = _WORD.match(self._text, at)
        if word is None:
            what = f"{self._seen(at)} stands where a value belongs"
            raise _Stop(at, what, "write the value there, text in double quotes")
        return self._word(word.group(), at), word.end()

    def _word(self, word: str, at: int) -> object:
        """A value that has no quotes: a number, true, false or null."""
        if word in _WORDS:
            return _WORDS[word]
        if word.lstrip("+-").lower() in _NO_NUMBERS:
            what = f"{quoted(word)} is not a number that JSON knows"
            self.fault(at, what, "write a number, or remove the field")
            return UNREADABLE
        number = _NUMBER.fullmatch(word)
        if number is None:
            what = f"{quoted(word)} is neither a number nor true, false or null"
            raise _Stop(at, what, "write text in double quotes and numbers like 12 or 0.5")
        whole = number.group(1) is None and number.group(2) is None
        small = len(word.lstrip("-")) <= _LONGEST_INTEGER if whole else isfinite(float(word))
        if not small:
            self.fault(at, f"the number {printable(word)} is too large", "write a smaller number")
            return UNREADABLE
        return int(word) if whole else float(word)

    def _string(self, at: int) -> tuple[object, int]:
        """The text whose opening quote stands at `at`, and the offset behind its closing one."""
        match = _STRING.match(self._text, at)
        if match is None:
            what = "the text that begins here has no closing quote on its line"
            raise _Stop(at, what, 'close it with " and keep it on one line')
        raw, end = match.group(1), match.end()
        if "\\" not in raw:
            return raw, end
        bad = ""

        def read(escape: re.Match[str]) -> str:
            nonlocal bad
            high, low, single, sign = escape.groups()
            if high:
                return (bytes.fromhex(high) + bytes.fromhex(low)).decode("utf-16-be")
            if single and not 0xD800 <= int(single, 16) <= 0xDFFF:
                return chr(int(single, 16))
            if sign not in _PLAIN_ESCAPES:
                bad = bad or escape.group()
            return _PLAIN_ESCAPES.get(sign, "")

        value = _ESCAPE.sub(read, raw)
        if not bad:
            return value, end
        half = len(bad) == len("\\ud800")
        what = f"{printable(bad)} is {'half a character' if half else 'no escape of JSON'}"
        self.fault(at, what, "write the character itself")
        return UNREADABLE, end
