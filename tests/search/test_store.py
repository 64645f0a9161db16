"""The index of a library on disk: what it finds, what an update reads, what readers see."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.content.model import Reference
from viewer.content.reader import read_file
from viewer.content.shelf import Listing, Shelf
from viewer.search import store as store_module
from viewer.search import updating
from viewer.search.index import SearchIndex
from viewer.search.pieces import Pieces
from viewer.search.store import Store
from viewer.search.together import Search

Library = Any  # see conftest.py

WORDS = ["gastrocnemius", "olecranon", "sartorius", "trapezius", "zygoma", "masseter", "uvula"]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read, and "+id" for each reference that was indexed."""
    done: list[str] = []
    read, index = updating.bytes_of, updating.place_documents

    def reading(path: Path) -> object:
        done.append(path.name)
        return read(path)

    def indexing(first: int, reference: Reference, cut: Pieces) -> object:
        done.append(f"+{reference.id}")
        return index(first, reference, cut)

    monkeypatch.setattr(updating, "bytes_of", reading)
    monkeypatch.setattr(updating, "place_documents", indexing)
    return done


def test_before_the_first_update_there_is_no_index(library: Library) -> None:
    assert library.store.open() is None
    assert not library.store.catalogue()
    assert not library.store.refresh()


def test_an_empty_library_finds_nothing(library: Library) -> None:
    library.update()
    assert (library.part().places, library.part().references) == (0, 0)
    assert library.finds("needle") == []


def test_what_is_on_disk_finds_what_it_finds_in_memory(library: Library) -> None:
    data = Path(__file__).parents[1] / "data"
    references = []
    for name in ("searched.json", "small.json"):
        library.put(name, (data / name).read_bytes())
        references.append(read_file(data / name))
    memory = SearchIndex.build([found for found in references if isinstance(found, Reference)])
    library.update()
    disk = Search([library.part()])
    lines = "needle|radiaton|allergy |step 3|benefits accuracy|20611|US|LAST|inject|x ray|gel"
    for line in lines.split("|"):
        here, there = disk.search(line), memory.search(line)
        assert [hit.place for hit in here.hits] == [hit.place for hit in there.hits], line
        assert [hit.reference_title for hit in here.hits] == [
            hit.reference_title for hit in there.hits
        ]
        assert (here.message, here.corrections) == (there.message, there.corrections)


def test_only_what_changed_is_read(library: Library, counted: list[str]) -> None:
    library.write("a.json", "first", "olecranon")
    library.write("b.json", "second", "sartorius")
    library.update()
    assert counted == ["a.json", "+first", "b.json", "+second"]
    counted.clear()
    library.update()
    assert counted == []
    library.write("b.json", "second", "trapezius")
    library.update()
    assert counted == ["b.json", "+second"]
    assert library.finds("trapezius") == [("second", "definition")]
    assert library.finds("olecranon") == [("first", "definition")]
    assert library.finds("sartorius") == []


def test_a_file_that_was_only_touched_or_renamed_is_not_indexed_again(
    library: Library, counted: list[str]
) -> None:
    path = library.write("a.json", "first", "olecranon")
    library.update()
    counted.clear()
    os.utime(path, (1_600_000_000, 1_600_000_000))
    library.update()
    path.rename(path.with_name("z.json"))
    library.update()
    assert counted == ["a.json", "z.json"]
    assert [entry.file for entry in library.store.catalogue()] == ["z.json"]
    assert library.finds("olecranon") == [("first", "definition")]


def test_a_file_that_changed_just_now_is_read_again(library: Library, counted: list[str]) -> None:
    path = library.write("a.json", "first", "olecranon")
    now = time.time_ns()
    os.utime(path, ns=(now, now))
    library.update()
    size = path.stat().st_size
    path.write_bytes(path.read_bytes().replace(b"olecranon", b"trapezius"))
    os.utime(path, ns=(now, now))
    assert path.stat().st_size == size
    counted.clear()
    library.update()
    assert counted == ["a.json", "+first"]
    assert library.finds("trapezius")


def test_typing_help_knows_the_words_that_are_there_now(library: Library) -> None:
    library.write("a.json", "first", "olecranon")
    library.update()
    assert library.finds("olecrannon") == [("first", "definition")]
    library.write("a.json", "first", "trapezius")
    library.update()
    assert library.finds("trapezuis") == [("first", "definition")]


