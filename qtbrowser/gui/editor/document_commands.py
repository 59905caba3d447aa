"""Connects the actions on whole documents: new, duplicate, move, rename, delete; and undo and redo of any change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from qtbrowser.curation.edits import DeleteDocuments, DuplicateDocument, Edit
from qtbrowser.gui.editor.document_editing import DocumentEditing
from qtbrowser.gui.editor.edit_jobs import editing_refused, subject_names
from qtbrowser.gui.editor.planned_dialog import MoveDialog, NewDialog, PlannedDialog, RenameDialog
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.outcome_words import OutcomeWords
from qtbrowser.gui.worker.session import OpenedLibrary, Session

SUBJECTS, REFUSED = "editor.subjects", "editor.refused"


class DocumentCommands(QObject):
    """Performs the actions, which are disabled until curating is switched on.

    Args:
        window: the parent of dialogs.
        session: the session with the library.
        changing: applies changes.
        actions: the window's actions.
        reading: the shown document.
        messages: the message bar.
        editing: the editor.
    """

    def __init__(
        self,
        *,
        window: QWidget,
        session: Session,
        changing: Changing,
        actions: Actions,
        reading: Reading,
        messages: MessageBar,
        editing: DocumentEditing,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._changing = changing
        self._actions = actions
        self._reading = reading
        self._messages = messages
        self._editing = editing
        self._dialog: PlannedDialog | None = None
        actions.curating.toggled.connect(self._switch)
        actions.new_document.triggered.connect(self._after_leaving(self._new))
        actions.edit.triggered.connect(self._edit)
        actions.duplicate.triggered.connect(self._after_leaving(self._duplicate))
        actions.move.triggered.connect(self._after_leaving(self._move))
        actions.rename.triggered.connect(self._after_leaving(self._rename))
        actions.delete.triggered.connect(self._after_leaving(self._delete))
        actions.undo_change.triggered.connect(self._after_leaving(self._undo))
        actions.redo_change.triggered.connect(self._after_leaving(self._redo))
        session.on_library(self._begin_library)
        reading.document_shown.connect(self._allow)
        changing.refused.connect(self._report)
        self._allow()

    # Whether changes are allowed

    def _begin_library(self, _opened: OpenedLibrary) -> None:
        self._actions.curating.setEnabled(True)
        self._actions.curating.setChecked(False)
        self._allow()

    def _switch(self, on: bool) -> None:
        if on:
            self._session.ask(editing_refused, self._on_refusal, replaces=REFUSED)
        elif not self._editing.may_leave(partial(self._actions.curating.setChecked, False)):
            self._actions.curating.setChecked(True)
        self._allow()

    def _allow(self) -> None:
        actions = self._actions
        on = actions.curating.isChecked() and self._session.folder is not None
        for action in actions.change_library():
            action.setEnabled(on)
        for action in actions.change_document():
            action.setEnabled(on and bool(self._reading.path))

    def _on_refusal(self, reason: str) -> None:
        if reason:
            self._actions.curating.setChecked(False)
            self._messages.show_message(reason, Weight.WARNING)

    # Requests

    def _after_leaving(self, act: Callable[[], None]) -> Callable[[], None]:
        """Wrap `act` so that it is called as soon as nothing is unsaved."""

        def start() -> None:
            if self._editing.may_leave(act):
                act()

        return start

    def _edit(self) -> None:
        if path := self._reading.path:
            self._editing.open(path)

    def _new(self) -> None:
        self._ask(NewDialog(self._actions.noun, self._session, self._window), self._edit_what_came)

    def _duplicate(self) -> None:
        self._changing.carry_out(DuplicateDocument(self._reading.path), "", self._edit_what_came)

    def _move(self) -> None:
        path = self._reading.path
        self._ask(MoveDialog(path, self._session, self._window), self._show_where_it_is, path)

    def _rename(self) -> None:
        path = self._reading.path
        self._ask(RenameDialog(path, self._session, self._window), self._show_where_it_is, path)

    def _delete(self) -> None:
        path, title = self._reading.path, self._reading.title
        box = QMessageBox(self._window)
        box.setObjectName("delete_dialog")
        box.setWindowTitle(self.tr("Move to Trash"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Move this document to the trash?") + f"\n\n{title}")
        box.setInformativeText(self.tr("It can be restored with Undo, even after the trash is emptied."))
        yes = box.addButton(self.tr("&Move to Trash"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("&Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(yes)
        yes.clicked.connect(lambda: self._carry_out(self._on_deleted, path, DeleteDocuments((path,))))
        box.finished.connect(box.deleteLater)
        box.open()

    def _undo(self) -> None:
        self._changing.undo(then=self._on_undone)

    def _redo(self) -> None:
        self._changing.redo(then=self._on_redone)

    def _ask(self, dialog: PlannedDialog, then: Callable[[Outcome], None], path: str = "") -> None:
        self._dialog = dialog
        dialog.chosen.connect(partial(self._carry_out, then, path))
        dialog.finished.connect(self._forget_dialog)
        job = partial(subject_names, path=self._reading.path)
        self._session.ask(job, self._on_subjects, replaces=SUBJECTS)
        dialog.open()

    def _carry_out(self, then: Callable[[Outcome], None], path: str, edit: Edit) -> None:
        if not self._changing.carry_out(edit, path, then):
            self._messages.show_message(self.tr("Another change is still running."), Weight.NOTICE)

    def _forget_dialog(self) -> None:
        self._dialog = None

    # Results

    def _on_subjects(self, names: tuple[str, tuple[str, ...]]) -> None:
        if self._dialog is not None:
            self._dialog.offer(*names)

    def _edit_what_came(self, outcome: Outcome) -> None:
        if not self._report(outcome):
            self._reading.show(outcome.path)
            self._editing.open(outcome.path)

    def _show_where_it_is(self, outcome: Outcome) -> None:
        if not self._report(outcome):
            self._reading.show(outcome.path)
            self._offer_undo(OutcomeWords(self).done(outcome))

    def _on_deleted(self, outcome: Outcome) -> None:
        if not self._report(outcome):
            self._allow()
            self._offer_undo(OutcomeWords(self).done(outcome))

    def _on_undone(self, outcome: Outcome) -> None:
        if not self._report(outcome):
            self._show_turned(outcome)
            words = self.tr("Undone: {0}.").format(outcome.label)
            if outcome.left_out:
                self._offer_retry(words, outcome, self._changing.undo, self._on_undone)
            else:
                self._tell(words, self.tr("&Redo"), self._actions.redo_change.trigger)

    def _on_redone(self, outcome: Outcome) -> None:
        if not self._report(outcome):
            self._show_turned(outcome)
            if outcome.left_out:
                self._offer_retry(OutcomeWords(self).done(outcome), outcome, self._changing.redo, self._on_redone)
            else:
                self._offer_undo(OutcomeWords(self).done(outcome))

    def _show_turned(self, outcome: Outcome) -> None:
        # A document with changed content is loaded again anyway; this one was restored or moved.
        if outcome.path and not self._reading.path:
            self._reading.show(outcome.path)
        self._allow()

    def _offer_retry(
        self, words: str, outcome: Outcome, again: Callable[..., bool], then: Callable[[Outcome], None]
    ) -> None:
        """Tell which files were left alone, and offer to try them again."""
        named = outcome.left_out_names
        number = len(outcome.left_out)
        alone = counted(
            number,
            self.tr("1 file was changed by others meanwhile and left alone:"),
            self.tr("{0} files were changed by others meanwhile and left alone:"),
        )

        def retry() -> None:
            again(outcome.number, then)

        self._tell(f"{words} {alone} {named}", self.tr("&Retry"), retry)

    def _offer_undo(self, words: str) -> None:
        self._tell(words, self.tr("&Undo"), self._actions.undo_change.trigger)

    def _tell(self, words: str, button: str, act: Callable[[], None]) -> None:
        self._messages.show_message(words, Weight.NOTICE, button, act)

    def _report(self, outcome: Outcome) -> bool:
        """Report why nothing was done; returns whether that was so."""
        if outcome.error:
            self._messages.show_error(outcome.error)
        return outcome.number is None
