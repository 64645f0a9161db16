"""The one window for printing: what, how and where to, beside the pages as they will come out."""

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from viewer.content.model import Reference
from viewer.printing import PrintProblem, asking
from viewer.printing.choices import Choices
from viewer.printing.controls import button, plain_label
from viewer.printing.form import PrintForm
from viewer.printing.job import Job, pages_of, printed_at
from viewer.printing.making import Maker
from viewer.printing.pages import Pages
from viewer.printing.pageview import PageView
from viewer.printing.pdf import save_pdf
from viewer.printing.ranges import page_numbers
from viewer.printing.service import LIST_MS, SEND_MS, Ended, Service, listed

FORM_LETTERS = 46  # as wide as the choices are where several stand side by side
LOOKING = "Looking for printers…"
NO_PRINTER = "No printer is set up on this computer."
NOTHING_CHOSEN = "Check at least one part."
STOPPED = "Stopped. Some of the pages may be with the printer already."


def print_dialog(
    parent: QWidget | None,
    reference: Reference,
    choices: Choices | None = None,
    checked: Sequence[str] = (),
    choose: bool = False,
) -> str:
    """Let the reader print; returns what was done as a sentence, empty for nothing.

    `checked` are the ids of the parts chosen at the start. With `choose` the keyboard begins in
    the list of parts, else in the pages.
    """
    dialog = PrintDialog(parent, reference, choices, checked, choose)
    dialog.exec()
    dialog.deleteLater()
    return dialog.outcome


