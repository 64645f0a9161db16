"""Opening reference files without keeping the window waiting."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject

from viewer.content.library import Loaded, bundled_path, load, load_bundled
from viewer.ui.background import Background

# So many references that were read stay in memory, for Back and for switching to and fro.
MOST_KEPT = 8


class Opening(QObject):
    """Reads references in a thread, and keeps the last ones that were read."""

    def __init__(self, first: Loaded, parent: QObject) -> None:
        """`first` is what was loaded by who made the window."""
        super().__init__(parent)
        self._files = Background(self)
        self._reading = 0  # requests that are not answered yet
        self._kept: dict[Path, Loaded] = {first.path: first}
        self._wanted = 0  # the number of the last request: an older one opens nothing any more

    def open(self, path: Path, then: Callable[[Loaded], object], anew: bool = False) -> None:
        """Call `then` with what is in `path`; with `anew` even if it was read before.

        Only the last of several requests is answered.
        """
        self._wanted += 1
        number = self._wanted
        kept = None if anew else self._kept.get(path)
        if kept is not None:
            then(self._keep(kept))
            return

        def read() -> Loaded:
            return load_bundled() if path == bundled_path() else load(path)

        def deliver(loaded: Loaded) -> None:
            self._reading = max(self._reading - 1, 0)
            if loaded.reference is not None:
                self._keep(loaded)
            if number == self._wanted:
                then(loaded)

        if self._reading:
            # The drive of the one before may never answer.
            self._files.stop()
            self._files, self._reading = Background(self), 0
        self._reading += 1
        self._files.run(read, deliver)

    def bundled(self) -> Loaded:
        """The reference that comes with the program; it lies beside it, so this is quick."""
        path = bundled_path()
        return self._kept.get(path) or self._keep(load_bundled())

    def forget(self, path: Path) -> None:
        """Read `path` anew when it is next asked for: it has changed."""
        self._kept.pop(path, None)

    def move(self, loaded: Loaded, path: Path) -> Loaded:
        """What was loaded now lies in `path`."""
        self.forget(loaded.path)
        return self._keep(replace(loaded, path=path))

    def _keep(self, loaded: Loaded) -> Loaded:
        """Keep it as the newest one; those that came with the program stay anyway."""
        self._kept.pop(loaded.path, None)
        self._kept[loaded.path] = loaded
        others = [path for path, each in self._kept.items() if not each.bundled]
        for path in others[:-MOST_KEPT]:
            del self._kept[path]
        return loaded

    def stop(self) -> None:
        """Open nothing more."""
        self._files.stop()
