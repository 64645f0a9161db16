"""The least that a PySide6 program can be: a main window with one label."""

import sys

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from telling import peak_memory, since_spawned, tell


class BareWindow(QMainWindow):
    """Says what it took at the first turn of the event loop after its first paint."""

    def event(self, event: QEvent) -> bool:
        """Wait for the first paint."""
        handled = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            QTimer.singleShot(0, self, self.painted)
        return handled

    def painted(self) -> None:
        """It is on screen."""
        tell(painted=since_spawned(), memory=peak_memory())
        QApplication.quit()


app = QApplication([])
window = BareWindow()
window.setCentralWidget(QLabel("Needleside"))
window.resize(1280, 800)
window.show()
status = app.exec()
del window
sys.exit(status)
