"""What a search answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from viewer.content.places import Place
from viewer.search.highlight import Mark, Terms
from viewer.search.line import shown
from viewer.search.query import Reading
from viewer.search.scope import Scope

# So many places outside the scope are counted; where there are more, that is said.
MOST_ELSEWHERE = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that was found.

    `rank` counts from 1; `reference` is the id of its reference, `part` the name of the part
    that has it. Marks are (start, end) offsets of what matched in `place.title` and in
    `snippet`, a piece of `place.text`.
    """

    rank: int
    reference: str
    reference_title: str
    part: str
    place: Place
    title_marks: tuple[Mark, ...]
    snippet: str
    snippet_marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What `line` found, best first.

    `message` says how the line was read if that is not plain, and why there are no hits;
    else it is empty. `terms` mark the same words in a page; `corrections` are pairs of what
    was typed and what it was read as. `lost` names the parts that could not be searched.
    """

    line: str
    hits: tuple[Hit, ...]
    message: str
    terms: Terms
    corrections: tuple[tuple[str, str], ...]
    lost: tuple[str, ...] = ()


def message(
    reading: Reading, scope: Scope, found: int, partly: bool, elsewhere: int, references: int
) -> str:
    """What the reader is told.

    `found` counts the hits; `partly`: no place had all words, so these have some. Where the
    scope has none, `elsewhere` counts the places outside it.
    """
    sentences = [f"{code} is not in {_these(references)}." for code in reading.unknown]
    if scope.unknown:
        names = [_quoted(shown(" ".join(name))) for name in scope.unknown]
        sentences.append(f"No reference is called {_listed(names, 'or')}.")
    if reading.corrections and found:
        typed = _listed([_quoted(typed) for typed, _ in reading.corrections])
        read_as = _listed([read_as for _, read_as in reading.corrections])
        sentences.append(f"Nothing for {typed}. Showing {read_as}.")
    if reading.missing:
        sentences.append(f"Nothing for {_listed([_quoted(word) for word in reading.missing])}.")
        if found and not partly:
            sentences.append("Showing places with the other words.")
    where = f" in {scope.title}" if scope else ""
    if partly:
        sentences.append(f"No place{where} has all of these words. Showing places with some.")
    if scope and not found and (elsewhere or reading.empty):
        sentences.append(f"Nothing{where}.")
    if elsewhere:
        many = f"more than {MOST_ELSEWHERE}" if elsewhere > MOST_ELSEWHERE else str(elsewhere)
        places, them = ("place", "it") if elsewhere == 1 else ("places", "them")
        typed = _listed([shown(typed) for typed in scope.typed])
        sentences.append(f"{many.capitalize()} {places} elsewhere: remove {typed} to see {them}.")
    return " ".join(sentences)


def _these(references: int) -> str:
    return "this reference" if references == 1 else "these references"


def _quoted(word: str) -> str:
    return f"“{word}”"


def _listed(parts: Sequence[str], last: str = "and") -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"
