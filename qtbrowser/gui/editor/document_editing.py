"""Controls editing a document: opens it in the editor, saves it, and asks before unsaved work is discarded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from qtbrowser.curation.change_set import NewSubject, Refusal
from qtbrowser.curation.edits import Edit
from qtbrowser.documents.document import Related
from qtbrowser.gui.browse.list_panel import ListPanel
from qtbrowser.gui.editor import edit_jobs
from qtbrowser.gui.editor.draft_jobs import FormDraft
from qtbrowser.gui.editor.draft_keeping import DraftKeeping
from qtbrowser.gui.editor.edit_jobs import ConversionNeeded, LoadedForm
from qtbrowser.gui.editor.form_values import FormValues, changes, merged
from qtbrowser.gui.editor.new_subject_dialog import NewSubjectDialog
from qtbrowser.gui.editor.unsaved_dialog import UnsavedDialog
from qtbrowser.gui.reader.answer_panel import AnswerPanel
from qtbrowser.gui.reader.page_jobs import ShownPage
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.settings.page_choices import Face
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import FACE, LINE_NUMBERS
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.widgets.theme import Theme
from qtbrowser.gui.widgets.theme_colours import ThemeName
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane

if TYPE_CHECKING:
    from qtbrowser.gui.editor.conflict_jobs import Conflict
    from qtbrowser.gui.editor.editor_view import EditorView
    from qtbrowser.gui.editor.form_merging import CollisionChoice

ROOMY = 860
"""The least width in pixels for text and preview side by side."""

FORM, PREVIEW, CANDIDATES = "editor.form", "editor.preview", "editor.candidates"
CONFLICT = "editor.conflict"

Then = Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A document that is being loaded into the editor.

    Attributes:
        path: the document.
        draft: the unsaved draft with which editing continues.
        saved: the values that were just saved, if the document is in the editor already.
    """

    path: str
    draft: FormDraft | None = None
    saved: FormValues | None = None


