"""PySide6 loads faster and works the same; what is kept of it is only run when it is sound."""

import os
import re
import subprocess
import sys
from pathlib import Path
from types import CodeType, ModuleType

import pytest

import viewer
from viewer import pyside
from viewer.pyside import Compiled, pattern

TEXT = b"answer = 6 * 7"


@pytest.fixture(autouse=True)
def writes_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python as it runs unless it is told to write no bytecode."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where compiled code is kept: in a folder that is not there yet."""
    return tmp_path / "cache" / "part.bin"


def keep(file: Path) -> None:
    """Compile `TEXT` and keep it."""
    compiled = Compiled(file)
    compiled.compile(TEXT, "part.py", "exec")
    compiled.keep()


def answer(code: object) -> object:
    """What running `code` gives."""
    assert isinstance(code, CodeType)
    names: dict[str, object] = {}
    exec(code, names)
    return names["answer"]


def compiles(file: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a start with this file compiles `TEXT`; either way it must run."""
    done: list[object] = []

    def compiling(*what: object) -> object:
        done.append(what)
        return compile(*what)  # type: ignore[call-overload]

    monkeypatch.setattr(pyside, "_compile", compiling)
    assert answer(Compiled(file).compile(TEXT, "part.py", "exec")) == 42
    return bool(done)


def test_what_was_kept_is_not_compiled_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiles(file, monkeypatch)
    keep(file)
    assert not compiles(file, monkeypatch)


def test_nothing_is_kept_where_python_may_keep_no_bytecode(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    keep(file)
    assert not file.exists()


@pytest.mark.parametrize("cut", [0, 3, 4, 40, -1])
def test_a_damaged_file_is_as_good_as_none(
    file: Path, cut: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(file)
    file.write_bytes(file.read_bytes()[:cut])
    assert compiles(file, monkeypatch)


def test_one_wrong_bit_is_damage(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(file)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 4
    file.write_bytes(data)
    assert compiles(file, monkeypatch)


def test_another_python_compiles_for_itself(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(file)
    monkeypatch.setattr(pyside, "MAGIC_NUMBER", b"else")
    assert compiles(file, monkeypatch)


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="this system has no such permissions")
def test_a_file_that_others_may_write_is_not_run(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(file)
    assert file.stat().st_mode & 0o077 == 0
    file.chmod(0o622)
    assert compiles(file, monkeypatch)


def test_where_nothing_can_be_written_nothing_is_said(tmp_path: Path) -> None:
    tmp_path.joinpath("cache").write_text("no folder")
    keep(tmp_path / "cache" / "part.bin")
    assert [each.name for each in tmp_path.iterdir()] == ["cache"]


def test_the_future_of_the_caller_holds_for_what_it_compiles(file: Path) -> None:
    caller = "from __future__ import annotations\ncode = compile(text, 'part.py', 'exec')"
    names = {"compile": Compiled(file).compile, "text": b"def answer(x: unknown): ..."}
    exec(caller, names)
    assert callable(answer(names["code"]))


def test_other_uses_of_compile_are_as_ever(file: Path) -> None:
    compiled = Compiled(file)
    assert eval(compiled.compile("1 + 1", "sum", "eval")) == 2  # type: ignore[arg-type]
    with pytest.raises(SyntaxError):
        compiled.compile(b"1 +", "sum", "exec")


def test_a_late_module_is_there_when_it_is_asked(file: Path) -> None:
    code = Compiled(file).compile(TEXT, pyside._LATE[0], "exec")
    assert isinstance(code, CodeType)
    module = ModuleType("late")
    exec(code, module.__dict__)
    assert "answer" not in vars(module)
    assert not hasattr(module, "__path__")
    assert module.answer == 42
    assert not hasattr(module, "question")


def test_only_patterns_of_pyside_wait() -> None:
    assert isinstance(pattern("a+"), re.Pattern)
    names = {"__name__": "shibokensupport.part", "pattern": pattern}
    exec("made = pattern('(A+)', 2)", names)
    made: re.Pattern[str] = names["made"]  # type: ignore[assignment]
    assert not isinstance(made, re.Pattern)
    assert [found[0] for found in made.finditer("xaax")] == ["aa"]
    assert made.split("xaax") == ["x", "aa", "x"]
    assert made.pattern == "(A+)"


SAY = """
import inspect
from PySide6 import QtCore, QtGui
for call in (
    lambda: QtCore.QObject().setObjectName(object()),
    lambda: QtCore.QTimer.singleShot("x"),
    lambda: QtGui.QFont(1, 2, 3, 4, 5, 6),
):
    try:
        call()
    except TypeError as error:
        print(error)
from PySide6.support.signature.lib import pyi_generator
print(pyi_generator.Formatter, sorted(vars(pyi_generator)))
"""
LOAD = """
import sys
from pathlib import Path
from viewer import pyside
compiled = []
usual = pyside._compile
pyside._compile = lambda *what: compiled.append(what[1]) or usual(*what)
pyside.load(Path(sys.argv[1])).keep()
print(len(compiled), file=sys.stderr)
"""


def test_pyside_says_the_same_and_is_compiled_once(tmp_path: Path) -> None:
    def run(text: str) -> tuple[str, str]:
        done = subprocess.run(
            [sys.executable, "-c", text, tmp_path],
            capture_output=True, text=True, check=True,
            env=os.environ | {"PYTHONPATH": str(Path(viewer.__file__).parent.parent)},
        )  # fmt: skip
        return done.stdout, done.stderr

    plain, _ = run(SAY)
    assert plain.count("\n") > 3
    first, count = run(LOAD + SAY)
    assert first == plain
    assert int(count) > 5
    assert run(LOAD + SAY) == (plain, "0\n")
