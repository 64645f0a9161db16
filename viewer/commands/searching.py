"""Search over the bundled reference and all libraries, from the command line."""

from pathlib import Path

from viewer.commands.shelves import shelves
from viewer.content.library import load
from viewer.content.model import Reference
from viewer.content.shelf import Listing, Shelf
from viewer.render.html import counted
from viewer.search.index import SearchIndex
from viewer.search.part import Part
from viewer.search.store import Store
from viewer.search.together import Search

# Files that are read and indexed for one search: about a second.
MOST_READ = 50


def everywhere(bundled: Reference, library: Path | None) -> Search:
    """Search over `bundled`, the user's library, and the shared one in `library` or the settings.

    What is not searched, or not as it is now, is said with every answer.
    """
    parts: list[Part] = [SearchIndex.build([bundled])]
    remarks: list[str] = []
    for name, shelf in shelves(library):
        listing = shelf.listing()
        if listing.trouble:
            remarks.append(listing.trouble)
        if listing.files:
            part, remark = _part(name, shelf, listing)
            parts += [part] if part else []
            remarks += [remark] if remark else []
    return Search(parts, remark=" ".join(remarks))


def _part(name: str, shelf: Shelf, listing: Listing) -> tuple[Part | None, str]:
    """What is searched of a shelf, and what has to be said of it."""
    store = Store(shelf.folder, name)
    part = store.open()
    known = {entry.file: (entry.size, entry.mtime_ns) for entry in store.catalogue()}
    found = {
        state.path.relative_to(shelf.folder).as_posix(): (state.size, state.mtime_ns)
        for state in listing.files
    }
    if part is not None and not part.pending and known == found:
        return part, ""
    if len(listing.files) <= MOST_READ:
        return _read(name, listing)
    command = f"`needleside index --library {shelf.folder}`"
    if part is None:
        return None, f"Nothing of {name} is searched: it has no index yet. {command} makes it."
    return part, f"The index of {name} is older than its files. {command} renews it."


def _read(name: str, listing: Listing) -> tuple[Part, str]:
    """A small shelf in memory."""
    references: dict[str, Reference] = {}
    bad = 0
    for state in listing.files:
        reference = load(state.path).reference
        if reference is None:
            bad += 1
        else:
            references.setdefault(reference.id, reference)
    remark = ""
    if bad:
        them = "it" if bad == 1 else "them"
        remark = f"{counted(bad, 'file')} of {name} cannot be read: `needleside list` names {them}."
    return SearchIndex.build([*references.values()], name), remark
