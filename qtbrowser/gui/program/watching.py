"""Keeps the window current while other programs change the library's folder."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from qtbrowser.gui.indexing.folder_changes import FolderChanges
from qtbrowser.gui.indexing.folder_watch import FolderWatch
from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.worker.change_jobs import TakenIn, take_in
from qtbrowser.gui.worker.session import OpenedLibrary, Session
from qtbrowser.gui.worker.task import Lane
from qtbrowser.gui.worker.written_files import WrittenFiles

LOOK_MS = 30_000
"""How often a folder that can't be watched is looked through, in milliseconds."""


class Watching(QObject):
    """Watches the open library of one window.

    Files that changed are indexed by their paths alone, in the lane of changes. Folders that changed, or many files,
    are left to the index process; so is an index that somebody has deleted. A file that another program has open for
    writing is indexed once that is over.

    Args:
        session: the session with the library.
        refreshing: starts the index process.
        messages: tells once if the folder can't be watched.
        parent: the owner.
    """

    def __init__(self, session: Session, refreshing: Refreshing, messages: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._refreshing = refreshing
        self._messages = messages
        self._watch = FolderWatch(self)
        self._watch.changed.connect(self._on_change)
        self._watch.lost.connect(self._on_loss)
        self._watch.refused.connect(self._on_refusal)
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(refreshing.start_if_rested)
        self._written = WrittenFiles(self)
        self._written.due.connect(self._name_again)
        refreshing.left_unfinished.connect(self._take_in)
        session.on_library(self._on_library)

    def stop(self) -> None:
        """End watching."""
        self._written.clear()
        self._looking.stop()
        self._watch.stop()

    def _on_library(self, opened: OpenedLibrary) -> None:
        self._written.clear()
        self._looking.stop()
        self._watch.start(opened.folder, opened.has_index, was_kept=opened.is_built)

    def _on_change(self, changes: FolderChanges) -> None:
        if changes.whole or self._refreshing.is_running:
            self._refreshing.start_again()
        else:
            self._take_in(changes.files)

    def _name_again(self) -> None:
        self._take_in(self._written.paths)

    def _take_in(self, files: tuple[str, ...]) -> None:
        job = partial(take_in, paths=files, late=self._written.late)
        self._session.ask(job, partial(self._on_taken, files), failed=self._on_failure, lane=Lane.CHANGING)

    def _on_taken(self, files: tuple[str, ...], taken: TakenIn) -> None:
        self._written.note(files, taken.waiting if taken.is_indexed else ())
        if taken.is_indexed:
            self._session.look_for_news()
        else:
            # Another process has the index for long, or it is damaged: the index process waits, or builds it anew.
            self._refreshing.start_again()

    def _on_failure(self, _sentence: str) -> None:
        # The index process tells it, if it fails there as well.
        self._refreshing.start_again()

    def _on_loss(self) -> None:
        self._messages.show_message(self.tr("The index of this library is gone. It is made again."), Weight.NOTICE)
        self._refreshing.start_again()

    def _on_refusal(self, reason: str) -> None:
        self._looking.start()
        sentence = self.tr("This folder can't be watched, so it is looked through every {0} seconds: {1}")
        self._messages.show_message(sentence.format(LOOK_MS // 1000, reason), Weight.NOTICE)
