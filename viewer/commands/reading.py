"""Showing and searching references."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from viewer import terminal
from viewer.commands.ending import FAILED, MISUSED, OK, Failure, complain

if TYPE_CHECKING:
    from viewer.content.model import Reference
    from viewer.search.answer import Answer

_NOTHING_ASKED = "There is nothing to look for: name a word, a code or a number."


@dataclass(frozen=True, slots=True)
class Show:
    """Print a part as text.

    `reference` is a file or the id of a reference in a library; None is the bundled one.
    `library` is the folder of the shared library, if not the one in the settings.
    """

    part: str
    reference: str | None
    library: Path | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """Print what is found for `query`, `limit` hits at most.

    In all references of all libraries, or in one alone if `reference` names it as for `Show`.
    """

    query: str
    as_json: bool
    limit: int
    reference: str | None
    library: Path | None = None


def show(command: Show) -> int:
    """Print a part as text."""
    from viewer.render.text import UnknownPart, part_text

    reference = reference_named(command.reference, command.library)
    try:
        print(part_text(reference, command.part), end="")
    except UnknownPart as unknown:
        raise Failure(str(unknown), MISUSED) from unknown
    return OK


def search(command: Search) -> int:
    """Print hits, best first, as text or JSON; what was read differently goes before them."""
    if command.reference is not None:
        from viewer.search.index import SearchIndex

        reference = reference_named(command.reference, command.library)
        answer = SearchIndex.build([reference]).search(command.query, command.limit)
    else:
        from viewer.commands.searching import everywhere

        answer = everywhere(reference_named(None, None), command.library).search(
            command.query, command.limit
        )
    if not answer.hits:
        print(answer.message or _NOTHING_ASKED, file=sys.stderr)
    elif answer.message and command.as_json:
        print(answer.message, file=sys.stderr)
    print(_json(answer) if command.as_json else _listed(answer, not command.reference), end="")
    return OK if answer.hits else FAILED


def reference_named(named: str | None, library: Path | None) -> "Reference":
    """The reference to work with; warns if it is not as published. Raises Failure."""
    from viewer.content.library import BUNDLED_ID, load, load_bundled

    if named is None or (named == BUNDLED_ID and not Path(named).exists()):
        loaded = load_bundled()
    else:
        loaded = load(_path(named, library))
    if loaded.reference is None:
        for problem in loaded.problems:
            print(problem, file=sys.stderr)
        raise Failure(loaded.sentence, MISUSED)
    if loaded.state == "altered":
        complain(loaded.sentence)
    return loaded.reference


def _path(named: str, library: Path | None) -> Path:
    """The file that is meant: a file of that name, or the one with that id in a library."""
    path = Path(named)
    if is_id(named) and not path.exists():
        from viewer.commands.shelves import path_of

        held = path_of(named, library)
        if held is None:
            raise Failure(
                f"{named}: there is no such file, and no library has a reference with that id. "
                "`needleside list` says which there are.",
                MISUSED,
            )
        return held
    return path


def is_id(named: str) -> bool:
    """Whether `named` can be the id of a reference rather than a path."""
    return bool(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", named))


def _listed(answer: "Answer", everywhere: bool) -> str:
    from viewer.content.library import BUNDLED_ID
    from viewer.render.lines import wrapped

    # Where nothing but the program's own reference is in play, its name says nothing.
    named = everywhere and any(hit.reference != BUNDLED_ID for hit in answer.hits)

    lines = [wrapped(answer.message), ""] if answer.message and answer.hits else []
    for hit in answer.hits:
        sign = f"{hit.rank:>3}. "
        indent = " " * len(sign)
        lines.append(wrapped(hit.place.title, sign))
        way = f"{hit.reference_title} › {hit.place.crumb}" if named else hit.place.crumb
        lines.append(wrapped(f"{way} [{hit.place.id}]", indent))
        if hit.snippet:
            lines.append(wrapped(hit.snippet, indent))
        lines.append("")
    return "\n".join(lines)


def _json(answer: "Answer") -> str:
    import json

    hits = [
        {
            "rank": hit.rank,
            "reference": hit.reference,
            "pane": hit.place.pane,
            "id": hit.place.id,
            "title": hit.place.title,
            "text": hit.place.text,
            "from": list(hit.place.from_),
            "kind": hit.place.kind,
        }
        for hit in answer.hits
    ]
    return json.dumps(hits, indent=2, ensure_ascii=not terminal.is_unicode()) + "\n"
