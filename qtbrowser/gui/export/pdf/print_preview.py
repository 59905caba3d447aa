"""Print preview: Qt's own dialog, with a document that is laid out again for each paper."""

from __future__ import annotations

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.export.pdf.paper import UNITS_PER_INCH, Paper, usual_page_size
from qtbrowser.gui.export.pdf.print_document import PrintDocument


class PrintPreview(QPrintPreviewDialog):
    """Shows a document as it will be printed, and prints it.

    Args:
        document: the document to print; the dialog becomes its owner.
        title: the title in the header.
        parent: the window.
    """

    def __init__(self, document: PrintDocument, title: str, parent: QWidget | None = None) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        super().__init__(self._printer, parent)
        self.setObjectName("print_preview")
        self.setWindowTitle(self.tr("Print Preview"))
        self._printer.setPageSize(usual_page_size())
        self._printer.setDocName(title)
        self._printer.setFullPage(True)
        self._document = document
        self._title = title
        document.setParent(self)
        self.paintRequested.connect(self._paint)

    def _paint(self, printer: QPrinter) -> None:
        printer.setFullPage(True)
        self._document.lay_out(Paper.of(printer.pageLayout()))
        count = self._document.page_count()
        first, last = 1, count
        if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
            first, last = printer.fromPage(), min(printer.toPage() or count, count)
        painter = QPainter(printer)
        scale = printer.resolution() / UNITS_PER_INCH
        for number in range(first, last + 1):
            if number > first:
                printer.newPage()
            painter.save()
            painter.scale(scale, scale)
            self._document.draw_page(painter, number - 1)
            self._document.draw_frame(painter, self._title, f"{number} / {count}")
            painter.restore()
        painter.end()
