"""Loads PySide6 without what it does at every start and that serves nothing here.

Part of PySide6 is Python that it carries as text and compiles each time it is loaded: what comes
of that is kept in the cache folder, as Python itself keeps it for every other module. Of that
part, the writer of type stubs and a large pattern for messages about wrong arguments wait until
they are asked for. And once loaded, PySide6 reads the source of each module that is imported, to
see whether it may use `__feature__`; none here does.

Together that is a quarter of what a bare window takes. Where another PySide6 works otherwise,
nothing is found to be kept or put off, and it loads as it always would.
"""

import __future__

import builtins
import marshal
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType
from zlib import crc32

Source = tuple[str, int, bytes]  # the file's name, compiler flags, the text

_SUM = 4  # bytes
_FUTURES = 0
for _name in __future__.all_feature_names:
    _FUTURES |= getattr(__future__, _name).compiler_flag
_compile, _pattern = builtins.compile, re.compile
_OWN_PART = "shibokensupport."
_LATE = ("shibokensupport/signature/lib/pyi_generator.py",)
# A module that becomes what it is when it is first asked for anything.
_LATE_MODULE = """
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    del globals()["__getattr__"]
    exec(compile({source!r}, {filename!r}, "exec"), globals())
    if name not in globals():
        raise AttributeError(name)
    return globals()[name]
"""


def load(cache: Path) -> "Compiled":
    """Load PySide6.QtCore, with what an earlier start kept in the folder `cache`.

    What is returned can be kept for the next start. Raises ImportError as the import itself does.
    """
    compiled = Compiled(cache / f"pyside-{sys.implementation.cache_tag}.bin")
    with _in_place_of(compiled.compile, pattern):
        import PySide6.QtCore  # noqa: F401
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    return compiled


@contextmanager
def _in_place_of(
    compiling: Callable[..., object], patterns: Callable[..., object]
) -> Iterator[None]:
    """Have these two stand in for the built-in `compile` and for `re.compile`."""
    builtins.compile = compiling  # type: ignore[assignment]
    re.compile = patterns  # type: ignore[assignment]
    try:
        yield
    finally:
        builtins.compile, re.compile = _compile, _pattern


class Compiled:
    """What sources were compiled to, kept in one file from one start to the next.

    A file that is damaged, that another Python wrote or that another user could have written is
    as good as none: what it holds would be run.
    """

    def __init__(self, file: Path) -> None:
        """Read `file` if it is there and sound."""
        self._file = file
        self._codes = _read(file)
        self._grown = False

    def compile(
        self,
        source: object,
        filename: str,
        mode: str,
        flags: int = 0,
        dont_inherit: bool = False,
        optimize: int = -1,
    ) -> object:
        """As the built-in `compile`, which it stands in for."""
        if not dont_inherit:
            flags |= sys._getframe(1).f_code.co_flags & _FUTURES
        plain = mode == "exec" and optimize == -1 and not flags & ~_FUTURES
        if not plain or not isinstance(source, bytes):
            return _compile(source, filename, mode, flags, True, optimize)  # type: ignore[call-overload]
        if filename in _LATE:
            # The flags that both are compiled with are the same, for the inner takes the outer's.
            source = _LATE_MODULE.format(source=source, filename=filename).encode()
        key = (filename, flags, source)
        if key not in self._codes:
            self._codes[key] = _compile(source, filename, mode, flags, True)
            self._grown = True
        return self._codes[key]

    def keep(self) -> None:
        """Write the file if there is more to it now, and let all go. For after the first paint.

        Where it cannot be written, or Python was told to write no bytecode, the next start compiles
        again.
        """
        codes, self._codes = self._codes, {}
        if not self._grown or sys.dont_write_bytecode:
            return
        # Loaded here: only the first start writes.
        from tempfile import mkstemp

        body = marshal.dumps(codes)
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            number, name = mkstemp(dir=self._file.parent)
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(_sum(body) + body)
                Path(name).replace(self._file)
            except OSError:
                Path(name).unlink()


def pattern(expression: str, flags: int = 0) -> object:
    """As `re.compile`; for PySide6's own part, a pattern that is compiled when it is used."""
    if sys._getframe(1).f_globals.get("__name__", "").startswith(_OWN_PART):
        return LatePattern(expression, flags)
    return _pattern(expression, flags)


class LatePattern:
    """A pattern that takes milliseconds to compile and may never be asked for anything."""

    def __init__(self, expression: str, flags: int) -> None:
        self._as_written = expression, flags

    def __getattr__(self, name: str) -> object:
        """A method of the pattern is not looked up before it is called."""
        if name in ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"):
            return _Late(self._as_written, name)
        return getattr(_pattern(*self._as_written), name)


class _Late:
    """A method of a pattern. No function: taken from a class, it would be handed the object."""

    def __init__(self, as_written: tuple[str, int], name: str) -> None:
        self._as_written = as_written
        self._name = name

    def __call__(self, *what: object, **how: object) -> object:
        # `re` keeps what it compiled, so a second call finds it.
        return getattr(_pattern(*self._as_written), self._name)(*what, **how)


def _read(path: Path) -> dict[Source, CodeType]:
    try:
        with path.open("rb") as file:
            data = file.read() if _is_own(os.fstat(file.fileno())) else b""
    except OSError:
        return {}
    written, body = data[:_SUM], data[_SUM:]
    if written != _sum(body):
        return {}
    kept: dict[Source, CodeType] = marshal.loads(body)  # noqa: S302
    return kept


def _sum(body: bytes) -> bytes:
    """A sum over `body` and what can run it: another Python reads another bytecode."""
    made_by = f"{sys.version}\n{sys.flags.optimize}\n".encode() + MAGIC_NUMBER
    return crc32(body, crc32(made_by)).to_bytes(_SUM)


def _is_own(status: os.stat_result) -> bool:
    """Whether nobody but this user can have written the file."""
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o022
