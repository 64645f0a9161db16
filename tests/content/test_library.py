"""The bundled reference, its checksum, and what is said when something is wrong with it."""

import hashlib
import shutil
from pathlib import Path

import pytest

from viewer.content import library, seal
from viewer.content.library import Loaded, integrity, load, load_bundled, seal_path


def test_the_bundled_reference_is_intact() -> None:
    loaded = load_bundled()
    assert loaded.problems == ()
    assert loaded.state == "intact", "run `python -m viewer.content.seal` and commit its file"
    assert loaded.label == "Content intact"
    assert integrity(library.bundled_path().read_bytes())


def test_the_checksum_is_in_the_form_of_sha256sum() -> None:
    path = library.bundled_path()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert seal_path(path).read_text(encoding="ascii") == f"{digest}  {path.name}\n"


def place(tmp_path: Path, source: Path, checksum: str | None) -> Path:
    path = tmp_path / "own.json"
    shutil.copy(source, path)
    if checksum is not None:
        seal_path(path).write_text(checksum, encoding="ascii")
    return path


def test_a_file_of_ones_own_needs_no_checksum(tmp_path: Path, small_path: Path) -> None:
    loaded = load(place(tmp_path, small_path, None))
    assert loaded.state == "unsealed"
    assert loaded.reference is not None


def test_a_checksum_beside_a_file_counts(tmp_path: Path, small_path: Path) -> None:
    digest = hashlib.sha256(small_path.read_bytes()).hexdigest()
    assert load(place(tmp_path, small_path, f"{digest}  own.json\n")).state == "intact"
    assert load(place(tmp_path, small_path, f"{digest[::-1]}  own.json\n")).state == "altered"
    assert load(place(tmp_path, small_path, "")).state == "altered"


def test_a_checksum_of_ones_own_spares_no_check(tmp_path: Path, small_path: Path) -> None:
    path = place(tmp_path, small_path, None)
    data = path.read_bytes().replace(b'"id": "during"', b'"id": "before"')
    path.write_bytes(data)
    seal_path(path).write_text(f"{hashlib.sha256(data).hexdigest()}  own.json\n", encoding="ascii")
    loaded = load(path)
    assert loaded.state == "damaged"
    assert any("taken already" in problem.what for problem in loaded.problems)


def test_a_published_file_of_another_format_is_damaged(tmp_path: Path, small_path: Path) -> None:
    path = place(tmp_path, small_path, None)
    data = path.read_bytes().replace(b'"needleside/1"', b'"needleside/2"')
    path.write_bytes(data)
    seal_path(path).write_text(f"{hashlib.sha256(data).hexdigest()}  own.json\n", encoding="ascii")
    loaded = load(path, sealed=True)
    assert loaded.state == "damaged"
    assert [problem.path for problem in loaded.problems] == ["$.format"]


def test_a_published_file_without_its_checksum_is_not_intact(
    tmp_path: Path, small_path: Path
) -> None:
    loaded = load(place(tmp_path, small_path, None), sealed=True)
    assert loaded.state == "altered"
    assert "install the program again" in loaded.sentence


def test_a_digit_changed_is_seen(tmp_path: Path) -> None:
    data = library.bundled_path().read_bytes()
    assert not integrity(data.replace(b"20611", b"20610", 1))
    path = tmp_path / library.BUNDLED
    path.write_bytes(data.replace(b'"text": "', b'"text": "Not: ', 1))
    shutil.copy(seal_path(library.bundled_path()), seal_path(path))
    loaded = load(path, sealed=True)
    assert loaded.state == "altered"
    assert loaded.reference is not None


@pytest.mark.parametrize("content", [b"", b"{", None])
def test_what_cannot_be_read_is_damaged_and_says_why(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "own.json"
    if content is not None:
        path.write_bytes(content)
    loaded = load(path)
    assert loaded == Loaded(path, None, loaded.problems, "damaged")
    assert loaded.problems
    assert loaded.sentence.startswith("The content cannot be read.")


def test_resources_lie_in_the_installed_package_or_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "viewer"
    (package / "content").mkdir(parents=True)
    monkeypatch.setattr(library, "__file__", str(package / "content" / "library.py"))
    assert library.resources() == tmp_path / "resources"
    (package / "resources").mkdir()
    assert library.resources() == package / "resources"


def test_sealing_writes_the_checksum_of_a_sound_reference_only(
    tmp_path: Path, small_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    path = place(tmp_path, small_path, None)
    monkeypatch.setattr(seal, "bundled_path", lambda: path)
    assert seal.main() == 0
    assert load(path, sealed=True).state == "intact"
    path.write_bytes(path.read_bytes().replace(b'"id": "during"', b'"id": "before"'))
    before = seal_path(path).read_bytes()
    assert seal.main() == 1
    assert "taken already" in capsys.readouterr().err
    assert seal_path(path).read_bytes() == before
