"""Whether the window goes on painting while it is used and a library is worked on."""

from library_lines import ALL_LINES
from opened import open_window
from pulse import Pulse, pause
from shown import Shown
from telling import tell

BETWEEN_KEYS = 30  # ms: a very fast typist

window = open_window()
pulse = Pulse(window)
said: dict[str, float] = {}
with pulse.during(said, "nothing done"):
    pause(3000)
window.finding.begin()
shown = Shown(window)
with pulse.during(said, "typing"):
    for line in ALL_LINES:
        window.top.search.clear()
        for key in line:
            shown.type(key)
            pause(BETWEEN_KEYS)
window.close()
tell(**said)
