"""Holds a JSON value against the types of a reference and lists all that does not fit.

msgspec decides what a reference is, but stops at the first thing wrong. This goes by the same
types, read from msgspec, through every part.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import cast

from msgspec import NODEFAULT, inspect

from viewer.content.json_lines import UNREADABLE
from viewer.content.model import Reference
from viewer.content.problems import Finding, Path, quoted


def misfits(value: object) -> Iterator[Finding]:
    """What in `value` does not fit the type of a reference, from top to bottom."""
    return _check(value, inspect.type_info(Reference), ())


def _check(value: object, kind: inspect.Type, path: Path, hint: str = "") -> Iterator[Finding]:
    if value is UNREADABLE:
        return
    match kind:
        case inspect.Metadata():
            schema = kind.extra_json_schema or {}
            yield from _check(value, kind.type, path, str(schema.get("description", "")))
        case inspect.StructType():
            yield from _object(value, kind, path)
        case inspect.ListType():
            yield from _list(value, kind, path)
        case inspect.StrType():
            yield from _text(value, kind, path, hint)
        case inspect.IntType():
            yield from _number(value, kind, path)
        case inspect.BoolType():
            if not isinstance(value, bool):
                yield _wrong(value, "true or false", path)
        case inspect.LiteralType():
            if value not in kind.values:
                yield Finding(
                    path, f"{_shown(value)} is not a value of this field", _one_of(kind.values)
                )
        case inspect.UnionType():
            yield from _union(value, kind, path)
        case _:
            raise TypeError(f"no check is written for {kind}")


def _object(value: object, kind: inspect.StructType, path: Path) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield _wrong(value, "an object", path)
        return
    fields = {field.encode_name: field for field in kind.fields}
    names = (*fields, kind.tag_field) if kind.tag_field else (*fields,)
    for name, part in value.items():
        if name in fields:
            yield from _check(part, fields[name].type, (*path, name))
        elif name != kind.tag_field:
            what = f"there is no field {quoted(name)} here"
            yield Finding((*path, name), what, _nearest(name, names))
    for name, field in fields.items():
        if name not in value and field.default is field.default_factory is NODEFAULT:
            yield Finding(path, f'the field "{name}" is missing', f'add "{name}"')


def _list(value: object, kind: inspect.ListType, path: Path) -> Iterator[Finding]:
    if not isinstance(value, list):
        yield _wrong(value, "a list", path)
        return
    if len(value) < (kind.min_length or 0):
        yield Finding(path, "the list is empty", "put something into it, or remove what holds it")
    for index, part in enumerate(value):
        yield from _check(part, kind.item_type, (*path, index))


def _text(value: object, kind: inspect.StrType, path: Path, hint: str) -> Iterator[Finding]:
    if not isinstance(value, str):
        yield _wrong(value, "text", path)
    elif len(value) < (kind.min_length or 0):
        yield Finding(path, "the text is empty", "write it, or remove what holds it")
    elif kind.pattern and not re.search(kind.pattern, value):
        wanted = hint or f"text that matches {kind.pattern}"
        yield Finding(path, f"{quoted(value)} is not of the form wanted here", _clause(wanted))


def _number(value: object, kind: inspect.IntType, path: Path) -> Iterator[Finding]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield _wrong(value, "a whole number", path)
    elif not (kind.ge or value) <= value <= (kind.le or value):
        yield Finding(path, f"{value} is out of range", f"write {kind.ge} to {kind.le}")


def _union(value: object, kind: inspect.UnionType, path: Path) -> Iterator[Finding]:
    structs = [part for part in kind.types if isinstance(part, inspect.StructType)]
    if len(structs) < len(kind.types) and value is None:
        return
    tagged = {struct.tag: struct for struct in structs if struct.tag_field}
    if not tagged:
        yield from _object(value, structs[0], path)
        return
    if not isinstance(value, dict):
        yield _wrong(value, "an object", path)
        return
    field = cast(str, structs[0].tag_field)
    tag = value.get(field, UNREADABLE)
    if field not in value:
        yield Finding(path, f'the field "{field}" is missing', _one_of(tagged))
    elif isinstance(tag, str) and tag in tagged:
        yield from _object(value, tagged[tag], path)
    elif tag is not UNREADABLE:
        yield Finding((*path, field), f"{_shown(tag)} is not a kind of part", _one_of(tagged))


def _wrong(value: object, wanted: str, path: Path) -> Finding:
    return Finding(path, f"{_shown(value)} stands where {wanted} belongs", f"write {wanted} there")


def _shown(value: object) -> str:
    match value:
        case str():
            return quoted(value)
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case list():
            return "a list"
        case dict():
            return "an object"
        case _:
            return f"the number {value}"


def _one_of(values: Iterable[object]) -> str:
    return "write " + " or ".join(quoted(str(value)) for value in values)


def _clause(sentence: str) -> str:
    return "write " + sentence[:1].lower() + sentence[1:].rstrip(".")


@lru_cache
def _nearest(name: str, names: tuple[str, ...]) -> str:
    bare = name[:40].strip("_ ").lower()
    close = get_close_matches(bare, names, 1)
    return f'did you mean "{close[0]}"?' if close else f"remove it; known are {', '.join(names)}"
