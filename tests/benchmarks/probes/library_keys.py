"""From each key to the results on screen, for lines typed key by key, with a library present."""

from library_lines import ALL_LINES
from opened import open_window, settled, wait
from PySide6.QtTest import QTest
from shown import Shown
from telling import peak_memory, percentile, tell

window = open_window()
wait(lambda: settled(window))
window.finding.begin()
QTest.keyClicks(window.top.search, "a")
wait(lambda: window.finding.is_open)
shown = Shown(window)
shown.time("b")  # with the panel open
assert window.finding.searching.references > 1, "the library is not searched"

times = []
for turn in range(2):  # what is loaded at the first use is not counted
    for line in ALL_LINES[: None if turn else 10]:
        window.top.search.clear()
        taken = [shown.time(key) for key in line]
        times += taken if turn else []
window.close()
spread = {f"p{percent}": percentile(times, percent) for percent in (50, 95, 99)}
tell(**spread, max=max(times), keys=len(times), memory=peak_memory())
