"""The author's guide: what it shows is so, and it names every field."""

import json
import re
import shlex
import subprocess
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec import inspect

from viewer import cli
from viewer.cli import Window
from viewer.content.check import check
from viewer.content.comments import plain_json
from viewer.content.library import load, resources
from viewer.content.model import PANES, Reference
from viewer.content.places import panes_of

GUIDE = (resources() / "guide" / "writing-a-reference.md").read_text("utf-8")
STARTS = ["start.needleside.json", "example.needleside.json"]


@dataclass(frozen=True)
class Block:
    """A block of the guide: its kind, its text, and the line that it begins on."""

    kind: str
    text: str
    line: int


def blocks(kind: str) -> list[Block]:
    return [
        Block(found[1], found[2], GUIDE[: found.start()].count("\n") + 1)
        for found in re.finditer(r"^```([^\n]*)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
        if found[1] == kind
    ]


WHOLE, *PARTS = blocks("json")


def problems(text: str, name: str = "room.json") -> list[str]:
    return [str(problem) for problem in check(text.encode(), name)]


def test_the_first_example_is_a_whole_reference() -> None:
    assert problems(WHOLE.text) == []


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"line {part.line}")
def test_every_part_shown_fits_into_it(part: Block) -> None:
    whole = json.loads(plain_json(WHOLE.text)) | json.loads(plain_json(f"{{{part.text}}}"))
    assert problems(json.dumps(whole)) == []


def test_every_mistake_shown_is_answered_as_shown() -> None:
    broken, answers = blocks("json broken"), blocks("text")
    assert len(broken) == len(answers) > 2
    for block, answer in zip(broken, answers, strict=True):
        assert problems(block.text) == answer.text.splitlines(), f"line {block.line}"


def test_every_command_shown_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    opened = []
    monkeypatch.setattr("viewer.app.run_window", lambda file, *_: opened.append(file) or 0)
    lines = [line for block in blocks("sh") for line in block.text.splitlines()]
    assert len(lines) > 8
    for line in lines:
        program, *arguments = shlex.split(line)
        if program == "needleside":
            assert cli.main(arguments) == 0, (line, capsys.readouterr().err)
        else:
            subprocess.run(line, shell=True, check=True)
    assert opened == [Path("injection-room.json")]
    assert load(Path("injection-room.json")).state == "intact"
    assert not list((tmp_path / "config" / "needleside" / "library").iterdir())


def test_the_shared_folder_is_named_as_shown() -> None:
    shown = [block.text.strip() for block in blocks("") if "--library" in block.text]
    assert len(shown) == 2
    folder = Path("/mnt/department/references")
    assert cli.parse(shlex.split(shown[0])[1:]) == Window(None, library=folder)
    assert cli.parse(shlex.split(shown[1])[1:]).library == folder  # type: ignore[union-attr]


def structs() -> dict[str, inspect.StructType]:
    """Every type of a reference by its name."""
    found: dict[str, inspect.StructType] = {}
    waiting: list[inspect.Type] = [inspect.type_info(Reference)]
    while waiting:
        match waiting.pop():
            case inspect.Metadata() as metadata:
                waiting.append(metadata.type)
            case inspect.ListType() as items:
                waiting.append(items.item_type)
            case inspect.UnionType() as union:
                waiting += union.types
            case inspect.StructType() as struct if struct.cls.__name__ not in found:
                found[struct.cls.__name__] = struct
                waiting += [field.type for field in struct.fields]
    return found


def tables() -> dict[str, dict[str, bool]]:
    """The fields of each type as the guide lists them, and whether it says they are needed."""
    found = {}
    for name, table in re.findall(r"<!-- (\w+) -->\n((?:\|.*\n)+)", GUIDE):
        rows = [re.split(r" ?\| ?", row) for row in table.splitlines()[2:]]
        found[name] = {row[1].strip("`"): row[2] == "yes" for row in rows}
        assert all(len(row) == 6 and row[3] and row[4] for row in rows), name
    return found


def test_every_field_is_listed_and_what_is_needed_is_said() -> None:
    wanted = {}
    for name, struct in structs().items():
        fields = {field.encode_name: field.required for field in struct.fields}
        wanted[name] = ({str(struct.tag_field): True} if struct.tag_field else {}) | fields
    assert tables() == wanted


def test_every_word_that_a_field_may_hold_is_named() -> None:
    literals = re.findall(r'"enum": \[(.*?)\]', schema_text(), re.DOTALL)
    words = {word for each in literals for word in re.findall(r'"(.*?)"', each)}
    assert len(words) > 15
    assert {
        word for word in words if f'"{word}"' not in GUIDE and f"`{word}`" not in GUIDE
    } == set()


def schema_text() -> str:
    return (resources() / "schema" / "reference.schema.json").read_text("utf-8")


def test_the_guide_borrows_no_wording_of_the_code_book() -> None:
    official = lines_of("descriptor-fivegrams.txt")
    texts = [GUIDE, *((resources() / "guide" / name).read_text("utf-8") for name in STARTS)]
    for text in texts:
        words = re.findall(r"[^\W_]+(?:[.'’][^\W_]+)*", text.casefold())
        runs = [" ".join(words[at : at + 5]) for at in range(len(words) - 4)]
        assert [run for run in runs if sha256(run.encode()).hexdigest()[:10] in official] == []


def lines_of(name: str) -> set[str]:
    return set((Path(__file__).parent.parent / "data" / name).read_text("utf-8").splitlines())


def test_links_within_the_guide_lead_somewhere() -> None:
    headings = re.findall(r"^#+ (.*)$", GUIDE, re.MULTILINE)
    names = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in headings}
    assert set(re.findall(r"\(#([^)]*)\)", GUIDE)) <= names


@pytest.mark.parametrize("name", STARTS)
def test_what_comes_with_the_guide_is_sound_and_has_all_panes(name: str) -> None:
    loaded = load(resources() / "guide" / name)
    assert loaded.problems == ()
    assert loaded.reference is not None
    assert panes_of(loaded.reference) == PANES
    kinds = {note.kind for note in loaded.reference.notes}
    assert len(kinds) == (4 if name.startswith("example") else 1)
