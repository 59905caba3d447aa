"""Shows a page: makes its document, that of a long page part by part, and keeps those shown lately."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape, unescape
from time import perf_counter

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QTextDocument
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.math.typesetter import Typesetter
from qtbrowser.gui.pane.blocks import blocks_of, pieces_of
from qtbrowser.gui.pane.folds import FoldedParts
from qtbrowser.gui.pane.images import ImageLoader, PageImages, PictureScale
from qtbrowser.gui.pane.incremental_layout import LONG
from qtbrowser.gui.pane.kept_pages import KeptPage, KeptPages, PageKey
from qtbrowser.gui.pane.page_colours import PageColours, page_palette
from qtbrowser.gui.pane.page_document import PageDocument
from qtbrowser.gui.pane.page_painter import PagePainter
from qtbrowser.gui.pane.page_style import PageStyle
from qtbrowser.gui.pane.page_viewport import PageViewport
from qtbrowser.gui.pane.reading_place import ReadingPlace
from qtbrowser.rendering.page import PART_BREAK

_LONGEST_STEP = 0.008
"""Seconds for which parts of a page are appended at once, while the reader waits for a place in it."""


class PageCanvas(PageViewport):
    """Shows HTML in a style; the reading place stays at every change of width, zoom and theme.

    Args:
        style: the first style.
        typesetter: typesets the formulas.
        parent: the owner.

    Signals:
        rendered: another document is shown, be it another page or the same one in another style.
        extended: the next part of a long page was appended, or it turned out to be the last one.
        lengthened: a long page has all its text, or twice as much as when this was emitted before. Whoever goes through
            the whole text does it now, and not for each part.
        replaced: a long page was built anew, and replaces the one that was shown meanwhile.
    """

    rendered = Signal()
    extended = Signal()
    lengthened = Signal()
    replaced = Signal()

    def __init__(self, style: PageStyle, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(style, parent)
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
        self._is_leaving = False
        self._kept = KeptPages()
        self._key: PageKey | None = None
        self.reader_moved.connect(self._forget_awaited)
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
        self._set_parts = 1
        if self._goes_on or self._parts.is_answer_divided():
            page = self._make_document(self._parts.shown(0))
            if self._is_beyond(page.document) and len(self._parts) > 1:
                self._coming = page
            else:
                self._keep_document()
                self._set_page(page, None)
            self._filler.start()
            return
        self._set_parts = len(self._parts)
        key = self._present_key()
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
            key: what it depends on; None if it is not to be kept, because its page is long or not whole yet.
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
            page.document.fit(self.viewport().width(), self._bar_to_come())
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
            if self._key is None and not self._parts.is_answer_divided():
                self._key = self._present_key()
            self._awaited_anchor = ""
            self._select_wanted()
            self._tell_more()

    def _append_next(self) -> None:
        document = self.document() if self._coming is None else self._coming.document
        if not isinstance(document, PageDocument):
            return
        number = self._set_parts
        was_beyond = self._is_beyond(document)
        bar = self.verticalScrollBar()
        # The place that is to be at the top may be further down than could be scrolled.
        is_cut = bar.value() == bar.maximum() and not self._layout.is_running
        self._set_parts += 1
        document.append_part(self._parts.shown(number))
        if self._coming is not None:
            return
        is_reached = not self._is_beyond(document) if was_beyond else is_cut and self._place != ReadingPlace()
        if is_reached:
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
        """What the document depends on; not for a long page, whose parts would be joined for nothing."""
        width = self.maximumViewportSize().width()
        density = self.devicePixelRatioF()
        html = PART_BREAK.join(self._parts.shown(number) for number in range(len(self._parts)))
        return PageKey(html, self._style, self._loader, width, density)

    def _make_document(self, html: str) -> KeptPage:
        room = self.viewport().width()
        scale = PictureScale(self._style.zoom, self._width_of_pictures(), self.devicePixelRatioF())
        images = PageImages(self._loader, scale)
        document = PageDocument(html, self._style, images, self._typesetter, self, room, self._bar_to_come())
        return KeptPage(document, PagePainter(document.decorations, self._style))

    def _bar_to_come(self) -> tuple[int, int]:
        """How many pixels of the viewport's width the scroll bar may take that isn't there yet, at the left and at the
        right: a page becomes longer when its pictures and its similar questions come.
        """
        beside_bar = self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width()
        width = max(0, self.viewport().width() - beside_bar)
        return (width, 0) if self.isRightToLeft() else (0, width)

    def _width_of_pictures(self) -> int:
        return self._style.column_width(self.viewport().width() - sum(self._bar_to_come()))

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
            document.fit(room, self._bar_to_come())
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

    def _forget_awaited(self) -> None:
        """The reader has gone on: no place that comes later is scrolled to."""
        self._awaited_anchor = ""
        self._on_replaced = None
