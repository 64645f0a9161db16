"""What each action of the table does, in a window."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from viewer.content.model import PANES
from viewer.ui.going import next_area

if TYPE_CHECKING:
    from viewer.ui.window import Window


def work(window: "Window") -> dict[str, Callable[[], object]]:
    """A call for each action, by its id; the parts of the window need not be made yet."""
    panes: dict[str, Callable[[], object]] = {
        f"pane-{pane}": partial(window.go_pane, pane) for pane in PANES
    }
    reading = window.reading
    return panes | {
        "back": lambda: window.going.back(),
        "forward": lambda: window.going.forward(),
        "next-area": lambda: go_round(window, 1),
        "previous-area": lambda: go_round(window, -1),
        "find": lambda: window.finding.begin(),
        "next-hit": lambda: window.found.step(1),
        "previous-hit": lambda: window.found.step(-1),
        "procedure": window.open_procedure,
        "larger": lambda: reading.step_scale(1),
        "smaller": lambda: reading.step_scale(-1),
        "normal": lambda: reading.set_scale(100),
        "theme": reading.next_theme,
        "system-theme": reading.follow_system,
        "notes": reading.toggle_notes,
        "open-all": partial(toggle_all, window),
        "copy": lambda: window.outputs.copy(),
        "copy-row": lambda: window.outputs.copy_row(),
        "sort-codes": partial(sort_codes, window),
        "save-csv": partial(save_csv, window),
        "print": lambda: window.outputs.print_in_sight(),
        "print-parts": lambda: window.outputs.print_parts(),
        "switch-reference": lambda: window.desk.switch(),
        "add-reference": lambda: window.desk.choose_files(),
        "remove-reference": lambda: window.desk.remove(),
        "show-folder": lambda: window.desk.show_in_folder(),
        "shared-library": lambda: window.desk.choose_shared(),
        "update-index": lambda: window.desk.update_index(),
        "palette": lambda: window.asking.palette(window.actions_by_id),
        "keys": lambda: window.asking.keys(),
        "about": lambda: window.asking.about(window.loaded),
        "pack": lambda: window.outputs.write_pack(),
        "quit": window.close,
    }


def go_round(window: "Window", by: int) -> None:
    """Round the areas of the window: rail, search, page, and what stands in the status line."""
    here = window.pages.here
    areas = [window.rail.buttons[window.pane], window.top.search, *here.areas()]
    areas += window.status.areas()
    here.reveal(next_area(areas, by))


def toggle_all(window: "Window") -> None:
    """Open everything on the page, or close it again."""
    opened = window.pages.here.toggle_all()
    window.say("Everything on this page is open." if opened else "Everything is closed again.")


def sort_codes(window: "Window") -> None:
    """Order the codes by the next column; where there are none, going there has said so."""
    window.go_pane("coding")
    if window.pane == "coding":
        window.say(window.pages.here.sort_next())


def save_csv(window: "Window") -> None:
    """Write the codes to a file; where there are none, going there has said so."""
    window.go_pane("coding")
    if window.pane == "coding":
        window.pages.here.save_csv()
