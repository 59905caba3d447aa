"""Stores unsaved changes as a draft, a moment after each edit, so that they are not lost in a crash."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from qtbrowser.gui.editor.draft_jobs import drop_draft, keep_draft
from qtbrowser.gui.editor.edit_jobs import LoadedForm
from qtbrowser.gui.editor.form_values import FormValues
from qtbrowser.gui.worker.session import Session

DRAFT_MS = 700
DRAFT = "editor.draft"

Unsaved = Callable[[], tuple[LoadedForm, FormValues | None] | None]


class DraftKeeping(QObject):
    """Keeps the draft of the edited document; the worker writes and deletes it.

    Args:
        session: the session with the worker.
        unsaved: returns the loaded form and its unsaved values, if any; None if nothing is edited.
        parent: the owner.
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
        """Store the draft when there is a pause in editing."""
        self._timer.start()

    def keep_now(self) -> None:
        """Store the draft now; called at the end of the program."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def go_on(self, draft: str, path: str) -> None:
        """Continue with a stored draft of the document at `path`."""
        self._draft, self._path = draft, path

    def follow(self, path: str) -> None:
        """Continue with the draft for the same document, which is at another path now."""
        self._path = path
        if self._draft is not None:
            self.keep_soon()

    def stop(self) -> None:
        """Stop storing; an existing draft remains."""
        self._timer.stop()

    def drop(self) -> None:
        """Delete the draft, when the changes are saved or discarded."""
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
            from qtbrowser.personal.drafts import new_draft_id

            self._draft, self._path = new_draft_id(), form.path
        job = partial(keep_draft, folder, form, values, self._draft)
        self._session.ask_without_library(job, replaces=(DRAFT, self._draft))
