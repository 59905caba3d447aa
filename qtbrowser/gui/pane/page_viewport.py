"""Shows a laid-out page in a QTextBrowser that never navigates or loads anything: paints it, tells what is where in the
view, scrolls, and keeps the reading place.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from qtbrowser.gui.math.text_object import OBJECT_TYPE
from qtbrowser.gui.pane.code_boxes import CodeBox, has_listings, listing_at, listings_between
from qtbrowser.gui.pane.incremental_layout import IncrementalLayout
from qtbrowser.gui.pane.page_document import PageDocument
from qtbrowser.gui.pane.page_painter import PagePainter
from qtbrowser.gui.pane.page_style import PageStyle
from qtbrowser.gui.pane.reading_place import ReadingPlace

_KEPT_LINES = 2


class PageViewport(QTextBrowser):
    """Shows a document; whoever sets one sets `_painter`, too.

    Args:
        style: the first style.
        parent: the owner.

    Signals:
        reader_moved: the user has scrolled.
        seen_changed: another part of the page is in view.
    """

    reader_moved = Signal()
    seen_changed = Signal()

    def __init__(self, style: PageStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._layout = IncrementalLayout(self)
        self._painter: PagePainter
        self._place = ReadingPlace()
        self._moving = False
        self.setObjectName("page_view")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.verticalScrollBar().valueChanged.connect(self._note_place)
        self.verticalScrollBar().valueChanged.connect(self._tell_seen)

    # Painting

    def origin(self) -> QPoint:
        """The document's upper left corner in viewport coordinates."""
        return QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    @property
    def is_complete(self) -> bool:
        """Whether the page is laid out, and every formula of it is typeset or has failed."""
        document = self.document()
        if self._layout.is_running:
            return False
        return not isinstance(document, PageDocument) or document.formulas.is_complete

    @property
    def formulas_set(self) -> int:
        """The number of formulas of the page that are typeset."""
        document = self.document()
        return document.formulas.set_count if isinstance(document, PageDocument) else 0

    def answer_range(self) -> tuple[int, int]:
        """The range of the answer, in UTF-16 units."""
        document = self.document()
        return document.answer_range() if isinstance(document, PageDocument) else (0, 0)

    @property
    def _is_picture(self) -> bool:
        """Whether a picture of the page is shown, while the document is laid out."""
        return self._layout.picture is not None

    def end_picture(self) -> None:
        """Lays out the page at once if a picture of it is shown: the reader does something with it."""
        self._layout.end_picture()

    def viewportEvent(self, event: QEvent) -> bool:
        """Has the document laid out before a click or the wheel does something with it."""
        return self._layout.takes(event) or super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the decorations beneath the text, and selected formulas above it."""
        if (picture := self._layout.picture) is not None:
            painter = QPainter(self.viewport())
            painter.drawPixmap(0, 0, picture)
            painter.end()
            return
        document, origin = self.document(), self.origin()
        painter = QPainter(self.viewport())
        painter.translate(origin)
        seen = QRectF(event.rect().translated(-origin))
        # Above the page's first line there is only its margin.
        first = self._cursor_at(event.rect().topLeft()).block() if origin.y() else document.begin()
        self._painter.paint(painter, first, seen)
        painter.end()
        super().paintEvent(event)
        if isinstance(document, PageDocument) and document.formulas.has_selected:
            painter.begin(self.viewport())
            painter.translate(origin)
            document.formulas.paint_selected(painter)
            painter.end()

    def setSource(self, *_source: object, **_kind: object) -> None:
        """Does nothing: pages are shown by `show_html` only."""

    def doSetSource(self, *_source: object, **_kind: object) -> None:
        """Does nothing, see `setSource`."""

    def loadResource(self, kind: int, name: QUrl | str, /) -> object:
        """Returns nothing: the document loads its own pictures."""
        return ""

    # The reading place

    def place(self) -> ReadingPlace:
        """The line at the top of the view."""
        return self._place

    def go_to(self, place: ReadingPlace) -> None:
        """Scrolls so that `place` is at the top, or as close as the page's end allows."""
        if place != ReadingPlace():
            self._layout.finish()
        self._place = place
        self._moving = True
        bar = self.verticalScrollBar()
        if place == ReadingPlace():
            bar.setValue(0)
        else:
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(place.position, self.document().characterCount() - 1))
            bar.setValue(bar.value() + self.cursorRect(cursor).top() + place.offset)
        self._moving = False

    def _note_place(self, value: int) -> None:
        if self._moving:
            return
        cursor = self._cursor_at(QPoint(self.viewport().width() // 2, 0))
        cursor.movePosition(QTextCursor.MoveOperation.StartOfLine)
        offset = -self.cursorRect(cursor).top()
        self._place = ReadingPlace(cursor.position(), offset) if value else ReadingPlace()
        self.reader_moved.emit()

    def _hold_place(self) -> None:
        self._moving = True

    def _let_go_place(self) -> None:
        self._moving = False
        self.go_to(self._place)

    def _tell_seen(self) -> None:
        if not self._is_picture:
            self.seen_changed.emit()

    # What is where

    def listing_at(self, place: QPoint) -> CodeBox | None:
        """The code block at a point of the viewport; None if there is none."""
        document = self.document()
        if not isinstance(document, PageDocument):
            return None
        return listing_at(document.decorations, QPointF(place - self.origin()))

    def listings_in_view(self) -> list[CodeBox]:
        """The listings of which something is in the viewport."""
        document = self.document()
        if self._is_picture or not isinstance(document, PageDocument) or not has_listings(document.decorations):
            return []
        # The first answer lays out what is in view, and so may not be true itself.
        self.seen_positions()
        return listings_between(document.decorations, *self.seen_positions())

    def fault_at(self, place: QPoint) -> str:
        """Why the formula at a point of the viewport can't be typeset; "" if there is no such formula."""
        layout = self.document().documentLayout()
        position = layout.hitTest(QPointF(place - self.origin()), Qt.HitTestAccuracy.ExactHit)
        if position < 0:
            return ""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position + 1, self.document().characterCount() - 1))
        form = cursor.charFormat()
        return form.toolTip() if form.objectType() == OBJECT_TYPE else ""

    def seen_positions(self, margin: float = 0) -> tuple[int, int]:
        """The first and the last position in view, in UTF-16 units.

        Args:
            margin: how far to extend the view above and below, in heights of the view.
        """
        if self._is_picture:
            return self._place.position, self._place.position
        viewport = self.viewport().rect()
        more = round(margin * viewport.height())
        last = self.cursorForPosition(viewport.bottomRight() + QPoint(0, more))  # first: it lays out what is above
        first = self.cursorForPosition(viewport.topLeft() - QPoint(0, more))
        return first.position(), last.position()

    def position_at(self, height: float) -> int:
        """The position at the left of the view, `height` views below its top, in UTF-16 units."""
        if self._is_picture:
            return self._place.position
        viewport = self.viewport()
        return self._cursor_at(QPoint(0, round(height * viewport.height()))).position()

    def _cursor_at(self, place: QPoint) -> QTextCursor:
        """The cursor at a point of the viewport.

        For a point between two paragraphs Qt may give one that is not laid out yet, wherever it will be. Asked for its
        rectangle, it lays it out, and the second answer is right.
        """
        cursor = self.cursorForPosition(place)
        return cursor if self.cursorRect(cursor).top() <= place.y() else self.cursorForPosition(place)

    # Scrolling and selecting

    def show_range(self, start: int, end: int) -> None:
        """Scrolls the range [start, end), in UTF-16 units, into view with some lines around it."""
        self.end_picture()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        first = self.cursorRect(cursor)
        cursor.setPosition(end)
        words = first.united(self.cursorRect(cursor))
        room = self.viewport().height()
        margin = min(self._style.pixels(3), room // 4)
        if words.top() < margin or words.bottom() > room - margin:
            self._layout.finish()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + words.top() - room // 3)

    def _reveal(self, start: int, end: int) -> None:
        """Scrolls down as far as it takes to see the range [start, end], in UTF-16 units; its start stays in view."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        first = self.cursorRect(cursor).top()
        cursor.setPosition(end)
        margin = self._style.pixels(1)
        step = min(self.cursorRect(cursor).bottom() + margin - self.viewport().height(), first - margin)
        if step > 0:
            self._layout.finish()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + step)

    def select_range(self, start: int, end: int) -> None:
        """Selects the range [start, end), in UTF-16 units, without scrolling."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._moving = True
        self.setTextCursor(cursor)
        self._let_go_place()

    def look_for_links_from(self, position: int, *, forwards: bool = True) -> None:
        """Have the focus go to the first link behind a position next, or to the last one before it.

        Qt goes by the selection, and where nothing is selected from the beginning or the end of the page. Backwards it
        finds nothing from within a paragraph, so it is sent to the paragraph's end.

        Args:
            position: in UTF-16 units.
            forwards: whether to the one behind it.
        """
        if forwards:
            self.select_range(max(0, position - 1), position)
        else:
            block = self.document().findBlock(position)
            end = block.position() + block.length()
            self.select_range(end - 1, min(end, self.document().characterCount() - 1))

    def scroll_pages(self, pages: int) -> None:
        """Scrolls by whole views; two lines of the last view stay visible for orientation."""
        bar = self.verticalScrollBar()
        step = self.viewport().height() - _KEPT_LINES * bar.singleStep()
        bar.setValue(bar.value() + pages * max(bar.singleStep(), step))

    def scroll_to_end(self) -> None:
        """Scrolls to the end of the page."""
        self._layout.finish()
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def _make_tables_reachable(self) -> None:
        """Sets the range of the horizontal scroll bar for a page with wide tables, which Qt doesn't always do."""
        document = self.document()
        if isinstance(document, PageDocument) and document.decorations.tables:
            width = round(document.size().width())
            self.horizontalScrollBar().setRange(0, max(0, width - self.viewport().width()))
