"""What must hold in a reference beyond the types of its fields.

Ids are unique, what is said has an origin, what is referred to exists, rows fit their table, the
finder has one rule for each pair, texts are plain and not blank. Works on the bare JSON value, so
that it can judge a file whose types are wrong elsewhere: what has the wrong type is passed over.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from viewer.content.problems import Finding, Path, quoted, spell

# Control characters; line and paragraph separators; what turns the reading direction and so can
# hide what a text says; places left over by a broken copy; and characters that Unicode keeps for
# programs, which Qt uses to build documents.
_FORBIDDEN = (
    "\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffd"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
)
_BAD = re.compile(f"[{_FORBIDDEN}]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BLANK = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
# What may break `texts`, in compact JSON. Three searches take half the time of one.
_SUSPECT = (_BAD, re.compile(r'\\[^"\\]'), re.compile(f'"{_BLANK.pattern}"'))


def suspect(compact: str) -> bool:
    """Whether JSON without blanks between its parts may hold a text that breaks `texts`.

    May be wrong in doubt, never the other way: made to pass sound files quickly.
    """
    return any(pattern.search(compact) for pattern in _SUSPECT)


def texts(value: object) -> Iterator[Finding]:
    """The texts in `value` that are blank or hold characters that plain text has no use for."""
    for path, text in _strings(value):
        bad = _BAD.search(text)
        if bad:
            yield _bad_character(path, bad)
        elif _BLANK.fullmatch(text):
            yield Finding(path, "the text is blank", "write it, or remove what holds it")


def links(value: object) -> Iterator[Finding]:
    """Ids that are not unique, references that lead nowhere, rows that do not fit."""
    if not isinstance(value, dict):
        return
    parts = _Parts.of(value)
    yield from _unique(parts.ids, "id", "give each part an id of its own")
    yield from _unique(parts.anchors, "anchor", "name each anchor once")
    yield from _unique(parts.codes, "code", "keep each code in one entry")
    yield from _known(parts.places, parts.anchors, "anchor", "anchors")
    yield from _known(parts.cited, parts.sources, "source", "sources")
    yield from _known(parts.disputed, parts.claims, "claim", 'claims" of a statement')
    yield from _known(parts.rested, parts.notes, "note", "notes")
    if "codes" in value or "finder" in value:
        yield from _known(parts.coded, parts.codes, "code", "codes")
    yield from _origin(value, parts)
    for path, row, wanted in parts.rows:
        if row != wanted:
            what = f"the row has {row} {'cell' if row == 1 else 'cells'}, its table {wanted} heads"
            yield Finding(path, what, f"give it {wanted}, one for each head")
    yield from _finder(value.get("finder"), parts)


_Named = list[tuple[Path, str]]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is named in a reference and what is referred to, each with its path."""

    ids: _Named
    anchors: _Named
    places: _Named  # uses of anchors
    sources: _Named
    cited: _Named  # uses of sources
    codes: _Named
    coded: _Named  # uses of codes by notes and by the finder
    saying: list[Path]  # what must name its place in an article
    claims: _Named
    disputed: _Named  # uses of claims by notes and by the patient's sheet
    notes: _Named
    rested: _Named  # uses of notes by the patient's sheet
    rows: list[tuple[Path, int, int]]  # cells that a row has, and cells that it needs

    @classmethod
    def of(cls, value: dict[str, object]) -> "_Parts":
        parts = cls([], [], [], [], [], [], [], [], [], [], [], [], [])
        for path, part in _objects(value):
            parts._add(path, part)
        return parts

    def _add(self, path: Path, part: dict[str, object]) -> None:
        top = path[0] if len(path) == 2 else ""
        if path and isinstance(name := part.get("id"), str):
            self.ids.append(((*path, "id"), name))
            if top == "sources":
                self.sources.append(((*path, "id"), name))
            if top == "notes":
                self.notes.append(((*path, "id"), name))
        if top == "anchors" and isinstance(name := part.get("name"), str):
            self.anchors.append(((*path, "name"), name))
        for key in ("from", "about"):
            self.places.extend(_listed(part, key, path))
        if "from" not in part and _says(path, part):
            self.saying.append(path)
        if top in ("codes", "notes"):
            self.cited.extend(_listed(part, "sources", path))
            codes = self.codes if top == "codes" else self.coded
            codes.extend(_listed(part, "codes", path))
        if path[:2] == ("finder", "rules"):
            self.cited.extend(_listed(part, "sources", path))
            for key in ("codes", "add", "not_add"):
                self.coded.extend(_listed(part, key, path))
        on_sheet = path[:1] == ("sheet",)
        if on_sheet:
            self.cited.extend(_listed(part, "sources", path))
            self.rested.extend(_listed(part, "notes", path))
        claims = self.disputed if on_sheet or top == "notes" else self.claims
        claims.extend(_listed(part, "claims", path))
        if isinstance(head := part.get("head"), list) and isinstance(part.get("rows"), list):
            for rows, row in _objects(part["rows"]):
                if len(rows) == 1 and isinstance(cells := row.get("cells"), list):
                    self.rows.append(((*path, "rows", *rows, "cells"), len(cells), len(head)))


