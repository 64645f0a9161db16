"""What tests of search share: references to search in, and folders of references with an index."""

import copy
import importlib.util
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pytest
from msgspec.structs import replace

from viewer.content.library import load_bundled
from viewer.content.model import (
    CodeEntry,
    Note,
    Paragraph,
    Question,
    QuestionGroup,
    Reference,
    Section,
)
from viewer.content.reader import read_file
from viewer.content.shelf import Shelf
from viewer.search.index import SearchIndex
from viewer.search.locking import Lock
from viewer.search.store import DiskPart, Store, index_folder
from viewer.search.together import Search
from viewer.search.updating import LOCK, Updated, update

HERE = Path(__file__).parent

Shape = Callable[..., Reference]

_SMALL = json.loads((HERE.parent / "data" / "small.json").read_bytes())
# Long before anything is read, so that no file counts as just changed.
_LONG_AGO = 1_700_000_000


@pytest.fixture(scope="session")
def searched() -> Reference:
    """A small reference whose words are known to these tests."""
    reference = read_file(HERE.parent / "data" / "searched.json")
    assert isinstance(reference, Reference), reference
    return reference


@pytest.fixture(scope="session")
def bundled() -> Reference:
    """The reference that comes with the program."""
    reference = load_bundled().reference
    assert reference is not None
    return reference


@pytest.fixture(scope="session")
def bundled_index(bundled: Reference) -> SearchIndex:
    """The index of the bundled reference."""
    return SearchIndex.build([bundled])


@pytest.fixture(scope="session")
def any_lines() -> ModuleType:
    """The generator of lines, which the benchmark uses too."""
    spec = importlib.util.spec_from_file_location("any_lines", HERE / "any_lines.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def shaped(searched: Reference) -> Shape:
    """Makes a reference with these texts, each in a place with the id of its kind, and no others.

    A heading, a question, a text, a note and the summary of a code are found as h, q, t, n and c.
    """

    def shape(
        reference_id: str = "shaped",
        *,
        title: str = "Shaped",
        heading: str = "",
        question: str = "",
        text: str = "",
        note: str = "",
        code: tuple[str, str] = ("", ""),
        synonyms: Sequence[Sequence[str]] = (),
    ) -> Reference:
        said = ["intro"]
        blocks = Paragraph(id="t", lead="Said.", text=text or "Nothing.", from_=said)
        return replace(
            searched,
            id=reference_id,
            title=title,
            overview=[Section(id="h", title=heading or "Part", blocks=[blocks])],
            phases=[],
            code_intro=[],
            codes=[_code(searched.codes[0], *code)] if code[0] else [],
            faq=[_question(question, said)] if question else [],
            notes=[_note(note, said)] if note else [],
            sources=[],
            unverified=[],
            synonyms=[list(group) for group in synonyms],
            abbreviations=[],
            article=replace(searched.article, remarks=[]),
        )

    return shape


def _code(like: CodeEntry, code: str, summary: str) -> CodeEntry:
    return replace(
        like, id="c", code=code, codes=[code], summary=summary, structure="Any", group="Any",
        guidance_text="Any.", documentation=[], modifiers=[], not_with=[], may_go_with="",
        coverage=[], drug="", retired="", article=[], limit=None, limit_text="",
    )  # fmt: skip


def _question(question: str, said: list[str]) -> QuestionGroup:
    asked = Question(id="q", question=question, answer="Nothing.", from_=said)
    return QuestionGroup(id="g", title="Questions", questions=[asked])


def _note(note: str, said: list[str]) -> Note:
    return Note(
        id="n", kind="missing", headline="Left out", text=note, about=said,
        confidence="general knowledge",
    )  # fmt: skip


# -- on disk


class Library:
    """References on disk, and what a window would do with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "library"
        self.root = folder / "cache" / "index"
        self.folder.mkdir(parents=True)
        self.index = index_folder(self.folder, self.root)
        self.store = Store(self.folder, root=self.root)
        self._clock = _LONG_AGO

    def write(self, name: str, id_: str, word: str, **fields: object) -> Path:
        """A sound reference in the file `name`, with `word` in its definition."""
        value = copy.deepcopy(_SMALL) | {"id": id_, "title": f"About {id_}"} | fields
        value["definition"]["text"] = f"This one is about {word}."
        return self.put(name, json.dumps(value).encode())

    def put(self, name: str, data: bytes) -> Path:
        """A file with any content, changed a while ago and later than all before it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self._clock += 10
        os.utime(path, (self._clock, self._clock))
        return path

    def update(self, stop_after: int | None = None) -> Updated:
        """Bring the index up to date, as its process does."""
        self.index.mkdir(parents=True, exist_ok=True)
        lock = Lock(self.index / LOCK)
        assert lock.take()
        asked = 0

        def stopped() -> bool:
            nonlocal asked
            asked += 1
            return stop_after is not None and asked > stop_after

        try:
            return update(
                self.index, self.folder, Shelf(self.folder, False).listing(), stopped=stopped
            )
        finally:
            lock.free()

    def part(self) -> DiskPart:
        """The state of the index that a window sees now."""
        part = self.store.open()
        assert part is not None
        return part

    def finds(self, line: str) -> Sequence[tuple[str, str]]:
        """Reference and place of each hit."""
        return found_in(self.part(), line)


def found_in(part: DiskPart, line: str) -> Sequence[tuple[str, str]]:
    answer = Search([part]).search(line)
    assert not answer.lost
    return [(hit.reference, hit.place.id) for hit in answer.hits]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


@pytest.fixture(scope="session")
def make_library() -> type[Library]:
    return Library
