"""Print preview: Qt's own dialog, with a document that is laid out again for each paper."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QAction, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QComboBox, QLineEdit, QMainWindow, QToolButton, QWidget

from qtbrowser.gui.export.pdf.paper import UNITS_PER_INCH, Paper, usual_page_size
from qtbrowser.gui.export.pdf.print_document import PrintDocument
from qtbrowser.gui.widgets.icons import icon

_ICONS = {
    "Next page": "chevron-right",
    "Previous page": "chevron-left",
    "First page": "chevrons-left",
    "Last page": "chevrons-right",
    "Fit width": "move-horizontal",
    "Fit page": "maximize",
    "Zoom in": "zoom-in",
    "Zoom out": "zoom-out",
    "Portrait": "rectangle-vertical",
    "Landscape": "rectangle-horizontal",
    "Show single page": "file-text",
    "Show facing pages": "book-open",
    "Show overview of all pages": "layout-grid",
    "Print": "printer",
    "Page setup": "settings",
}
"""Qt's own English words of the dialog's actions, by which they are told apart, and our icons."""

_LEAST = QSize(480, 360)


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
        self._take_icons()
        self._name_controls()
        room = parent.size() if parent is not None else self.sizeHint()
        self.resize(room.boundedTo(self.screen().availableSize() * 0.9).expandedTo(_LEAST))
        preview = self.findChild(QPrintPreviewWidget)
        if preview is not None:
            preview.fitInView()

    def _take_icons(self) -> None:
        """Give the dialog's buttons the program's icons; those of Qt's resources are in no theme's colours."""
        names = {QCoreApplication.translate("QPrintPreviewDialog", words): name for words, name in _ICONS.items()}
        for action in self.findChildren(QAction):
            if name := names.get(action.text()):
                action.setIcon(icon(name))

    def _name_controls(self) -> None:
        """Give names to those of Qt's controls that have none, for screen readers."""
        for window in self.findChildren(QMainWindow):
            window.setAccessibleName(self.windowTitle())
        for field in self.findChildren(QLineEdit):
            field.setAccessibleName(self.tr("Zoom") if isinstance(field.parent(), QComboBox) else self.tr("Page"))
        for box in self.findChildren(QComboBox):
            box.setAccessibleName(self.tr("Zoom"))
        for button in self.findChildren(QToolButton, "qt_toolbar_ext_button"):
            button.setAccessibleName(self.tr("More"))

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
            # The first page begins with the title.
            self._document.draw_frame(painter, self._title if number > 1 else "", f"{number} / {count}")
            painter.restore()
        painter.end()
