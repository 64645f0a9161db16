"""The maker of libraries, as a module: the benchmarks are programs, not a package."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def library_maker() -> Iterator[ModuleType]:
    """The module that makes libraries."""
    sys.path.insert(0, str(Path(__file__).parent))
    yield import_module("library_maker")
    sys.path.remove(str(Path(__file__).parent))
