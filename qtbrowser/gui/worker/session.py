"""The window's side of the library: asks the worker, reports what it answers, drops what comes too late."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from qtbrowser.gui.export import book_jobs
from qtbrowser.gui.export import document_copies as sources
from qtbrowser.gui.worker import jobs
from qtbrowser.gui.worker.jobs import OpenedLibrary, PageRequest
from qtbrowser.gui.worker.rows import ListRequest
from qtbrowser.gui.worker.worker import Answer, LatestNumbers, Request, Worker

if TYPE_CHECKING:
    from qtbrowser.library import Library

CLOSING_MS = 5_000
REPORTS = {
    "tree": "tree_ready",
    "list": "list_ready",
    "rows": "rows_ready",
    "facets": "facets_ready",
    "completions": "completions_ready",
    "page": "page_ready",
    "problems": "problems_ready",
    "copy": "copy_ready",
    "file": "file_ready",
    "print_page": "print_page_ready",
    "book": "book_ready",
}
"""Kind of request -> the signal that reports its answer."""


class Session(QObject):
    """One library at a time, read in a thread of its own.

    Each request carries a number. An answer whose number is not the newest of its kind is dropped, so a late result
    never replaces a newer one; all answers to an earlier library are dropped with it.

    Signals:
        library_opened: OpenedLibrary; what the cache has of it can be asked for.
        open_failed: a sentence; the library that was open before, if any, stays open.
        tree_ready: TreeRows.
        list_ready: RowsPage that begins a list.
        rows_ready: RowsPage with further rows of the list asked for last.
        facets_ready: FacetsPage of the search asked for last.
        completions_ready: Completions.
        page_ready: ShownPage.
        problems_ready: list of Problem.
        copy_ready: a document in the form asked for, for the clipboard.
        file_ready: the Path of a document's file or of its folder.
        print_page_ready: ShownPage that is to be printed.
        book_ready: BookPaths, the documents of a list.
        answered: kind and value: the answer to what was asked for by `ask`.
        changed: another process has committed something new; ask again for what is shown.
        failed: (kind of request, sentence).
    """

    library_opened = Signal(object)
    open_failed = Signal(str)
    tree_ready = Signal(object)
    list_ready = Signal(object)
    rows_ready = Signal(object)
    facets_ready = Signal(object)
    completions_ready = Signal(object)
    page_ready = Signal(object)
    problems_ready = Signal(list)
    copy_ready = Signal(str)
    file_ready = Signal(object)
    print_page_ready = Signal(object)
    book_ready = Signal(object)
    answered = Signal(str, object)
    changed = Signal()
    failed = Signal(str, str)

    _open_requested = Signal(int, object)
    _job_requested = Signal(object)
    _finish_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._latest = LatestNumbers()
        self._number = 0
        self._outstanding: dict[str, int] = {}
        self._library: Library | None = None
        self._folder: Path | None = None
        self._thread = QThread(self)
        self._thread.setObjectName("library")
        self._worker = Worker(self._latest)
        self._worker.moveToThread(self._thread)
        self._open_requested.connect(self._worker.open)
        self._job_requested.connect(self._worker.perform)
        self._finish_requested.connect(self._worker.finish)
        self._worker.answered.connect(self._take)
        self._worker.opened.connect(self._take_library)

    @property
    def folder(self) -> Path | None:
        """The open library's folder."""
        return self._folder

    @property
    def is_idle(self) -> bool:
        """Whether every request has been answered."""
        return not self._outstanding

    def open(self, folder: Path) -> None:
        """Open another library."""
        if not self._thread.isRunning():
            self._thread.start()
        self._open_requested.emit(self._next("open"), folder)

    def request_tree(self, include_hidden: bool) -> None:
        """Ask for the subject tree."""
        self._request("tree", partial(jobs.load_tree, include_hidden=include_hidden))

    def request_list(self, request: ListRequest, anchors: dict[str, int] | None = None) -> None:
        """Ask for a list from its beginning, or around the documents that the reader is at (see `load_list`)."""
        self._drop("rows")
        self._drop("facets")
        self._request("list", partial(jobs.load_list, request=request, anchors=anchors or {}))

    def request_rows(self, request: ListRequest, offset: int, limit: int) -> None:
        """Ask for further rows of a list."""
        self._request("rows", partial(jobs.load_rows, request=request, offset=offset, limit=limit))

    def request_facets(self, request: ListRequest) -> None:
        """Ask how the hits of a search spread."""
        self._request("facets", partial(jobs.load_facets, request=request))

    def request_completions(self, text: str, include_hidden: bool) -> None:
        """Ask for questions that go on from what was typed."""
        self._request("completions", partial(jobs.load_completions, text=text, include_hidden=include_hidden))

    def request_page(self, request: PageRequest) -> None:
        """Ask for a document."""
        self._request("page", partial(jobs.load_page, request=request))

    def request_problems(self) -> None:
        """Ask for the files that couldn't be read."""
        self._request("problems", _problems)

    def request_copy(self, path: str, kind: str) -> None:
        """Ask for a document in a form for the clipboard, a CopyKind."""
        self._request("copy", partial(sources.copied_words, path=path, kind=kind))

    def request_file(self, path: str, *, folder: bool) -> None:
        """Ask where a document's file lies, or its folder."""
        self._request("file", partial(sources.document_file, path=path, folder=folder))

    def request_print_page(self, path: str) -> None:
        """Ask for a document that is to be printed."""
        self._request("print_page", partial(jobs.load_page, request=PageRequest(path)))

    def request_book(self, request: ListRequest) -> None:
        """Ask for the documents of a list, to make a book of them."""
        self._request("book", partial(book_jobs.book_paths, request=request))

    def ask(self, kind: str, job: Callable[[Library], Any]) -> None:
        """Have a job done that a part of the window brings along; `answered` or `failed` reports what comes of it.

        Args:
            kind: a name of the part's own; a later job of the same kind makes an earlier one pointless.
            job: what to do with the library, in the worker's thread.
        """
        self._request(kind, job)

    def request_reload(self) -> None:
        """Look whether another process has committed something new."""
        self._request("reload", _reload)

    def request_warm_up(self) -> None:
        """Have the worker load what the first search would otherwise wait for."""
        self._request("warm_up", jobs.warm_up)

    def marks(self, words: str, plain: str) -> list[tuple[int, int]]:
        """The words found by a search in any plain text, in code points. Answered at once, in the caller's thread."""
        return self._library.marks(words, plain) if self._library is not None else []

    def close(self) -> None:
        """Close the library and wait for the worker's thread to end."""
        self._library = None
        self._outstanding.clear()
        if self._thread.isRunning():
            self._finish_requested.emit()
            self._thread.wait(CLOSING_MS)

    def _request(self, kind: str, job: Callable[[Library], Any]) -> None:
        self._job_requested.emit(Request(kind, self._next(kind), job))

    def _next(self, kind: str) -> int:
        self._number += 1
        self._latest.take(kind, self._number)
        self._outstanding[kind] = self._number
        return self._number

    def _drop(self, kind: str) -> None:
        self._number += 1
        self._latest.take(kind, self._number)
        self._outstanding.pop(kind, None)

    @Slot(int, object, object)
    def _take_library(self, number: int, opened: OpenedLibrary, library: Library) -> None:
        if not self._latest.is_latest("open", number):
            return
        for kind in list(self._outstanding):
            self._drop(kind)
        self._library = library
        self._folder = opened.folder
        self.library_opened.emit(opened)

    @Slot(object)
    def _take(self, answer: Answer) -> None:
        if answer.kind == "reload" and answer.value:
            # Said once and never again, so it counts even where a later request has been made meanwhile.
            self.changed.emit()
        if not self._latest.is_latest(answer.kind, answer.number):
            return
        self._outstanding.pop(answer.kind, None)
        if answer.error is not None and answer.kind == "open":
            self.open_failed.emit(answer.error)
        elif answer.error is not None:
            self.failed.emit(answer.kind, answer.error)
        elif answer.kind in REPORTS:
            getattr(self, REPORTS[answer.kind]).emit(answer.value)
        else:
            self.answered.emit(answer.kind, answer.value)


def _reload(library: Library) -> bool:
    return library.reload()


def _problems(library: Library) -> list[Any]:
    return library.problems()
