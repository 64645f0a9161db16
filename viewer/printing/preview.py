"""The pages as they will come out, before they do."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintPreviewWidget
from PySide6.QtWidgets import QDialog, QGraphicsView, QHBoxLayout, QVBoxLayout, QWidget

from viewer.printing import PrintProblem, asking
from viewer.printing.choices import Choices
from viewer.printing.controls import button, plain_label
from viewer.printing.job import Job
from viewer.printing.printer import has_printer, make_printer, to_pdf, to_printer

NO_PRINTER = "No printer is set up on this computer. Save as PDF makes the same pages."


class PreviewDialog(QDialog):
    """The pages of a job, with the ways on: print, save as PDF, close.

    `outcome` is what was done, as a sentence; empty when nothing was. Raises PrintProblem when
    the job has no pages.
    """

    def __init__(self, parent: QWidget | None, job: Job, choices: Choices) -> None:
        super().__init__(parent)
        self.outcome = ""
        self._job = job
        self._choices = choices
        self._pages = job.pages()  # kept: a signal does not keep what it is connected to
        self._printer = make_printer(self._pages)
        self.view = QPrintPreviewWidget(self._printer)
        # The focus goes to the view inside it.
        for view in (self.view, *self.view.findChildren(QGraphicsView)):
            view.setAccessibleName("Pages as they will be printed")
            if isinstance(view, QGraphicsView):
                # Qt's own grey around the pages is too bright for a dimmed room.
                view.setBackgroundBrush(self.palette().midlight())
        self.view.paintRequested.connect(self._pages.paint)
        self.view.previewChanged.connect(self._say_page)
        self.page = plain_label()
        self.message = plain_label()
        self.message.setWordWrap(True)
        self.print_button = button("&Print…", self._print)
        self.save_button = button("&Save as PDF…", self._save)
        self.setWindowTitle(f"Preview: {job.reference.title}")
        self._build()
        # A title bar and a task bar take their part of the screen.
        self.resize(QSize(900, 860).boundedTo(self.screen().availableSize() - QSize(40, 60)))
        self._look_for_printer()

    def _build(self) -> None:
        top, bottom, box = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for text, key, pages in (("P&revious", "PgUp", -1), ("&Next", "PgDown", 1)):
            turn = _turner(self, pages)
            top.addWidget(button(text, turn))
            QShortcut(QKeySequence(key), self, turn)
        top.addWidget(self.page)
        top.addStretch(1)
        top.addWidget(button("Whole p&age", self.view.fitInView))
        top.addWidget(button("Full &width", self.view.fitToWidth))
        bottom.addWidget(self.message, 1)
        for way in (self.save_button, self.print_button, button("Close", self.reject)):
            bottom.addWidget(way)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(12)
        box.addLayout(top)
        box.addWidget(self.view, 1)
        box.addLayout(bottom)

    def _look_for_printer(self) -> None:
        found = has_printer()
        self.message.setText("" if found else NO_PRINTER)
        self.print_button.setEnabled(found)
        self.save_button.setVisible(self._choices.files)
        ready = self.print_button if found else self.save_button
        ready.setDefault(True)
        ready.setFocus()

    def turn(self, pages: int) -> None:
        """Show the page that lies `pages` further on."""
        number = self.view.currentPage() + pages
        self.view.setCurrentPage(min(max(number, 1), self._pages.count))
        self._say_page()

    def _say_page(self) -> None:
        self.page.setText(f"Page {max(self.view.currentPage(), 1)} of {self._pages.count}")

    def _print(self) -> None:
        self._do(to_printer)

    def _save(self) -> None:
        self._do(to_pdf)

    def _do(self, way: Callable[[QWidget | None, Job, Choices], str]) -> None:
        self.outcome = attempt(self, way, self._job, self._choices)
        if self.outcome:
            self.accept()


def attempt(
    parent: QWidget | None,
    way: Callable[[QWidget | None, Job, Choices], str],
    job: Job,
    choices: Choices,
) -> str:
    """What `way` did with `job`; a problem is told to the reader, and nothing was done."""
    try:
        return way(parent, job, choices)
    except PrintProblem as problem:
        asking.tell(parent, str(problem))
        return ""


def preview(parent: QWidget | None, job: Job, choices: Choices) -> str:
    """Show `job` on the screen and let the reader go on from there. Raises PrintProblem."""
    dialog = PreviewDialog(parent, job, choices)
    dialog.exec()
    dialog.deleteLater()
    return dialog.outcome


def _turner(dialog: PreviewDialog, pages: int) -> Callable[[], None]:
    return lambda: dialog.turn(pages)
