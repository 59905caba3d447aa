"""The pane that shows answers: a page, its find bar and what its links ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qtbrowser.gui.pane.accessible_page import make_pages_accessible
from qtbrowser.gui.pane.caret_mode import CaretMode
from qtbrowser.gui.pane.external_link_dialog import Opener, OutsideDialog, outside_url
from qtbrowser.gui.pane.find_bar import FindBar
from qtbrowser.gui.pane.find_in_page import FindInPage
from qtbrowser.gui.pane.fonts import page_fonts
from qtbrowser.gui.pane.found_words import Finder
from qtbrowser.gui.pane.images import ImageLoader
from qtbrowser.gui.pane.link_cards import LinkCards
from qtbrowser.gui.pane.link_words import link_tooltip
from qtbrowser.gui.pane.page_area import PageArea
from qtbrowser.gui.pane.page_links import LinkKind, read_link
from qtbrowser.gui.pane.page_style import PageStyle, default_style
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.pane.passages import Passages
from qtbrowser.gui.pane.picture_dialog import PictureDialog
from qtbrowser.gui.pane.preview_sync import place_of
from qtbrowser.gui.pane.reading_place import ReadingPlace, place_in_changed
from qtbrowser.gui.pane.shared_typesetter import shared_typesetter
from qtbrowser.gui.pane.zoom import clamp_zoom, next_zoom
from qtbrowser.gui.settings.page_choices import ColumnWidth, Face
from qtbrowser.gui.widgets.theme_colours import ThemeName
from qtbrowser.rendering.page import LaterPart, Page

NEAR_END = 24
"""Pixels below the view that may be hidden where the end of the page is said to be in view."""


class AnswerPane(QWidget):
    """Shows one page at a time. It does not load or open anything itself, but emits requests.

    Attributes:
        take_escape: called for Escape in the page; closes what was opened last, and returns whether there was
            anything to close. By default it closes the find bar.
        passages: what the reader has highlighted in the page.
        caret: the caret that the keys can move.

    Args:
        parent: the owner.
        opener: opens a web or mail address outside; returns whether that worked.

    Signals:
        document_requested: library path and fragment ("" for none) of a document to show.
        tab_requested: address and title of a link to be shown in a tab of its own.
        search_requested: words to search for.
        subject_requested: the key of a subject to select.
        view_requested: the address of a link to a view of this or another library.
        missing_requested: a link's target that the library doesn't have.
        file_requested: the path of a file of the library that is no document.
        outside_requested: an address that was opened outside after the user has confirmed it.
        link_hovered: the target of the link under the mouse or the focus, as plain text; "" for none.
        zoom_changed: the new zoom, 1.0 for 100%.
        copy_requested: the CopyKind in which the whole document is to be copied.
        similar_requested: the reader wants to see questions like this one.
        find_bar_opened: the find bar is shown, or asked for again.
        outline_switched: whether the reader wants the outline of pages with several headings.
        title_left: whether the page's title is scrolled out of view.
        text_changed: a long page has much more of its text or all of it, or parts of the text were unfolded.
        seen_changed: another part of the page may be in view.
        beside_requested: library path and fragment of a document to be shown beside this one.
        look_up_requested: selected words to be looked up beside.
        restyled: the page is shown in another style.
        marking_requested: the selected passage is to be highlighted; whether with a note.
    """

    document_requested = Signal(str, str)
    tab_requested = Signal(str, str)
    search_requested = Signal(str)
    subject_requested = Signal(str)
    view_requested = Signal(str)
    missing_requested = Signal(str)
    file_requested = Signal(str)
    outside_requested = Signal(str)
    link_hovered = Signal(str)
    zoom_changed = Signal(float)
    copy_requested = Signal(str)
    similar_requested = Signal()
    outline_switched = Signal(bool)
    title_left = Signal(bool)
    text_changed = Signal()
    seen_changed = Signal()
    find_bar_opened = Signal()
    beside_requested = Signal(str, str)
    look_up_requested = Signal(str)
    restyled = Signal()
    marking_requested = Signal(bool)

    def __init__(self, parent: QWidget | None = None, opener: Opener = QDesktopServices.openUrl) -> None:
        super().__init__(parent)
        self.opener = opener
        self.take_escape: Callable[[], bool] = self._close_open_find_bar
        self._page: Page | None = None
        self._taken_parts = 0
        self._loader: ImageLoader | None = None
        self._place_is_chosen = False
        # The earlier text of the document, and the place in it.
        self._left: tuple[str, ReadingPlace] | None = None
        self._wanted_mark = 0
        self._title_is_away = False
        self._cards: LinkCards | None = None
        self._style = default_style()
        make_pages_accessible()
        self._view = PageView(self._style, shared_typesetter(), self)
        self._area = PageArea(self._view, self)
        self._bar = FindBar(self)
        self._bar.hide()
        self._finding = FindInPage(self._view, self._bar, self._style.colours)
        self.passages = Passages(self._view, self._finding, self._style.colours)
        self.caret = CaretMode(self._view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._bar)
        self.setFocusProxy(self._view)
        self._connect()
        self._describe()

    def _connect(self) -> None:
        self._view.link_followed.connect(self.follow)
        self._view.tab_requested.connect(self.tab_requested)
        self._view.highlighted.connect(self._report_hover)
        self._view.zoom_stepped.connect(self.step_zoom)
        self._view.zoom_multiplied.connect(self._multiply_zoom)
        self._view.reader_moved.connect(self._note_reader)
        self._view.copy_requested.connect(self.copy_requested)
        self._view.similar_requested.connect(self.similar_requested)
        self._view.search_requested.connect(self.search_requested)
        self._view.look_up_requested.connect(self.look_up_requested)
        self._view.marking_requested.connect(self.marking_requested)
        self._view.beside_requested.connect(self._show_beside)
        self._bar.opened.connect(self.find_bar_opened)
        self._area.outline_switched.connect(self.outline_switched)
        self._view.seen_changed.connect(self._look_for_title)
        self._view.seen_changed.connect(self.seen_changed)
        self._view.extended.connect(self._return_to_place)
        self._view.lengthened.connect(self.text_changed)
        self._view.replaced.connect(self.text_changed)
        self._finding.marked.connect(self._show_mark)

    # The page

    def show_page(self, page: Page, fragment: str = "", scroll: int | None = None, mark: int = 0) -> None:
        """Shows a page.

        Args:
            page: the page.
            fragment: the anchor to scroll to.
            scroll: a number that `scroll_position` returned for this page; it takes precedence over `fragment` and
                found words.
            mark: the number of the found word in the answer to scroll to, from 0.
        """
        self._left = None
        self._place_is_chosen = scroll is not None or bool(fragment)
        self._wanted_mark = mark
        if page != self._page:
            self._page = page
            self._taken_parts = 0
            self.passages.forget()
            self._area.expect(page.headings)
            self._view.show_html(page.html, goes_on=page.later is not None)
            self._describe()
            self._finding.take_page()
        if scroll is not None:
            self._view.go_to(ReadingPlace.from_number(scroll))
        elif fragment:
            self._view.scroll_to(fragment)
        else:
            self._view.go_to(ReadingPlace())
            self._show_mark()

    def show_changed(self, page: Page) -> None:
        """Show the document that is shown as it is now; the words at the top of the view stay there."""
        before, place = self._view.toPlainText(), self._view.place()
        self.show_page(page, scroll=place.to_number())
        self._left = (before, place)
        self._return_to_place()

    def _return_to_place(self) -> None:
        """Scrolls to the place that was left in the earlier text, as soon as the text is there."""
        if self._left is None:
            return
        before, place = self._left
        if self._view.place() != place:
            self._left = None  # the reader has gone on
        elif self._view.is_whole or place.position < self.letters:
            self._left = None
            self._view.go_to(place_in_changed(before, place, self._view.toPlainText()))

    def show_more(self, page: Page) -> None:
        """Show a page that begins like the one that is shown; what is new is scrolled into view."""
        end = self._view.document().characterCount() - 1
        self.show_page(page, scroll=self.scroll_position())
        self._view.show_range(end, min(end + 1, self._view.document().characterCount() - 1))

    @property
    def taken_parts(self) -> int:
        """How many of the later parts of the page it was given."""
        return self._taken_parts

    def add_parts(self, parts: Sequence[LaterPart]) -> None:
        """Appends the next parts of a page; none means that it has no more."""
        self._taken_parts += len(parts)
        for part in parts:
            self._view.append_html(part.html)
        if parts:
            self._area.add_headings([heading for part in parts for heading in part.headings])
        else:
            self._view.end_html()

    def complete_page(self, page: Page) -> None:
        """Take the page that is shown, with all parts that were given, in place of its first one."""
        self._page = page

    def clear_page(self) -> None:
        """Shows an empty page."""
        self._page = None
        self.passages.forget()
        self._area.expect(())
        self._view.show_html("")
        self._describe()
        self._finding.take_page()

    def page(self) -> Page | None:
        """The page that is shown."""
        return self._page

    @property
    def is_complete(self) -> bool:
        """Whether the page has all its parts, and every formula is typeset or has failed."""
        return self._view.is_whole and self._view.is_complete

    @property
    def formulas_set(self) -> int:
        """The number of formulas of the page that are typeset."""
        return self._view.formulas_set

    @property
    def letters(self) -> int:
        """The number of characters that the page shows."""
        return self._view.document().characterCount()

    @property
    def shows_end(self) -> bool:
        """Whether the end of the page is in view; it isn't as long as parts of the page are to come."""
        bar = self._view.verticalScrollBar()
        return self._view.is_whole and bar.value() >= bar.maximum() - NEAR_END

    def scroll_position(self) -> int:
        """The reading place, a number for `show_page`; it is valid for any zoom and width. 0 is the top."""
        return self._view.place().to_number()

    def follow_text(self, words: str, share: float) -> None:
        """Scrolls to the place of the answer that belongs to a place in its source.

        Args:
            words: words at that place, see `qtbrowser.gui.pane.preview_sync`.
            share: the relative position in the answer, 0 to 1; at 0 the page is shown from its top.
        """
        if share <= 0:
            self._view.go_to(ReadingPlace())
        else:
            place = place_of(self._view.toPlainText(), words, share, self._view.answer_range())
            self._view.go_to(ReadingPlace(place))

    def set_image_loader(self, loader: ImageLoader | None) -> None:
        """Sets the loader of the pictures of pages that are shown from now on.

        Args:
            loader: path in the library -> the file's bytes, or None if there is none. Called in worker threads.
        """
        self._loader = loader
        self._view.set_image_loader(loader)

    def warm_up(self) -> None:
        """Starts the typesetter, for which the first page with formulas would otherwise wait."""
        shared_typesetter().warm_up()

    # Appearance

    def set_zoom(self, zoom: float) -> None:
        """Sets the zoom, limited to 0.5 to 3.0; the line at the top stays."""
        zoom = clamp_zoom(zoom)
        if zoom != self._style.zoom:
            self._restyle(replace(self._style, zoom=zoom))
            self.zoom_changed.emit(zoom)

    def zoom(self) -> float:
        """The zoom, 1.0 for 100%."""
        return self._style.zoom

    def set_theme(self, theme: ThemeName) -> None:
        """Show the page in the colours of a theme; the line at the top stays."""
        if theme != self._style.theme:
            self._restyle(replace(self._style, theme=theme))

    def set_face(self, face: Face) -> None:
        """Sets the font of the text; the line at the top stays."""
        fonts = page_fonts(face)
        if fonts != self._style.fonts:
            self._restyle(replace(self._style, fonts=fonts))

    def set_column_width(self, width: ColumnWidth) -> None:
        """Sets the width of the column; the line at the top stays."""
        if width is not self._style.width:
            self._restyle(replace(self._style, width=width))

    def _restyle(self, style: PageStyle) -> None:
        self._style = style
        self._view.restyle(style)
        self._finding.take_colours(style.colours)
        self.passages.take_colours(style.colours)
        self.restyled.emit()

    @property
    def style_of_page(self) -> PageStyle:
        """The looks of the page."""
        return self._style

    def step_zoom(self, direction: int) -> None:
        """Zooms to the next step above for a positive `direction`, below for a negative one, and to 100% for 0."""
        self.set_zoom(next_zoom(self.zoom(), direction) if direction else 1.0)

    def _multiply_zoom(self, factor: float) -> None:
        self.set_zoom(self.zoom() * factor)

    def _describe(self) -> None:
        title = self._page.title if self._page else ""
        self._view.setAccessibleName(self.tr("Answer: {0}").format(title) if title else self.tr("Answer"))
        self._view.setAccessibleDescription(
            self.tr(
                "Tab goes to the next link, Enter follows it, Space unfolds what is folded there and else scrolls, "
                "Ctrl+F finds words in the page."
            )
        )

    # The outline

    def want_outline(self, wanted: bool) -> None:
        """Sets whether the outline is shown beside pages that have several headings, if there is room."""
        self._area.want_outline(wanted)

    def wants_outline(self) -> bool:
        """Whether outlines are shown if there is room."""
        return self._area.wants_outline()

    def toggle_outline(self) -> None:
        """Opens the outline with the focus in it, over the page if there is no room beside it, or closes it."""
        self._area.toggle_outline()

    def offer_outline_button(self, offered: bool) -> None:
        """Show or hide the button in the page's corner that opens the outline."""
        self._area.offer_button(offered)

    # Found words

    def set_marks(self, finder: Finder | None) -> None:
        """Marks the words that `finder` finds in this page and the next ones; None marks none.

        The view scrolls to the first one in the answer, unless the user has scrolled the page already or it was opened
        at a place.

        Args:
            finder: see `qtbrowser.gui.pane.found_words.Finder`.
        """
        self._wanted_mark = 0
        self._finding.set_finder(finder)

    def open_find_bar(self) -> None:
        """Opens the find bar, with the selected words if there are any."""
        self._finding.open_bar()

    @property
    def is_finding(self) -> bool:
        """Whether the find bar is shown."""
        return self._bar.isVisible()

    def close_find_bar(self) -> None:
        """Closes the find bar."""
        self._bar.close_bar()

    def _close_open_find_bar(self) -> bool:
        was_open = self._bar.isVisible()
        if was_open:
            self._bar.close_bar()
        return was_open

    def find_next(self) -> None:
        """Goes to the next match of the find bar's words."""
        self._finding.find_next()

    def find_previous(self) -> None:
        """Goes to the previous match of the find bar's words."""
        self._finding.find_previous()

    def _show_mark(self) -> None:
        if not self._place_is_chosen and self._finding.go_to_mark(self._wanted_mark):
            # This was not scrolling by the user.
            self._place_is_chosen = False

    def _look_for_title(self) -> None:
        """The title is the page's first block: it is out of view once the top of the view is beyond it."""
        end = self._view.document().firstBlock().length()
        away = self._view.verticalScrollBar().value() > 0 and self._view.position_at(0) >= end
        if away != self._title_is_away:
            self._title_is_away = away
            self.title_left.emit(away)

    def _note_reader(self) -> None:
        self._place_is_chosen = True

    # Links

    def follow(self, address: str) -> None:
        """Requests the target of a link of the page; does nothing for an address of a kind that isn't allowed."""
        link = read_link(address)
        if link.kind is LinkKind.DOCUMENT:
            self.document_requested.emit(link.target, link.fragment)
        elif link.kind is LinkKind.PLACE and self._page is not None:
            self.document_requested.emit(self._page.path, link.fragment)
        elif link.kind is LinkKind.SEARCH:
            self.search_requested.emit(link.target)
        elif link.kind is LinkKind.SUBJECT:
            self.subject_requested.emit(link.target)
        elif link.kind is LinkKind.VIEW:
            self.view_requested.emit(link.target)
        elif link.kind is LinkKind.MISSING:
            self.missing_requested.emit(link.target)
        elif link.kind is LinkKind.FILE:
            self.file_requested.emit(link.target)
        elif link.kind is LinkKind.IMAGE:
            self._show_picture(address)
        elif link.kind is LinkKind.FOLD:
            self._view.toggle_fold(int(link.target))
            self._finding.take_page()
        elif link.kind is LinkKind.OUTSIDE:
            self._ask_outside(address)

    def _show_beside(self, address: str) -> None:
        link = read_link(address)
        if link.kind is LinkKind.DOCUMENT:
            self.beside_requested.emit(link.target, link.fragment)

    # Cards of links

    def offer_cards(self) -> LinkCards:
        """Show cards for links into the library; the caller must answer their signal `wanted`."""
        if self._cards is None:
            self._cards = LinkCards(self._view, self)
            self._cards.opened.connect(self._open_card)
            self._cards.beside_requested.connect(self.beside_requested)
            self._view.card_requested.connect(self._cards.ask_at_focus)
            self._view.has_cards = True
        return self._cards

    def show_card(self, html: str, *, address: str, document: str, title: str, lead: str) -> None:
        """Show a requested card; see `LinkCards.show_card`."""
        self.offer_cards().show_card(
            html, self._style, shared_typesetter(), address=address, document=document, title=title, lead=lead
        )

    def _open_card(self, address: str, in_tab: bool, title: str) -> None:
        if in_tab:
            self.tab_requested.emit(address, title)
        else:
            self.follow(address)

    def _show_picture(self, address: str) -> None:
        dialog = PictureDialog(self._loader, address, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_outside(self, address: str) -> None:
        url = outside_url(address)
        if url is not None:
            dialog = OutsideDialog(url, self.opener, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.opened.connect(self.outside_requested)
            dialog.open()

    def _report_hover(self, url: QUrl) -> None:
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        self.link_hovered.emit(link_tooltip(read_link(address)).replace("\n", " ") if address else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handles the keys of find, where the window has no action for them."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Find):
            self.open_find_bar()
        elif event.matches(QKeySequence.StandardKey.FindPrevious) or (event.key() == Qt.Key.Key_F3 and shift):
            self.find_previous()
        elif event.matches(QKeySequence.StandardKey.FindNext) or event.key() == Qt.Key.Key_F3:
            self.find_next()
        elif event.key() != Qt.Key.Key_Escape or not self.take_escape():
            super().keyPressEvent(event)
