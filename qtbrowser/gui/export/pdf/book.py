"""A book: the answers of several documents in one PDF file, with a table of contents and links between them.

Each document is laid out twice: first to count its pages, because the table of contents is in front, and then to draw
it. Only one is in memory at a time. Between two steps, control returns to the event loop.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import accumulate
from pathlib import Path

from PySide6.QtCore import QIODevice, QMarginsF, QObject, QSaveFile, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from qtbrowser.gui.export.pdf.contents import ContentsLine, contents_html
from qtbrowser.gui.export.pdf.paper import UNITS_PER_INCH, Paper
from qtbrowser.gui.export.pdf.print_document import PrintDocument
from qtbrowser.gui.export.pdf.print_html import print_html
from qtbrowser.gui.export.print_jobs import PrintedPage
from qtbrowser.gui.math.typesetter import Typesetter
from qtbrowser.gui.settings.page_choices import Face
from qtbrowser.gui.widgets.nouns import Noun

_Wish = str | PrintDocument | None
_Course = Generator[_Wish, PrintedPage | None, None]


class BookError(Exception):
    """The file can't be written; the text says why."""


class Book(QObject):
    """Writes one book.

    Args:
        title: the title of the table of contents, of the header and of the file.
        paths: the documents, in order.
        file: the PDF file; an existing one is replaced at the end, atomically.
        page_size: the paper.
        face: the font.
        typesetter: typesets the formulas.
        parent: the owner.

    Attributes:
        noun: what the documents are called.

    Signals:
        page_wanted: the path of a document; answer with `take_page`.
        progressed: steps done and steps in all.
        finished: the number of documents in the file.
        failed: why there is no file.
    """

    page_wanted = Signal(str)
    progressed = Signal(int, int)
    finished = Signal(int)
    failed = Signal(str)

    def __init__(
        self,
        title: str,
        paths: Sequence[str],
        file: Path,
        page_size: QPageSize,
        face: Face,
        typesetter: Typesetter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.noun = Noun.QUESTION
        self._title = title
        self._paths = list(dict.fromkeys(paths))
        self._numbers = {path: number for number, path in enumerate(self._paths, 1)}
        self._file = QSaveFile(str(file))
        self._layout = QPageLayout(page_size, QPageLayout.Orientation.Portrait, QMarginsF())
        self._paper = Paper.of(self._layout)
        self._face = face
        self._typesetter = typesetter
        self._lines: list[ContentsLine] = []
        self._awaited: str | PrintDocument | None = None
        self._course: _Course | None = None

    def start(self) -> None:
        """Begin to write the book."""
        self._course = self._write()
        self._go_on(None)

    def take_page(self, page: PrintedPage | None) -> None:
        """Pass the requested document; None for one that can't be read, which is left out."""
        if isinstance(self._awaited, str) and (page is None or page.shown.request.reference == self._awaited):
            self._go_on(page)

    def cancel(self) -> None:
        """Cancel; no file is written."""
        if self._course is not None:
            self._course.close()
            self._course = None
            self._awaited = None

    def _go_on(self, page: PrintedPage | None) -> None:
        if self._course is None:
            return
        self._awaited = None
        try:
            wish = self._course.send(page)
        except StopIteration:
            self._course = None
            self.finished.emit(len(self._lines))
        except BookError as error:
            self._course = None
            self.failed.emit(str(error))
        else:
            self._fulfil(wish)

    def _fulfil(self, wish: _Wish) -> None:
        self._awaited = wish
        if isinstance(wish, str):
            self.page_wanted.emit(wish)
        elif isinstance(wish, PrintDocument):
            wish.ready.connect(self._on_ready)
        else:
            QTimer.singleShot(0, self, self._on_turn)

    def _on_ready(self) -> None:
        if self.sender() is self._awaited:
            self._go_on(None)

    def _on_turn(self) -> None:
        if self._awaited is None:
            self._go_on(None)

    # The steps; each yield waits for something.

    def _write(self) -> _Course:
        yield from self._measure()
        if not self._lines:
            raise BookError(self.tr("None of the documents can be read."))
        contents = yield from self._make_contents()
        if not self._file.open(QIODevice.OpenModeFlag.WriteOnly):
            raise BookError(self._file.errorString())
        painter = QPainter()
        try:
            writer = self._writer()
            if not painter.begin(writer):
                raise BookError(self.tr("The PDF file can't be written."))
            yield from self._draw_all(writer, painter, contents)
            painter.end()
            if not self._file.commit():
                raise BookError(self._file.errorString())
        finally:
            if painter.isActive():
                painter.end()
            if self._file.isOpen():
                self._file.cancelWriting()
                # Only this removes what has been written so far, which has a name of its own where Linux needs none.
                self._file.commit()

    def _measure(self) -> _Course:
        """Count the pages of each document."""
        counts = []
        for path in self._paths:
            page = yield path
            if page is not None:
                document = self._document(page)
                yield document
                self._lines.append(ContentsLine(self._numbers[path], page.shown.page.title, 0))
                counts.append(document.page_count())
                document.deleteLater()
            self.progressed.emit(self._numbers[path], 2 * len(self._paths))
        starts = accumulate(counts, initial=1)
        self._lines = [line._replace(page=start) for line, start in zip(self._lines, starts, strict=False)]

    def _make_contents(self) -> Generator[_Wish, PrintedPage | None, PrintDocument | None]:
        """The table of contents; its own pages are counted in the page numbers. A book of one document has none."""
        if len(self._lines) == 1:
            return None
        draft = self._contents_from(0)
        yield draft
        own = draft.page_count()
        contents = self._contents_from(own)
        yield contents
        # Longer page numbers could wrap a line and so move the last line to another page.
        while contents.page_count() > own:
            own += 1
            contents = self._contents_from(own)
            yield contents
        self._lines = [line._replace(page=line.page + own) for line in self._lines]
        return contents

    def _contents_from(self, own_pages: int) -> PrintDocument:
        lines = [line._replace(page=line.page + own_pages) for line in self._lines]
        html = contents_html(self._title, self.noun.counted(len(lines)), lines)
        return PrintDocument(html, self._paper, self._face, self._typesetter, parent=self)

    def _draw_all(self, writer: QPdfWriter, painter: QPainter, contents: PrintDocument | None) -> _Course:
        number = 0
        if contents is not None:
            for number in range(1, contents.page_count() + 1):
                self._draw(writer, painter, contents, number, number, self._title)
        for line in self._lines:
            page = yield self._paths[line.number - 1]
            if page is None:
                continue
            document = self._document(page)
            yield document
            for own in range(1, document.page_count() + 1):
                number += 1
                self._draw(writer, painter, document, own, number, line.title)
                yield None
            document.deleteLater()
            self.progressed.emit(len(self._paths) + line.number, 2 * len(self._paths))

    def _draw(
        self, writer: QPdfWriter, painter: QPainter, document: PrintDocument, own: int, number: int, title: str
    ) -> None:
        """Draw page `own` of a document as page `number` of the book, both counted from 1."""
        if number > 1:
            writer.newPage()
        document.draw_page(painter, own - 1)
        # The first page of a document begins with its title.
        document.draw_frame(painter, title if own > 1 else "", str(number))

    def _document(self, printed: PrintedPage) -> PrintDocument:
        page = printed.shown
        html = print_html(page.page.html, page.page.path, self._numbers)
        document = PrintDocument(html, self._paper, self._face, self._typesetter, page.images.get, self)
        document.mark(printed.highlights)
        return document

    def _writer(self) -> QPdfWriter:
        writer = QPdfWriter(self._file)
        writer.setPageLayout(self._layout)
        writer.setResolution(UNITS_PER_INCH)
        writer.setTitle(self._title)
        writer.setCreator("QtBrowser")
        return writer
