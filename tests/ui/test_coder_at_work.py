"""A coder at the keyboard: to the code in few keys, narrowed, sorted, copied and saved."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from viewer.content.code_table import COLUMNS, cells
from viewer.content.library import Loaded
from viewer.ui.panes.coding import CodingPane
from viewer.ui.theme import code_font
from viewer.ui.window import Window

Press = Callable[[str], None]
Write = Callable[[str], None]
Opener = Callable[..., Window]
KEY_OF_CODING = "Ctrl+3"


@pytest.fixture
def pane(window: Window, press: Press) -> CodingPane:
    return coding(window, press)


def coding(window: Window, press: Press) -> CodingPane:
    press(KEY_OF_CODING)
    made = window.panes["coding"]
    assert isinstance(made, CodingPane)
    return made


def shown(pane: CodingPane) -> list[str]:
    return [entry.code for entry in pane.model.entries]


def chosen(pane: CodingPane) -> list[str]:
    return [entry.code for entry in pane.entries()]


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


# -- from anywhere to a copied code


@pytest.mark.parametrize(
    ("keys", "most"),
    [
        ("Ctrl+F 2 0 6 1 1 Return Ctrl+C", 8),  # a known code, by search
        ("2 0 6 1 1 Return Ctrl+C", 7),  # the same, by simply typing
        ("Ctrl+3 Shift+F6 2 0 6 1 1 Down Ctrl+C", 9),  # by the filter
        ("Ctrl+3 Shift+F6 Shift+F6 M Tab U Ctrl+C", 7),  # by the finder: major, ultrasound
        ("Ctrl+3 Shift+F6 Shift+F6 K Tab U Ctrl+C", 7),  # or knee, ultrasound
    ],
)
def test_a_code_is_on_the_clipboard_within_few_keys(
    window: Window, press: Press, keys: str, most: int
) -> None:
    assert window.pane == "overview"
    press(keys)
    assert clipboard() == "20611"
    assert window.status.text() == "Copied 20611."
    assert len(keys.split()) <= most


# -- filter, groups, guidance


def test_what_is_typed_narrows_the_rows_and_esc_shows_all(
    pane: CodingPane, press: Press, write: Write
) -> None:
    press("Shift+F6")
    assert pane.filter.hasFocus()
    write("facet ultrasound")
    assert shown(pane) == ["64490–64495", "0213T–0218T"]
    assert pane.count.text() == "2 of 52"
    press("Escape")
    assert pane.filter.text() == ""
    assert len(shown(pane)) == 52
    assert pane.count.text() == "52 code rows"


@pytest.mark.parametrize("key", ["Down", "Return"])
def test_from_the_filter_a_key_leads_to_the_first_code(
    pane: CodingPane, press: Press, write: Write, key: str
) -> None:
    press("Shift+F6")
    write("shoulder")
    press(key)
    assert pane.table.hasFocus()
    assert chosen(pane) == ["20610"]
    press("Down Ctrl+C")
    assert clipboard() == "20611"


def test_a_filter_without_a_row_says_none_and_nothing_is_chosen(
    pane: CodingPane, press: Press, write: Write
) -> None:
    press("Shift+F6")
    write("20161")
    assert shown(pane) == []
    assert pane.count.text() == "0 of 52"
    press("Down")
    assert pane.filter.hasFocus()
    assert chosen(pane) == []


def test_structure_and_guidance_are_chosen_by_typing_and_narrow_each_other(
    pane: CodingPane, press: Press, write: Write
) -> None:
    press("Shift+F6 Tab")
    assert pane.group.hasFocus()
    write("nerve")
    assert {entry.group for entry in pane.model.entries} == {"Nerve blocks"}
    press("Tab")
    write("separate")
    assert shown(pane) == ["64405", "64418", "64450", "64455"]
    press("Shift+Tab Shift+Tab")
    write("toes")
    assert shown(pane) == ["64455"]
    press("Escape")
    press("Tab Home")
    assert {entry.guidance for entry in pane.model.entries} == {"separate"}
    assert {entry.group for entry in pane.model.entries} > {"Nerve blocks"}


def test_the_choices_name_every_structure_and_every_kind_of_guidance(pane: CodingPane) -> None:
    names = [pane.group.itemText(at) for at in range(pane.group.count())]
    assert names == ["All codes", *dict.fromkeys(entry.group for entry in pane.reference.codes)]
    kinds = [pane.guidance.itemText(at) for at in range(pane.guidance.count())]
    assert "Ultrasound: x-ray or CT only" in kinds
    assert len(kinds) == 1 + len({entry.guidance for entry in pane.reference.codes})


def test_a_row_that_stays_in_sight_stays_chosen(
    pane: CodingPane, press: Press, write: Write
) -> None:
    press("2 0 6 1 1 Return")
    press("Shift+F6")
    write("shoulder")
    assert chosen(pane) == ["20611"]
    assert pane.view.toPlainText().startswith("20611")
    press("Escape")
    write("facet")
    assert chosen(pane) == []


# -- order


def test_ctrl_shift_s_goes_through_every_order_and_back_to_the_reference_s(
    window: Window, pane: CodingPane, press: Press
) -> None:
    own = shown(pane)
    for column, name in enumerate(COLUMNS):
        press("Ctrl+Shift+S")
        assert window.status.text() == f"Sorted by {name}."
        up = [cells(entry)[column] for entry in pane.model.entries]
        press("Ctrl+Shift+S")
        assert window.status.text() == f"Sorted by {name}, downwards."
        down = [cells(entry)[column] for entry in pane.model.entries]
        assert sorted(up) == sorted(down)
        assert up != down
        head = pane.table.horizontalHeader()
        assert head.isSortIndicatorShown()
        assert head.sortIndicatorSection() == column
    press("Ctrl+Shift+S")
    assert "own order" in window.status.text()
    assert shown(pane) == own
    assert not pane.table.horizontalHeader().isSortIndicatorShown()


def test_a_click_on_a_head_sorts_up_then_down_then_as_it_was(
    qtbot: QtBot, pane: CodingPane
) -> None:
    own = shown(pane)
    head = pane.table.horizontalHeader()

    def click() -> list[str]:
        at = QPoint(head.sectionPosition(0) + 20, head.height() // 2)
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
        return shown(pane)

    assert click() == sorted(own)
    assert click() == sorted(own, reverse=True)
    assert click() == own


def test_order_and_filter_go_together(pane: CodingPane, press: Press, write: Write) -> None:
    press("Ctrl+Shift+S Ctrl+Shift+S Shift+F6")
    write("shoulder")
    assert shown(pane) == ["20611", "20610"]


# -- copying


def test_several_rows_are_copied_as_cells(window: Window, pane: CodingPane, press: Press) -> None:
    press("Down Shift+Down Shift+Down Ctrl+C")
    lines = [line.split("\t") for line in clipboard().splitlines()]
    assert lines == [list(COLUMNS), *(list(cells(entry)) for entry in pane.model.entries[:3])]
    assert window.status.text() == "Copied the rows."


def test_one_row_with_summary_source_and_date(
    window: Window, pane: CodingPane, press: Press
) -> None:
    press("2 0 6 1 1 Return Ctrl+Shift+C")
    entry = pane.entry()
    assert entry is not None
    code, summary, origin, checked = clipboard().split("\t")
    assert (code, summary) == ("20611", entry.summary)
    assert window.reference.title in origin
    assert window.reference.revision in origin
    assert all(source in origin for source in entry.sources)
    assert checked == "checked to mid-2026"


# -- CSV


def ask_for(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    """What the reader answers when he is asked for a file."""
    name = str(path) if path else ""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (name, "CSV"))


def test_the_rows_shown_are_written_as_csv(
    window: Window, pane: CodingPane, press: Press, write: Write, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = tmp_path / "table.csv"
    ask_for(monkeypatch, path)
    press("Shift+F6")
    write("nerve block")
    wanted = shown(pane)
    assert 1 < len(wanted) < 52
    press("Ctrl+Shift+E")
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "a spreadsheet must see that it is UTF-8"
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows, gap, end = csv.reader(file)
    assert head[: len(COLUMNS)] == list(COLUMNS)
    assert [row[0] for row in rows] == wanted
    assert {row[head.index("Checked to")] for row in rows} == {"mid-2026"}
    assert gap == []
    assert pane.reference.code_notice in end[0]
    assert window.status.text() == f"Wrote {len(wanted)} rows to {path}."


def test_csv_asks_for_nothing_more_when_it_is_left(
    window: Window, pane: CodingPane, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    del pane
    ask_for(monkeypatch, None)
    before = window.status.text()
    press("Ctrl+Shift+E")
    assert window.status.text() == before


@pytest.mark.parametrize("wrong", ["no folder", "a file as folder", "a folder"])
def test_csv_that_cannot_be_written_is_said_and_leaves_nothing_half_done(
    window: Window, pane: CodingPane, press: Press, tmp_path: Path, wrong: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    del pane
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "old.csv").write_text("old", encoding="utf-8")
    path = {
        "no folder": folder / "none" / "table.csv",
        "a file as folder": folder / "old.csv" / "table.csv",
        "a folder": folder,
    }[wrong]
    ask_for(monkeypatch, path)
    press("Ctrl+Shift+E")
    assert str(path) in window.status.text()
    assert "could not be written" in window.status.text()
    assert "choose another folder" in window.status.text()
    assert [each.name for each in folder.iterdir()] == ["old.csv"]
    assert (folder / "old.csv").read_text(encoding="utf-8") == "old"


def test_csv_in_place_of_an_older_file_is_whole(
    pane: CodingPane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, press: Press
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("x" * 100_000, encoding="utf-8")
    ask_for(monkeypatch, path)
    press("Ctrl+Shift+E")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == len(pane.reference.codes) + 3
    assert "x" * 20 not in path.read_text(encoding="utf-8-sig")


# -- looks


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768)])
@pytest.mark.parametrize("scale", [100, 200, 300])
def test_every_row_is_read_whole_at_every_text_size(
    open_window: Opener, bundled: Loaded, press: Press, size: tuple[int, int], scale: int
) -> None:
    window = open_window(bundled, size=size)
    window.reading.set_scale(scale)
    pane = coding(window, press)
    table, model, pad = pane.table, pane.model, window.theme.px(12)
    assert table.horizontalHeader().length() <= table.viewport().width()
    cut = []
    for row, entry in enumerate(model.entries):
        seen = ""
        for column in range(len(COLUMNS)):
            if table.isColumnHidden(column):
                continue
            text = table.cells.text(model.index(row, column))
            seen += f"{text.replace(chr(0x200B), '')}\n"
            font = code_font(table.font()) if column == 0 else table.font()
            room = QRect(0, 0, table.columnWidth(column) - 2 * pad, 10_000)
            needed = QFontMetrics(font).boundingRect(room, Qt.TextFlag.TextWordWrap, text)
            if needed.width() > room.width() or needed.height() > table.rowHeight(row) - 2 * pad:
                cut.append(text)
        assert all(cell in seen for cell in cells(entry)), "what a hidden column has is in sight"
    assert cut == []


def test_the_code_stands_beside_the_table_or_below_it(
    open_window: Opener, bundled: Loaded, press: Press, qtbot: QtBot
) -> None:
    window = open_window(bundled, size=(1280, 800))
    pane = coding(window, press)
    table, code = pane.table_card, pane.code_card
    assert code.x() > table.geometry().right()
    window.resize(900, 800)
    qtbot.waitUntil(lambda: code.y() > table.geometry().bottom())
    assert abs(code.width() - table.width()) < 2


def test_f6_goes_on_from_every_part_of_finder_and_filter(pane: CodingPane, press: Press) -> None:
    assert pane.finder is not None
    pane.finder.structure.setCurrentIndex(pane.finder.structure.findData("tendon-sheath"))
    pane.finder.guidance.setCurrentIndex(pane.finder.guidance.findData("us-recorded"))
    for part in pane.finder.controls():
        if part.isVisible():
            part.setFocus()
            press("F6")
            assert pane.filter.hasFocus()
    for choice in (pane.group, pane.guidance):
        choice.setFocus()
        press("F6")
        assert pane.table.hasFocus()
        choice.setFocus()
        press("Shift+F6")
        assert pane.finder.structure.hasFocus()


def test_in_a_small_window_f6_brings_every_area_into_sight(
    open_window: Opener, bundled: Loaded, press: Press
) -> None:
    window = open_window(bundled, size=(1024, 768))
    window.reading.set_scale(200)
    pane = coding(window, press)
    assert pane.finder is not None
    for area in (pane.table, pane.view, None, None, pane.finder.structure, pane.filter):
        if area is not None:
            assert area.hasFocus()
            assert not area.visibleRegion().isEmpty()
        press("F6")
    assert pane.table.hasFocus()


def test_neither_the_codes_nor_the_pane_go_beyond_the_least_window(
    open_window: Opener, bundled: Loaded, press: Press, qtbot: QtBot
) -> None:
    window = open_window(bundled, size=(480, 360))
    pane = coding(window, press)
    qtbot.waitUntil(lambda: pane.area.widget().width() == pane.area.viewport().width())
    head, room = pane.table.horizontalHeader(), pane.table.viewport()
    qtbot.waitUntil(lambda: head.length() <= room.width())
