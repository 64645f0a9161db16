"""Getting about: the first view, panes, areas, links, back and forward, by keyboard and mouse."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from viewer.content.library import Loaded
from viewer.content.model import PANES
from viewer.content.places import PANE_TITLES, places
from viewer.render.panes import anchor_homes
from viewer.ui.textview import TextView
from viewer.ui.window import Window

Press = Callable[[str], None]


def page(window: Window) -> TextView:
    return window.panes[window.pane].view


def chosen_code(window: Window) -> str:
    entry = window.panes["coding"].entry()
    return entry.code if entry else ""


def top_of(view: TextView, place: str) -> int:
    """The pixels from the top of the viewport to the start of a place."""
    cursor = view.textCursor()
    cursor.setPosition(view.position_of(place))
    assert view.position_of(place) >= 0, f"{place} is not on the page"
    return view.cursorRect(cursor).top()


def in_sight(view: TextView, place: str) -> bool:
    return -4 <= top_of(view, place) < view.viewport().height()


def near_the_top(view: TextView, place: str) -> bool:
    """Whether a place is where the eye looks first, or as near as the end of the page allows."""
    bar = view.verticalScrollBar()
    return in_sight(view, place) and (top_of(view, place) < 120 or bar.value() == bar.maximum())


def test_the_first_view_is_the_article_with_the_focus_on_it(window: Window) -> None:
    assert window.pane == "overview"
    assert window.reference.definition.text in page(window).toPlainText()
    assert page(window).hasFocus()
    assert window.windowTitle() == "Ultrasound-guided injection — Needleside"


def test_the_article_is_there_before_the_first_turn_of_the_event_loop(
    make_window: Callable[[Loaded], Window], loaded_small: Loaded
) -> None:
    fresh = make_window(loaded_small)
    fresh.show()
    assert fresh.reference.definition.text in page(fresh).toPlainText()


@pytest.mark.parametrize(
    ("key", "pane"), [(f"Ctrl+{at}", name) for at, name in enumerate(PANES, 1)]
)
def test_each_pane_has_a_key_a_heading_and_the_focus(
    small_window: Window, press: Press, key: str, pane: str
) -> None:
    press("Ctrl+5" if key != "Ctrl+5" else "Ctrl+1")
    press(key)
    assert small_window.pane == pane
    assert small_window.rail.buttons[pane].isChecked()
    here = small_window.panes[pane]
    said = [label.text() for label in here.findChildren(QLabel) if label.isVisible()]
    title = small_window.reference.title if pane == "overview" else PANE_TITLES[pane]
    assert title in [*said, *here.view.toPlainText().splitlines()]
    assert here.isAncestorOf(QApplication.focusWidget())


def test_a_click_on_the_rail_shows_the_pane(small_window: Window) -> None:
    small_window.rail.buttons["faq"].click()
    assert small_window.pane == "faq"
    assert page(small_window).hasFocus()


def looks(window: Window, area: QWidget) -> QImage:
    """An area and the edge around it, as they are drawn now."""
    rect = QRect(area.mapTo(window, area.rect().topLeft()), area.size())
    return window.grab(rect.adjusted(-8, -8, 8, 8)).toImage()


@pytest.mark.parametrize("pane", PANES)
def test_f6_goes_round_the_areas_and_each_shows_that_it_has_the_focus(
    small_window: Window, press: Press, pane: str
) -> None:
    press(f"Ctrl+{PANES.index(pane) + 1}")
    areas = [small_window.rail.buttons[pane], small_window.top.search]
    areas += small_window.panes[pane].areas()
    press("F6" if QApplication.focusWidget() is areas[-1] else "F6 F6")
    assert QApplication.focusWidget() is areas[0]
    without = {area: looks(small_window, area) for area in areas[1:]}
    for area in areas[1:]:
        press("F6")
        assert QApplication.focusWidget() is area
        assert looks(small_window, area) != without[area], f"{area} hides its focus"
    with_focus = looks(small_window, areas[0])
    press("F6")
    assert QApplication.focusWidget() is areas[0]
    assert looks(small_window, areas[0]) != with_focus
    for area in [*reversed(areas[1:]), areas[0]]:
        press("Shift+F6")
        assert QApplication.focusWidget() is area


def test_tab_walks_the_links_in_order_then_leaves_the_page(
    small_window: Window, press: Press
) -> None:
    press("Ctrl+2")
    view = page(small_window)
    chosen: list[str] = []
    view.activated.disconnect()
    view.activated.connect(chosen.append)
    for _ in view.links():
        press("Tab Return")
    assert chosen == [link.href for link in view.links()]
    press("Shift+Tab Return")
    assert chosen[-1] == view.links()[-2].href
    press("Tab Tab")
    assert not view.hasFocus()


def test_a_code_in_prose_leads_to_its_row(
    small_window: Window, click_link: Callable[[TextView, str], None]
) -> None:
    click_link(page(small_window), "go:code-20611")
    assert small_window.pane == "coding"
    assert chosen_code(small_window) == "20611"
    assert "The same, led by ultrasound." in page(small_window).toPlainText()


def test_every_place_of_the_article_leads_from_sources_to_where_it_is_rendered(
    window: Window, press: Press, click_link: Callable[[TextView, str], None]
) -> None:
    homes = anchor_homes(window.reference)
    press("Ctrl+5")
    for anchor in ("procedure/s3", "benefits/b2", "comparison/p2"):
        press("Ctrl+5")
        click_link(page(window), f"go:{homes[anchor]}")
        assert window.pane != "sources", anchor
        assert near_the_top(page(window), homes[anchor]), anchor


def test_a_source_is_copied_and_nothing_is_opened(
    small_window: Window,
    press: Press,
    click_link: Callable[[TextView, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url))
    press("Ctrl+5")
    before = page(small_window).toPlainText()
    for href, address in (
        ("copy:S1", "https://example.org/joints"),
        ("copy:article", "https://example.org/needles"),
    ):
        click_link(page(small_window), href)
        assert QGuiApplication.clipboard().text() == address
        assert address in small_window.status.text()
    assert page(small_window).toPlainText() == before
    assert small_window.pane == "sources"
    assert opened == []


def test_back_and_forward_bring_back_pane_and_scroll_position(window: Window, press: Press) -> None:
    press("Ctrl+2")
    bar = page(window).verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    there = bar.value()
    assert there > 100
    press("Ctrl+5 Ctrl+4 End")
    end = page(window).verticalScrollBar().value()
    press("Alt+Left")
    assert window.pane == "sources"
    press("Alt+Left")
    assert (window.pane, bar.value()) == ("steps", there)
    assert page(window).hasFocus()
    press("Alt+Right Alt+Right")
    assert (window.pane, page(window).verticalScrollBar().value()) == ("faq", end)
    press("Alt+Right")
    assert window.pane == "faq"
    assert "nothing further" in window.status.text()


def test_back_brings_back_the_chosen_code(small_window: Window, press: Press) -> None:
    press("Ctrl+3 Down Down Ctrl+5 Ctrl+3 Down")
    assert chosen_code(small_window) == "76942"
    press("Ctrl+2 Alt+Left")
    assert chosen_code(small_window) == "76942"
    press("Alt+Left Alt+Left")
    assert chosen_code(small_window) == "20611"


def test_every_note_is_where_search_and_links_lead_to(window: Window, press: Press) -> None:
    texts = {note.id: note.text for note in window.reference.notes}
    homes = {place.id: place.pane for place in places(window.reference) if place.role == "note"}
    assert texts.keys() == homes.keys()
    for pane, key in (("overview", "Ctrl+1"), ("steps", "Ctrl+2")):
        press(f"{key} Ctrl+E")
        here = [id_ for id_, home in homes.items() if home == pane]
        lost = [id_ for id_ in here if page(window).position_of(id_) < 0]
        assert lost == [], f"not on {pane}"
        assert all(texts[id_] in page(window).toPlainText() for id_ in here)
        press("Ctrl+E")
    # In these a code or a question has to be opened first.
    for id_, home in homes.items():
        if home in ("coding", "faq"):
            window.go(id_)
            view = page(window)
            assert window.pane == home
            assert texts[id_] in view.toPlainText(), f"{id_} is not opened on {home}"
            assert in_sight(view, id_), id_
