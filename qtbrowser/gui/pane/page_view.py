"""The widget that shows one page: a QTextBrowser that follows nothing and fetches nothing by itself."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from qtbrowser.gui.pane.copying import copied
from qtbrowser.gui.pane.images import ImageLoader, PageImages
from qtbrowser.gui.pane.page_document import PageDocument
from qtbrowser.gui.pane.page_style import PageStyle
from qtbrowser.gui.pane.reading_place import ReadingPlace


class PageView(QTextBrowser):
    """Shows HTML in a style and keeps the reader's place through every change of width, zoom and theme.

    Args:
        style: the first style.
        parent: the owner.

    Signals:
        link_followed: the address of a link that was clicked or entered, as the page writes it.
        zoom_requested: the factor that a wheel, pinch or key asks to multiply by, or 0 for the normal size; steps
            are +-1 in `zoom_stepped`.
    """

    link_followed = Signal(str)
    zoom_stepped = Signal(int)
    zoom_multiplied = Signal(float)
    menu_requested = Signal(QPoint, str)

    def __init__(self, style: PageStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._html = ""
        self._loader: ImageLoader | None = None
        self._place = ReadingPlace()
        self._moving = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.anchorClicked.connect(self._report_link)
        self.verticalScrollBar().valueChanged.connect(self._note_place)
        self._render()

    # ------------------------------------------------------------------ content

    def show_html(self, html: str) -> None:
        """Shows another page from its top."""
        self._html = html
        self._place = ReadingPlace()
        self._render()

    def restyle(self, style: PageStyle) -> None:
        """Shows the same page in another style, at the same place."""
        self._style = style
        self._render()

    def set_image_loader(self, loader: ImageLoader | None) -> None:
        """Takes pictures from `loader` from now on."""
        self._loader = loader
        self._render()

    def _render(self) -> None:
        images = PageImages(self._loader, round(self._style.column_width()))
        previous = self.document()
        document = PageDocument(self._html, self._style, images, self)
        self._moving = True
        self.setExtraSelections([])
        self._set_palette()
        self._set_measure(document)
        self.setDocument(document)
        if isinstance(previous, PageDocument):
            previous.deleteLater()
        self._moving = False
        self.go_to(self._place)

    def setSource(self, name: QUrl, kind: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource) -> None:
        """Does nothing: pages come through `show_html` only."""

    def doSetSource(self, name: QUrl, kind: QTextDocument.ResourceType) -> None:
        """Does nothing, see `setSource`."""

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Answers nothing: the document loads its own images."""
        return ""

    # ------------------------------------------------------------------ layout

    def _set_palette(self) -> None:
        colours = self._style.colours
        palette = self.palette()
        for role, colour in (
            (QPalette.ColorRole.Base, colours.paper),
            (QPalette.ColorRole.Text, colours.ink),
            (QPalette.ColorRole.Link, colours.link),
            (QPalette.ColorRole.LinkVisited, colours.link),
            (QPalette.ColorRole.Highlight, colours.selection_paper),
            (QPalette.ColorRole.HighlightedText, colours.selection_ink),
        ):
            palette.setColor(role, QColor(colour))
        self.setPalette(palette)

    def _set_measure(self, document: QTextDocument) -> None:
        """Centres a column of comfortable width by the margins of the document's root frame."""
        room = self.viewport().width()
        least = self._style.pixels(1.5)
        side = max(least, (room - self._style.column_width()) / 2)
        frame = document.rootFrame()
        form = frame.frameFormat()
        if round(form.leftMargin()) == round(side) and form.topMargin() > 0:
            return
        form.setLeftMargin(round(side))
        form.setRightMargin(round(side))
        form.setTopMargin(self._style.pixels(2))
        form.setBottomMargin(self._style.pixels(3))
        frame.setFrameFormat(form)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the line at the top where it is."""
        self._moving = True
        self._set_measure(self.document())
        super().resizeEvent(event)
        self._moving = False
        self.go_to(self._place)

    # ------------------------------------------------------------------ place

    def place(self) -> ReadingPlace:
        """The line at the top of the view."""
        return self._place

    def go_to(self, place: ReadingPlace) -> None:
        """Scrolls so that `place` is at the top, as far as the page's end allows."""
        self._place = place
        self._moving = True
        if place == ReadingPlace():
            self.verticalScrollBar().setValue(0)
        else:
            self.document().size()
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(place.position, self.document().characterCount() - 1))
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(cursor).top() + place.offset)
        self._moving = False

    def _note_place(self, value: int) -> None:
        if self._moving:
            return
        if value == 0:
            self._place = ReadingPlace()
            return
        cursor = self.cursorForPosition(QPoint(self.viewport().width() // 2, 0))
        cursor.movePosition(QTextCursor.MoveOperation.StartOfLine)
        self._place = ReadingPlace(cursor.position(), -self.cursorRect(cursor).top())

    def show_range(self, start: int, end: int) -> None:
        """Scrolls the words at [start, end), in UTF-16 units, into view with some lines around them."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        top = self.cursorRect(cursor)
        cursor.setPosition(end)
        both = top.united(self.cursorRect(cursor))
        room = self.viewport().height()
        margin = min(self._style.pixels(3), room // 4)
        if both.top() < margin or both.bottom() > room - margin:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + both.top() - room // 3)

    # ------------------------------------------------------------------ reader's doings

    def _report_link(self, url: QUrl) -> None:
        self.link_followed.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl+wheel zooms."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        turned = event.angleDelta().y()
        if turned:
            self.zoom_stepped.emit(1 if turned > 0 else -1)
        event.accept()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text and harmless HTML."""
        return copied(self.textCursor().selection())
