"""Loads the document that is read, shows it, and follows its links."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from qtbrowser.gui.pane.text_ranges import Range
from qtbrowser.gui.reader import page_jobs
from qtbrowser.gui.reader.answer_panel import AnswerPanel
from qtbrowser.gui.reader.finished_pages import FinishedPages
from qtbrowser.gui.reader.known_places import KnownPlaces
from qtbrowser.gui.reader.page_cache import PageCache
from qtbrowser.gui.reader.page_jobs import LoadedAgain, PageRequest, ShownPage
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Task
from qtbrowser.rendering.page import LaterPart

PASSING_MS = 50


class Reading(QObject):
    """Shows one document at a time.

    Args:
        session: the session with the library.
        panel: where the document is shown.
        parent: the owner.
        places: the reading places of the library; by default new ones are created.

    Attributes:
        places: the reading places of the library's documents.
        is_gone: whether the library does not have the shown document any more.
        may_leave: called before another document replaces the shown one, with the function that shows the other one. If
            it returns False, the document is not replaced; it may call that function later.

    Signals:
        leaving: another document, or another place in this one, is about to be shown.
        came: path, fragment, and whether the reader is only passing: a document was opened, other than by `put_back`.
        showing: a document is loaded and will be shown now, so the panel must get its size.
        document_shown: path, title.
        arrived: another document is shown, or another place; the reader is not only passing by.
        left: no document is shown any more.
        failed: a sentence; the document asked for can't be shown.
        gone: `refresh` has not found the shown document in the library any more; it stays as it was.
        followed: old path, new path: `refresh` has found the shown document at another path.
    """

    leaving = Signal()
    came = Signal(str, str, bool)
    showing = Signal()
    document_shown = Signal(str, str)
    arrived = Signal()
    left = Signal()
    failed = Signal(str)
    gone = Signal()
    followed = Signal(str, str)

    def __init__(
        self, session: Session, panel: AnswerPanel, parent: QObject, places: KnownPlaces | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._panel = panel
        self.places = places or KnownPlaces(session, self)
        self._shown: ShownPage | None = None
        self._library: Path | None = None
        self._wanted = ""
        self._anchor = ""
        self._words: str | None = None
        self._passed: PageRequest | None = None
        self.is_gone = False
        self._task: Task | None = None
        self._cache = PageCache()
        self.may_leave: Callable[[Callable[[], object]], bool] = lambda _then: True
        self._finished = FinishedPages(session, self._on_finished, self._on_finished_failed, self)
        self._passing = QTimer(self, singleShot=True, interval=PASSING_MS)
        self._passing.timeout.connect(self._ask_passed)

    @property
    def path(self) -> str:
        """The path of the shown document, or empty."""
        return self._shown.page.path if self._shown is not None else ""

    @property
    def title(self) -> str:
        """Its title."""
        return self._shown.page.title if self._shown is not None else ""

    @property
    def anchor(self) -> str:
        """The place of the document that the reader has asked for, such as one of its questions; empty for none."""
        return self._anchor if self._shown is not None else ""

    @property
    def is_settled(self) -> bool:
        """Whether no document is waiting to be requested."""
        return not self._passing.isActive()

    def clear(self) -> None:
        """Show no document, because another library is open."""
        self._remember_place()
        self._passing.stop()
        self._cache.clear()
        self._shown = None
        self.is_gone = False
        self._wanted = ""
        self._mark("")
        self.left.emit()

    def show(self, reference: str, fragment: str = "", words: str = "") -> None:
        """Show a document.

        Args:
            reference: its path, id or address.
            fragment: the heading to scroll to.
            words: the query whose words are marked.
        """
        self._passing.stop()
        if self.may_leave(partial(self.show, reference, fragment, words)):
            self._ask(PageRequest(reference, fragment, words=words))

    def show_changed(self, path: str) -> None:
        """Show a document as it is on the disk now, even if it is shown already; its editor stays open."""
        self._passing.stop()
        self._cache.clear()
        self._wanted = path
        self._ask_page(PageRequest(path, words=self._words or "", travelling=path == self.path))

    def show_row(self, path: str, passing: bool, words: str, mark: int = 0, fragment: str = "") -> None:
        """Show the document of a row of the list; while the reader is `passing`, only after a short delay.

        Args:
            path: the document.
            passing: whether the reader is stepping through the list.
            words: the query whose words are marked.
            mark: the number of the mark in the answer to scroll to.
            fragment: the place of the row's question in it, which takes precedence over marks; empty for none.
        """
        if path == self._wanted and (words or None) == self._words:
            if path == self.path and (fragment or not passing):
                self._passing.stop()
                if fragment:
                    self._go_to(fragment)
                self.came.emit(path, fragment, passing)
            return
        if not self.may_leave(partial(self.show_row, path, passing, words, mark, fragment)):
            return
        request = PageRequest(path, fragment, words=words, mark=mark, passing=passing)
        if passing:
            self._passed = request
            self._passing.start()
        else:
            self._passing.stop()
            self._ask(request)

    def _go_to(self, fragment: str) -> None:
        """Scroll to a place of the shown document."""
        if self._shown is not None:
            self.leaving.emit()
            self._remember_place()
            self._anchor = fragment
            self._panel.pane.show_page(self._shown.page, fragment=fragment)

    def follow(self, path: str, fragment: str) -> None:
        """Follow a link; within the shown document it only scrolls."""
        if path == self.path and self._shown is not None:
            self._go_to(fragment)
            self.came.emit(path, fragment, False)
            self.arrived.emit()
        else:
            self.show(path, fragment)

    def put_back(self, path: str, scroll: int | None, words: str, fragment: str = "", mark: int = 0) -> None:
        """Show a document again at a place; the caller must have called `may_leave`.

        Args:
            path: the document; empty for none.
            scroll: the place in it, as returned by `AnswerPane.scroll_position`; None for that of `fragment` or `mark`.
            words: the search whose words are to be marked.
            fragment: the heading to scroll to, if `scroll` is None; empty for none.
            mark: the number of the mark in the answer to scroll to, if there is no `fragment` either.
        """
        self._passing.stop()
        self._remember_place()
        if path and self._shown is not None and path == self.path:
            self._drop_request()
            self._wanted = path
            self._anchor = fragment
            self._mark(words)
            self._panel.pane.show_page(self._shown.page, fragment=fragment, scroll=scroll, mark=mark)
            self.arrived.emit()
        elif path:
            request = PageRequest(path, fragment, scroll=scroll, words=words, mark=mark, travelling=True)
            if (kept := self._cache.get(path)) is not None:
                self._drop_request()
                self._on_page(replace(kept, request=request))
            else:
                self._ask(request)
        else:
            self.leave_document()

    def leave_document(self) -> None:
        """Show no document."""
        self._passing.stop()
        self._remember_place()
        self._drop_request()
        self._empty()

    def _drop_request(self) -> None:
        """Cancel the request for a document."""
        if self._task is not None:
            self._task.cancel()

    def _empty(self) -> None:
        self._shown = None
        self.is_gone = False
        self._wanted = ""
        self._panel.show_home()
        self.left.emit()

    def refresh(self) -> None:
        """Load the document again after a commit; if it has changed, and is finished, show it at the same place."""
        self.places.load()
        self._cache.clear()
        if self._shown is not None and self.path == self._wanted:
            request = PageRequest(self.path, words=self._words or "", travelling=True)
            self._finished.ask(request, self._shown.identity)

    def leave(self, paths: Container[str]) -> None:
        """Show no document if the shown one is among these removed ones."""
        self._cache.clear()
        if self.path in paths:
            self._empty()

    def keep_place(self) -> None:
        """Store the reading place of the shown document; called when the program ends."""
        self._remember_place()
        self.places.flush()

    def forget_words(self) -> None:
        """Remove the marks, when the search has ended."""
        self._mark("")

    def _ask_passed(self) -> None:
        if self._passed is not None:
            self._ask(self._passed)

    def _ask(self, request: PageRequest) -> None:
        self._wanted = request.reference
        self._ask_page(request)

    def _ask_page(self, request: PageRequest) -> None:
        job = partial(page_jobs.load_first_part, request=request)
        failed = partial(self._on_page_failed, request)
        self._task = self._session.ask(job, self._on_page, failed=failed, replaces=(self, "page"))

    def _on_finished(self, request: PageRequest, loaded: LoadedAgain) -> None:
        if not self._still_reads(request):
            return
        if loaded.shown is not None:
            before = self.path
            self._show(loaded.shown, is_same=True)
            if self.path != before:
                self.followed.emit(before, self.path)
        else:
            self.is_gone = True
            self.gone.emit()

    def _on_finished_failed(self, request: PageRequest, sentence: str) -> None:
        if self._still_reads(request):
            self._on_page_failed(request, sentence)

    def _still_reads(self, request: PageRequest) -> bool:
        """Whether the reader has not chosen another document since."""
        return self._shown is not None and self.path == self._wanted == request.reference

    def _on_page(self, shown: ShownPage) -> None:
        self._show(shown, is_same=shown.page.path == self.path)

    def _show(self, shown: ShownPage, *, is_same: bool) -> None:
        """Show a page.

        Args:
            shown: the page.
            is_same: whether its document is the one that is shown, though its path may be another one now.
        """
        request, page = shown.request, shown.page
        again = self._shown is not None and is_same
        self.is_gone = False
        if again and request.travelling and self._shown is not None and self._shown.page == page:
            if request.scroll is not None:
                self._panel.pane.show_page(page, scroll=request.scroll)
            return
        scroll = request.scroll
        if scroll is None and not (request.travelling or request.fragment or request.words):
            scroll = self.places.get(page.path)
        if not request.travelling:
            self.leaving.emit()
            self._remember_place()
        self._wanted = page.path
        self._anchor = request.fragment
        self._shown = shown
        self._cache.put(shown)
        self._library = self._session.folder
        self._panel.pane.set_image_loader(shown.images.get)
        self._mark(request.words)
        self.showing.emit()
        # The pane is shown first, so that it has its size when it scrolls.
        self._panel.show_answer()
        if again and request.travelling and scroll is None:
            self._panel.pane.show_changed(page)
        else:
            self._panel.pane.show_page(page, fragment=request.fragment, scroll=scroll, mark=request.mark)
        self._ask_parts()
        self.document_shown.emit(page.path, page.title)
        if not request.travelling:
            self.came.emit(page.path, request.fragment, request.passing)
        if not request.passing and not (again and request.travelling):
            self.arrived.emit()

    def _ask_parts(self) -> None:
        """Ask for the next parts of the page, if it has more."""
        shown = self._shown
        if shown is not None and shown.page.later is not None:
            job = partial(page_jobs.load_parts, shown=shown, start=self._panel.pane.taken_parts)
            then = partial(self._on_parts, shown)
            self._session.ask(job, then, failed=self.failed.emit, replaces=(self, "parts"))

    def _on_parts(self, shown: ShownPage, loaded: tuple[list[LaterPart], dict[str, bytes]]) -> None:
        if shown is not self._shown:
            return
        parts, images = loaded
        if images:
            shown.images.update(images)
            # It may have become too large to be kept.
            self._cache.put(shown)
        self._panel.pane.add_parts(parts)
        if parts:
            self._ask_parts()
        elif (whole := page_jobs.completed(shown)) is not shown:
            self._shown = whole
            self._cache.put(whole)
            self._panel.pane.complete_page(whole.page)

    def _on_page_failed(self, request: PageRequest, sentence: str) -> None:
        self._wanted = self.path
        if request.travelling and request.reference != self.path:
            # The shown document belongs to another step.
            self._empty()
        self.failed.emit(sentence)

    def _mark(self, words: str) -> None:
        if (words or None) != self._words:
            self._words = words or None
            self._panel.pane.set_marks(partial(self._find_marks, words) if words else None)

    def _find_marks(self, words: str, text: str, then: Callable[[list[Range]], None]) -> None:
        self._session.ask(partial(page_jobs.find_marks, words=words, text=text), then, replaces=(self, "marks"))

    def _remember_place(self) -> None:
        if self._shown is not None and self._library is not None:
            self.places.put(self._library, self.path, self._panel.pane.scroll_position())
