"""No official CPT descriptor stands in the reference: their text needs a licence.

`tests/data/descriptor-fivegrams.txt` holds the first ten hex digits of the SHA-256 of every run
of five words of the official descriptors of the codes in the table, as far as they were known,
with and without what stands in brackets; never their text.
"""

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from viewer.content.library import bundled_path

WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
RUN = 5
# A source's title and address are its own; whoever wrote them answers for them.
CITED = re.compile(r"\$\.sources\[\d+\]\.(title|address)$")


@pytest.fixture(scope="module")
def official() -> frozenset[str]:
    path = Path(__file__).parent.parent / "data" / "descriptor-fivegrams.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def texts_in(value: object, path: str = "$") -> Iterator[tuple[str, str]]:
    """Every text in a JSON value with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts_in(item, f"{path}[{index}]")
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from texts_in(item, f"{path}.{name}")


def copied(text: str, official: frozenset[str]) -> list[str]:
    words = WORD.findall(text.casefold())
    runs = (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return [run for run in runs if sha256(run.encode()).hexdigest()[:10] in official]


def test_no_official_wording_is_in_the_reference(official: frozenset[str]) -> None:
    value = json.loads(bundled_path().read_text(encoding="utf-8"))
    texts = [(path, text) for path, text in texts_in(value) if not CITED.match(path)]
    assert len(texts) > 3000
    found = {path: run for path, text in texts for run in copied(text, official)}
    assert found == {}


def test_official_wording_would_be_seen(official: frozenset[str]) -> None:
    assert len(official) > 800
    value = json.loads(bundled_path().read_text(encoding="utf-8"))
    titles = {source["id"]: source["title"] for source in value["sources"]}
    assert copied(titles["S38"], official), "a title that quotes a few words of one"
    assert copied(titles["S14"], official) == []
