"""From Ctrl and a digit to the pane on screen; and painting that pane once more, unchanged."""

from functools import partial

from opened import Watch, open_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from telling import percentile, spread, tell

from viewer.content.model import PANES

SWITCHES = 100
KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)
CONTROL = Qt.KeyboardModifier.ControlModifier

window = open_window()
watch = Watch()
switches, repaints = [], []
for pane in window.panes.values():
    watch.on(pane)
for turn in range(1, SWITCHES + 1):
    # Steps of two: each pane comes after one that is not its neighbour on the rail.
    at = turn * 2 % len(PANES)
    switches.append(watch.time(partial(QTest.keyClick, window, KEYS[at], CONTROL)))
    assert window.pane == PANES[at], window.pane
    repaints.append(watch.time(window.panes[PANES[at]].update))
window.close()
tell(**spread(switches), repaint=percentile(repaints, 95))