def _says(path: Path, part: dict[str, object]) -> bool:
    """Whether the part says something: a statement, a row, a step, a question, or on a code."""
    match path:
        case ("definition",) | ("article", "remarks", _) | ("code_intro", _):
            return True
        case ("overview", _, "blocks", _):
            return part.get("type") == "paragraph"
        case ("overview", _, "blocks", _, "items" | "rows", _):
            return True
        case ("phases", _, "steps", _) | ("codes", _, "article", _) | ("faq", _, "questions", _):
            return True
        case _:
            return False


def _origin(value: dict[str, object], parts: _Parts) -> Iterator[Finding]:
    """Whose statements these are: an article's, at its places, or a publisher's own."""
    article = value.get("article")
    if article is None:
        if not value.get("publisher"):
            what = "nothing says whose statements these are"
            yield Finding((), what, 'add "publisher", or the "article" that they are about')
        for path, _ in _objects(value):
            if len(path) == 4 and path[0] == "codes" and path[2] == "article":
                what = "there is no article that could say this of the code"
                yield Finding(path, what, 'remove it, or add the "article" itself')
        return
    for path in parts.saying:
        what = "nothing says where the article says this"
        yield Finding(path, what, 'add "from" with the names of its places')
    day = article.get("date") if isinstance(article, dict) else None
    if isinstance(day, str) and _DAY.fullmatch(day):
        try:
            date.fromisoformat(day)
        except ValueError:
            yield Finding(
                ("article", "date"), f"{quoted(day)} is no day of the calendar", "correct it"
            )


def _finder(finder: object, parts: _Parts) -> Iterator[Finding]:
    """Rules of the finder for unknown choices, and pairs with no rule or more than one."""
    if not isinstance(finder, dict) or not isinstance(finder.get("rules"), list):
        return
    structures, guidance = (
        [each for each in parts.ids if each[0][:2] == ("finder", home)]
        for home in ("structures", "guidance")
    )
    ruled: dict[tuple[str, str], Path] = {}
    used: tuple[_Named, _Named] = [], []
    for path, rule in _objects(finder["rules"]):
        path = ("finder", "rules", *path)
        pair = rule.get("structure"), rule.get("guidance")
        for key, name, uses in zip(("structure", "guidance"), pair, used, strict=True):
            if isinstance(name, str):
                uses.append(((*path, key), name))
        if isinstance(pair[0], str) and isinstance(pair[1], str):
            first = ruled.setdefault((pair[0], pair[1]), path)
            if first is not path:
                yield Finding(path, f"its pair has a rule already, {spell(first)}", "keep one")
    yield from _known(used[0], structures, "structure", "structures")
    yield from _known(used[1], guidance, "guidance", "guidance")
    for (_, structure), (_, guide) in product(structures, guidance):
        if (structure, guide) not in ruled:
            what = f"there is no rule for {quoted(structure)} with {quoted(guide)}"
            yield Finding(("finder", "rules"), what, "add one")


def _listed(part: dict[str, object], key: str, path: Path) -> Iterator[tuple[Path, str]]:
    values = part.get(key)
    if isinstance(values, list):
        for index, value in enumerate(values):
            if isinstance(value, str):
                yield (*path, key, index), value


def _objects(value: object) -> Iterator[tuple[Path, dict[str, object]]]:
    """Every object in `value`, from top to bottom."""
    waiting: list[tuple[Path, object]] = [((), value)]
    while waiting:
        path, part = waiting.pop()
        if isinstance(part, dict):
            yield path, part
            within: Iterable[tuple[str | int, object]] = part.items()
        elif isinstance(part, list):
            within = enumerate(part)
        else:
            continue
        held = [((*path, step), item) for step, item in within if isinstance(item, dict | list)]
        waiting.extend(reversed(held))


def _strings(value: object) -> Iterator[tuple[Path, str]]:
    waiting: list[tuple[Path, object]] = [((), value)]
    while waiting:
        path, part = waiting.pop()
        if isinstance(part, str):
            yield path, part
        elif isinstance(part, dict):
            waiting.extend(((*path, step), item) for step, item in part.items())
        elif isinstance(part, list):
            waiting.extend(((*path, step), item) for step, item in enumerate(part))


def _unique(named: _Named, noun: str, remedy: str) -> Iterator[Finding]:
    holders: dict[str, Path] = {}
    for path, name in named:
        holder = holders.setdefault(name, path)
        if holder is not path:
            first = spell(holder[: 2 if noun == "code" else -1])
            yield Finding(path, f"the {noun} {quoted(name)} is taken already, by {first}", remedy)


def _known(used: _Named, named: _Named, noun: str, home: str) -> Iterator[Finding]:
    names = {name for _, name in named}
    for path, name in used:
        if name not in names:
            what = f"there is no {noun} {quoted(name)}"
            yield Finding(path, what, f'correct it, or add it to "{home}"')


def _bad_character(path: Path, bad: re.Match[str]) -> Finding:
    code = ord(bad.group())
    where = f"character {bad.start() + 1} of the text"
    if bad.group() == "\ufffd":
        what = f"{where} is U+FFFD, which stands for one that was lost in copying"
        return Finding(path, what, "put back what stood there")
    if 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
        what = f"{where} is U+{code:04X}, which turns the reading direction"
        return Finding(path, what, "remove it")
    if bad.group() in "\n\r\t\u2028\u2029":
        what = f"{where} is U+{code:04X}, a line break or tab"
        return Finding(path, what, "write the text as one paragraph, with plain spaces")
    return Finding(path, f"{where} is U+{code:04X}, a control character", "remove it")
