"""Connects the actions that print: preview, PDF of one answer, PDF of the whole list.

The modules for printing are imported when they are needed, after the window is painted.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QStandardPaths
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.export.book_jobs import BookPaths, book_paths
from qtbrowser.gui.export.print_jobs import PrintedPage, load_printed
from qtbrowser.gui.reader.answer_panel import AnswerPanel
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import FACE, PRINT_MARKS
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.widgets.save_dialog import ask_file
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane

if TYPE_CHECKING:
    from qtbrowser.gui.export.pdf.book import Book
    from qtbrowser.gui.export.pdf.export_progress import BookProgress

PREVIEW, PATHS, PAGE = "export.preview", "export.paths", "export.page"

_NAME_LENGTH = 80
_NOT_IN_NAMES = frozenset('<>:"/\\|?*%')


class PrintCommands(QObject):
    """Performs the printing actions of one window; one book at a time.

    Args:
        window: the parent of dialogs.
        session: the session with the library.
        actions: the window's actions.
        reading: the shown document.
        messages: the message bar.
        preferences: the settings.
        answer: the panel with the answer or its editor.
        list_state: the state of the list.

    Attributes:
        book: the book that is being written.
        progress: its progress dialog.
    """

    def __init__(
        self,
        *,
        window: QWidget,
        session: Session,
        actions: Actions,
        reading: Reading,
        messages: MessageBar,
        preferences: Preferences,
        answer: AnswerPanel,
        list_state: ListState,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._reading = reading
        self._messages = messages
        self._preferences = preferences
        self._answer = answer
        self._list_state = list_state
        self.book: Book | None = None
        self.progress: BookProgress | None = None
        actions.print_preview.triggered.connect(self._ask_preview)
        actions.export_answer.triggered.connect(self._export_answer)
        actions.export_list.triggered.connect(self._ask_list)
        actions.print_marks.toggled.connect(partial(preferences.set, PRINT_MARKS))
        preferences.observe(PRINT_MARKS, actions.print_marks.setChecked)
        session.library_opened.connect(self.cancel)

    def write_book(self, title: str, paths: tuple[str, ...], file: Path) -> None:
        """Begin to write a PDF file.

        Args:
            title: the title of the book.
            paths: the library paths of its documents.
            file: the PDF file.
        """
        from qtbrowser.gui.export.pdf.book import Book
        from qtbrowser.gui.export.pdf.export_progress import BookProgress
        from qtbrowser.gui.export.pdf.paper import usual_page_size
        from qtbrowser.gui.pane.shared_typesetter import shared_typesetter

        self.cancel()
        book = Book(title, paths, file, usual_page_size(), self._preferences.get(FACE), shared_typesetter(), self)
        book.noun = self._list_state.noun
        progress = BookProgress(file.name, self._window)
        book.page_wanted.connect(self._ask_page)
        book.progressed.connect(progress.show_progress)
        book.finished.connect(self._report_finished)
        book.failed.connect(self._report_failed)
        progress.canceled.connect(self.cancel)
        self.book, self.progress, self._file = book, progress, file
        book.start()

    def cancel(self) -> None:
        """Cancel the book that is being written; no file is written."""
        if self.book is not None:
            self.book.cancel()
            self._end()

    def _end(self) -> None:
        for part in (self.book, self.progress):
            if part is not None:
                part.deleteLater()
        self.book = self.progress = None

    def _ask_preview(self) -> None:
        if self.book is None and self._reading.path:
            job = partial(load_printed, path=self._reading.path, with_marks=self._preferences.get(PRINT_MARKS))
            self._session.ask(job, self._prepare_preview, replaces=PREVIEW)

    def _export_answer(self) -> None:
        page = self._answer.pane.page()
        if page is not None:
            self._choose_file(page.title, (page.path,))

    def _ask_list(self) -> None:
        job = partial(book_paths, request=self._list_state.request)
        self._session.ask(job, self._on_paths, replaces=PATHS, lane=Lane.CHANGING)

    def _on_paths(self, book: BookPaths) -> None:
        if not book.paths:
            self._messages.show_message(self.tr("The list is empty."), Weight.NOTICE)
            return
        if len(book.paths) < book.total:
            sentence = self.tr("The list is long: a PDF file takes the first {0} of {1}.")
            total = self._list_state.noun.counted(book.total)
            self._messages.show_message(sentence.format(QLocale().toString(len(book.paths)), total), Weight.NOTICE)
        folder = self._session.folder
        self._choose_file(folder.name if folder is not None else "", book.paths)

    def _choose_file(self, title: str, paths: tuple[str, ...]) -> None:
        write = partial(self.write_book, title, paths)
        dialog = ask_file(self._window, self.tr("Export as PDF"), [self.tr("PDF files (*.pdf)")], write)
        dialog.setObjectName("export_file")
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile(file_name(title))

    def _ask_page(self, path: str) -> None:
        job = partial(load_printed, path=path, with_marks=self._preferences.get(PRINT_MARKS))
        self._session.ask(job, self._on_page, failed=self._on_page_failed, replaces=PAGE, lane=Lane.CHANGING)

    def _on_page(self, page: PrintedPage) -> None:
        if self.book is not None:
            self.book.take_page(page)

    def _on_page_failed(self, sentence: str) -> None:
        self._messages.show_error(sentence)
        if self.book is not None:
            self.book.take_page(None)

    def _prepare_preview(self, printed: PrintedPage) -> None:
        from PySide6.QtCore import QMarginsF
        from PySide6.QtGui import QPageLayout

        from qtbrowser.gui.export.pdf.paper import Paper, usual_page_size
        from qtbrowser.gui.export.pdf.print_document import PrintDocument
        from qtbrowser.gui.export.pdf.print_html import print_html
        from qtbrowser.gui.export.pdf.print_preview import PrintPreview
        from qtbrowser.gui.pane.shared_typesetter import shared_typesetter

        page = printed.shown
        paper = Paper.of(QPageLayout(usual_page_size(), QPageLayout.Orientation.Portrait, QMarginsF()))
        html = print_html(page.page.html, page.page.path, {page.page.path: 1})
        document = PrintDocument(html, paper, self._preferences.get(FACE), shared_typesetter(), page.images.get, self)
        document.mark(printed.highlights)

        def show() -> None:
            document.ready.disconnect(show)
            dialog = PrintPreview(document, page.page.title, self._window)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        document.ready.connect(show)

    def _report_finished(self, count: int) -> None:
        counted = self._list_state.noun.counted(count)
        self._messages.show_message(self.tr("{0} was written ({1}).").format(self._file, counted), Weight.NOTICE)
        self._end()

    def _report_failed(self, reason: str) -> None:
        self._messages.show_error(self.tr("{0} was not written: {1}").format(self._file, reason))
        self._end()


def file_name(title: str) -> str:
    """A name for a PDF file that is valid on every system, made from any text."""
    words = "".join(" " if sign in _NOT_IN_NAMES or not sign.isprintable() else sign for sign in title)
    return f"{' '.join(words.split())[:_NAME_LENGTH].strip(' .') or 'answers'}.pdf"
