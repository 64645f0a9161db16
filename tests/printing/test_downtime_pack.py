"""The downtime pack: files, index, and what happens when it cannot be written."""

import hashlib
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from viewer.content.model import Reference
from viewer.printing import PrintProblem, pack
from viewer.printing.pack import index_name, items, write_pack
from viewer.printing.style import PAPERS, PageStyle

pytestmark = pytest.mark.usefixtures("qapp")

ROOT = Path(__file__).parents[2]
STYLE = PageStyle(PAPERS["a4"])


def text_of(path: Path) -> str:
    run = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


def test_it_is_all_that_a_downtime_needs(small: Reference, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    written = [*write_pack(small, folder, STYLE)]
    names = [each.item.name for each in written]
    assert names == [
        f"small-{name}.pdf"
        for name in ("all", "coding", "procedure-card", "codes-card", "patient-sheet")
    ]
    assert sorted(path.name for path in folder.iterdir()) == sorted([*names, index_name(small)])
    index = (folder / index_name(small)).read_text("utf-8")
    assert f"Revision {small.revision}. Checked: {small.checked}. Written 20" in index
    assert small.code_notice.split(".")[0] in " ".join(index.split())
    for each in written:
        content = (folder / each.item.name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == each.digest
        assert each.digest in index
        assert each.item.name in index
        assert f"Page 1 of {each.pages}" in text_of(folder / each.item.name)
    assert small.definition.text in text_of(folder / "small-all.pdf")


def test_a_reference_without_codes_or_sheet_has_a_smaller_pack(small: Reference) -> None:
    bare = replace(small, codes=[], code_intro=[], sheet=None)
    assert [item.name for item in items(bare)] == ["small-all.pdf", "small-procedure-card.pdf"]


def test_an_older_pack_is_replaced_file_by_file(small: Reference, tmp_path: Path) -> None:
    (tmp_path / "small-all.pdf").write_bytes(b"old")
    (tmp_path / "mine.txt").write_text("mine")
    assert len([*write_pack(small, tmp_path, STYLE)]) == 5
    assert (tmp_path / "small-all.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_said(small: Reference, tmp_path: Path) -> None:
    with pytest.raises(PrintProblem, match="There is no folder"):
        next(write_pack(small, tmp_path / "no" / "where", STYLE))
    (tmp_path / "file").write_text("")
    with pytest.raises(PrintProblem, match="could not be made"):
        next(write_pack(small, tmp_path / "file", STYLE))


def test_no_index_names_what_is_not_there(
    small: Reference, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = write_pack(small, tmp_path, STYLE)
    next(work)

    def full(*_: object) -> None:
        raise PrintProblem("No room.")

    monkeypatch.setattr(pack, "write_whole", full)
    with pytest.raises(PrintProblem, match="No room"):
        next(work)
    assert [path.name for path in tmp_path.iterdir()] == ["small-all.pdf"]


def command(*arguments: str | Path, most: int | None = None) -> subprocess.CompletedProcess[str]:
    """The program itself, which may write no file larger than `most` bytes."""

    def limit() -> None:
        if most is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", "viewer", *map(str, arguments)],
        capture_output=True, text=True, check=False, env=environment, preexec_fn=limit,
    )  # fmt: skip


def test_the_command_writes_it_and_names_each_file(small_path: Path, tmp_path: Path) -> None:
    run = command("pack", tmp_path / "p", "--paper", "letter", "--reference", small_path)
    assert run.returncode == 0, run.stderr
    assert len(run.stdout.splitlines()) == 6
    assert len([*(tmp_path / "p").iterdir()]) == 6


def test_a_full_disk_ends_in_a_sentence_and_nothing_half_written(
    small_path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "guide.pdf"
    target.write_bytes(b"old")
    run = command("print", "all", "--pdf", target, "--reference", small_path, most=9000)
    assert run.returncode == 1
    assert run.stderr.startswith("needleside: The PDF could not be written to")
    assert "Nothing was changed there." in run.stderr
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["guide.pdf"]
    run = command("pack", tmp_path / "p", "--reference", small_path, most=9000)
    assert run.returncode == 1
    assert "could not be written" in run.stderr
    assert [*(tmp_path / "p").iterdir()] == []


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a folder closed to all")
def test_a_read_only_target_ends_in_a_sentence(small_path: Path) -> None:
    run = command("print", "after", "--pdf", "/sys/kernel/x.pdf", "--reference", small_path)
    assert run.returncode == 1
    assert run.stderr.startswith("needleside: The PDF could not be written to /sys/kernel/x.pdf")
    run = command("pack", "/sys/kernel/pack", "--reference", small_path)
    assert run.returncode == 1
    assert "could not be made" in run.stderr
