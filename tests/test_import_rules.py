"""Which part may import which, read from the source: data goes one way, file to pane."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import viewer

PACKAGE = Path(viewer.__file__).parent

# Who may import whom. Whoever starts the program may import everything.
MAY = {
    "folders": {"folders"},
    "content": {"content"},
    "search": {"search", "content", "folders"},
    "render": {"render", "content"},
    "printing": {"printing", "render", "content"},
    "terminal": {"terminal"},
    "commands": {"commands", "printing", "render", "search", "content", "folders", "terminal"},
    "ui": {"ui", "render", "search", "content", "folders"},
}
# Loaded when it is asked for, inside a function: a slow print server slows no start.
MAY_LATE = {"ui": {"printing"}}
WITHOUT_QT = {"folders", "terminal", "commands", "content", "search", "render"}
# What only one module, or one part, may name.
ONLY_IN = {
    "QSettings": "viewer/ui/settings.py",
    "QTextBrowser": "viewer/ui/textview.py",
    "QtPrintSupport": "viewer/printing/",
    "QtNetwork": "nowhere",
    "QtWebEngineWidgets": "nowhere",
}
MUST_BE_SEEN = {
    ("search", "content"), ("render", "content"), ("printing", "render"), ("ui", "render"),
    ("ui", "search"), ("ui", "content"), ("ui", "folders"), ("ui", "printing"), ("cli", "commands"),
    ("commands", "content"), ("commands", "search"), ("commands", "render"),
    ("commands", "printing"), ("commands", "folders"), ("cli", "app"), ("app", "ui"),
    ("app", "cli"),
}  # fmt: skip


@dataclass(frozen=True)
class Import:
    """One name that a file imports; `late` when that is done inside a function."""

    file: str
    line: int
    module: str
    name: str
    late: bool
    for_types: bool

    @property
    def importer(self) -> str:
        return Path(self.file).parts[1].removesuffix(".py")

    @property
    def imported(self) -> str:
        parts = (*self.module.split("."), self.name)
        return parts[1] if parts[0] == "viewer" and len(parts) > 1 else ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: from {self.module} import {self.name}"


def imports() -> list[Import]:
    return [
        found
        for path in sorted(PACKAGE.rglob("*.py"))
        for found in imports_of(path.relative_to(PACKAGE.parent).as_posix(), path)
    ]


def imports_of(file: str, path: Path) -> Iterator[Import]:
    def walk(node: ast.AST, late: bool, for_types: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            inside = late or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            types = for_types or (
                isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
            )
            if isinstance(child, ast.ImportFrom):
                assert not child.level, f"{file}:{child.lineno}: name the whole module"
                for name in child.names:
                    yield Import(file, child.lineno, child.module or "", name.name, late, for_types)
            elif isinstance(child, ast.Import):
                for name in child.names:
                    yield Import(file, child.lineno, name.name, "", late, for_types)
            yield from walk(child, inside, types)

    yield from walk(ast.parse(path.read_text("utf-8")), late=False, for_types=False)


@pytest.fixture(scope="module")
def found() -> list[Import]:
    return imports()


def test_the_arrows_that_must_be_there_were_seen(found: list[Import]) -> None:
    assert {each.importer for each in found} >= MAY.keys()
    seen = {(each.importer, each.imported) for each in found}
    assert seen >= MUST_BE_SEEN, (
        "the test reads imports badly, or a part does no longer use another"
    )


def test_imports_run_one_way(found: list[Import]) -> None:
    parts = {path.name.removesuffix(".py") for path in PACKAGE.iterdir()}
    wrong = []
    for each in found:
        allowed = MAY.get(each.importer)
        if allowed is None or each.imported not in parts:
            continue
        late = each.late or each.for_types
        if each.imported in allowed or (late and each.imported in MAY_LATE.get(each.importer, ())):
            continue
        wrong.append(
            f"{each}: {each.importer} may import {', '.join(sorted(allowed))}"
            + (" (inside a function too: printing)" if each.importer in MAY_LATE else "")
            + f". Move what both need down into {min(allowed, key=list(MAY).index)}, or hand it "
            "in as an argument."
        )
    assert not wrong, "\n".join(wrong)


def test_no_part_below_the_window_loads_qt(found: list[Import]) -> None:
    wrong = [
        f"{each}: {each.importer} works without Qt, so that the command line starts at once. "
        "Move this into ui or printing."
        for each in found
        if each.importer in WITHOUT_QT and each.module.split(".")[0].startswith("PySide")
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ONLY_IN)
def test_some_names_have_one_home(found: list[Import], name: str) -> None:
    home = ONLY_IN[name]
    users = [each for each in found if name in (each.name, *each.module.split("."))]
    wrong = [str(each) for each in users if not each.file.startswith(home)]
    assert not wrong, f"Only {home} uses {name}; call that instead.\n" + "\n".join(wrong)
    if home != "nowhere":
        assert users, f"{home} does no longer use {name}: the rule has nothing to hold"


def test_only_the_command_line_and_the_start_name_the_window(found: list[Import]) -> None:
    wrong = [
        f"{each}: only app opens the window."
        for each in found
        if each.imported == "ui" and each.importer not in ("ui", "app")
    ]
    assert not wrong, "\n".join(wrong)
