"""The libraries: adding to one's own, removing from it, listing all."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.commands.ending import FAILED, OK, complain

if TYPE_CHECKING:
    from viewer.content.library import Loaded
    from viewer.content.shelf import FileState, Shelf


@dataclass(frozen=True, slots=True)
class Add:
    """Copy reference files into the user's library; with `replace`, without asking."""

    files: tuple[Path, ...]
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Remove:
    """Delete references from the user's library."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListAll:
    """Print what all libraries hold; `library` is the shared one, if not that of the settings."""

    as_json: bool = False
    library: Path | None = None


def add(command: Add) -> int:
    """Add each file, asking where one would be replaced and somebody is there to answer."""
    from viewer.commands.shelves import own_shelf

    shelf = own_shelf()
    status = OK
    for file in command.files:
        added = shelf.add(file, command.replace)
        if added.outcome == "exists" and _agrees(added.sentence):
            added = shelf.add(file, replace=True)
        for problem in added.problems:
            print(problem, file=sys.stderr)
        if added.outcome == "refused":
            complain(f"{file} was not added.")
            status = FAILED
        elif added.outcome == "exists":
            complain(f"{added.sentence} Add it with --replace if that is what you want.")
            status = FAILED
        else:
            print(added.sentence)
    return status


def _agrees(sentence: str) -> bool:
    """Whether whoever sits at the terminal agrees; nobody there never does."""
    if not sys.stdin or not sys.stdin.isatty() or not sys.stdout.isatty():
        return False
    try:
        return input(f"{sentence} Replace it? [y/N] ").strip().casefold() in ("y", "yes")
    except EOFError:
        return False


def remove(command: Remove) -> int:
    """Remove each reference that is named by its id."""
    from viewer.commands.shelves import own_shelf

    status = OK
    for reference_id in command.ids:
        removed = own_shelf().remove(reference_id)
        if removed.path is None:
            complain(removed.sentence)
            status = FAILED
        else:
            print(removed.sentence)
    return status


def list_all(command: ListAll) -> int:
    """Print each reference with its id, title, revision and state, library by library."""
    from viewer.commands.shelves import shelves

    status = OK
    parts: list[tuple[str, str, list[dict[str, str]]]] = [("the program", "", [_bundled()])]
    for name, shelf in shelves(command.library):
        listing = shelf.listing()
        if listing.trouble:
            complain(listing.trouble)
            status = FAILED
        parts.append((name, str(shelf.folder), [*_rows(shelf, listing.files)]))
    if command.as_json:
        import json

        from viewer import terminal

        rows = [{"library": name, **row} for name, _, rows in parts for row in rows]
        print(json.dumps(rows, indent=2, ensure_ascii=not terminal.is_unicode()))
    else:
        print("\n\n".join(_block(*part) for part in parts))
    return status


def _block(name: str, folder: str, rows: list[dict[str, str]]) -> str:
    from viewer.content.problems import printable
    from viewer.render.lines import wrapped

    heading = f"{name[:1].upper()}{name[1:]}" + (f", {printable(folder, 1000)}" if folder else "")
    lines = [f"{heading}:"]
    for row in rows:
        if row["id"]:
            lines.append(f"  {row['id']}")
            said = f"{row['title']}, revision {row['revision']}. {row['state']}."
            lines.append(wrapped(said, "    "))
        else:
            lines += ["  (cannot be read)", f"    {row['problem']}"]
    return "\n".join(lines if rows else [*lines, "  nothing"])


def _bundled() -> dict[str, str]:
    from viewer.content.library import load_bundled

    return _row(load_bundled())


def _rows(shelf: "Shelf", files: "tuple[FileState, ...]") -> Iterator[dict[str, str]]:
    from viewer.commands.shelves import entries
    from viewer.content.library import LABELS, load, state_beside

    for state, entry in entries(shelf, files):
        if entry is None:
            yield _row(load(state.path))
        else:
            yield {
                "id": entry.id,
                "title": entry.title,
                "revision": entry.revision,
                "state": LABELS[state_beside(entry.digest, state.path) if entry.id else "damaged"],
                "file": str(state.path),
                "problem": entry.problem,
            }


def _row(loaded: "Loaded") -> dict[str, str]:
    reference = loaded.reference
    problem = loaded.problems[0] if loaded.problems else None
    return {
        "id": reference.id if reference else "",
        "title": reference.title if reference else "",
        "revision": reference.revision if reference else "",
        "state": loaded.label,
        "file": str(loaded.path),
        "problem": str(problem) if problem else "",
    }
