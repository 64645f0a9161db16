"""What a screen reader is told when something changes that has not the focus."""

import pytest

from viewer.ui import going, results, statusline
from viewer.ui.window import Window


def test_results_panes_and_messages_are_announced(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    for module in (results, going, statusline):
        monkeypatch.setattr(module, "announce", lambda _widget, words: told.append(words))
    window.go_pane("coding")
    assert "Coding" in told
    window.finding.begin("flouroscopy")
    assert window.finding.panel is not None
    count = window.finding.panel.model.rowCount()
    assert told[-1].startswith("Nothing for “flouroscopy”. Showing fluoroscopy.")
    assert told[-1].endswith(f"{count} results")
    window.say("Copied 20611.")
    assert told[-1] == "Copied 20611."
