"""Keeps what is unsaved in the editor as a draft, a moment after each edit, so that it outlives a crash."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from qtbrowser.gui.editor.draft_jobs import drop_draft, keep_draft
from qtbrowser.gui.editor.edit_jobs import LoadedForm
from qtbrowser.gui.editor.form_values import FormValues
from qtbrowser.gui.worker.session import Session
from qtbrowser.personal.drafts import new_draft_id

DRAFT_MS = 700
DRAFT = "editor.draft"

Unsaved = Callable[[], tuple[LoadedForm, FormValues | None] | None]


class DraftKeeping(QObject):
    """The draft of the document that is edited; the worker writes and removes it.

    Args:
        session: whose worker that is.
        unsaved: what is edited, with the values that are unsaved if any are; None where nothing is edited.
        parent: who edits.
    """

    def __init__(self, session: Session, unsaved: Unsaved, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._unsaved = unsaved
        self._draft: str | None = None
        self._path = ""
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._timer.timeout.connect(self._keep)

    def keep_soon(self) -> None:
        """Something has been edited: keep it once there is a pause."""
        self._timer.start()

    def keep_now(self) -> None:
        """Keep what was edited a moment ago: the program ends."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def go_on(self, draft: str, path: str) -> None:
        """The document at `path` is edited from a draft that is kept already."""
        self._draft, self._path = draft, path

    def stop(self) -> None:
        """Keep nothing more; a draft that is there stays."""
        self._timer.stop()

    def drop(self) -> None:
        """Remove the draft of what is edited: it is saved, or given up."""
        self._timer.stop()
        if self._draft is not None:
            self._session.ask_without_library(partial(drop_draft, self._draft), replaces=(DRAFT, self._draft))
            self._draft = None

    def _keep(self) -> None:
        folder, edited = self._session.folder, self._unsaved()
        if folder is None or edited is None:
            return
        form, values = edited
        if values is None:
            self.drop()
            return
        if self._draft is None or self._path != form.path:
            self._draft, self._path = new_draft_id(), form.path
        job = partial(keep_draft, folder, form, values, self._draft)
        self._session.ask_without_library(job, replaces=(DRAFT, self._draft))
