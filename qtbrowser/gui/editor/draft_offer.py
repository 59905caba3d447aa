"""Offers drafts of earlier sessions when their library is opened."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.editor.document_editing import DocumentEditing
from qtbrowser.gui.editor.draft_jobs import FormDraft, drop_draft, find_drafts
from qtbrowser.gui.editor.drafts_dialog import DraftsDialog
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import OpenedLibrary, Session

FOUND = "editor.drafts"


class DraftOffer(QObject):
    """Looks for drafts when a library is opened.

    Args:
        window: the parent of dialogs.
        session: the session with the library.
        actions: the window's actions.
        messages: the message bar.
        editing: opens a draft.
    """

    def __init__(
        self,
        *,
        window: QWidget,
        session: Session,
        actions: Actions,
        messages: MessageBar,
        editing: DocumentEditing,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._actions = actions
        self._messages = messages
        self._editing = editing
        self._drafts: tuple[FormDraft, ...] = ()
        session.on_library(self._look)
        actions.drafts.triggered.connect(self.show)

    def show(self) -> None:
        """Show the drafts that were found."""
        if not self._drafts:
            return
        dialog = DraftsDialog(self._drafts, self._window)
        dialog.chosen.connect(self._go_on)
        dialog.discarded.connect(self._discard)
        dialog.open()

    def _look(self, opened: OpenedLibrary) -> None:
        self._keep(())
        job = partial(find_drafts, opened.folder)
        self._session.ask_without_library(job, self._on_drafts, replaces=FOUND)

    def _on_drafts(self, drafts: tuple[FormDraft, ...]) -> None:
        if drafts:
            self._keep(drafts)
            one = self.tr("Changes to a document were not saved when the program ended.")
            many = self.tr("Changes to {0} documents were not saved when the program ended.")
            words = counted(len(drafts), one, many)
            self._messages.show_message(words, Weight.WARNING, self.tr("&Show…"), self.show)

    def _keep(self, drafts: tuple[FormDraft, ...]) -> None:
        """Another message replaces this one; the action in the menu stays as long as there are drafts."""
        self._drafts = drafts
        self._actions.drafts.setEnabled(bool(drafts))

    def _go_on(self, draft: FormDraft) -> None:
        self._keep(tuple(one for one in self._drafts if one != draft))
        self._actions.curating.setChecked(True)
        self._editing.open(draft.path, draft)

    def _discard(self, draft: FormDraft) -> None:
        self._keep(tuple(one for one in self._drafts if one != draft))
        self._session.ask_without_library(partial(drop_draft, draft.id))
