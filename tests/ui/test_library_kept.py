"""The user's library: adding, replacing, removing; nothing is lost and nothing is silent."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from viewer.content.library import Loaded, load
from viewer.folders import library_folder
from viewer.ui.actions import FILE_ACTIONS
from viewer.ui.library.indexing import Indexing
from viewer.ui.library.places import SharedFolderDialog
from viewer.ui.library.question import Question
from viewer.ui.problems import ProblemsDialog
from viewer.ui.settings import Settings, settings_path
from viewer.ui.station import Station
from viewer.ui.window import Window

Press = Callable[[str], None]
Writer = Callable[..., Path]
Meeting = Callable[[Callable[[QWidget], object]], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is started: these tests are about files."""
    monkeypatch.setattr(Indexing, "start", lambda _self, _holding: None)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder that is no library."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What the file dialog gives from now on."""

    def give(*paths: Path) -> None:
        names = [str(path) for path in paths]
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_n: (names, ""))

    return give


def text_of(dialog: QWidget) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_file_is_added_and_opened_from_the_keyboard(
    window: Window, press: Press, choose: Callable[..., None], elsewhere: Path,
    write_reference: Writer, qtbot: QtBot,
) -> None:  # fmt: skip
    choose(write_reference(elsewhere, "knee", "Knee"))
    press("Ctrl+Shift+O")
    qtbot.waitUntil(lambda: window.reference.title == "Knee")
    assert window.loaded.path == library_folder() / "knee.needleside.json"
    assert "was added to the library" in window.status.text()
    assert names(elsewhere) == ["knee.needleside.json"], "the file itself stays where it was"
    qtbot.waitUntil(lambda: any(each.id == "knee" for each in window.desk.bookcase.items))


def test_several_files_are_added_and_the_page_stays(
    window: Window, press: Press, choose: Callable[..., None], elsewhere: Path,
    write_reference: Writer, qtbot: QtBot,
) -> None:  # fmt: skip
    before = window.reference
    choose(*(write_reference(elsewhere, f"r{at}", f"R {at}") for at in range(3)))
    press("Ctrl+Shift+O")
    qtbot.waitUntil(lambda: "3 references" in window.status.text())
    assert len(names(library_folder())) == 3
    assert window.reference is before


def test_a_file_that_is_not_sound_is_refused_with_all_its_problems(
    window: Window, press: Press, choose: Callable[..., None], elsewhere: Path, meet: Meeting,
    qtbot: QtBot,
) -> None:  # fmt: skip
    bad = elsewhere / "bad.json"
    bad.write_text('{"format": "needleside/1", "id": "bad", "title": 4}', "utf-8")
    choose(bad)
    before = window.reference
    said: list[str] = []

    def read(dialog: QWidget) -> None:
        assert isinstance(dialog, ProblemsDialog)
        said.append(dialog.list.toPlainText())

    with meet(read):
        press("Ctrl+Shift+O")
        qtbot.waitUntil(lambda: bool(said))
    assert all(str(problem) in said[0] for problem in load(bad).problems)
    assert names(library_folder()) == []
    assert window.reference is before


@pytest.mark.parametrize("agrees", [True, False])
def test_before_one_is_replaced_both_revisions_and_dates_are_shown(
    window: Window, elsewhere: Path, write_reference: Writer, meet: Meeting, qtbot: QtBot,
    agrees: bool,
) -> None:  # fmt: skip
    old = write_reference(library_folder(), "knee", "Knee", revision="3", checked="March 2026")
    before = old.read_bytes()
    new = write_reference(elsewhere, "knee", "Knee, new", revision="4", checked="May 2026")
    said: list[str] = []

    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, Question)
        said.append(text_of(dialog))
        (dialog.yes if agrees else dialog.no).click()

    with meet(answer):
        window.desk.adding.add([new])
        qtbot.waitUntil(lambda: bool(said))
    for part in ("Revision 3, checked March 2026", "Revision 4, checked May 2026", "File of 20"):
        assert part in said[0]
    qtbot.waitUntil(lambda: not window.desk.adding.is_busy)
    assert (old.read_bytes() == before) is not agrees
    assert (old.read_bytes() == new.read_bytes()) is agrees


