"""The least that a PySide6 program can be: a main window with one label."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from telling import peak_memory, since_spawned, tell


class BareWindow(QMainWindow):
    """Says what it took at the first turn of the event loop after its first paint."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """It is being painted."""
        super().paintEvent(event)
        QTimer.singleShot(0, self.painted)

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
