"""The real window for tests, hands to use it with, and nothing left of it afterwards."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import viewer
from viewer.content.library import Loaded, load, load_bundled
from viewer.content.model import Reference
from viewer.search.index import SearchIndex
from viewer.ui.session import make_application
from viewer.ui.settings import Settings, settings_path
from viewer.ui.textview import TextView
from viewer.ui.theme import SystemLook
from viewer.ui.window import Window

PACKAGE = Path(viewer.__file__).parent.parent


class SystemWish:
    """What the system wishes, as a test sets it."""

    def __init__(self, dark: bool = False, high_contrast: bool = False) -> None:
        self.is_dark, self.is_high = dark, high_contrast

    def dark(self) -> bool:
        return self.is_dark

    def high_contrast(self) -> bool:
        return self.is_high


@pytest.fixture
def wish() -> SystemWish:
    """What the system wishes; a light scheme until the test says otherwise."""
    return SystemWish()


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The one application of the process, made as the program makes it."""
    return make_application()


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and log of each test in folders of its own."""
    for name in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(tmp_path / "config"))


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """No window outlives its test: one that is left crashes the process at its end."""
    before = qapp.topLevelWidgets()
    yield
    gc.unfreeze()
    gc.collect()
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qapp.processEvents()
    left = [each for each in qapp.topLevelWidgets() if each not in before]
    assert left == []


# -- windows


@pytest.fixture(autouse=True, scope="module")
def one_index() -> Iterator[None]:
    """The index of a reference is made once for the windows of a file: it never changes."""
    made: dict[tuple[int, str], tuple[Sequence[Reference], SearchIndex]] = {}
    build = SearchIndex.build

    def built(references: Sequence[Reference], *name: str) -> SearchIndex:
        if len(references) != 1:
            return build(references, *name)
        key = id(references[0]), "".join(name)
        if key not in made:
            made[key] = references, build(references, *name)
        return made[key][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SearchIndex, "build", built)
        yield


@pytest.fixture(scope="session")
def bundled() -> Loaded:
    """The reference that comes with the program."""
    return load_bundled()


@pytest.fixture(scope="session")
def loaded_small(small_path: Path) -> Loaded:
    """The small reference, as opened from a file."""
    return load(small_path)


Opener = Callable[..., Window]


@pytest.fixture
def make_window(qtbot: QtBot) -> Opener:
    """Makes a window on a `Loaded`, with the `system` look; it is not shown yet."""

    def make(loaded: Loaded, system: SystemLook | None = None) -> Window:
        assert loaded.reference is not None, loaded.problems
        settings = Settings(settings_path())
        window = Window(loaded.reference, settings, loaded, system or SystemWish())
        qtbot.addWidget(window)
        return window

    return make


@pytest.fixture
def open_window(qtbot: QtBot, make_window: Opener) -> Opener:
    """Opens a window and waits until it has done what a start does: panes made, index built.

    It takes a `Loaded`, the `system` look and a `size`; None leaves the size that was kept.
    """

    def open_(
        loaded: Loaded,
        system: SystemLook | None = None,
        size: tuple[int, int] | None = (1280, 800),
    ) -> Window:
        window = make_window(loaded, system)
        if size:
            window.resize(*size)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        qtbot.waitUntil(
            lambda: window.finding.is_ready and len(window.panes) == len(window.pages.filled)
        )
        return window

    return open_


@pytest.fixture
def window(open_window: Opener, bundled: Loaded) -> Window:
    """The window on the bundled reference."""
    return open_window(bundled)


@pytest.fixture
def small_window(open_window: Opener, loaded_small: Loaded) -> Window:
    """The window on the small reference, where every page fits on the screen."""
    return open_window(loaded_small)


# -- hands


def _press(keys: str) -> None:
    for key in keys.split():
        pressed = QKeySequence(key)[0]
        target = QApplication.focusWidget() or QApplication.activeWindow()
        QTest.keyClick(target, pressed.key(), pressed.keyboardModifiers())


@pytest.fixture
def press(qapp: QApplication) -> Callable[[str], None]:
    """Presses keys, such as "Ctrl+1" or "Tab Tab Return", wherever the focus is."""
    del qapp
    return _press


@pytest.fixture
def write(qapp: QApplication) -> Callable[[str], None]:
    """Types characters one by one, wherever the focus is by then."""
    del qapp

    def type_(text: str) -> None:
        for character in text:
            QTest.keyClicks(QApplication.focusWidget(), character)

    return type_


@pytest.fixture
def search_for(press: Callable[[str], None], write: Callable[[str], None]) -> Callable[[str], None]:
    """Searches for a line by keyboard: the results are on screen then."""

    def search(line: str) -> None:
        press("Ctrl+F")
        write(line)

    return search


@pytest.fixture
def click_link(qtbot: QtBot) -> Callable[[TextView, str], None]:
    """Clicks the first link of a page that leads to `href`, with the mouse."""

    def click(view: TextView, href: str) -> None:
        link = next(link for link in view.links() if link.href == href)
        cursor = QTextCursor(view.document())
        cursor.setPosition(link.start + 1)
        view.setTextCursor(cursor)
        view.ensureCursorVisible()
        at = view.cursorRect(cursor).center() + QPoint(2, 0)
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)

    return click


Meeting = Callable[[Callable[[QWidget], object]], AbstractContextManager[None]]


@pytest.fixture
def meet(qtbot: QtBot) -> Meeting:
    """Meets the dialog that opens inside the `with`, does something in it, and leaves it."""

    @contextmanager
    def meeting(do: Callable[[QWidget], object]) -> Iterator[None]:
        met: list[QWidget] = []
        before = QApplication.activeWindow()
        timer = QTimer()

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None or not dialog.isActiveWindow():
                return
            timer.stop()
            met.append(dialog)
            try:
                do(dialog)
            finally:
                dialog.close()

        timer.timeout.connect(look)
        timer.start(0)
        yield
        timer.stop()
        assert met, "No dialog opened."
        if before is not None and before.isVisible():
            # What a desktop does by itself.
            with qtbot.waitActive(before):
                before.activateWindow()

    return meeting


# -- a library


@pytest.fixture
def write_reference(small_path: Path) -> Callable[..., Path]:
    """Writes a sound reference: a folder, its id, its title, and fields in place of others."""

    def write(folder: Path, id_: str, title: str, **fields: object) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        value = json.loads(small_path.read_text("utf-8")) | {"id": id_, "title": title} | fields
        path = folder / f"{id_}.needleside.json"
        path.write_text(json.dumps(value), "utf-8")
        return path

    return write


# -- other processes


@pytest.fixture
def run_python(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs Python with arguments in another folder and without a display.

    Keywords set variables of its environment. The package is the one under test: installed,
    or else the checkout.
    """
    installed = "site-packages" in PACKAGE.parts
    found = {} if installed else {"PYTHONPATH": str(PACKAGE)}
    display = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONPATH")
    without = {name: value for name, value in os.environ.items() if name not in display}

    def run(
        *arguments: str | Path, before: tuple[str, ...] = (), **settings: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*before, sys.executable, *arguments],
            capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
            cwd=tmp_path, env=without | found | settings,
        )  # fmt: skip

    return run
