"""The command line: what each command prints, where, with which exit code, and without Qt."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import viewer
from viewer import app, cli, terminal
from viewer.cli import (
    Add,
    Check,
    Index,
    ListAll,
    New,
    Pack,
    Print,
    Printers,
    Remove,
    Search,
    Show,
    Window,
    main,
    parse,
)
from viewer.content.model import Reference
from viewer.content.places import places
from viewer.printing import PrintProblem
from viewer.printing import command as printing
from viewer.printing.job import Job
from viewer.printing.style import PAPERS, PageStyle
from viewer.render.paper import Included


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An account that nothing was ever kept in; this library is what it adds to."""
    for name in ("CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    return tmp_path / "home" / "config" / "needleside" / "library"


Captured = pytest.CaptureFixture[str]


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, its environment changed by `settings`."""
    script = "import sys; from viewer.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True, text=True, encoding="utf-8", env=os.environ | settings, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("", Window(None)),
        ("own.json", Window(Path("own.json"))),
        ("./show", Window(Path("show"))),
        ("-- search", Window(Path("search"))),
        ("show", Show("all", None)),
        ("show steps", Show("steps", None)),
        ("show 20611 --reference own.json", Show("20611", "own.json")),
        ("search knee", Search("knee", False, 10, None)),
        ("search frozen shoulder --json --limit 3", Search("frozen shoulder", True, 3, None)),
        ("search -- -RT", Search("-RT", False, 10, None)),
        ("print all --pdf x.pdf", Print(("all",), Path("x.pdf"), None, False, None)),
        (
            "print before 20611 --pdf x.pdf --paper a4 --reference r.json",
            Print(("before", "20611"), Path("x.pdf"), "a4", False, "r.json"),
        ),
        ("print --handout --pdf x.pdf", Print((), Path("x.pdf"), None, True, None)),
        ("printers --json", Printers(True)),
        ("pack d --paper a4", Pack(Path("d"), "a4")),
        ("check a.json b.json", Check((Path("a.json"), Path("b.json")))),
        ("check --library d", Check((), Path("d"))),
        ("--library d own.json", Window(Path("own.json"), library=Path("d"))),
        ("show --library d --reference ward", Show("all", "ward", Path("d"))),
        ("search knee --library d", Search("knee", False, 10, None, Path("d"))),
        (
            "print all --pdf x.pdf --library d",
            Print(("all",), Path("x.pdf"), None, False, None, Path("d")),
        ),
        ("list --json --library d", ListAll(True, Path("d"))),
        ("new own.json", New(Path("own.json"))),
        ("add a.json b.json --replace", Add((Path("a.json"), Path("b.json")), True)),
        ("remove ward other", Remove(("ward", "other"))),
        ("index", Index(None, False, False)),
        ("index --library d --progress json --attended", Index(Path("d"), True, True)),
    ],
)
def test_a_line_is_one_command(line: str, command: cli.Command) -> None:
    assert parse(line.split()) == command


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("search", "QUERY"),
        ("search knee --limit 0", "from 1 up"),
        ("search knee --limit few", "from 1 up"),
        ("search knee --js", "--js"),
        ("print all", "--pdf"),
        ("print --pdf x.pdf", "name a PART"),
        ("print all --pdf x.pdf --paper a5", "a5"),
        ("print all --pdf x.pdf --printer desk", "--printer"),
        ("print all --printer desk --tagged", "--tagged needs --pdf"),
        ("print all --pdf x.pdf --size 19", "from 9 to 18"),
        ("print all --pdf x.pdf --notes none", "none"),
        ("pack", "FOLDER"),
        ("printers desk", "desk"),
        ("check", "name a FILE"),
        ("add", "FILE"),
        ("new", "FILE"),
        ("remove", "ID"),
        ("ad", "did you mean the command “add”"),
        ("index d", "d"),
        ("index --progress xml", "xml"),
        ("show steps coding", "coding"),
        ("one.json two.json", "two.json"),
        ("--colour", "--colour"),
        ("serach", "did you mean the command “search”"),
    ],
)
def test_misuse_is_answered_with_usage(line: str, word: str, capsys: Captured) -> None:
    assert main(line.split()) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "usage: needleside" in printed.err
    assert word in printed.err


def test_help_and_version(capsys: Captured) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"needleside {viewer.__version__}\n"
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(f"  {command} " in told for command in cli._MAKERS)
    for command in cli._MAKERS:
        assert main([command, "--help"]) == 0
        assert f"usage: needleside {command}" in capsys.readouterr().out


def test_the_window_opens_on_the_file_named(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[Path | None, bool, int, Path | None]] = []

    def open_window(path: Path | None, kiosk: bool, idle: int, library: Path | None) -> int:
        opened.append((path, kiosk, idle, library))
        return 7

    monkeypatch.setattr(app, "run_window", open_window)
    assert main([]) == 7
    assert main(["own.json"]) == 7
    assert main(["--kiosk", "--idle", "15", "--library", "d"]) == 7
    assert opened == [
        (None, False, 0, None), (Path("own.json"), False, 0, None), (None, True, 15, Path("d")),
    ]  # fmt: skip


def test_a_file_named_nearly_like_a_command_still_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "prints").touch()
    assert parse(["prints"]) == Window(Path("prints"))


def test_show_prints_a_part(small_path: Path, capsys: Captured) -> None:
    assert main(["show", "before", "--reference", str(small_path)]) == 0
    printed = capsys.readouterr()
    assert "1. Ask about illnesses and allergies." in printed.out
    assert "Numb the skin" not in printed.out
    assert printed.err == ""


def test_show_without_a_part_prints_everything(capsys: Captured) -> None:
    assert main(["show"]) == 0
    printed = capsys.readouterr().out
    assert all(f"\n{pane}\n=" in printed for pane in ("OVERVIEW", "STEPS", "CODING", "FAQ"))


def test_show_answers_an_unknown_part(small_path: Path, capsys: Captured) -> None:
    assert main(["show", "codng", "--reference", str(small_path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Did you mean coding?" in printed.err


def test_search_lists_hits_with_the_way_to_them(small_path: Path, capsys: Captured) -> None:
    assert main(["search", "allergies", "--reference", str(small_path)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("  1. Before, step 1\n     Steps › Before [before-allergies]\n")
    assert "Ask about illnesses and allergies." in printed


def test_search_prints_json_for_programs(
    small_path: Path, small: Reference, capsys: Captured
) -> None:
    assert main(["search", "20611", "--json", "--limit", "3", "--reference", str(small_path)]) == 0
    hits = json.loads(capsys.readouterr().out)
    assert [hit["rank"] for hit in hits] == [1, 2, 3]
    known = {place.id: place for place in places(small)}
    place = known["code-20611"]
    assert hits[0] == {
        "rank": 1, "reference": "small", "pane": "coding", "id": "code-20611", "title": "20611",
        "text": place.text, "from": ["faq/q1"], "kind": "code",
    }  # fmt: skip
    assert {hit["kind"] for hit in hits} <= {"article", "note", "code"}


def test_search_says_first_what_it_read_differently(small_path: Path, capsys: Captured) -> None:
    assert main(["search", "flouroscopy", "--reference", str(small_path)]) == 0
    assert capsys.readouterr().out.startswith("Nothing for “flouroscopy”. Showing fluoroscopy.")
    assert main(["search", "flouroscopy", "--json", "--reference", str(small_path)]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)
    assert "Showing fluoroscopy" in printed.err


@pytest.mark.parametrize("query", ["qqqqqq", "20161", " ", "”"])
def test_nothing_found_is_exit_1_and_a_sentence(
    query: str, small_path: Path, capsys: Captured
) -> None:
    assert main(["search", query, "--reference", str(small_path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.strip().endswith(".")
    assert main(["search", query, "--json", "--reference", str(small_path)]) == 1
    assert json.loads(capsys.readouterr().out) == []


def test_print_passes_on_what_was_asked(
    small_path: Path, small: Reference, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    asked: list[tuple[Job, tuple[object, ...]]] = []
    monkeypatch.setattr(printing, "print_to_pdf", lambda job, *how: asked.append((job, how)))
    line = ["print", "before", "after", "--paper", "letter", "--reference", str(small_path)]
    assert main([*line, "--pdf", "x.pdf", "--handout", "--tagged"]) == 0
    more = ["--landscape", "--size", "12", "--notes", "marks", "--no-sources", "--pages", "2-"]
    assert main([*line, "--pdf", "y.pdf", *more]) == 0
    (first, first_how), (second, second_how) = asked
    assert (first.reference, first.part_ids) == (small, ("before", "after", "sheet"))
    assert first_how == (Path("x.pdf"), "", True)
    assert second.style == PageStyle(PAPERS["letter"], True, 12)
    assert second.included == Included("marks", False)
    assert second_how == (Path("y.pdf"), "2-", False)
    sent: list[tuple[object, ...]] = []

    def send(_job: Job, *how: object) -> str:
        sent.append(how)
        return "Sent."

    monkeypatch.setattr(printing, "print_to_printer", send)
    on_printer = ["--printer", "Ward 3", "--copies", "2", "--sides", "long"]
    assert main([*line, *on_printer]) == 0
    assert sent == [("Ward 3", "", 2, "long")]
    assert capsys.readouterr().out == "Sent.\n"


def test_print_says_why_it_could_not(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, small_path: Path
) -> None:
    def refuse(*_: object) -> None:
        raise PrintProblem("There is no folder x. Name another file.")

    monkeypatch.setattr(printing, "print_to_pdf", refuse)
    line = ["print", "all", "--pdf", "x/y.pdf", "--reference", str(small_path)]
    assert main(line) == 1
    assert capsys.readouterr().err == "needleside: There is no folder x. Name another file.\n"
    monkeypatch.setitem(sys.modules, "viewer.printing.command", None)
    assert main(line) == 1
    assert "library that this system lacks" in capsys.readouterr().err


def test_print_writes_a_pdf(tmp_path: Path, small_path: Path) -> None:
    target = tmp_path / "steps.pdf"
    done = run("print", "steps", "--pdf", str(target), "--reference", str(small_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert target.read_bytes().startswith(b"%PDF-")


def test_check_prints_a_line_for_each_problem(
    tmp_path: Path, small_path: Path, capsys: Captured
) -> None:
    bad = tmp_path / "bad.json"
    text = small_path.read_text(encoding="utf-8")
    bad.write_text(text.replace('"kind": "error"', '"kind": "guess"').replace('"en"', "7"))
    missing = tmp_path / "missing.json"
    assert main(["check", str(small_path), str(bad), str(missing)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{small_path}: sound"
    assert lines[1].startswith(f"{bad}:10: $.language: the number 7 stands where text belongs; ")
    line = text[: text.index('"kind": "error"')].count("\n") + 1
    assert lines[2].startswith(f"{bad}:{line}: $.notes[0].kind: ")
    assert lines[3].startswith(f"{missing}: there is no such file; ")
    assert len(lines) == 4
    assert main(["check", str(small_path)]) == 0


@pytest.mark.parametrize("command", [["show"], ["search", "knee"], ["print", "all", "--pdf", "x"]])
def test_a_damaged_reference_is_never_shown(
    command: list[str], tmp_path: Path, capsys: Captured
) -> None:
    damaged = tmp_path / "damaged.json"
    damaged.write_bytes(b'{"format": "needleside/1"')
    assert main([*command, "--reference", str(damaged)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"{damaged}:1: $.format: column 26: the file ends" in printed.err
    assert "cannot be read" in printed.err


def test_an_altered_reference_is_shown_with_a_warning(
    tmp_path: Path, small_path: Path, capsys: Captured
) -> None:
    altered = tmp_path / "small.json"
    altered.write_bytes(small_path.read_bytes())
    (tmp_path / "small.json.sha256").write_text(f"{'0' * 64}  small.json\n")
    assert main(["show", "before", "--reference", str(altered)]) == 0
    printed = capsys.readouterr()
    assert "not what was published" in printed.err
    assert "Ask about illnesses" in printed.out


@pytest.mark.parametrize(
    "line",
    [
        "--version",
        "show",
        "show 20611",
        "search knee",
        "search knee --json",
        "check nothing.json",
        "list",
        "add nothing.json",
        "remove nothing",
        "new nothing",
    ],
)
def test_nothing_but_window_and_print_loads_qt(line: str) -> None:
    script = (
        "import sys; from viewer.cli import main; main(sys.argv[1:]);"
        "loaded = [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))];"
        "sys.exit(' '.join(loaded) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *line.split()], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_start_without_arguments_opens_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr(sys, "argv", ["needleside"])
    monkeypatch.setattr(app, "run_window", lambda path: opened.append(path) or 7)
    assert app.main() == 7
    assert opened == [None]


def test_help_loads_neither_content_nor_search() -> None:
    script = (
        "import sys; from viewer.cli import main; main(['--help']);"
        "heavy = {'msgspec', 'tantivy', 'json', 'PySide6'} & set(sys.modules);"
        "sys.exit(' '.join(heavy) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_python_m_viewer_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "viewer", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"needleside {viewer.__version__}\n"


@pytest.mark.parametrize("command", ["show", "--help"])
@pytest.mark.parametrize("buffered", ["", "1"])
def test_a_reader_who_leaves_early_sees_no_traceback(command: str, buffered: str) -> None:
    script = "import sys; from viewer.cli import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", script, command],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": buffered},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    # argparse itself passes over an error in writing its help.
    assert process.returncode in ((141,) if command == "show" else (141, 0))


def test_output_that_cannot_be_written_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def refuse() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(terminal, "flush", refuse)
    assert main(["--version"]) == 1
    assert "could not be written (No space left on device)" in capsys.readouterr().err


def test_no_output_at_all_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["show", "steps"]) == 0


def test_a_terminal_that_is_not_utf_8_gets_what_it_can_show() -> None:
    done = run("search", "20611", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "Coding > Joints" in done.stdout
    assert done.stderr == ""
    done = run("search", "20611", "--json", PYTHONIOENCODING="latin-1")
    assert done.stdout.isascii()
    assert json.loads(done.stdout)[0]["id"] == "code-20611"
    done = run("show", "“codng”", PYTHONIOENCODING="ascii")
    assert 'There is no part named ""codng"".' in done.stderr


def test_what_an_encoding_lacks_is_never_shown_as_something_else() -> None:
    codecs_test = "0.5 µg – 10 ≥ 5 × 2 ½"
    terminal.prepare()
    shown = codecs_test.encode("ascii", "spell").decode()
    assert shown == r"0.5 \xb5g - 10 >= 5 x 2 \xbd"
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("ascii", "spell")
