"""From the key that prints to the pages in sight, and from a change to the pages that follow it.

`first` is the part in sight in a process that has printed nothing yet, `again` the same once
more, `all` with everything chosen, each until the first page is painted; `change` is another text
size for everything. `still` is the longest that the window stood still meanwhile, `memory` what
printing added in MB.
"""

import time
from collections.abc import Callable, Sequence

from opened import Watch, open_window, wait
from PySide6.QtWidgets import QApplication
from telling import peak_memory, tell

window = open_window()
watch = Watch()


def opening(parts: Sequence[str]) -> float:
    """Milliseconds until the dialog on `parts` shows its first page."""
    began = time.perf_counter()
    from viewer.printing.dialog import PrintDialog

    dialog = PrintDialog(window, window.reference, None, parts)
    dialog.show()
    watch.on(dialog.view.viewport())
    wait(lambda: dialog.view.count > 0)
    watch.painted = False
    wait(lambda: watch.painted)
    took = (time.perf_counter() - began) * 1000
    dialog.close()
    dialog.deleteLater()
    return took


def following() -> tuple[float, float]:
    """Milliseconds from another text size to the pages in it, and the longest pause meanwhile."""
    from viewer.printing.dialog import PrintDialog

    dialog = PrintDialog(window, window.reference, None, EVERYTHING)
    dialog.show()
    wait(lambda: dialog.view.count > 0)
    shown = dialog.view.pages
    began = time.perf_counter()
    dialog.form.text_size.setCurrentText("12 pt")
    still = longest_pause(lambda: dialog.view.pages is not shown)
    took = (time.perf_counter() - began) * 1000
    dialog.close()
    dialog.deleteLater()
    return took, still


def longest_pause(done: Callable[[], bool]) -> float:
    """The longest in ms that the event loop was busy with one thing until it is `done()`."""
    longest = 0.0
    while not done():
        before = time.perf_counter()
        QApplication.processEvents()
        longest = max(longest, time.perf_counter() - before)
        time.sleep(0.001)
    return longest * 1000


EVERYTHING = ("overview", "steps", "coding", "faq", "sources")
before = peak_memory()
first = opening(("before",))
again = opening(("before",))
everything = opening(EVERYTHING)
change, still = following()
memory = peak_memory() - before
window.close()
tell(first=first, again=again, all=everything, change=change, still=still, memory=memory)
