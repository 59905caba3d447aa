"""Shows a page in a QTextBrowser that never navigates or loads anything: draws it, and keeps the reading place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape, unescape
from time import perf_counter

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from qtbrowser.gui.math.text_object import OBJECT_TYPE
from qtbrowser.gui.math.typesetter import Typesetter
from qtbrowser.gui.pane.blocks import blocks_of, pieces_of
from qtbrowser.gui.pane.code_boxes import CodeBox, has_listings, listing_at, listings_between
from qtbrowser.gui.pane.folds import FoldedParts
from qtbrowser.gui.pane.images import ImageLoader, PageImages, PictureScale
from qtbrowser.gui.pane.incremental_layout import LONG, IncrementalLayout
from qtbrowser.gui.pane.kept_pages import KeptPage, KeptPages, PageKey
from qtbrowser.gui.pane.page_colours import PageColours, page_palette
from qtbrowser.gui.pane.page_document import PageDocument
from qtbrowser.gui.pane.page_painter import PagePainter
from qtbrowser.gui.pane.page_style import PageStyle
from qtbrowser.gui.pane.reading_place import ReadingPlace

_KEPT_LINES = 2
_LONGEST_STEP = 0.008
"""Seconds for which parts of a page are appended at once, while the reader waits for a place in it."""


class PageCanvas(QTextBrowser):
    """Shows HTML in a style, and keeps the reading place at every change of width, zoom and theme.

    Args:
        style: the first style.
        typesetter: typesets the formulas.
        parent: the owner.

    Signals:
        reader_moved: the user has scrolled.
        seen_changed: another part of the page is in view.
        rendered: another document is shown, be it another page or the same one in another style.
        extended: the next part of a long page was appended, or it turned out to be the last one.
        lengthened: a long page has all its text, or twice as much as when this was emitted before. Whoever goes through
            the whole text does it now, and not for each part.
        replaced: a long page was built anew, and replaces the one that was shown meanwhile.
    """

    reader_moved = Signal()
    seen_changed = Signal()
    rendered = Signal()
    extended = Signal()
    lengthened = Signal()
    replaced = Signal()

    def __init__(self, style: PageStyle, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._layout = IncrementalLayout(self)
        self._layout.finished.connect(self._show_laid_out)
        self._palette_colours: PageColours | None = None
        self._typesetter = typesetter
        self._parts = FoldedParts("")
        self._goes_on = False
        self._set_parts = 0
        self._told_length = 0
        self._coming: KeptPage | None = None
        self._on_replaced: Callable[[], None] | None = None
        self._awaited_anchor = ""
        self._wanted_selection: tuple[int, int] | None = None
        self._filler = QTimer(self, singleShot=True, interval=0)
        self._filler.timeout.connect(self._fill)
        self._loader: ImageLoader | None = None
        self._place = ReadingPlace()
        self._moving = False
        self._is_leaving = False
        self._kept = KeptPages()
        self._key: PageKey | None = None
        self.setObjectName("page_view")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.verticalScrollBar().valueChanged.connect(self._note_place)
        self.verticalScrollBar().valueChanged.connect(self._tell_seen)
        self._render()

    # What is shown

    def show_html(self, html: str, *, goes_on: bool = False) -> None:
        """Shows another page from its top.

        Args:
            html: the page, or the first part of a long one.
            goes_on: whether `append_html` will be called for the next part.
        """
        self._parts = FoldedParts(html)
        self._goes_on = goes_on
        self._place = ReadingPlace()
        self._awaited_anchor = ""
        self._wanted_selection = None
        self._on_replaced = None
        self._drop_coming()
        self._render()

    def append_html(self, html: str) -> None:
        """Appends the next part of a long page, soon."""
        self._parts.add(html)
        self._filler.start()

    def end_html(self) -> None:
        """There are no more parts to append."""
        self._goes_on = False
        self._filler.start()

    @property
    def is_whole(self) -> bool:
        """Whether all parts of the page are in the document."""
        return not self._goes_on and self._coming is None and self._set_parts == len(self._parts)

    def toggle_fold(self, number: int) -> None:
        """Folds or unfolds a part of the page; the focus stays on its link, and what was unfolded is in view."""
        part = self._parts.toggle(number)
        if part is None:
            return
        link = self._fold_link(number, part)
        behind = 0 if link is None else self._part_range(part)[1] - link
        self._render()
        if self._coming is None:
            self._focus_fold(number, part, behind)
        else:
            self._on_replaced = partial(self._focus_fold, number, part, behind)

    def _focus_fold(self, number: int, part: int, behind: int) -> None:
        """Puts the focus on the link of a fold that was just toggled.

        Args:
            number: of the fold.
            part: the part of the page that it is in.
            behind: how far the part's end was from the link before, in UTF-16 units.
        """
        self.end_picture()
        link = self._fold_link(number, part)
        if link is None:
            return
        self.look_for_links_from(link)
        self._moving = True
        if self.hasFocus():
            self.focusNextPrevChild(True)
        self._let_go_place()
        unfolded = self._part_range(part)[1] - link - behind
        if unfolded > 0:
            block = self.document().findBlock(link)
            self._reveal(link, block.position() + block.length() + unfolded - 2)

    def _fold_link(self, number: int, part: int) -> int | None:
        """The position of the link of a fold in a part of the page."""
        address = f"qtbrowser:fold/{number}"
        start, end = self._part_range(part)
        for block in blocks_of(self.document(), self.document().findBlock(start).blockNumber()):
            if block.position() >= end:
                return None
            for piece in pieces_of(block):
                if piece.charFormat().anchorHref() == address:
                    return piece.position()
        return None

    def _part_range(self, part: int) -> tuple[int, int]:
        document = self.document()
        return document.part_range(part) if isinstance(document, PageDocument) else (0, 0)

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

    def unfold_all(self) -> None:
        """Unfolds everything, so that all words of the page can be found."""
        if self._parts.unfold_all():
            self._render()

    def restyle(self, style: PageStyle) -> None:
        """Shows the same page in another style, at the same place and with the same words selected."""
        cursor = self.textCursor()
        if self._wanted_selection is None and cursor.position() + cursor.anchor():
            self._wanted_selection = cursor.anchor(), cursor.position()
        self._style = style
        self._render()
        self._kept.clear()
        self._select_wanted()

    def _select_wanted(self) -> None:
        """Selects what was selected in the document before this one, as soon as that is laid out and holds it."""
        if self._wanted_selection is None or self._coming is not None or self._layout.is_running:
            return
        anchor, position = self._wanted_selection
        cursor = self.textCursor()
        if cursor.position() or cursor.anchor():
            # Meanwhile the reader has selected something else, or gone to a link.
            self._wanted_selection = None
        elif max(anchor, position) < self.document().characterCount():
            self._wanted_selection = None
            self.select_range(anchor, position)

    def set_image_loader(self, loader: ImageLoader | None) -> None:
        """Sets the loader of the pictures of pages that are shown from now on."""
        self._loader = loader

    def leave_page(self) -> None:
        """The page is about to be replaced: until then it is not laid out again in another size."""
        self._is_leaving = True

    def _render(self) -> None:
        """Builds the document, or takes one that was kept.

        That of a long page is filled part by part; if the reading place is in a later part, the document that is shown
        stays until it is there.
        """
        self._drop_coming()
        key = self._present_key()
        self._set_parts = 1
        if self._goes_on or len(self._parts) > 1:
            page = self._make_document(key.html)
            if self._is_beyond(page.document) and len(self._parts) > 1:
                self._coming = page
            else:
                self._keep_document()
                self._set_page(page, None)
            self._filler.start()
            return
        self._keep_document()
        shown = self._kept.take(key)
        self._is_leaving = True
        if shown is None:
            shown = self._make_document(key.html)
        else:
            # First, so that the view has its width: the scroll bar takes some of it.
            self.verticalScrollBar().setRange(0, shown.scroll_range)
        self._set_page(shown, key)

    def _set_page(self, page: KeptPage, key: PageKey | None) -> None:
        """Shows a document.

        Args:
            page: the document.
            key: what it depends on; None if it is not to be kept, because its page is long.
        """
        document = page.document
        self._layout.prepare(document, is_top_read=self._place == ReadingPlace())
        self._key = key
        document.about_to_grow.connect(self._hold_place)
        document.grown.connect(self._let_go_place)
        self._painter = page.painter
        self._moving = True
        self.setExtraSelections([])
        if self._style.colours != self._palette_colours:
            self._palette_colours = self._style.colours
            self.setPalette(page_palette(self.palette(), self._palette_colours))
        self._is_leaving = False
        document.begin_layout()
        self.setDocument(document)
        self._told_length = document.characterCount()
        self.verticalScrollBar().setSingleStep(self._style.pixels(1.6))
        if document.characterCount() > LONG:
            self._lay_out_in_steps(document)
        else:
            self._let_go_place()
            self._make_tables_reachable()
        self.rendered.emit()

    def _drop_coming(self) -> None:
        if self._coming is not None:
            self._coming.document.deleteLater()
            self._coming = None

    def _fill(self) -> None:
        """Appends parts that are there, one at a time; several while the place that is to be shown is missing."""
        if self._coming is None and self._layout.is_running:
            return
        until = perf_counter() + _LONGEST_STEP
        while self._set_parts < len(self._parts):
            self._append_next()
            if not self._is_awaiting() or perf_counter() > until:
                break
        if self._coming is not None and self._is_ready(self._coming.document):
            page, self._coming = self._coming, None
            page.document.fit(self.viewport().width())
            page.document.fit_pictures(self._width_of_pictures())
            self._keep_document()
            self._set_page(page, None)
            self.replaced.emit()
            if self._on_replaced is not None:
                self._on_replaced()
                self._on_replaced = None
        if self._set_parts < len(self._parts):
            self._filler.start()
        elif self.is_whole:
            self._awaited_anchor = ""
            self._select_wanted()
            self._tell_more()

    def _append_next(self) -> None:
        document = self.document() if self._coming is None else self._coming.document
        if not isinstance(document, PageDocument):
            return
        number = self._set_parts
        was_beyond = self._is_beyond(document)
        self._set_parts += 1
        document.append_part(self._parts.shown(number))
        if self._coming is not None:
            return
        if was_beyond and not self._is_beyond(document):
            self.go_to(self._place)
        elif self._awaited_anchor and self._parts.has_anchor(number, escape(self._awaited_anchor)):
            self.scroll_to(self._awaited_anchor)
        if not self.is_whole:
            self._tell_more()

    def _tell_more(self) -> None:
        self.extended.emit()
        length = self.document().characterCount()
        if self.is_whole or length >= 2 * self._told_length:
            self._told_length = length
            self.lengthened.emit()

    def _is_awaiting(self) -> bool:
        document = self.document()
        return self._coming is not None or bool(self._awaited_anchor) or self._is_beyond(document)

    def _is_beyond(self, document: QTextDocument) -> bool:
        """Whether the reading place is behind the end of a document that is not whole yet."""
        return self._place.position >= document.characterCount()

    def _is_ready(self, document: PageDocument) -> bool:
        return not self._is_beyond(document) or self._set_parts == len(self._parts)

    def _present_key(self) -> PageKey:
        width = self.maximumViewportSize().width()
        density = self.devicePixelRatioF()
        return PageKey(self._parts.shown(0), self._style, self._loader, width, density)

    def _make_document(self, html: str) -> KeptPage:
        room = self.viewport().width()
        scale = PictureScale(self._style.zoom, self._width_of_pictures(), self.devicePixelRatioF())
        images = PageImages(self._loader, scale)
        document = PageDocument(html, self._style, images, self._typesetter, self, room)
        return KeptPage(document, PagePainter(document.decorations, self._style))

    def _width_of_pictures(self) -> int:
        # Pictures make a page longer when they come: they leave room for the bar that it may get then.
        beside_bar = self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width()
        return self._style.column_width(min(self.viewport().width(), beside_bar))

    def _keep_document(self) -> None:
        """Keep the shown document for the next time that its page is wanted, unless that is long."""
        document = self.document()
        if not isinstance(document, PageDocument):
            return
        document.about_to_grow.disconnect(self._hold_place)
        document.grown.disconnect(self._let_go_place)
        if self._key is None:
            document.deleteLater()
            return
        width = self.maximumViewportSize().width()
        self._kept.put(
            replace(self._key, width=width), KeptPage(document, self._painter, self.verticalScrollBar().maximum())
        )

    def setSource(self, *_source: object, **_kind: object) -> None:
        """Does nothing: pages are shown by `show_html` only."""

    def doSetSource(self, *_source: object, **_kind: object) -> None:
        """Does nothing, see `setSource`."""

    def loadResource(self, kind: int, name: QUrl | str, /) -> object:
        """Returns nothing: the document loads its own pictures."""
        return ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the line at the top where it is."""
        if self._is_leaving:
            return
        document, room = self.document(), self.viewport().width()
        in_steps = document.characterCount() > LONG and (document.textWidth() != room or self._layout.is_running)
        if in_steps:
            self._layout.prepare(document, is_top_read=self._place == ReadingPlace())
        self._moving = True
        if isinstance(document, PageDocument):
            document.fit(room)
            document.fit_pictures(self._width_of_pictures())
        super().resizeEvent(event)
        if in_steps:
            self._lay_out_in_steps(document)
            return
        self._let_go_place()
        self._make_tables_reachable()
        self.seen_changed.emit()

    def _lay_out_in_steps(self, document: QTextDocument) -> None:
        """Lays out a long document, of which Qt has laid out the beginning."""
        if isinstance(document, PageDocument):
            self._layout.start(document)
        if not self._is_picture:
            self._let_go_place()
            self.seen_changed.emit()

    def _show_laid_out(self) -> None:
        """Shows the document that was laid out in steps."""
        self._let_go_place()
        self._select_wanted()
        self._make_tables_reachable()
        self.viewport().update()
        self.seen_changed.emit()
        self._filler.start()

    @property
    def _is_picture(self) -> bool:
        """Whether a picture of the page is shown, while the document is laid out."""
        return self._layout.picture is not None

    def _tell_seen(self) -> None:
        if not self._is_picture:
            self.seen_changed.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        """Has the document laid out before a click or the wheel does something with it."""
        return self._layout.takes(event) or super().viewportEvent(event)

    def end_picture(self) -> None:
        """Lays out the page at once if a picture of it is shown: the reader does something with it."""
        self._layout.end_picture()

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

    def origin(self) -> QPoint:
        """The document's upper left corner in viewport coordinates."""
        return QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

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

    def scroll_to(self, fragment: str) -> None:
        """Scrolls to the anchor `fragment` of the page, which is unfolded if it is folded.

        If it is in a later part of a long page, the page is scrolled as soon as that part is there.
        """
        anchor = self._parts.anchor_of(fragment)
        self._awaited_anchor = ""
        if self._parts.unfold_to(anchor):
            self._render()
        if self._coming is not None:
            self._on_replaced = partial(self.scroll_to, fragment)
        elif not self.is_whole and self._parts.part_with(anchor) >= self._set_parts:
            self._awaited_anchor = fragment
        else:
            self._layout.finish()
            self.scrollToAnchor(unescape(anchor))

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

    def _make_tables_reachable(self) -> None:
        """Sets the range of the horizontal scroll bar for a page with wide tables, which Qt doesn't always do."""
        document = self.document()
        if isinstance(document, PageDocument) and document.decorations.tables:
            width = round(document.size().width())
            self.horizontalScrollBar().setRange(0, max(0, width - self.viewport().width()))

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

    def scroll_pages(self, pages: int) -> None:
        """Scrolls by whole views; two lines of the last view stay visible for orientation."""
        bar = self.verticalScrollBar()
        step = self.viewport().height() - _KEPT_LINES * bar.singleStep()
        bar.setValue(bar.value() + pages * max(bar.singleStep(), step))

    def scroll_to_end(self) -> None:
        """Scrolls to the end of the page."""
        self._layout.finish()
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def _note_place(self, value: int) -> None:
        if self._moving:
            return
        self._awaited_anchor = ""
        self._on_replaced = None
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
