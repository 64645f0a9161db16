"""Checking reference files, and starting a new one."""

import re
from dataclasses import dataclass
from pathlib import Path

from viewer.commands.ending import FAILED, MISUSED, OK, Failure, complain


@dataclass(frozen=True, slots=True)
class Check:
    """Say what is wrong with reference files, and with all in the folder `library`."""

    files: tuple[Path, ...]
    library: Path | None = None


@dataclass(frozen=True, slots=True)
class New:
    """Write a commented start of a reference to `file`."""

    file: Path


def check(command: Check) -> int:
    """Print a line for each problem of each file."""
    from viewer.content.files import bytes_of
    from viewer.content.model import Reference
    from viewer.content.problems import Problem, printable, quoted
    from viewer.content.reader import read
    from viewer.content.shelf import Shelf

    status = OK
    files = [*command.files]
    if command.library is not None:
        listing = Shelf(command.library, writable=False).listing()
        files += [state.path for state in listing.files]
        if listing.trouble or not listing.files:
            complain(listing.trouble or f"There is no reference file in {command.library}.")
            status = FAILED
    holders: dict[str, Path] = {}
    for file in files:
        data = bytes_of(file)
        result = [data] if isinstance(data, Problem) else read(data, str(file))
        if isinstance(result, Reference):
            holder = holders.setdefault(result.id, file)
            if holder == file:
                print(f"{printable(str(file), longest=1000)}: sound")
                continue
            what = f"the id {quoted(result.id)} is that of {holder} too"
            result = [Problem(str(file), what, "give each reference an id of its own", "$.id")]
        status = FAILED
        for problem in result:
            print(problem)
    return status


def new(command: New) -> int:
    """Write a commented start of a reference; never over another file."""
    from datetime import date
    from shlex import quote

    from viewer.content.library import BUNDLED_ID, resources
    from viewer.content.whole import write_whole

    file = command.file
    if file.suffix.lower() != ".json":
        raise Failure(f"A reference is a file whose name ends in .json: {file}.json.", MISUSED)
    text = (resources() / "guide" / "start.needleside.json").read_text("utf-8")
    name = file.name.removesuffix(".json").removesuffix(".needleside")
    own_id = "-".join(re.findall("[a-z0-9]+", name.casefold()))
    if own_id and own_id != BUNDLED_ID:
        text = text.replace('"id": "injection-room"', f'"id": "{own_id}"', 1)
    text = text.replace('"month and year"', f'"{date.today():%B %Y}"')
    try:
        write_whole(file, text.encode(), replace=False)
    except FileExistsError:
        raise Failure(
            f"{file} is there already and was left as it is. Name another.", FAILED
        ) from None
    except FileNotFoundError:
        raise Failure(f"There is no folder {file.parent}. Make it first.", FAILED) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Failure(f"{file} could not be written ({reason}).", FAILED) from error
    print(f"{file} was written. Change it in a text editor, then:")
    print(f"  needleside check {quote(str(file))}")
    print(f"  needleside {quote(str(file))}")
    return OK
