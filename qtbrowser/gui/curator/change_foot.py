"""The foot of a dialog that changes many files: plans an edit, shows the planned changes, applies them, shows
progress.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.edits import Edit
from qtbrowser.gui.curator.change_view import ChangeView, ChangeWords
from qtbrowser.gui.curator.form_rows import plain_label
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.edit_plan import EditPlan
from qtbrowser.gui.worker.outcome_words import OutcomeWords
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Steps

if TYPE_CHECKING:
    from qtbrowser.library import Library

T = TypeVar("T")


class ChangeFoot(QWidget):
    """A status line, a progress bar, and the buttons that preview, apply and cancel.

    Only the change set that was previewed is applied.

    Args:
        session: plans the edit.
        changing: applies the change set.
        view: shows the planned change set.
        apply_text: the text of the button that applies.
        whole: whether a change set with refusals can't be applied.
        parent: the dialog.

    Signals:
        preview_requested: the user wants to preview the dialog's edit.
        planned: a ChangeSet, which the view shows.
        forgotten: the plan was dropped.
        applying: whether a change is being written now.
        applied: the Outcome of a change that was written.
        cancel_requested: the cancel button was pressed.
    """

    preview_requested = Signal()
    planned = Signal(object)
    forgotten = Signal()
    applying = Signal(bool)
    applied = Signal(object)
    cancel_requested = Signal()

    def __init__(
        self,
        session: Session,
        changing: Changing,
        view: ChangeView,
        apply_text: str,
        parent: QWidget,
        *,
        whole: bool = False,
    ) -> None:
        super().__init__(parent)
        self._plan = EditPlan(session, self)
        self._changing = changing
        self._view = view
        self._whole = whole
        self._apply_text = apply_text
        self._words = ChangeWords(self)
        self.is_applying = False
        self.status = plain_label("", self)
        self.progress = QProgressBar(self)
        self.preview_button = QPushButton(self.tr("&Preview"), self)
        self.retry_button = QPushButton(self.tr("&Retry"), self)
        self.retry_button.setToolTip(self.tr("Plan the change of the files that were left alone"))
        self.apply_button = QPushButton(apply_text, self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self._lay_out()
        self.preview_button.clicked.connect(self.preview_requested)
        self.retry_button.clicked.connect(self.preview_requested)
        self.apply_button.clicked.connect(self._apply)
        self.cancel_button.clicked.connect(self.cancel_requested)
        self._plan.planned.connect(self._on_plan)
        self._plan.failed.connect(self.show_fault)
        self._plan.progressed.connect(self._show_progress)
        changing.progressed.connect(self._show_progress)
        self.forget()

    def plan(self, edit: Edit) -> None:
        """Plan an edit, and show the planned changes."""
        self._begin()
        self._plan.plan(edit)

    def find(self, job: Callable[[Library], Steps[T]], then: Callable[[T], object]) -> None:
        """Look up what an edit needs before it can be planned; see `EditPlan.find`."""
        self._begin()
        self._plan.find(job, then)

    def forget(self) -> None:
        """Drop the plan, because the dialog's fields have changed."""
        self.stop_planning()
        self._end()
        self._view.show_change(None)
        self.retry_button.hide()
        self.status.setText("")
        self.apply_button.setEnabled(False)
        self.preview_button.setDefault(True)
        self.forgotten.emit()

    def show_fault(self, sentence: str) -> None:
        """Show why the edit can't be planned or applied."""
        self._end()
        self.status.setText(sentence)

    def stop(self) -> bool:
        """Stop a running plan or change; a change that is being written is taken back.

        Returns:
            Whether anything was running; if not, the dialog may close.
        """
        if self.is_applying:
            self._changing.cancel()
            return True
        if self._plan.is_running:
            self.forget()
            return True
        return False

    def stop_planning(self) -> None:
        """Cancel a running plan."""
        self._plan.forget()

    def _lay_out(self) -> None:
        self.status.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.status.setObjectName("change_status")
        self.status.setWordWrap(True)
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(180, 10)
        self.progress.setAccessibleName(self.tr("Progress"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self.status, 1)
        layout.addWidget(self.progress)
        for button in (self.retry_button, self.preview_button, self.apply_button, self.cancel_button):
            button.setAutoDefault(False)
            layout.addWidget(button)

    def _begin(self) -> None:
        self.preview_button.setEnabled(False)
        self.retry_button.hide()
        self.progress.setRange(0, 0)
        self.progress.show()
        self.status.setText("")

    def _end(self) -> None:
        self.preview_button.setEnabled(True)
        self.progress.hide()

    def _on_plan(self, _edit: Edit, change_set: ChangeSet) -> None:
        self._end()
        self._view.show_change(change_set)
        asked = " ".join(
            self.tr("No document has the subject {0} yet.").format(one.name)
            + (" " + self.tr("Did you mean {0}?").format(one.near) if one.near else "")
            for one in change_set.new_subjects
        )
        self.status.setText(" ".join(part for part in (asked, self._words.of(change_set)) if part))
        self.apply_button.setText(self.tr("Make &New Subject") if asked else self._apply_text)
        can_apply = bool(change_set or change_set.held) and not (self._whole and change_set.refused)
        self.apply_button.setEnabled(can_apply)
        if can_apply:
            self.apply_button.setDefault(True)
            self.apply_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.planned.emit(change_set)

    def _apply(self) -> None:
        change_set = self._view.change_set
        if change_set is None or not self._changing.apply(change_set, then=self._on_outcome):
            self.show_fault(self.tr("Another change is still running."))
            return
        self.is_applying = True
        self.apply_button.setEnabled(False)
        self._begin()
        self.applying.emit(True)

    def _on_outcome(self, outcome: Outcome) -> None:
        self.is_applying = False
        self._end()
        self.applying.emit(False)
        if outcome.number is not None and not outcome.left_out:
            self.applied.emit(outcome)
            return
        self.forget()
        if outcome.left_out:
            words = counted(len(outcome.paths), self.tr("1 file changed."), self.tr("{0} files changed."))
            alone = self.tr("Changed by others meanwhile and left alone: {0}.").format(outcome.left_out_names)
            self.show_fault(f"{words} {alone}")
            self._view.show_change(ChangeSet(outcome.label, refused=outcome.left_out))
            self.retry_button.show()
            self.retry_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        nothing = OutcomeWords(self).done(outcome)
        again = self.tr("Preview again to see its present state.") if outcome.conflict else ""
        self.show_fault(" ".join(part for part in (nothing, outcome.error, again) if part))

    def _show_progress(self, done: int, total: int) -> None:
        if self.progress.isHidden():
            return
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        if total:
            locale = QLocale()
            self.status.setText(self.tr("{0} of {1}").format(locale.toString(done), locale.toString(total)))
