"""What tests of several parts share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from viewer.content.model import Reference
from viewer.content.reader import read_file

# A busy machine is no reason to fail.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--onscreen", action="store_true", help="show the windows; without it none is seen"
    )


def pytest_configure(config: pytest.Config) -> None:
    # Before any QGuiApplication is made: it chooses its platform once.
    if not config.getoption("--onscreen"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def small_path() -> Path:
    """A small reference that uses every field of the model, as a file."""
    return Path(__file__).parent / "data" / "small.json"


@pytest.fixture(scope="session")
def small(small_path: Path) -> Reference:
    """A small reference that uses every field of the model."""
    reference = read_file(small_path)
    assert isinstance(reference, Reference), reference
    return reference