class DocumentEditing(QObject):
    """Edits one document at a time.

    Args:
        window: the parent of dialogs.
        session: the session with the library.
        changing: applies changes.
        actions: the window's actions.
        reading: the shown document.
        messages: the message bar.
        preferences: the settings.
        theme: the application's theme.
        answer: the panel with the answer or its editor.
        list_panel: the list of questions.

    Signals:
        opened: the path of the document that is edited now.
        closed: no document is edited any more.
    """

    opened = Signal(str)
    closed = Signal()

    def __init__(
        self,
        *,
        window: QWidget,
        session: Session,
        changing: Changing,
        actions: Actions,
        reading: Reading,
        messages: MessageBar,
        preferences: Preferences,
        theme: Theme,
        answer: AnswerPanel,
        list_panel: ListPanel,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._changing = changing
        self._actions = actions
        self._reading = reading
        self._messages = messages
        self._preferences = preferences
        self._theme = theme
        self._answer = answer
        self._list_panel = list_panel
        self._form: LoadedForm | None = None
        self._asked: _Asked | None = None
        self._is_saving = False
        self._has_put_tree_away = False
        self._view: EditorView | None = None
        self._drafts = DraftKeeping(session, self._unsaved, self)
        actions.save.triggered.connect(self.save)
        actions.line_numbers.toggled.connect(partial(preferences.set, LINE_NUMBERS))
        preferences.observe(LINE_NUMBERS, self._show_line_numbers)
        preferences.observe(FACE, self._show_face, at_once=False)
        theme.changed.connect(self._on_theme)
        reading.may_leave = self.may_leave
        reading.followed.connect(self._on_followed)

    # The edited document

    @property
    def path(self) -> str:
        """The path of the edited document, or empty."""
        return self._form.path if self._form is not None else ""

    @property
    def is_changed(self) -> bool:
        """Whether there is anything unsaved."""
        if self._form is None or self._view is None:
            return False
        return bool(changes(self._form.values, self._view.values()))

    def _unsaved(self) -> tuple[LoadedForm, FormValues | None] | None:
        if self._form is None:
            return None
        return self._form, self.view.values() if self.is_changed else None

    @property
    def is_settled(self) -> bool:
        """Whether all requests have been answered."""
        return self._asked is None and not self._is_saving and (self._form is None or self.view.is_settled)

    @property
    def view(self) -> EditorView:
        """The editor; created at the first call."""
        if self._view is None:
            from qtbrowser.gui.editor.editor_view import EditorView

            view = self._view = EditorView(self._answer)
            self._answer.add_editor(view, view)
            view.set_theme(self._theme.name)
            view.edited.connect(self._on_edit)
            view.preview_wanted.connect(self._ask_preview)
            view.candidates_wanted.connect(self._ask_candidates)
            view.save_requested.connect(self.save)
            view.close_requested.connect(self.close)
            pane = self._answer.pane
            pane.zoom_changed.connect(view.set_zoom)
            view.preview.pane.document_requested.connect(self._follow)
            view.preview.pane.missing_requested.connect(pane.missing_requested)
            view.preview.pane.file_requested.connect(pane.file_requested)
            view.text.show_line_numbers(self._preferences.get(LINE_NUMBERS))
            view.preview.pane.set_face(self._preferences.get(FACE))
        # Another library may have been opened since.
        self._view.call_documents(self._actions.noun)
        return self._view

    def open(self, path: str, draft: FormDraft | None = None) -> None:
        """Edit a document, after asking about unsaved changes of another one.

        Args:
            path: the document.
            draft: unsaved text of an earlier session, which the editor then shows.
        """
        if path == self.path and draft is None:
            self.view.enter()
        elif self.may_leave(partial(self.open, path, draft)):
            self._ask_form(_Asked(path, draft))

    def close(self) -> None:
        """Go back to reading, after asking about unsaved changes."""
        if self._form is not None and self.may_leave(self._end):
            self._end()

    def end_program(self) -> None:
        """Store the last edits as a draft, and show the tree again, which the reader wants beside what is read; called
        before the window's layout is remembered.
        """
        self._drafts.keep_now()
        self._put_back_tree()

    def may_leave(self, then: Then) -> bool:
        """Whether another document may be shown; if there are unsaved changes, the user is asked.

        Args:
            then: called as soon as the changes are saved or discarded.

        Returns:
            True if nothing is unsaved; the editor is closed then. Otherwise False, and `then` may be called later.
        """
        if self._form is None:
            return True
        if self._is_saving:
            return False
        if not self.is_changed:
            self._end()
            return True
        if not any(dialog.isVisible() for dialog in self._window.findChildren(UnsavedDialog)):
            dialog = UnsavedDialog(self.view.values().title, self.view.fault, self._window)
            dialog.save_chosen.connect(partial(self._save_and, then))
            dialog.discard_chosen.connect(partial(self._discard_and, then))
            dialog.stay_chosen.connect(self._stay)
            dialog.open()
        return False

    # Saving

    def save(self) -> None:
        """Save the changes."""
        self._save_and(None)

    def _save_and(self, then: Then | None, *, asks: bool = True) -> None:
        form = self._form
        if form is None or self._is_saving or form.refused:
            return
        if fault := self.view.fault:
            self._messages.show_message(fault, Weight.WARNING)
            return
        if not self.is_changed:
            if then is not None:
                self._end()
                then()
            return
        values = self.view.values()
        edit = edit_jobs.saving(form, values, move=self.view.form.moves_along)
        saved = partial(self._on_saved, then, values)
        self._is_saving = self._changing.carry_out(edit, form.path, saved, asks=asks)
        if not self._is_saving:
            self._messages.show_message(self.tr("Another change is still running."), Weight.NOTICE)
        self._show_state()

    def _on_saved(self, then: Then | None, saved: FormValues, outcome: Outcome) -> None:
        self._is_saving = False
        if self._form is None:
            return
        self._show_state()
        if outcome.conflict is not None:
            self._ask_conflict(outcome.conflict)
            return
        if outcome.error:
            self._messages.show_error(outcome.error)
            return
        if outcome.new_subjects:
            self._ask_about_subject(outcome.new_subjects[0], then)
            return
        self._drafts.drop()
        if then is not None and not changes(saved, self.view.values()):
            self._end()
            then()
        else:
            path = outcome.path or self._form.path
            self._ask_form(_Asked(path, saved=saved))
            self._reading.show_changed(path)

    def _ask_about_subject(self, new: NewSubject, then: Then | None) -> None:
        dialog = NewSubjectDialog(new, self._window)
        dialog.make_chosen.connect(partial(self._save_and, then, asks=False))
        dialog.near_chosen.connect(partial(self._save_in, new.near, then))
        dialog.open()

    def _save_in(self, subject: str, then: Then | None) -> None:
        self.view.form.subject.setText(subject)
        self._save_and(then)

    def _ask_conflict(self, refusal: Refusal) -> None:
        from qtbrowser.gui.editor.conflict_jobs import load_conflict

        if self._form is not None:
            job = partial(load_conflict, form=self._form, values=self.view.values(), refusal=refusal)
            self._session.ask(job, self._show_conflict, replaces=CONFLICT, lane=Lane.CHANGING)

    def _show_conflict(self, conflict: Conflict) -> None:
        from qtbrowser.gui.editor.conflict_dialog import ConflictDialog

        if self._form is None:
            return
        dialog = ConflictDialog(conflict, self._window)
        dialog.mine_chosen.connect(partial(self._save_joined, conflict))
        dialog.theirs_chosen.connect(self._on_theirs_chosen)
        dialog.open()

    def _save_joined(self, conflict: Conflict, choices: tuple[CollisionChoice, ...]) -> None:
        """Save although the file has changed: the form's changes are joined with the present file.

        Args:
            conflict: both versions, which the user has seen.
            choices: what is saved where they collide.
        """
        if self._form is not None and conflict.form is not None and conflict.merge is not None:
            self._form = conflict.form
            self.view.take_as_saved(conflict.form.values, conflict.merge.values(choices))
            self.save()

    def discard(self) -> None:
        """Discard unsaved changes, and go back to reading."""
        if self._form is not None:
            self._drafts.drop()
            self._end()

    def _on_theirs_chosen(self) -> None:
        """Discard the changes, and show the file as changed by others."""
        if self._form is not None:
            path = self._form.path
            self.discard()
            self.open(path)

    def _discard_and(self, then: Then) -> None:
        self.discard()
        then()

    def _stay(self) -> None:
        self._list_panel.follow(self._reading.path)
        self.view.setFocus()

    def _end(self) -> None:
        self._drafts.stop()
        self._form = None
        self._asked = None
        panel = self._answer
        focus: QWidget | None = self._window.focusWidget()
        had_focus = self._view is not None and focus is not None and self._view.isAncestorOf(focus)
        panel.end_editing()
        self._put_back_tree()
        if had_focus:
            panel.setFocus()
        self._actions.save.setEnabled(False)
        self.closed.emit()

    # Requests and their results

    def _ask_form(self, asked: _Asked) -> None:
        self._asked = asked
        job = partial(edit_jobs.form_or_conversion, path=asked.path)
        self._session.ask(job, self._on_form, failed=self._on_form_failed, replaces=FORM)

    def _on_form_failed(self, sentence: str) -> None:
        self._asked = None
        self._messages.show_error(sentence)

    def _on_preview(self, shown: ShownPage) -> None:
        if self._form is not None:
            self.view.show_preview(shown)

    def _on_preview_failed(self, _sentence: str) -> None:
        # The page before stays; saving reports the error.
        if self._view is not None:
            self._view.preview.fail()

    def _on_candidates(self, found: tuple[str, tuple[Related, ...]]) -> None:
        if self._form is not None:
            self.view.offer_candidates(*found)

    def _on_form(self, form: LoadedForm | ConversionNeeded) -> None:
        asked, self._asked = self._asked, None
        if asked is None or asked.path != form.path:
            return
        if isinstance(form, ConversionNeeded):
            self._offer_conversion(asked, form)
            return
        view, is_new = self.view, self._form is None
        self._form = form
        view.bar.show_path(form.path)
        view.offer(form.subjects, form.keywords)
        if asked.saved is None:
            view.show_values(form.values)
        else:
            view.take_as_saved(form.values, merged(asked.saved, view.values(), form.values))
        view.set_read_only(form.refused)
        if form.refused:
            self._messages.show_message(form.refused, Weight.WARNING)
        if asked.draft is not None:
            self._drafts.go_on(asked.draft.id, form.path)
            self._form = edit_jobs.with_read(form, asked.draft.read)
            view.restore(asked.draft.values)
        self._show_state()
        if is_new:
            self._show(form.path)

    def _offer_conversion(self, asked: _Asked, needed: ConversionNeeded) -> None:
        from qtbrowser.gui.editor.conversion_dialog import ConversionDialog

        dialog = ConversionDialog(needed, self._session, self._window)
        dialog.chosen.connect(partial(self._convert, asked))
        dialog.open()

    def _convert(self, asked: _Asked, edit: Edit) -> None:
        if not self._changing.carry_out(edit, asked.path, partial(self._on_converted, asked)):
            self._messages.show_message(self.tr("Another change is still running."), Weight.NOTICE)

    def _on_converted(self, asked: _Asked, outcome: Outcome) -> None:
        if outcome.error:
            self._messages.show_error(outcome.error)
        else:
            self._reading.show_changed(asked.path)
            self.open(asked.path, asked.draft)

    def _show(self, path: str) -> None:
        self.view.set_zoom(self._answer.pane.zoom())
        self._answer.begin_editing()
        self._make_room()
        self.view.enter()
        if self._reading.path != path:
            self._reading.show_changed(path)
        self.opened.emit(path)

    def _make_room(self) -> None:
        """Hide the subject tree if text and preview would be too narrow beside it."""
        actions = self._actions
        if self._answer.width() < ROOMY and actions.show_tree.isChecked():
            self._has_put_tree_away = True
            actions.show_tree.setChecked(False)

    def _put_back_tree(self) -> None:
        if self._has_put_tree_away:
            self._has_put_tree_away = False
            self._actions.show_tree.setChecked(True)

    def _ask_preview(self) -> None:
        if self._form is not None:
            job = partial(edit_jobs.load_preview, form=self._form, values=self.view.values())
            self._session.ask(job, self._on_preview, failed=self._on_preview_failed, replaces=PREVIEW)

    def _follow(self, path: str, fragment: str) -> None:
        """Follow a link of the preview; a link within the document only scrolls."""
        if path == self.path:
            self.view.preview.go_to(fragment)
        else:
            self._reading.follow(path, fragment)

    def _show_line_numbers(self, shown: bool) -> None:
        self._actions.line_numbers.setChecked(shown)
        if self._view is not None:
            self._view.text.show_line_numbers(shown)

    def _show_face(self, face: Face) -> None:
        if self._view is not None:
            self._view.preview.pane.set_face(face)

    def _ask_candidates(self, words: str) -> None:
        job = partial(edit_jobs.find_candidates, words=words, path=self.path)
        self._session.ask(job, self._on_candidates, replaces=CANDIDATES)

    def _on_edit(self) -> None:
        self._show_state()
        self._drafts.keep_soon()

    def _show_state(self) -> None:
        unsaved = self.is_changed
        self._actions.save.setEnabled(unsaved and not self._is_saving)
        if self._form is not None and not self._form.refused:
            self.view.bar.show_state(unsaved=unsaved, saving=self._is_saving)

    def _on_followed(self, old: str, new: str) -> None:
        """Edit the document at its new path: another program has moved it."""
        if self._form is not None and self._form.path == old:
            self._form = replace(self._form, path=new)
            self.view.bar.show_path(new)
            self._drafts.follow(new)

    def _on_theme(self, name: ThemeName) -> None:
        if self._view is not None:
            self._view.set_theme(name)
