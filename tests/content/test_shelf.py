"""A folder of references: what it lists, and that adding and removing never leaves half a file."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from viewer.content import shelf as shelves
from viewer.content import whole
from viewer.content.library import BUNDLED_ID, bundled_path, load, seal_path
from viewer.content.shelf import Shelf, file_name

SMALL = (Path(__file__).parent.parent / "data" / "small.json").read_text(encoding="utf-8")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "config" / "library", writable=True)


def offer(tmp_path: Path, id_: str = "small", revision: str = "1", name: str = "own.json") -> Path:
    """A sound file somewhere else, with that id and revision."""
    text = SMALL.replace('"id": "small"', f'"id": "{id_}"', 1)
    path = tmp_path / name
    path.write_text(text.replace('"revision": "1"', f'"revision": "{revision}"'), "utf-8")
    return path


def mark(path: Path, digest: str = "") -> None:
    """A checksum file beside `path`, its own unless `digest` is given."""
    digest = digest or sha256(path.read_bytes()).hexdigest()
    seal_path(path).write_text(f"{digest}  {path.name}\n", "ascii")


def names(shelf: Shelf) -> list[str]:
    """Everything in the folder, hidden files too."""
    return sorted(path.name for path in shelf.folder.iterdir())


# -- listing


def test_the_bundled_id_is_the_one_of_its_file() -> None:
    assert json.loads(bundled_path().read_bytes())["id"] == BUNDLED_ID


def test_files_are_listed_in_the_order_of_their_names(tmp_path: Path) -> None:
    listed = ["a.json", "B.JSON", "c.needleside.json", "sub/d.json", "sub/deep/e.json"]
    others = [
        ".hidden.json", "~$open.json", "a.json.sha256", ".git/x.json", "notes.txt",
        ".needleside-x.tmp", "a.json~",
    ]  # fmt: skip
    for name in [*listed, *others]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", "utf-8")
    found = Shelf(tmp_path, writable=False).listing()
    assert [state.path for state in found.files] == [tmp_path / name for name in listed]
    assert found.trouble == ""
    status = (tmp_path / "a.json").stat()
    assert (found.files[0].size, found.files[0].mtime_ns) == (2, status.st_mtime_ns)


def test_a_library_that_was_never_used_is_empty_and_no_trouble(shelf: Shelf) -> None:
    assert shelf.files() == []
    assert shelf.trouble() == ""
    assert not shelf.folder.exists()


@pytest.mark.parametrize("kind", ["gone", "a file", "nul", "too long"])
def test_a_shared_folder_out_of_reach_is_said(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / {"nul": "a\0b", "too long": "x" * 5000}.get(kind, "share")
    if kind == "a file":
        folder.write_text("", "utf-8")
    shared = Shelf(folder, writable=False)
    assert shared.files() == []
    assert shared.trouble().startswith(f"The shared library in {folder} ")
    assert "The rest works without it." in shared.trouble()


def test_a_part_out_of_reach_leaves_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(tmp_path)
    (tmp_path / "locked").mkdir()
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(errno.EACCES, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = Shelf(tmp_path, writable=False).listing()
    assert [state.path.name for state in found.files] == ["own.json"]
    assert f"{tmp_path / 'locked'} cannot be read (Permission denied)" in found.trouble


# -- adding


def test_a_sound_file_is_copied_under_its_id(tmp_path: Path, shelf: Shelf) -> None:
    source = offer(tmp_path)
    added = shelf.add(source)
    assert added.outcome == "added"
    assert added.sentence == "“Guided injection in short” (revision 1) was added to the library."
    assert added.path == shelf.folder / "small.needleside.json"
    assert added.path.read_bytes() == source.read_bytes()
    assert names(shelf) == ["small.needleside.json"]
    assert load(added.path).state == "unsealed"
    assert shelf.holder("small") == added.path


def test_a_checksum_that_matches_comes_along(tmp_path: Path, shelf: Shelf) -> None:
    source = offer(tmp_path)
    mark(source)
    added = shelf.add(source)
    assert added.path is not None
    assert load(added.path).state == "intact"
    assert seal_path(added.path).read_text("ascii").endswith("  small.needleside.json\n")


@pytest.mark.parametrize("digest", ["0" * 64, "no checksum"])
def test_altered_content_is_refused(tmp_path: Path, shelf: Shelf, digest: str) -> None:
    source = offer(tmp_path)
    mark(source, digest)
    added = shelf.add(source)
    assert added.outcome == "refused"
    assert "own.json.sha256 beside it was made for" in added.problems[0].what
    assert not shelf.folder.exists()


def test_every_problem_of_a_bad_file_is_told_and_nothing_is_copied(
    tmp_path: Path, shelf: Shelf
) -> None:
    source = offer(tmp_path)
    text = source.read_text("utf-8")
    source.write_text(text.replace('"kind": "error"', '"kind": "x"').replace('"en"', "7"), "utf-8")
    added = shelf.add(source)
    assert (added.outcome, added.path) == ("refused", None)
    assert [problem.path for problem in added.problems] == ["$.language", "$.notes[0].kind"]
    assert not shelf.folder.exists()


@pytest.mark.parametrize("name", ["gone.json", "", "x" * 5000, "a\0b"])
def test_a_source_that_cannot_be_read_is_a_problem(tmp_path: Path, shelf: Shelf, name: str) -> None:
    added = shelf.add(tmp_path / name)
    assert added.outcome == "refused"
    assert added.problems[0].remedy


def test_the_bundled_reference_cannot_be_replaced(shelf: Shelf) -> None:
    added = shelf.add(bundled_path())
    assert added.outcome == "refused"
    assert "comes with the program" in added.problems[0].what
    assert added.problems[0].path == "$.id"


def test_what_would_be_replaced_is_asked_first(tmp_path: Path, shelf: Shelf) -> None:
    old = offer(tmp_path, revision="1")
    os.utime(old, (0, 1_700_000_000))
    shelf.add(old)
    added = shelf.add(offer(tmp_path, revision="2", name="new.json"))
    assert added.outcome == "exists"
    assert added.kept is not None
    assert added.offered is not None
    assert (added.kept.revision, added.offered.revision) == ("1", "2")
    assert "“Guided injection in short” (revision 1, checked mid-2026, file of " in added.sentence
    assert added.path is not None
    assert load(added.path).reference.revision == "1"  # type: ignore[union-attr]
    added = shelf.add(tmp_path / "new.json", replace=True)
    assert added.outcome == "replaced"
    assert load(added.path).reference.revision == "2"  # type: ignore[arg-type, union-attr]
    assert names(shelf) == ["small.needleside.json"]


def test_the_same_content_is_left_alone(tmp_path: Path, shelf: Shelf) -> None:
    source = offer(tmp_path)
    path = shelf.add(source).path
    assert path is not None
    before = path.stat().st_mtime_ns, path.stat().st_ino
    assert shelf.add(source).outcome == "same"
    assert shelf.add(path).outcome == "same"
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    mark(source)
    assert shelf.add(source).sentence.endswith("Its checksum was added.")
    assert load(path).state == "intact"
    seal_path(source).unlink()
    assert shelf.add(source).outcome == "same"
    assert load(path).state == "intact"


def test_a_checksum_never_stays_beside_other_content(tmp_path: Path, shelf: Shelf) -> None:
    source = offer(tmp_path)
    mark(source)
    shelf.add(source)
    new = offer(tmp_path, revision="2", name="new.json")
    path = shelf.add(new, replace=True).path
    assert path is not None
    assert load(path).state == "unsealed"
    assert names(shelf) == ["small.needleside.json"]
    mark(source)
    shelf.add(source, replace=True)
    assert load(path).state == "intact"


def test_a_damaged_file_gives_way_when_asked(tmp_path: Path, shelf: Shelf) -> None:
    path = shelf.add(offer(tmp_path)).path
    assert path is not None
    path.write_text("{", "utf-8")
    added = shelf.add(tmp_path / "own.json")
    assert added.outcome == "exists"
    assert "small.needleside.json, which cannot be read," in added.sentence
    assert shelf.add(tmp_path / "own.json", replace=True).outcome == "replaced"


def test_a_file_put_there_by_hand_is_known_by_its_id(tmp_path: Path, shelf: Shelf) -> None:
    by_hand = shelf.folder / "ward" / "our rules.json"
    by_hand.parent.mkdir(parents=True)
    offer(by_hand.parent, name=by_hand.name)
    (shelf.folder / "damaged.json").write_text('"small"', "utf-8")
    assert shelf.holder("small") == by_hand
    assert shelf.holder("none") is None
    added = shelf.add(offer(tmp_path, revision="2"))
    assert (added.outcome, added.path) == ("exists", by_hand)
    assert shelf.add(tmp_path / "own.json", replace=True).path == by_hand


def test_names_suit_every_system() -> None:
    assert file_name("ward-3") == "ward-3.needleside.json"
    assert file_name("con") == "con_.needleside.json"
    assert file_name("lpt1") == "lpt1_.needleside.json"
    long, other = file_name("a" * 5000), file_name("a" * 5001)
    assert len(seal_path(Path(long)).name) < 200
    assert long != other


def test_a_reference_with_the_name_of_a_device_is_added(tmp_path: Path, shelf: Shelf) -> None:
    shelf.add(offer(tmp_path, id_="nul"))
    assert names(shelf) == ["nul_.needleside.json"]
    assert shelf.holder("nul") is not None


# -- what goes wrong while writing


def no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def refuse(*_: object) -> None:
    raise PermissionError(errno.EACCES, "Permission denied")


def held_open(name: str, path: Path, rename: Callable[[str, Path], None] = os.replace) -> None:
    """As Windows does while somebody reads the reference."""
    if path.suffix == ".json":
        refuse()
    rename(name, path)


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize(
    ("name", "failure", "word"),
    [
        ("fsync", no_room, "make room on that disk"),
        ("fdopen", refuse, "see whether you may write"),
        ("replace", held_open, "see whether you may write"),
    ],
)
def test_what_cannot_be_written_leaves_all_as_it_was(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, replace: bool, name: str,
    failure: Callable[..., None], word: str,
) -> None:  # fmt: skip
    source = offer(tmp_path)
    if replace:
        mark(source)
        shelf.add(source)
    before = {name: (shelf.folder / name).read_bytes() for name in names(shelf)} if replace else {}
    new = offer(tmp_path, revision="2", name="new.json")
    monkeypatch.setattr(os, "link", refuse)  # as where a file system has no second names
    monkeypatch.setattr(whole.os, name, failure)
    added = shelf.add(new, replace=replace)
    assert added.outcome == "refused"
    assert word in added.problems[0].remedy
    monkeypatch.undo()
    assert {name: (shelf.folder / name).read_bytes() for name in names(shelf)} == before


def test_a_folder_that_cannot_be_made_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("", "utf-8")
    added = Shelf(tmp_path / "config" / "library", writable=True).add(offer(tmp_path))
    assert added.outcome == "refused"
    assert "cannot be written" in added.problems[0].what


def test_two_that_add_the_same_id_do_not_overwrite_each_other(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, other = offer(tmp_path), offer(tmp_path, revision="2", name="other.json")
    write = shelves.write_whole

    def meanwhile(*given: object, **named: object) -> None:
        monkeypatch.setattr(shelves, "write_whole", write)
        assert Shelf(shelf.folder, writable=True).add(other).outcome == "added"
        write(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(shelves, "write_whole", meanwhile)
    added = shelf.add(source)
    assert added.outcome == "exists"
    assert added.kept is not None
    assert added.kept.revision == "2"


STOPPED = """
import os, sys
from pathlib import Path
from viewer.content.shelf import Shelf