def test_a_file_dropped_on_the_window_is_added(
    window: Window, elsewhere: Path, write_reference: Writer, qtbot: QtBot
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(write_reference(elsewhere, "knee", "Knee")))])
    action, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(300, 300), action, mime, buttons, none)
    window.dragEnterEvent(entering)
    assert entering.isAccepted()
    window.dropEvent(QDropEvent(QPointF(300, 300), action, mime, buttons, none))
    qtbot.waitUntil(lambda: window.reference.title == "Knee")


def test_what_is_dropped_from_the_web_is_not_fetched(window: Window) -> None:
    window.desk.drop([QUrl("https://example.org/knee.json")])
    assert "Only files on this computer" in window.status.text()


# -- a file named on the command line


def start_on(window: Window) -> None:
    """What a start with a file does once the window is painted."""
    window.desk.begin(adopt=True)


def test_an_opened_file_is_copied_and_the_reader_is_told_how_to_remove_it(
    open_window: Callable[..., Window], elsewhere: Path, write_reference: Writer, qtbot: QtBot,
    press: Press,
) -> None:  # fmt: skip
    window = open_window(load(write_reference(elsewhere, "knee", "Knee")))
    press("Ctrl+2")
    start_on(window)
    kept = library_folder() / "knee.needleside.json"
    qtbot.waitUntil(lambda: window.loaded.path == kept)
    assert "was added to the library" in window.status.text()
    assert "Remove reference from the library" in window.status.text()
    assert window.pane == "steps"
    press("Alt+Left")
    assert (window.reference.title, window.pane) == ("Knee", "overview")


def test_a_file_of_a_library_is_not_copied_into_it(
    open_window: Callable[..., Window], write_reference: Writer, qtbot: QtBot
) -> None:
    path = write_reference(library_folder() / "orthopaedics", "knee", "Knee")
    window = open_window(load(path))
    window.status.hush()
    start_on(window)
    qtbot.waitUntil(lambda: not window.desk.adding.is_busy)
    assert names(library_folder()) == ["orthopaedics"]
    assert window.loaded.path == path


def test_what_cannot_be_copied_stays_open_and_that_is_said(
    open_window: Callable[..., Window], elsewhere: Path, write_reference: Writer, qtbot: QtBot
) -> None:
    path = write_reference(elsewhere, "ultrasound-guided-injection", "Like the other")
    window = open_window(load(path))
    start_on(window)
    qtbot.waitUntil(lambda: "was not copied into the library" in window.status.text())
    assert window.reference.title == "Like the other"
    assert names(library_folder()) == []


# -- removing


def test_removing_asks_names_what_goes_and_leads_to_the_bundled_reference(
    window: Window, write_reference: Writer, meet: Meeting, qtbot: QtBot
) -> None:
    path = write_reference(library_folder(), "knee", "Knee", revision="3")
    window.desk.bookcase.look_at_all()
    qtbot.waitUntil(lambda: window.desk.bookcase.item_of(path) is not None)
    window.references.open(path)
    qtbot.waitUntil(lambda: window.reference.title == "Knee")
    said: list[str] = []

    def keep(dialog: QWidget) -> None:
        said.append(text_of(dialog))
        assert dialog.focusWidget() is dialog.no

    def agree(dialog: QWidget) -> None:
        dialog.yes.click()

    with meet(keep):
        window.actions_by_id["remove-reference"].trigger()
    assert "“Knee”, revision 3" in said[0]
    assert str(path) in said[0]
    assert path.exists()
    with meet(agree):
        window.actions_by_id["remove-reference"].trigger()
    qtbot.waitUntil(lambda: window.loaded.bundled)
    assert not path.exists()
    assert "was removed" in window.status.text()
    window.going.back()
    assert window.loaded.bundled, "no way leads back to what is gone"


def test_what_came_with_the_program_or_is_shared_cannot_be_removed(
    window: Window, write_reference: Writer, tmp_path: Path, qtbot: QtBot
) -> None:
    window.actions_by_id["remove-reference"].trigger()
    assert "comes with the program" in window.status.text()
    path = write_reference(tmp_path / "shared", "knee", "Knee")
    window.desk.bookcase.set_shared(path.parent)
    qtbot.waitUntil(lambda: window.desk.bookcase.item_of(path) is not None)
    window.references.open(path)
    qtbot.waitUntil(lambda: window.reference.title == "Knee")
    window.actions_by_id["remove-reference"].trigger()
    assert "is shared" in window.status.text()
    assert path.exists()


