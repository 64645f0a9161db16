"""What a library says, for things that are held against the index of the library."""

from collections.abc import Iterator
from pathlib import Path

from viewer.content.model import Reference
from viewer.content.places import places
from viewer.content.reader import read_again


def library_texts(library: Path) -> Iterator[tuple[str, str, str]]:
    """Id, title and text of each place of the references in a folder, which are taken as sound."""
    for path in sorted(library.glob("*.json")):
        reference = read_again(path.read_bytes(), str(path))
        assert isinstance(reference, Reference), path
        for place in places(reference):
            yield f"{reference.id}/{place.id}", place.title, place.text


def size_of(folder: Path) -> float:
    """What the files in a folder take, in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