def test_synonyms_and_short_forms_of_all_references_hold(library: Library) -> None:
    words = {"synonyms": [["elbow tip", "olecranon"]], "abbreviations": []}
    library.write("a.json", "first", "olecranon", **words)
    short = {"synonyms": [], "abbreviations": [{"short": "SART", "long": "sartorius"}]}
    library.write("b.json", "second", "sartorius", **short)
    library.update()
    assert library.finds("elbow tip") == [("first", "definition")]
    assert library.finds("SART") == [("second", "definition")]
    assert library.finds("sart ") == [("second", "definition")]
    # Another reference writes it in small letters: from now on it counts in capitals only.
    library.write("c.json", "third", "a sart, whatever that is")
    library.update()
    assert ("second", "definition") in library.finds("SART")
    assert library.finds("sart ") == [("third", "definition")]
    (library.folder / "a.json").unlink()
    library.update()
    assert not library.finds("elbow tip")


def test_a_file_with_problems_is_in_the_catalogue_only(library: Library) -> None:
    library.write("a.json", "first", "olecranon")
    library.put("b.json", b'{"format": "needleside/1", "id": 3}')
    library.put("c.json", b"\xff\xfe")
    library.update()
    sound, *bad = library.store.catalogue()
    assert (sound.problems, sound.searched, sound.title) == (0, True, "About first")
    assert all(entry.problems and "json" in entry.problem for entry in bad)
    assert not any(entry.searched for entry in bad)
    assert library.part().references == 1
    library.write("b.json", "second", "sartorius")
    library.put("a.json", b"{")
    library.update()
    assert library.finds("sartorius")
    assert not library.finds("olecranon")


def test_the_catalogue_tells_what_a_reference_has(library: Library) -> None:
    library.write("a.json", "first", "olecranon", revision="7")
    library.write("sub/b.json", "second", "uvula", faq=[], phases=[], finder=None)
    library.update()
    first, second = library.store.catalogue()
    assert (first.id, first.revision, first.panes) == (
        "first",
        "7",
        ("overview", "steps", "coding", "faq", "sources"),
    )
    assert (second.file, second.panes) == ("sub/b.json", ("overview", "coding", "sources"))
    assert first.places + second.places == library.part().places


def test_of_two_with_the_same_id_the_first_by_name_is_searched(library: Library) -> None:
    library.write("b.json", "same", "olecranon")
    library.write("c.json", "same", "sartorius")
    library.update()
    assert library.finds("olecranon")
    assert not library.finds("sartorius")
    assert [entry.twin for entry in library.store.catalogue()] == ["", "b.json"]
    library.write("a.json", "same", "uvula")
    library.update()
    assert library.finds("uvula")
    assert not library.finds("olecranon")
    (library.folder / "a.json").unlink()
    (library.folder / "b.json").unlink()
    library.update()
    assert library.finds("sartorius")
    assert not library.finds("uvula")
    assert library.part().references == 1


_NAMES = st.sampled_from(["a.json", "b.json", "c.json", "d.json"])
_IDS = st.sampled_from(["one", "two", "three"])
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), _NAMES, _IDS, st.sampled_from(WORDS)),
        st.tuples(st.just("spoil"), _NAMES),
        st.tuples(st.just("remove"), _NAMES),
        st.tuples(st.just("swap"), _NAMES, _NAMES),
        st.tuples(st.just("update"), st.sampled_from([None, None, 0, 1, 2])),
    ),
    max_size=14,
)


@given(steps=_STEPS)
@settings(max_examples=40)
def test_whatever_happens_to_files_the_index_follows(
    steps: list[tuple[Any, ...]],
    tmp_path_factory: pytest.TempPathFactory,
    make_library: Callable[[Path], Library],
) -> None:
    library = make_library(tmp_path_factory.mktemp("shelf"))
    for step, *given_ in steps:
        if step == "write":
            library.write(*given_)
        elif step == "spoil":
            library.put(given_[0], b"{}")
        elif step == "update":
            library.update(stop_after=given_[0])
        else:
            paths = [library.folder / name for name in given_]
            if all(path.exists() for path in paths):
                if step == "remove":
                    paths[0].unlink()
                elif paths[0] != paths[1]:
                    aside = library.folder / "aside"
                    paths[0].rename(aside)
                    paths[1].rename(paths[0])
                    aside.rename(paths[1])
    library.update()
    expected: dict[str, str] = {}
    for path in sorted(library.folder.iterdir()):
        found = read_file(path)
        if isinstance(found, Reference) and found.id not in expected:
            expected[found.id] = found.definition.text.split()[-1].rstrip(".")
    assert library.part().references == len(expected)
    for word in WORDS:
        ids = sorted(id_ for id_, mine in expected.items() if mine == word)
        assert sorted(id_ for id_, _ in library.finds(f"{word} ")) == ids
    searched = {entry.id for entry in library.store.catalogue() if entry.searched}
    assert searched == set(expected)


