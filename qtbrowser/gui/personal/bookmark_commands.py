"""Connects the actions about bookmarks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.personal import bookmark_jobs
from qtbrowser.gui.personal.bookmark_jobs import DocumentBookmark, ImportedBookmarks
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.widgets.labels import counted, shortened
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane

if TYPE_CHECKING:
    from qtbrowser.gui.personal.bookmarks_dialog import BookmarksDialog
    from qtbrowser.personal.bookmarks import Bookmark

TITLE_SHOWN = 80
"""Characters of a document's title in the sentence that says that it is kept."""

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

        dialog = BookmarkDialog(bookmark, self._title_of(bookmark.path), self._list or self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.kept.connect(partial(self._keep, bookmark))
        dialog.removed.connect(partial(self._remove, bookmark.path, bookmark.folder))
        dialog.open()

    def _title_of(self, path: str) -> str:
        """What a document is called: by its title if it is shown, else by its path."""
        return self._reading.title if path == self._reading.path else path

    def _keep(self, bookmark: DocumentBookmark, folder: str, note: str) -> None:
        before = bookmark.folder if bookmark.exists else None
        job = partial(bookmark_jobs.keep_bookmark, path=bookmark.path, folder=folder, note=note, before=before)
        self._session.ask(job, partial(self._on_kept, bookmark.exists))

    def _on_kept(self, existed: bool, bookmark: Bookmark) -> None:
        self._last_folder = bookmark.folder
        if not existed:
            title = shortened(self._title_of(bookmark.path), TITLE_SHOWN)
            words = self.tr("Kept among the bookmarks: {0}").format(title)
            if bookmark.folder:
                words = self.tr("Kept among the bookmarks, in {0}: {1}").format(bookmark.folder, title)
            edit = partial(self._edit, bookmark.path)
            self._messages.show_message(words, Weight.NOTICE, self.tr("Edit…"), edit)
        self._load()
        self.bookmarks_changed.emit()

    def _remove(self, path: str, folder: str) -> None:
        self._session.ask(partial(bookmark_jobs.remove_bookmark, path=path, folder=folder), self._on_removed)

    def _on_removed(self, removed: tuple[Bookmark, ...]) -> None:
        self._on_changed(None)
        if removed:
            words = self.tr("The bookmark is removed.")
            self._messages.show_message(words, Weight.NOTICE, self.tr("Undo"), partial(self._restore, removed))

    def _restore(self, removed: tuple[Bookmark, ...]) -> None:
        self._messages.hide()
        self._session.ask(partial(bookmark_jobs.restore_bookmarks, removed=removed), self._on_changed)

    def _on_changed(self, _nothing: None) -> None:
        self._load()
        self.bookmarks_changed.emit()

    def _show_all(self) -> None:
        from qtbrowser.gui.personal.bookmarks_dialog import BookmarksDialog

        dialog = BookmarksDialog(self._window)
        dialog.opened.connect(self._open)
        dialog.changed.connect(self._edit)
        dialog.removed.connect(self._remove)
        dialog.import_requested.connect(self._ask_source)
        dialog.export_requested.connect(self._ask_file)
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

    def _ask_file(self) -> None:
        from qtbrowser.gui.widgets.save_dialog import ask_file

        forms = [self.tr("Web bookmarks (*.html)"), self.tr("Markdown (*.md)"), self.tr("JSON (*.json)")]
        ask_file(self._list or self._window, self.tr("Export Bookmarks"), forms, self.export_file)

    def _ask_source(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._list or self._window, self.tr("Import Bookmarks"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Bookmarks (*.json *.html *.htm)"))
        dialog.fileSelected.connect(lambda file: self.import_file(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_file(self, file: Path) -> None:
        """Write all bookmarks; the suffix of the file decides its form."""
        self._session.ask(partial(bookmark_jobs.export_bookmarks, file=file), self._on_exported)

    def _on_exported(self, file: Path) -> None:
        self._messages.show_message(self.tr("Written: {0}").format(file), Weight.NOTICE)

    def import_file(self, file: Path) -> None:
        """Read bookmarks from a JSON or HTML file."""
        job = partial(bookmark_jobs.import_bookmarks, file=file)
        self._session.ask(job, self._on_imported, lane=Lane.CHANGING, background=True)

    def _on_imported(self, imported: ImportedBookmarks) -> None:
        words = counted(imported.count, self.tr("1 bookmark was imported."), self.tr("{0} bookmarks were imported."))
        if imported.unknown:
            one, more = self.tr("1 is of no document here:"), self.tr("{0} are of no document here:")
            words = f"{words} {counted(len(imported.unknown), one, more)} {imported.unknown[0]}"
        self._messages.show_message(words, Weight.WARNING if imported.unknown else Weight.NOTICE)
        self._load()
        self.bookmarks_changed.emit()
