"""The search index of a library, brought up to date from the command line."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Index:
    """Bring the search index of a library up to date, the user's own if `library` is None."""

    library: Path | None
    as_json: bool
    attended: bool


def index(command: Index) -> int:
    """Read what changed in a library, and tell how it goes."""
    from viewer.search.command import make_index

    return make_index(command.library, command.as_json, command.attended)
