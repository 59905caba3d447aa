"""Connects the actions about bookmarks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.personal import bookmark_jobs
from qtbrowser.gui.personal.bookmark_jobs import DocumentBookmark
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import Session

if TYPE_CHECKING:
    from qtbrowser.gui.personal.bookmarks_dialog import BookmarksDialog
    from qtbrowser.personal.bookmarks import Bookmark

LOOKED_UP, LISTED = "personal.bookmark", "personal.bookmarks"


class BookmarkCommands(QObject):
    """The bookmarks of one window. The first Ctrl+D keeps the document at once, in the folder used last; a second one
    opens its form.

    Args:
        window: the parent of dialogs.
        session: the session with the library.
        actions: the window's actions.
        reading: the shown document.
        messages: the message bar.

    Signals:
        bookmarks_changed: one was made, changed or removed.
    """

    bookmarks_changed = Signal()

    def __init__(
        self, *, window: QWidget, session: Session, actions: Actions, reading: Reading, messages: MessageBar
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._actions = actions
        self._reading = reading
        self._messages = messages
        self._last_folder = ""
        self._list: BookmarksDialog | None = None
        actions.bookmark.triggered.connect(self._mark)
        actions.bookmarks.triggered.connect(self._show_all)

    def _mark(self) -> None:
        if path := self._reading.path:
            self._look_up(path, self._on_marked, self._reading.anchor)

    def _edit(self, path: str) -> None:
        self._look_up(path, self._show_form)

    def _look_up(self, path: str, then: Callable[[DocumentBookmark], object], anchor: str = "") -> None:
        job = partial(bookmark_jobs.bookmark_of, path=path, folder=self._last_folder, anchor=anchor)
        self._session.ask(job, then, replaces=LOOKED_UP)

    def _on_marked(self, bookmark: DocumentBookmark) -> None:
        if bookmark.exists:
            self._show_form(bookmark)
        else:
            self._keep(bookmark, bookmark.folder, "")

    def _show_form(self, bookmark: DocumentBookmark) -> None:
        from qtbrowser.gui.personal.bookmark_dialog import BookmarkDialog

        title = self._reading.title if bookmark.path == self._reading.path else bookmark.path
        dialog = BookmarkDialog(bookmark, title, self._list or self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.kept.connect(partial(self._keep, bookmark))
        dialog.removed.connect(partial(self._remove, bookmark.path, bookmark.folder))
        dialog.open()

    def _keep(self, bookmark: DocumentBookmark, folder: str, note: str) -> None:
        before = bookmark.folder if bookmark.exists else None
        job = partial(bookmark_jobs.keep_bookmark, path=bookmark.path, folder=folder, note=note, before=before)
        self._session.ask(job, partial(self._on_kept, bookmark.exists))

    def _on_kept(self, existed: bool, bookmark: Bookmark) -> None:
        self._last_folder = bookmark.folder
        if not existed:
            words = self.tr("Kept among the bookmarks.")
            if bookmark.folder:
                words = self.tr("Kept among the bookmarks, in {0}.").format(bookmark.folder)
            edit = partial(self._edit, bookmark.path)
            self._messages.show_message(words, Weight.NOTICE, self.tr("Edit…"), edit)
        self._load()
        self.bookmarks_changed.emit()

    def _remove(self, path: str, folder: str) -> None:
        self._session.ask(partial(bookmark_jobs.remove_bookmark, path=path, folder=folder), self._on_removed)

    def _on_removed(self, _count: int) -> None:
        self._load()
        self.bookmarks_changed.emit()

    def _show_all(self) -> None:
        from qtbrowser.gui.personal.bookmarks_dialog import BookmarksDialog

        dialog = BookmarksDialog(self._window)
        dialog.opened.connect(self._open)
        dialog.changed.connect(self._edit)
        dialog.removed.connect(self._remove)
        dialog.finished.connect(self._forget_list)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._list = dialog
        self._load()
        dialog.open()

    def _load(self) -> None:
        if self._list is not None:
            self._session.ask(bookmark_jobs.load_bookmarks, self._on_loaded, replaces=LISTED)

    def _on_loaded(self, bookmarks: tuple[Bookmark, ...]) -> None:
        if self._list is not None:
            key = self._actions.bookmark.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            words = self.tr("No bookmarks yet. {0} keeps the shown document.").format(key)
            self._list.show_bookmarks(bookmarks, words if key else self.tr("No bookmarks yet."))

    def _forget_list(self) -> None:
        self._list = None

    def _open(self, path: str) -> None:
        self._reading.show(path)
