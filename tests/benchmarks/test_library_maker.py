"""Made libraries are sound, varied and the same every time."""

from pathlib import Path
from types import ModuleType

from viewer.content.check import check_file
from viewer.content.model import Reference
from viewer.content.places import places
from viewer.content.reader import read_file

COUNT = 12


def made(maker: ModuleType, folder: Path) -> list[Reference]:
    references = []
    for path in maker.make_library(folder, COUNT):
        assert check_file(path) == []
        reference = read_file(path)
        assert isinstance(reference, Reference), reference
        references.append(reference)
    return references


def test_made_references_are_sound_and_each_its_own(
    library_maker: ModuleType, tmp_path: Path
) -> None:
    references = made(library_maker, tmp_path)
    assert len({reference.id for reference in references}) == COUNT
    assert len({reference.title for reference in references}) == COUNT


def test_a_made_library_has_references_of_every_shape(
    library_maker: ModuleType, tmp_path: Path
) -> None:
    references = made(library_maker, tmp_path)
    shapes = {(bool(each.phases), bool(each.codes)) for each in references}
    assert shapes == {(True, True), (True, False), (False, True), (False, False)}
    assert any(each.synonyms for each in references)
    assert any(each.abbreviations for each in references)
    assert all(note.sources for each in references for note in each.notes)
    average = sum(len(places(each)) for each in references) / COUNT
    assert abs(average - library_maker.PLACES) < 5


def test_a_number_is_the_same_reference_in_a_library_of_any_size(
    library_maker: ModuleType, tmp_path: Path
) -> None:
    few = library_maker.make_library(tmp_path / "few", 2)
    many = library_maker.make_library(tmp_path / "many", 3)
    assert [path.read_bytes() for path in few] == [path.read_bytes() for path in many[:2]]


def test_titles_stay_distinct_in_the_largest_library(library_maker: ModuleType) -> None:
    assert len({library_maker.title(number) for number in range(100_000)}) == 100_000


def test_another_edition_has_the_same_id_and_other_texts(library_maker: ModuleType) -> None:
    first, second = (library_maker.reference(3, edition=each) for each in (1, 2))
    assert first["id"] == second["id"]
    assert first["definition"] != second["definition"]
