"""The dialog that applies one edit to many documents: choose the documents and the edit, preview it, apply it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.curation.edits import Edit
from qtbrowser.gui.browse.rows import ListRequest
from qtbrowser.gui.curator import bulk_forms
from qtbrowser.gui.curator.change_foot import ChangeFoot
from qtbrowser.gui.curator.change_view import ChangeView
from qtbrowser.gui.curator.desk_jobs import Offers, offers, paths_in
from qtbrowser.gui.curator.form_rows import add_row, align_labels, form_layout
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.session import Session

SIZE = (980, 700)


@dataclass(frozen=True, slots=True)
class BulkScope:
    """A choice of documents.

    Attributes:
        words: the text of the choice.
        paths: the documents, if they are known already.
        request: otherwise the list that contains them.
        ranges: their rows in the list, (first row, number of rows); None for all.
    """

    words: str
    paths: tuple[str, ...] | None = None
    request: ListRequest | None = None
    ranges: tuple[tuple[int, int], ...] | None = None


LEAST_PREVIEW = 40
"""The least height of the preview, in pixels."""


class BulkDialog(QDialog):
    """The choice of documents, the edit, the preview, and the buttons.

    Args:
        session: the session with the library.
        changing: applies the change.
        scopes: the documents to choose from.
        repairs: see `RepairForm`.
        parent: the window.

    Signals:
        applied: the Outcome; the dialog closes.
    """

    applied = Signal(object)

    def __init__(
        self,
        session: Session,
        changing: Changing,
        scopes: Sequence[BulkScope],
        repairs: Mapping[str, tuple[str, Sequence[Edit]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("bulk_dialog")
        self.setWindowTitle(self.tr("Change Many Documents"))
        open_at(self, *SIZE)
        # In the order in which Tab passes them.
        self.kind = QComboBox(self)
        self.scope = QComboBox(self)
        self.forms = QStackedWidget(self)
        self._fill(scopes, repairs)
        self.view = ChangeView(session, self)
        self.foot = ChangeFoot(session, changing, self.view, self.tr("&Apply"), self)
        self._lay_out()
        self._connect()
        self._choose_kind(0)
        session.ask(offers, self._on_offers, failed=self.foot.show_fault)

    def choose(self, form: type[bulk_forms.BulkForm]) -> None:
        """Select the form of a class, if it is offered."""
        for number, offered in enumerate(self._forms):
            if isinstance(offered, form):
                self.kind.setCurrentIndex(number)

    def form(self) -> bulk_forms.BulkForm:
        """The selected form."""
        return self._forms[self.forms.currentIndex()]

    def _fill(self, scopes: Sequence[BulkScope], repairs: Mapping[str, tuple[str, Sequence[Edit]]]) -> None:
        for scope in scopes:
            self.scope.addItem(scope.words, scope)
        kinds: list[tuple[str, bulk_forms.BulkForm]] = [
            (self.tr("Set a field"), bulk_forms.SetForm()),
            (self.tr("Remove a field"), bulk_forms.RemoveFieldForm()),
            (self.tr("Add a keyword"), bulk_forms.KeywordForm(removes=False)),
            (self.tr("Remove a keyword"), bulk_forms.KeywordForm(removes=True)),
            (self.tr("Find and replace in answers"), bulk_forms.ReplaceForm()),
            (self.tr("Rename or merge a subject"), bulk_forms.SubjectForm()),
            (self.tr("Rename or merge a topic"), bulk_forms.TopicForm()),
            (self.tr("Renumber ids"), bulk_forms.RenumberForm()),
        ]
        if repairs:
            kinds.append((self.tr("Repair everything that a rule has found"), bulk_forms.RepairForm(repairs)))
        self._forms = [form for _, form in kinds]
        for words, form in kinds:
            self.kind.addItem(words)
            self.forms.addWidget(form)

    def _lay_out(self) -> None:
        top = QWidget(self)
        rows = self._rows = form_layout(top)
        add_row(rows, self.tr("&Do"), self.kind)
        self._scope_label = add_row(rows, self.tr("&In"), self.scope)
        self.view.setAutoFillBackground(True)
        # On a small screen the form comes before the preview, which is scrolled.
        self.view.setMinimumHeight(LEAST_PREVIEW)
        head = QVBoxLayout()
        head.setContentsMargins(16, 16, 16, 12)
        head.setSpacing(8)
        head.addWidget(top)
        head.addWidget(self.forms)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.foot)
        apply_style_sheets(self)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._choose_kind)
        self.scope.currentIndexChanged.connect(self.foot.forget)
        for form in self._forms:
            form.changed.connect(self.foot.forget)
        self.foot.preview_requested.connect(self._preview)
        self.foot.forgotten.connect(self._tell_next)
        self.foot.applying.connect(self._lock)
        self.foot.applied.connect(self._close_with)
        self.foot.cancel_requested.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def _choose_kind(self, number: int) -> None:
        self.forms.setCurrentIndex(number)
        align_labels((self._rows, self.form().rows))
        # Otherwise the stack would be as high as its highest page.
        self.forms.setFixedHeight(self.form().sizeHint().height())
        shown = not self.form().everywhere
        self.scope.setVisible(shown)
        self._scope_label.setVisible(shown)
        self.foot.forget()

    def _tell_next(self) -> None:
        """Say what the empty view is for."""
        self.foot.status.setText(self.tr("Preview shows what will change, file by file."))

    def _preview(self) -> None:
        if fault := self.form().fault():
            self.foot.show_fault(fault)
            return
        if self.form().edit(()) is None:
            self.foot.show_fault(self.tr("Fill in all fields first."))
            return
        scope = self.scope.currentData()
        if self.form().everywhere or not isinstance(scope, BulkScope):
            self._plan(())
        elif scope.paths is not None:
            self._plan(scope.paths)
        elif scope.request is not None:
            self.foot.find(partial(paths_in, request=scope.request, ranges=scope.ranges), self._plan)

    def _plan(self, paths: tuple[str, ...]) -> None:
        edit = self.form().edit(paths)
        if edit is None:
            self.foot.forget()
        else:
            self.foot.plan(edit)

    def _on_offers(self, found: Offers) -> None:
        for form in self._forms:
            form.offer(found)

    def _lock(self, applying: bool) -> None:
        for widget in (self.kind, self.scope, self.forms):
            widget.setEnabled(not applying)

    def _close_with(self, outcome: Outcome) -> None:
        self.accept()
        self.applied.emit(outcome)

    def reject(self) -> None:
        """Stop a running plan or change first (a change is taken back); otherwise close."""
        if not self.foot.stop():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless a change is being written, which is taken back first."""
        if self.foot.is_applying:
            self.foot.stop()
            event.ignore()
            return
        self.foot.stop_planning()
        super().closeEvent(event)
