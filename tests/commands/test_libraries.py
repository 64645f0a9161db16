"""Libraries from the command line: adding, removing, listing, and search over all of them."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from viewer import folders
from viewer.cli import main
from viewer.commands import library as commands
from viewer.commands import searching
from viewer.commands.shelves import shared_folder
from viewer.content.library import resources
from viewer.content.shelf import Shelf
from viewer.search.store import index_folder
from viewer.search.updating import update

Captured = pytest.CaptureFixture[str]
SMALL = (Path(__file__).parent.parent / "data" / "small.json").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An account that nothing was ever kept in; this library is what it adds to."""
    for name in ("CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    return folders.library_folder()


def made(folder: Path, id_: str, word: str = "pain", revision: str = "1") -> Path:
    """A sound reference in `folder`; `word` stands in it."""
    text = SMALL.replace('"id": "small"', f'"id": "{id_}"', 1)
    text = text.replace("Guided injection in short", f"Rules of {id_}")
    text = text.replace('"revision": "1"', f'"revision": "{revision}"')
    path = folder / f"{id_}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("Less pain.", f"Less {word}."), "utf-8")
    return path


def keep_shared(folder: Path) -> None:
    """Name `folder` in the settings, as the window does."""
    settings = QSettings(str(folders.settings_path()), QSettings.Format.IniFormat)
    settings.setValue("library/shared", str(folder))
    settings.sync()


# -- adding and removing


def test_files_are_added_and_listed(tmp_path: Path, home: Path, capsys: Captured) -> None:
    ward, clinic = made(tmp_path, "ward"), made(tmp_path, "clinic")
    assert main(["add", str(ward), str(clinic)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "“Rules of ward” (revision 1) was added to the library.",
        "“Rules of clinic” (revision 1) was added to the library.",
    ]
    assert sorted(path.name for path in home.iterdir()) == [
        "clinic.needleside.json", "ward.needleside.json",
    ]  # fmt: skip
    assert main(["list"]) == 0
    told = capsys.readouterr().out
    assert "The program:\n  ultrasound-guided-injection\n" in told
    assert f"Your library, {home}:\n  clinic\n    Rules of clinic, revision 1. Own content." in told


def test_a_bad_file_is_told_in_full_and_the_others_are_added(
    tmp_path: Path, home: Path, capsys: Captured
) -> None:
    bad = made(tmp_path, "bad")
    bad.write_text(bad.read_text("utf-8").replace('"error"', '"x"').replace('"en"', "7"), "utf-8")
    assert main(["add", str(bad), str(made(tmp_path, "good"))]) == 1
    printed = capsys.readouterr()
    assert "$.language" in printed.err
    assert "$.notes[0].kind" in printed.err
    assert f"needleside: {bad} was not added." in printed.err
    assert [path.name for path in home.iterdir()] == ["good.needleside.json"]


def test_nothing_is_replaced_without_a_word(tmp_path: Path, home: Path, capsys: Captured) -> None:
    made(home, "ward")
    newer = made(tmp_path, "ward", revision="2")
    assert main(["add", str(newer)]) == 1
    told = capsys.readouterr().err
    assert "(revision 1, checked mid-2026" in told
    assert "replaced by “Rules of ward” (revision 2" in told
    assert "--replace" in told
    assert main(["add", str(newer), "--replace"]) == 0
    assert "took the place of" in capsys.readouterr().out


@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("Yes", 0), ("", 1), ("n", 1)])
def test_somebody_at_the_terminal_is_asked(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, answer: str, status: int
) -> None:
    kept = made(home, "ward")
    monkeypatch.setattr(commands.sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(commands.sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    assert main(["add", str(made(tmp_path, "ward", revision="2"))]) == status
    assert ('"revision": "2"' in kept.read_text("utf-8")) is (status == 0)


def test_references_are_removed_by_id(tmp_path: Path, home: Path, capsys: Captured) -> None:
    main(["add", str(made(tmp_path, "ward"))])
    assert main(["remove", "ward", "nobody"]) == 1
    printed = capsys.readouterr()
    assert "was removed from the library" in printed.out
    assert "no reference with the id “nobody”" in printed.err
    assert list(home.iterdir()) == []


# -- listing


def test_the_list_is_for_programs_too(tmp_path: Path, home: Path, capsys: Captured) -> None:
    path = made(home, "ward")
    Path(f"{path}.sha256").write_text(f"{sha256(path.read_bytes()).hexdigest()}  ward.json\n")
    (home / "broken.json").write_text("{", "utf-8")
    shared = tmp_path / "share"
    made(shared, "clinic")
    assert main(["list", "--json", "--library", str(shared)]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["library"], row["id"], row["state"]) for row in rows] == [
        ("the program", "ultrasound-guided-injection", "Content intact"),
        ("your library", "", "Content damaged"),
        ("your library", "ward", "Content intact"),
        ("the shared library", "clinic", "Own content"),
    ]
    assert rows[1]["problem"].startswith(f"{home / 'broken.json'}:1: $: column 2: ")
    assert main(["list", "--library", str(shared)]) == 0
    assert "(cannot be read)" in capsys.readouterr().out


def test_the_index_saves_reading_and_a_changed_file_is_read_again(
    home: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward, clinic = made(home, "ward"), made(home, "clinic")
    (home / "broken.json").write_text("{", "utf-8")
    index(home)
    clinic.write_text(clinic.read_text("utf-8").replace('"revision": "1"', '"revision": "12"'))
    Path(f"{ward}.sha256").write_text(f"{'0' * 64}  ward.json\n")
    read = []
    load = commands._row
    monkeypatch.setattr(commands, "_row", lambda loaded: read.append(loaded.path) or load(loaded))
    assert main(["list"]) == 0
    told = capsys.readouterr().out
    assert read[1:] == [clinic]
    assert "Rules of clinic, revision 12. Own content." in told
    assert "Rules of ward, revision 1. Content altered." in told
    assert "broken.json:1: " in told


def test_a_shared_folder_that_is_gone_is_said(tmp_path: Path, capsys: Captured) -> None:
    keep_shared(tmp_path / "gone")
    assert main(["list"]) == 1
    printed = capsys.readouterr()
    assert f"The shared library in {tmp_path / 'gone'} is not there." in printed.err
    assert "The shared library, " in printed.out


# -- the shared folder in the settings


@pytest.mark.parametrize(
    "name",
    [
        "/mnt/department",
        "/mnt/a b, c; d",
        r"\\server\share\ü",
        'C:\\new\\x41 "quoted"',
        "/x/日本=1#2%3",
    ],
)
def test_the_shared_folder_is_read_as_the_window_writes_it(name: str) -> None:
    keep_shared(Path(name))
    assert shared_folder(folders.settings_path()) == Path(name)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe\x00", b"shared=/x", b"[library\nshared", b"[library]\nshared",
        b"[library]\nshared=\n", b"[library]\nshared=\\xffffffff\n",
    ],
)  # fmt: skip
def test_settings_without_one_name_none(content: bytes) -> None:
    path = folders.settings_path()
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert shared_folder(path) is None
    assert shared_folder(path.with_name("none")) is None


# -- showing one of a library


def test_a_reference_of_a_library_is_shown_by_its_id(
    tmp_path: Path, home: Path, capsys: Captured
) -> None:
    made(home, "ward")
    assert main(["show", "before", "--reference", "ward"]) == 0
    assert capsys.readouterr().out.startswith("Rules of ward\n")
    made(tmp_path / "share" / "sub", "clinic")
    assert (
        main(["show", "before", "--reference", "clinic", "--library", str(tmp_path / "share")]) == 0
    )
    assert capsys.readouterr().out.startswith("Rules of clinic\n")
    assert main(["show", "before", "--reference", "ultrasound-guided-injection"]) == 0
    index(home)
    (home / "ward.json").rename(home / "other.json")
    assert main(["search", "allergies", "--reference", "ward"]) == 0


def test_a_name_that_is_neither_is_answered(capsys: Captured) -> None:
    assert main(["show", "--reference", "nobody"]) == 2
    printed = capsys.readouterr()
    assert (
        "nobody: there is no such file, and no library has a reference with that id" in printed.err
    )
    assert "needleside list" in printed.err


# -- searching


def index(folder: Path) -> None:
    """Bring the index of the library in `folder` up to date."""
    target = index_folder(folder)
    target.mkdir(parents=True, exist_ok=True)
    shelf = Shelf(folder, writable=False)
    update(target, folder, shelf.listing())


def searched(capsys: Captured, *arguments: str) -> tuple[list[str], str]:
    """The references that a search finds something in, in order, and what is said besides."""
    main(["search", "--json", "--limit", "50", *arguments])
    printed = capsys.readouterr()
    return list(dict.fromkeys(hit["reference"] for hit in json.loads(printed.out))), printed.err


def test_search_finds_in_all_libraries(tmp_path: Path, home: Path, capsys: Captured) -> None:
    made(home, "ward", "quibblings")
    made(tmp_path / "share", "clinic", "quibblings")
    keep_shared(tmp_path / "share")
    assert searched(capsys, "quibblings") == (["ward", "clinic"], "")
    assert searched(capsys, "quibblings", "--reference", "clinic") == (["clinic"], "")
    assert main(["search", "quibblings"]) == 0
    assert "     Rules of ward › Overview › Benefits [benefit-pain]\n" in capsys.readouterr().out
    assert main(["search", "quibblings", "--library", str(tmp_path / "none")]) == 0
    printed = capsys.readouterr()
    assert f"The shared library in {tmp_path / 'none'} is not there." in " ".join(
        printed.out.split()
    )
    assert "ward" in printed.out


def test_a_bad_file_is_said_and_the_rest_is_searched(home: Path, capsys: Captured) -> None:
    made(home, "ward", "quibblings")
    (home / "broken.json").write_text("{", "utf-8")
    found, said = searched(capsys, "quibblings")
    assert found == ["ward"]
    assert said == "1 file of your library cannot be read: `needleside list` names it.\n"


def test_a_large_library_is_searched_by_its_index(
    home: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST_READ", 1)
    made(home, "ward", "quibblings")
    made(home, "clinic", "quibblings")
    found, said = searched(capsys, "quibblings")
    assert found == []
    assert "Nothing of your library is searched: it has no index yet." in said
    assert f"`needleside index --library {home}` makes it." in said
    index(home)
    assert searched(capsys, "quibblings") == (["clinic", "ward"], "")
    made(home, "third", "quibblings")
    found, said = searched(capsys, "quibblings")
    assert found == ["clinic", "ward"]
    assert "The index of your library is older than its files." in said


def test_a_small_library_needs_no_index(home: Path, capsys: Captured) -> None:
    made(home, "ward", "quibblings")
    index(home)
    made(home, "new", "quibblings")
    assert searched(capsys, "quibblings") == (["new", "ward"], "")
    assert index_folder(home).is_dir()


# -- checking and starting one


def test_a_whole_folder_is_checked(tmp_path: Path, capsys: Captured) -> None:
    first, second = made(tmp_path, "ward"), tmp_path / "x.json"
    second.write_bytes(first.read_bytes())
    assert main(["check", "--library", str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{first}: sound",
        f'{second}: $.id: the id "ward" is that of {first} too; give each reference an id of its '
        "own",
    ]
    assert main(["check", "--library", str(tmp_path / "none")]) == 1
    assert "is not there" in capsys.readouterr().err


def test_a_start_is_sound_and_has_the_name_of_its_file(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "Ward 3.needleside.json"
    assert main(["new", str(path)]) == 0
    assert f"needleside check '{path}'" in capsys.readouterr().out
    assert main(["check", str(path)]) == 0
    assert '"id": "ward-3"' in path.read_text("utf-8")
    assert main(["add", str(path)]) == 0


@pytest.mark.parametrize(
    ("name", "id_"),
    [("日.json", "injection-room"), ("ultrasound-guided-injection.json", "injection-room")],
)
def test_a_start_has_an_id_that_may_be_used(tmp_path: Path, name: str, id_: str) -> None:
    assert main(["new", str(tmp_path / name)]) == 0
    assert f'"id": "{id_}"' in (tmp_path / name).read_text("utf-8")
    assert main(["check", str(tmp_path / name)]) == 0


def test_a_start_is_never_written_over_a_file(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "own.json"
    path.write_text("mine", "utf-8")
    assert main(["new", str(path)]) == 1
    assert "is there already and was left as it is" in capsys.readouterr().err
    assert path.read_text("utf-8") == "mine"
    assert main(["new", str(tmp_path / "none" / "own.json")]) == 1
    assert f"There is no folder {tmp_path / 'none'}" in capsys.readouterr().err
    assert main(["new", str(tmp_path / "own")]) == 2
    assert "ends in .json" in capsys.readouterr().err
    assert main(["new", str(path / "own.json")]) == 1
    assert "could not be written" in capsys.readouterr().err


def test_the_guide_is_where_the_start_says(tmp_path: Path) -> None:
    main(["new", str(tmp_path / "own.json")])
    assert "resources/guide/writing-a-reference.md" in (tmp_path / "own.json").read_text("utf-8")
    assert (resources() / "guide" / "writing-a-reference.md").is_file()