# -- folders


def test_the_folder_is_shown_by_the_system_as_a_folder_of_this_machine(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not opened.append(url))
    window.actions_by_id["show-folder"].trigger()
    assert [url.toLocalFile() for url in opened] == [str(window.loaded.path.parent)]
    assert opened[0].scheme() == "file"


def test_where_no_file_manager_is_the_folder_is_named_to_be_copied(
    window: Window, monkeypatch: pytest.MonkeyPatch, meet: Meeting
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    details: list[str] = []

    def read(dialog: QWidget) -> None:
        from PySide6.QtWidgets import QPlainTextEdit

        details.extend(each.toPlainText() for each in dialog.findChildren(QPlainTextEdit))

    with meet(read):
        window.actions_by_id["show-folder"].trigger()
    assert details == [str(window.loaded.path.parent)]


def test_a_shared_library_is_chosen_kept_and_given_up(
    window: Window, write_reference: Writer, tmp_path: Path, meet: Meeting, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = write_reference(tmp_path / "shared", "knee", "Knee")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_n: str(path.parent))

    def click(name: str) -> Callable[[QWidget], None]:
        def do(dialog: QWidget) -> None:
            assert isinstance(dialog, SharedFolderDialog)
            getattr(dialog, name).click()

        return do

    with meet(click("choose")):
        window.actions_by_id["shared-library"].trigger()
    qtbot.waitUntil(lambda: window.desk.bookcase.item_of(path) is not None)
    assert window.desk.bookcase.item_of(path).home == "shared"
    window._settings.save()
    assert Settings(settings_path()).text("library/shared") == str(path.parent)
    with meet(click("forget")):
        window.actions_by_id["shared-library"].trigger()
    assert window.desk.bookcase.item_of(path) is None
    assert window._settings.text("library/shared") == ""


def test_a_shared_library_that_is_gone_is_said_once_and_used_when_it_is_back(
    window: Window, write_reference: Writer, tmp_path: Path, qtbot: QtBot
) -> None:
    said: list[str] = []
    desk = window.desk
    desk.said.connect(said.append)
    path = write_reference(tmp_path / "shared", "knee", "Knee")
    desk.bookcase.set_shared(path.parent)
    qtbot.waitUntil(lambda: desk.bookcase.item_of(path) is not None)
    away = path.parent.rename(tmp_path / "away")
    for _ in range(2):
        desk.bookcase.look_at_all()
        qtbot.waitUntil(lambda: not desk.bookcase._looking)
    assert [line for line in said if "is not there" in line] == desk.bookcase.troubles
    assert desk.bookcase.item_of(path) is None
    assert desk.bookcase.searched == []
    away.rename(path.parent)
    desk.bookcase.look_at_all()
    qtbot.waitUntil(lambda: desk.bookcase.item_of(path) is not None)
    assert desk.bookcase.troubles == []
    assert "is there again" in said[-1]


# -- kiosk


def test_a_kiosk_switches_but_reaches_no_file(
    qtbot: QtBot, bundled: Loaded, wish: object, elsewhere: Path, write_reference: Writer
) -> None:
    assert bundled.reference is not None
    settings = Settings(settings_path())
    window = Window(bundled.reference, settings, bundled, wish, Station(kiosk=True))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(lambda: window.finding.is_ready)
    enabled = {id_ for id_, action in window.actions_by_id.items() if action.isEnabled()}
    assert "switch-reference" in enabled
    assert "update-index" in enabled
    assert enabled.isdisjoint(FILE_ACTIONS)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(write_reference(elsewhere, "knee", "Knee")))])
    entering = QDragEnterEvent(
        QPoint(3, 3), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    entering.ignore()
    window.dragEnterEvent(entering)
    assert not entering.isAccepted()
    window.desk.begin(adopt=True)
    assert not window.desk.adding.is_busy
