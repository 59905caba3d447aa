"""The pane that shows answers: a page, its find bar and what its links ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qtbrowser.gui.pane.find_bar import FindBar
from qtbrowser.gui.pane.fonts import page_fonts
from qtbrowser.gui.pane.found_words import Finder, FoundWords
from qtbrowser.gui.pane.images import ImageLoader
from qtbrowser.gui.pane.links import LinkKind, read_link
from qtbrowser.gui.pane.outside import Opener, OutsideDialog, outside_url
from qtbrowser.gui.pane.page_colours import ThemeName
from qtbrowser.gui.pane.page_style import PageStyle
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.pane.reading_place import ReadingPlace
from qtbrowser.gui.pane.zoom import clamp_zoom, next_zoom

if TYPE_CHECKING:
    from qtbrowser.rendering.page import Page


class AnswerPane(QWidget):
    """Shows one page at a time. It never fetches, opens or navigates by itself: it requests.

    Args:
        parent: the owner.
        opener: opens a web or mail address outside; answers whether that worked.

    Signals:
        document_requested: library path and fragment ("" for none) of a document to show.
        search_requested: words to search for.
        subject_requested: the key of a subject to select.
        missing_requested: a link's target that the library doesn't have.
        outside_requested: an address that was opened outside after the reader agreed.
        zoom_changed: the new zoom, 1.0 for 100%.
    """

    document_requested = Signal(str, str)
    search_requested = Signal(str)
    subject_requested = Signal(str)
    missing_requested = Signal(str)
    outside_requested = Signal(str)
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None, opener: Opener = QDesktopServices.openUrl) -> None:
        super().__init__(parent)
        self.opener = opener
        self._page: Page | None = None
        self._finder: Finder | None = None
        self._found = FoundWords()
        self._style = PageStyle("light", page_fonts(), 17)
        self._view = PageView(self._style, self)
        self._bar = FindBar(self)
        self._bar.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._bar)
        self.setFocusProxy(self._view)
        self.setAccessibleName(self.tr("Answer"))
        self._view.setAccessibleName(self.tr("Answer"))
        self._view.link_followed.connect(self.follow)
        self._view.zoom_stepped.connect(self._step_zoom)
        self._bar.words_changed.connect(self._find_again)
        self._bar.next_requested.connect(self.find_next)
        self._bar.previous_requested.connect(self.find_previous)
        self._bar.closed.connect(self._forget_finds)

    def show_page(self, page: Page, fragment: str = "", scroll: int | None = None) -> None:
        """Shows a page.

        Args:
            page: what to show.
            fragment: a place in it to go to.
            scroll: a number that `scroll_position` gave for this page; it wins over `fragment` and found words.
        """
        self._page = page
        self._view.show_html(page.html)
        self._mark()
        if scroll is not None:
            self._view.go_to(ReadingPlace.from_number(scroll))
        elif fragment:
            self._view.scrollToAnchor(fragment)
        elif self._found.marks:
            self._view.show_range(*self._found.marks[0])

    def clear_page(self) -> None:
        """Shows nothing."""
        self._page = None
        self._view.show_html("")
        self._mark()

    def page(self) -> Page | None:
        """The page that is shown."""
        return self._page

    def set_zoom(self, zoom: float) -> None:
        """Sets the zoom, 0.5 to 3.0 (pulled into that range); the line at the top stays."""
        zoom = clamp_zoom(zoom)
        if zoom != self._style.zoom:
            self._restyle(PageStyle(self._style.theme, self._style.fonts, self._style.body_px, zoom))
            self.zoom_changed.emit(zoom)

    def zoom(self) -> float:
        """The zoom, 1.0 for 100%."""
        return self._style.zoom

    def set_theme(self, theme: ThemeName) -> None:
        """Shows the page in the colours of "light" or "dark", at the same place."""
        self._restyle(PageStyle(theme, self._style.fonts, self._style.body_px, self._style.zoom))

    def scroll_position(self) -> int:
        """Where the reader is, a number for `show_page`; it holds for any zoom and width. 0 is the top."""
        return self._view.place().to_number()

    def set_image_loader(self, loader: ImageLoader | None) -> None:
        """Takes the bytes of pictures from `loader`, which gets a path inside the library."""
        self._view.set_image_loader(loader)

    def set_marks(self, finder: Finder | None) -> None:
        """Marks the words that `finder` finds in the plain text of this page and the next ones; None marks none.

        Args:
            finder: plain text -> code-point ranges [start, end).
        """
        self._finder = finder
        self._mark()

    def open_find_bar(self) -> None:
        """Opens the find bar, with the selected words if there are any."""
        self._bar.open_bar(self._view.textCursor().selectedText())

    def find_next(self) -> None:
        """Goes to the next place of the find bar's words."""
        self._step_find(1)

    def find_previous(self) -> None:
        """Goes to the previous place of the find bar's words."""
        self._step_find(-1)

    def follow(self, address: str) -> None:
        """Requests what a link of the page leads to."""
        link = read_link(address)
        if link.kind is LinkKind.DOCUMENT:
            self.document_requested.emit(link.target, link.fragment)
        elif link.kind is LinkKind.PLACE and self._page is not None:
            self.document_requested.emit(self._page.path, link.fragment)
        elif link.kind is LinkKind.SEARCH:
            self.search_requested.emit(link.target)
        elif link.kind is LinkKind.SUBJECT:
            self.subject_requested.emit(link.target)
        elif link.kind is LinkKind.MISSING:
            self.missing_requested.emit(link.target)
        elif link.kind is LinkKind.OUTSIDE:
            self._ask_outside(address)

    def _ask_outside(self, address: str) -> None:
        url = outside_url(address)
        if url is not None:
            dialog = OutsideDialog(url, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.agreed.connect(self._open_outside)
            dialog.open()

    def _open_outside(self, url: QUrl) -> None:
        if self.opener(url):
            self.outside_requested.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))

    def _restyle(self, style: PageStyle) -> None:
        self._style = style
        self._view.restyle(style)
        self._show_found()

    def _step_zoom(self, direction: int) -> None:
        self.set_zoom(next_zoom(self.zoom(), direction))

    def _mark(self) -> None:
        self._found.mark(self._view.toPlainText(), self._finder)
        self._find_again()

    def _find_again(self) -> None:
        if self._bar.isVisible():
            start = self._view.place().position
            self._found.find(self._view.toPlainText(), self._bar.words(), self._bar.match_case(), start)
        self._show_found()

    def _step_find(self, by: int) -> None:
        self._found.step(by)
        self._show_found()
        self._show_current()

    def _show_current(self) -> None:
        if self._found.current >= 0:
            self._view.show_range(*self._found.finds[self._found.current])

    def _forget_finds(self) -> None:
        self._found.forget_finds()
        self._show_found()
        self._view.setFocus()

    def _show_found(self) -> None:
        self._bar.show_count(self._found.current + 1, self._found.total)
        self._view.setExtraSelections(self._found.selections(self._view.document(), self._style.colours))