def test_what_is_done_is_found_while_the_rest_is_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "FIRST_COMMIT_SECONDS", 0.0)
    for number, word in enumerate(WORDS):
        library.write(f"{number}.json", f"r-{number}", word)
    seen = []

    def look(progress: updating.Progress) -> None:
        part = library.store.open()
        if part is not None and progress.state == "reading":
            seen.append((part.references, part.pending, len(library.finds(WORDS[0]))))

    library.index.mkdir(parents=True)
    updating.update(
        library.index, library.folder, Shelf(library.folder, False).listing(), tell=look
    )
    assert seen[0] == (1, len(WORDS) - 1, 1)
    assert [references for references, _, _ in seen] == sorted(
        references for references, _, _ in seen
    )
    assert (library.part().references, library.part().pending) == (len(WORDS), 0)


def test_what_an_update_did_before_it_was_stopped_is_kept(
    library: Library, counted: list[str]
) -> None:
    for number, word in enumerate(WORDS):
        library.write(f"{number}.json", f"r-{number}", word)
    done = library.update(stop_after=3)
    assert done.stopped
    assert (library.part().references, library.part().pending) == (3, len(WORDS) - 3)
    assert library.finds(WORDS[2])
    assert not library.finds(WORDS[3])
    counted.clear()
    assert not library.update().stopped
    assert counted[::2] == [f"{number}.json" for number in range(3, len(WORDS))]
    assert library.part().pending == 0
    # Typing help, which a hurried end leaves out, is there too.
    assert library.finds("gastrocnemeus") == [("r-0", "definition")]


def test_a_reader_keeps_its_state_until_it_asks_for_the_next(library: Library) -> None:
    library.write("a.json", "first", "olecranon")
    library.update()
    before = library.part()
    search = Search([before])
    for word in WORDS * 2:
        library.write("a.json", "first", word)
        library.write("b.json", "second", word)
        library.update()
        hits = search.search("olecranon").hits
        assert [(hit.reference, hit.place.id) for hit in hits] == [("first", "definition")]
    assert library.store.refresh()
    assert library.part() is not before
    assert len(library.finds("uvula")) == 2
    assert not library.store.refresh()


def test_segments_and_files_do_not_heap_up(library: Library) -> None:
    library.write("b.json", "second", "uvula")
    for number in range(30):
        library.write("a.json", "first", f"{WORDS[number % 7]} {number}")
        library.update()
    assert library.part().searcher.num_segments < 12
    assert len([*library.index.iterdir()]) < 8
    assert len([*library.index.rglob("*")]) < 120


def test_each_folder_has_an_index_of_its_own(library: Library, tmp_path: Path) -> None:
    library.write("a.json", "first", "olecranon")
    library.update()
    other = Store(tmp_path / "other", root=library.root)
    assert other.folder != library.index
    assert other.open() is None
    # Not even if one takes the other's place.
    library.index.rename(other.folder)
    assert other.open() is None


def test_files_out_of_reach_stay_in_the_index(library: Library, tmp_path: Path) -> None:
    library.write("a.json", "first", "olecranon")
    library.update()
    gone = library.folder.rename(tmp_path / "unplugged")
    listing = Listing((), "The drive is gone.")
    updating.update(library.index, library.folder, listing)
    assert library.finds("olecranon")
    gone.rename(library.folder)


def test_a_drive_that_goes_while_files_are_read_empties_nothing(
    library: Library, tmp_path: Path
) -> None:
    library.write("a.json", "first", "olecranon")
    library.update()
    library.write("a.json", "first", "uvula")
    listing = Shelf(library.folder, False).listing()
    library.folder.rename(tmp_path / "unplugged")
    with pytest.raises(updating.IndexingError, match="out of reach"):
        updating.update(library.index, library.folder, listing)
    assert library.finds("olecranon")


def test_a_name_that_is_no_text_does_no_harm(library: Library) -> None:
    name = os.fsdecode(b"na\xefve.json")
    try:
        library.write(name, "first", "olecranon")
    except OSError:
        library.write("naive.json", "first", "olecranon")  # this system knows no such names
    library.update()
    assert library.finds("olecranon") == [("first", "definition")]


def test_the_command_of_an_update(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.executable", "/opt/needleside")
    options = ["index", "--library", str(tmp_path), "--progress", "json", "--attended"]
    assert store_module.update_command(tmp_path) == ["/opt/needleside", "-m", "viewer", *options]
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert store_module.update_command(tmp_path) == ["/opt/needleside", *options]


def test_another_form_of_index_has_another_folder(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.write("a.json", "first", "olecranon")
    library.update()
    changes: list[Callable[[], None]] = [
        lambda: monkeypatch.setattr(store_module, "_FORMAT", 99),
        lambda: monkeypatch.setattr(store_module, "tantivy_version", "tantivy v9"),
        lambda: monkeypatch.setattr(store_module, "__version__", "99"),
    ]
    for change in changes:
        change()
        assert Store(library.folder, root=library.root).open() is None