def stop(*_, **__):
    print("here", flush=True)
    sys.stdin.read()

class Half:
    def __init__(self, file): self.file = file
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def write(self, data):
        self.file.write(data[: len(data) // 2])
        self.file.flush()
        stop()

folder, source, moment = sys.argv[1:]
if moment == "half":
    real = os.fdopen
    os.fdopen = lambda *given: Half(real(*given))
else:
    setattr(os, moment, stop)
Shelf(Path(folder), writable=True).add(Path(source), replace=True)
"""


@pytest.mark.parametrize("moment", ["half", "fsync", "replace"])
def test_a_process_killed_while_writing_leaves_the_old_file(
    tmp_path: Path, shelf: Shelf, moment: str
) -> None:
    old = offer(tmp_path)
    shelf.add(old)
    new = offer(tmp_path, revision="2", name="new.json")
    with subprocess.Popen(
        [sys.executable, "-c", STOPPED, str(shelf.folder), str(new), moment],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == b"here\n"
        process.kill()
    (state,) = shelf.files()
    assert state.path.read_bytes() == old.read_bytes()
    (left,) = shelf.folder.glob(".*")
    added = shelf.add(new, replace=True)
    assert added.outcome == "replaced"
    assert left.exists(), "it may still be in somebody's hands"
    os.utime(left, (0, 1_700_000_000))
    shelf.add(old, replace=True)
    assert names(shelf) == ["small.needleside.json"]


# -- removing


def test_a_reference_and_its_checksum_are_removed(tmp_path: Path, shelf: Shelf) -> None:
    source = offer(tmp_path)
    mark(source)
    path = shelf.add(source).path
    removed = shelf.remove("small")
    assert removed.path == path
    assert removed.sentence.startswith("“Guided injection in short” (revision 1, checked mid-2026")
    assert names(shelf) == []
    assert source.exists()
    assert shelf.remove("small").sentence.startswith("The library has no reference with the id")


def test_a_damaged_file_is_removed_by_its_path(shelf: Shelf) -> None:
    path = shelf.folder / "broken.json"
    path.parent.mkdir(parents=True)
    path.write_text("{", "utf-8")
    assert shelf.remove(path).path == path
    assert not path.exists()
    assert "any more" in shelf.remove(path).sentence


def test_nothing_outside_is_removed(tmp_path: Path, shelf: Shelf) -> None:
    shelf.add(offer(tmp_path))
    outside = offer(tmp_path, name="outside.json")
    for path in (outside, shelf.folder / ".." / ".." / "outside.json"):
        assert shelf.remove(path).path is None
    (shelf.folder / "way-out").symlink_to(tmp_path, target_is_directory=True)
    assert shelf.remove(shelf.folder / "way-out" / "outside.json").path is None
    assert outside.exists()


def test_what_cannot_be_removed_is_said(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add(offer(tmp_path))
    monkeypatch.setattr(Path, "unlink", refuse)
    removed = shelf.remove("small")
    assert removed.path is None
    assert "could not be removed (Permission denied)" in removed.sentence


def test_a_shared_library_is_never_written_to(tmp_path: Path) -> None:
    path = offer(tmp_path)
    shared = Shelf(tmp_path, writable=False)
    added = shared.add(path)
    assert added.outcome == "refused"
    assert added.problems
    assert "only read, never written to" in added.sentence
    assert shared.remove("small").path is None
    assert "only read, never written to" in shared.remove("small").sentence
    assert [each.name for each in tmp_path.iterdir()] == ["own.json"]
