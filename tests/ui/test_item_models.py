"""Qt's own rules for item models, checked by Qt's model tester."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from viewer.content.model import Reference
from viewer.search.index import SearchIndex
from viewer.ui.models import CodeModel, HitModel, Role


@pytest.fixture(params=[False, True], ids=["qt", "python"])
def check(qtmodeltester: ModelTester, request: pytest.FixtureRequest) -> Callable[[object], None]:
    """Both testers: each finds what the other lets pass."""
    return lambda model: qtmodeltester.check(model, force_py=request.param)


def test_results_keep_qts_rules_while_they_change(
    small: Reference, check: Callable[[object], None]
) -> None:
    index = SearchIndex.build([small])
    model = HitModel()
    check(model)
    for line in ("needle", "20611", "zzz", "skin", ""):
        hits = index.search(line, 30).hits
        model.set_hits(hits)
        assert model.rowCount() == len(hits)


def test_results_say_all_to_a_screen_reader(small: Reference) -> None:
    model = HitModel()
    hit = SearchIndex.build([small]).search("20611", 5).hits[0]
    model.set_hits((hit,))
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"20611. Coding › Joints. {hit.snippet}"
    assert model.index(0).data(Role.HIT) is hit
    assert model.hit(1) is None
    assert model.hit(-1) is None


def test_the_code_table_keeps_qts_rules(small: Reference, check: Callable[[object], None]) -> None:
    check(CodeModel())
    model = CodeModel(small.codes)
    check(model)
    assert model.rowCount() == len(small.codes)
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(QModelIndex()) == 5


def test_the_code_table_says_what_a_cell_is(small: Reference) -> None:
    model = CodeModel(small.codes)
    row = model.row_of("code-20611")
    cells = [model.index(row, column).data() for column in range(model.columnCount())]
    assert cells[:4] == ["20611", "The same, led by ultrasound.", "Included", "2"]
    said = model.index(row, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Ultrasound: Included"
    assert model.headerData(row, Qt.Orientation.Vertical) == "20611"
    assert model.row_of("nothing") == -1
    assert model.entry(99) is None