class PrintDialog(QDialog):
    """Parts, style and printer beside the pages that they make.

    `outcome` is what was done, as a sentence; empty when nothing was.
    """

    def __init__(
        self,
        parent: QWidget | None,
        reference: Reference,
        choices: Choices | None = None,
        checked: Sequence[str] = (),
        choose: bool = False,
    ) -> None:
        super().__init__(parent)
        self.outcome = ""
        self._reference = reference
        self._choices = choices or Choices()
        self._no_pages = self._no_printer = ""  # why there are none, if there are none
        self._ready: Job | None = None  # what the pages in sight were made of
        self._making = Job(reference, (), self._choices.style())
        self.setWindowTitle(f"Print: {reference.title}")
        letters = QFontMetrics(QGuiApplication.font()).horizontalAdvance("n" * FORM_LETTERS)
        available = self.screen().availableSize() - QSize(24, 48)
        self.form = PrintForm(reference, self._choices, letters > available.width() / 2)
        self.view = PageView()
        self.page = plain_label()
        self.message = plain_label()
        self.message.setWordWrap(True)
        self.message.setAccessibleName("What happens")
        self.whole_button = button("Full &width", self._switch_size)
        self.save_button = button("&Save as PDF…", self.save)
        self.print_button = button("&Print", self.print)
        self.close_button = button("Close", self.reject)
        self._maker = Maker(self)
        self._service = Service(self)
        self._build()
        self.form.tree.check(checked)
        self._connect()
        self.save_button.setVisible(self._choices.files)
        self.resize(QSize(1180, 800).boundedTo(available))
        (self.form.tree if choose else self.view).setFocus()
        self._remake(0)
        self.look_for_printers()

    def _build(self) -> None:
        top, sides, ways = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        right, box = QVBoxLayout(), QVBoxLayout(self)
        self._turners = [button(text, self._turner(pages)) for text, pages in (("‹", -1), ("›", 1))]
        for turner, name in zip(self._turners, ("Previous page", "Next page"), strict=True):
            turner.setAccessibleName(name)
            turner.setToolTip(name)
        for turner in self._turners:
            top.addWidget(turner)
        top.addWidget(self.page)
        top.addStretch(1)
        top.addWidget(self.whole_button)
        right.addLayout(top)
        right.addWidget(self.view, 1)
        right.setSpacing(12)
        sides.addWidget(self.form)
        sides.addLayout(right, 1)
        sides.setSpacing(24)
        ways.addWidget(self.message, 1)
        for way in (self.save_button, self.print_button, self.close_button):
            ways.addWidget(way)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(12)
        box.addLayout(sides, 1)
        box.addLayout(ways)

    def _connect(self) -> None:
        self.form.changed.connect(self._remake)
        self.form.again.connect(self.look_for_printers)
        self.form.printer.currentIndexChanged.connect(self._say_ready)
        self.form.numbers.textChanged.connect(self._say_ready)
        self.view.turned.connect(self._say_page)
        self._maker.made.connect(self._show)
        self._maker.failed.connect(self._fail)
        for key, pages in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(QKeySequence(key), self, self._turner(pages))

    # -- pages

    def job(self) -> Job:
        """What is chosen now."""
        self.form.read(self._choices)
        return Job(
            self._reference,
            self._choices.parts,
            self._choices.style(),
            self._choices.included(),
        )

    def _remake(self, pause: int | None = None) -> None:
        job = self._making = self.job()
        if not job.part_ids:
            self._maker.stop()
            self._fail(NOTHING_CHOSEN)
            return

        def begin() -> Pages:
            return pages_of(job.reference, job.part_ids, job.style, job.included, at_once=False)

        self._no_pages = ""
        self._maker.start(begin, *(() if pause is None else (pause,)))
        self._say_ready()

    def _show(self, pages: Pages) -> None:
        self._ready, self._no_pages = self._making, ""
        self.view.show_pages(pages)
        self._say_ready()

    def _fail(self, sentence: str) -> None:
        self._ready, self._no_pages = None, sentence
        self.view.show_pages(None)
        self._say_ready()

    def _pages(self) -> Pages | None:
        """The pages of what is chosen now, made if need be; None when there are none."""
        self._maker.finish()
        pages = self.view.pages
        return pages.stamped(printed_at(datetime.now().astimezone())) if pages else None

    def _turner(self, pages: int) -> Callable[[], None]:
        return lambda: self.turn(pages)

    def turn(self, pages: int) -> None:
        """Show the page that lies `pages` further on."""
        self.view.go(self.view.number + pages)

    def _switch_size(self) -> None:
        self.view.show_whole(not self.view.is_whole)
        self.whole_button.setText("Full &width" if self.view.is_whole else "Whole pa&ge")

    def _say_page(self) -> None:
        count = self.view.count
        self.page.setText(f"Page {self.view.number} of {count}" if count else "No pages")
        for turner in self._turners:
            turner.setEnabled(count > 1)

    # -- printers

    def look_for_printers(self) -> None:
        """Ask for the printers; the window goes on meanwhile."""
        self._no_printer = ""
        self.form.show_looking(LOOKING)
        self._service.run(["printers", "--json"], self._found, LIST_MS)
        self._say_ready()

    def _found(self, ended: Ended) -> None:
        names, default = listed(ended)
        # Without a printer that command fails, too; its list then is empty, not missing.
        trouble = "" if names or ended.output else ended.trouble
        other = " Save as PDF makes the same pages." if self._choices.files else ""
        self._no_printer = "" if names else trouble or NO_PRINTER + other
        self.form.show_printers(names, default, self._choices.printer, NO_PRINTER)
        self._say_ready()

    def print(self) -> None:
        """Send the pages to the printer, by a process that can be stopped."""
        pages = self._pages()
        if pages is None or self._ready is None or not self.form.chosen_printer():
            return
        text = self.form.numbers.text()
        try:
            page_numbers(text, pages.count)
        except PrintProblem as problem:
            asking.tell(self, str(problem))
            self.form.numbers.setFocus()
            return
        self.form.read(self._choices)
        job, choices = self._ready, self._choices
        arguments = [
            *job.arguments(), "--printer", self.form.chosen_printer(), "--pages", text,
            "--copies", self.form.copies.currentText(), "--reference", "-",
        ]  # fmt: skip
        if choices.to_sides():
            arguments += ["--sides", choices.to_sides()]
        self._set_sending(True)
        self.message.setText(f"Sending to {self.form.chosen_printer()}…")
        given = msgspec.json.encode(job.reference)
        self._service.run(arguments, self._sent, SEND_MS, given)

    def _sent(self, ended: Ended) -> None:
        self._set_sending(False)
        self.message.setText(ended.trouble)
        if ended.trouble:
            asking.tell(self, ended.trouble)
            return
        self._done(ended.output.strip())

    def _set_sending(self, sending: bool) -> None:
        for part in (self.form, self.save_button, self.print_button):
            part.setEnabled(not sending)
        self.close_button.setText("Stop" if sending else "Close")
        if sending:
            self.close_button.setFocus()

    def save(self) -> None:
        """Save the pages as a PDF that the reader names."""
        pages = self._pages()
        if pages is None or self._ready is None:
            return
        target = asking.ask_pdf_path(self, self._choices.pdf_path(self._ready.file_name))
        if target is None:
            return
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            save_pdf(pages, target, page_numbers(self.form.numbers.text(), pages.count))
        except PrintProblem as problem:
            QGuiApplication.restoreOverrideCursor()
            asking.tell(self, str(problem))
            return
        QGuiApplication.restoreOverrideCursor()
        self._choices.folder = str(target.parent)
        self._done(f"Saved as {target}.")

    def _done(self, outcome: str) -> None:
        self.form.read(self._choices)
        self._choices.remember(self._choices)
        self.outcome = outcome
        self.accept()

    def _say_ready(self) -> None:
        """What can be done now, and what it would be."""
        # What is still being made is finished when it is asked for.
        some = self.view.count > 0 or self._maker.is_busy
        printer = bool(self.form.chosen_printer())
        self.save_button.setEnabled(some)
        self.print_button.setEnabled(some and printer)
        (self.print_button if printer else self.save_button).setDefault(True)
        self._say_page()
        parts, pages = len(self._making.part_ids), self.view.count
        chosen = f"{_counted(parts, 'part')} chosen, {_counted(pages, 'page')}" if pages else ""
        self.message.setText(self._no_pages or self._no_printer or chosen)

    def reject(self) -> None:
        """Stop what is being sent; else close."""
        if self._service.is_busy and not self.form.isEnabled():
            self._service.stop()
            self._set_sending(False)
            self.message.setText(STOPPED)
            self.print_button.setFocus()
            return
        super().reject()

    def done(self, result: int) -> None:
        """End what still runs."""
        self._maker.stop()
        self._service.stop()
        super().done(result)


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
