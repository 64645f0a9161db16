"""The coding pane from the keyboard: rows read whole, codes copied, the chosen one in full."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from pytestqt.qtbot import QtBot

from viewer.content.code_table import COLUMNS
from viewer.content.library import Loaded, load, resources
from viewer.ui.panes.coding import CodingPane
from viewer.ui.theme import code_font
from viewer.ui.window import Window

Press = Callable[[str], None]


@pytest.fixture
def pane(small_window: Window, press: Press) -> CodingPane:
    press("Ctrl+3")
    made = small_window.panes["coding"]
    assert isinstance(made, CodingPane)
    return made


def code(pane: CodingPane) -> str:
    entry = pane.entry()
    return entry.code if entry else ""


def test_without_a_choice_the_article_on_coding_is_shown(pane: CodingPane) -> None:
    assert pane.table.hasFocus()
    assert code(pane) == ""
    assert "Which code fits depends on what was entered." in pane.view.toPlainText()


def test_arrows_choose_rows_and_the_code_is_shown_in_full(pane: CodingPane, press: Press) -> None:
    press("Down")
    assert code(pane) == "20610"
    press("Down Down Up")
    assert code(pane) == "20611"
    text = pane.view.toPlainText()
    for part in (
        "An example for joints.", "Ultrasound is inside the code.", "A stored picture of the site",
        "76942: It would pay for the guidance twice.", "RT: Right side.", "2 per day",
        "Some payers ask why ultrasound was needed.",
        "That the modifier RT is asked for is general knowledge.",
    ):  # fmt: skip
        assert part in text
    assert pane.table.hasFocus()


def test_esc_leads_back_to_the_article_on_coding(pane: CodingPane, press: Press) -> None:
    press("Down Escape")
    assert code(pane) == ""
    assert "Which code fits depends on what was entered." in pane.view.toPlainText()


def test_a_letter_or_digit_in_the_table_begins_a_search(
    small_window: Window, pane: CodingPane, write: Callable[[str], None]
) -> None:
    del pane
    write("20611")
    assert small_window.top.search.text() == "20611"


def test_ctrl_c_copies_the_code_alone(small_window: Window, pane: CodingPane, press: Press) -> None:
    press("Down Down Ctrl+C")
    assert QGuiApplication.clipboard().text() == "20611"
    assert small_window.status.text() == "Copied 20611."
    del pane


def test_ctrl_shift_c_copies_code_summary_source_and_date(pane: CodingPane, press: Press) -> None:
    press("Down Down Ctrl+Shift+C")
    text = QGuiApplication.clipboard().text()
    assert text.startswith("20611\tThe same, led by ultrasound.\t")
    assert pane.reference.title in text
    assert "(S1)" in text
    assert "mid-2026" in text


def test_copying_without_a_code_says_what_to_do(
    small_window: Window, pane: CodingPane, press: Press
) -> None:
    del pane
    QGuiApplication.clipboard().setText("before")
    press("Ctrl+C")
    assert "Nothing is selected" in small_window.status.text()
    press("Ctrl+1 Ctrl+Shift+C")
    assert "No code is chosen" in small_window.status.text()
    assert QGuiApplication.clipboard().text() == "before"


def test_ctrl_c_on_a_page_copies_the_marked_text(small_window: Window, press: Press) -> None:
    view = small_window.panes["overview"].view
    view.setTextCursor(view.document().find("Seeing the needle"))
    press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "Seeing the needle"


def test_sorting_by_key_keeps_the_chosen_code(pane: CodingPane, press: Press) -> None:
    press("Down Down Ctrl+Shift+S")
    assert code(pane) == "20611"
    assert len(pane.entries()) == 1
    press("Ctrl+Shift+S Down")
    assert len(pane.entries()) == 1


def test_a_click_on_a_row_chooses_it(qtbot: QtBot, pane: CodingPane) -> None:
    index = pane.model.index(2, 1)
    at = pane.table.visualRect(index).center()
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert code(pane) == "76942"


def test_the_licence_line_stands_beside_the_codes(pane: CodingPane) -> None:
    assert pane.notice.isVisible()
    assert "registered trademark of the American Medical Association" in pane.notice.text()
    assert "not the official descriptors" in pane.notice.text()


@pytest.mark.parametrize("size", [(800, 700), (1280, 800), (1920, 1080)])
@pytest.mark.parametrize("scale", [100, 150])
def test_every_cell_shows_its_whole_text(
    open_window: Callable[..., Window],
    bundled: Loaded,
    press: Press,
    size: tuple[int, int],
    scale: int,
) -> None:
    window = open_window(bundled, size=size)
    window.reading.set_scale(scale)
    press("Ctrl+3 Down")
    pane = window.panes["coding"]
    table, model = pane.table, pane.model
    cut = []
    for column in range(model.columnCount()):
        font = code_font(table.font()) if column == 0 else table.font()
        room = table.columnWidth(column) - 2 * window.theme.px(12)
        for row in range(model.rowCount()):
            if table.isColumnHidden(column):
                continue
            text = table.cells.text(model.index(row, column))
            assert text.replace("\u200b", "").startswith(model.index(row, column).data())
            bounds = QFontMetrics(font).boundingRect(
                QRect(0, 0, room, 10_000), Qt.TextFlag.TextWordWrap, text
            )
            height = table.rowHeight(row) - 2 * window.theme.px(12)
            if bounds.height() > height or bounds.width() > room:
                cut.append((text, bounds.size(), room, height))
    assert cut == []


def test_a_reference_without_an_article_has_no_column_for_it(
    open_window: Callable[..., Window], press: Press
) -> None:
    loaded = load(resources() / "guide" / "start.needleside.json")
    window = open_window(loaded)
    press("Ctrl+3")
    table = window.panes["coding"].table
    assert table.isColumnHidden(COLUMNS.index("In article"))
    window.resize(480, 800)
    table.fit()
    cells = [table.cells.text(table.model().index(0, column)) for column in range(len(COLUMNS) - 1)]
    assert "article" not in " ".join(cells).lower()
