"""References that people write may hold comments and trailing commas; JSON itself may not.

What is left out becomes spaces, so that every line and column stays what it was.
"""

import re

_STRING = r'"[^"\\\r\n]*+(?:\\[^\r\n][^"\\\r\n]*+)*+"'
_SPACE = r"[ \t\r\n]*+"
# One that is never closed runs to the end, so that each character is looked at once.
_COMMENT = re.compile(rf"{_STRING}|(?P<out>//[^\r\n]*+|/\*(?s:.*?)\*/)|/\*(?s:.*)")
_NOT_LINE_END = re.compile(r"[^\r\n]")
# Only a comma that follows a value and stands before a closing bracket.
_COMMA = re.compile(rf"(?:{_STRING}|[\w\]}}]){_SPACE}(?P<out>,)(?={_SPACE}[\]}}])|{_STRING}")


def plain_json(text: str) -> str:
    """`text` with comments, trailing commas and a byte order mark taken for spaces.

    A comment that is never closed stays where it is. Text without any of these is returned as it
    is; a byte order mark is dropped.
    """
    text = text.removeprefix("\ufeff")
    if "//" in text or "/*" in text:
        text = _COMMENT.sub(_blank, text)
    return _COMMA.sub(_without_comma, text)


def _blank(found: re.Match[str]) -> str:
    return found.group() if found["out"] is None else _NOT_LINE_END.sub(" ", found.group())


def _without_comma(found: re.Match[str]) -> str:
    return found.group() if found["out"] is None else found.group()[:-1] + " "
