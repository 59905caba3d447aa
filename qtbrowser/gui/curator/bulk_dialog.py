"""The dialog in which many documents are changed at once: which, what, a look at all of it, and only then done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.edits import Edit
from qtbrowser.gui.browse.rows import ListRequest
from qtbrowser.gui.curator import bulk_forms
from qtbrowser.gui.curator.change_view import ChangeView, ChangeWords
from qtbrowser.gui.curator.desk_jobs import Offers, offers, paths_in
from qtbrowser.gui.curator.form_rows import add_row, form_layout, plain_label
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.worker.change_jobs import Outcome, planned
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane, Task

SIZE = (980, 700)


@dataclass(frozen=True, slots=True)
class BulkScope:
    """Documents that can be chosen.

    Attributes:
        words: what they are called.
        paths: they themselves, where they are known already.
        request: or the list they stand in,
        ranges: and the rows of it, (first, number); None for all.
    """

    words: str
    paths: tuple[str, ...] | None = None
    request: ListRequest | None = None
    ranges: tuple[tuple[int, int], ...] | None = None


class BulkDialog(QDialog):
    """Scope, edit, preview, and the buttons that do it.

    Args:
        session: the library.
        changing: carries the change out.
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
        self.resize(*SIZE)
        self._session = session
        self._changing = changing
        self._planning: Task | None = None
        self._words = ChangeWords(self)
        self._applying = False
        self.scope = QComboBox(self)
        self.kind = QComboBox(self)
        self.forms = QStackedWidget(self)
        self.view = ChangeView(session, self)
        self.status = plain_label("", self)
        self.progress = QProgressBar(self)
        self.preview_button = QPushButton(self.tr("&Preview"), self)
        self.apply_button = QPushButton(self.tr("&Apply"), self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self._fill(scopes, repairs)
        self._lay_out()
        self._connect()
        self._choose_kind(0)
        session.ask(offers, self._on_offers, failed=self._show_fault)

    def choose(self, form: type[bulk_forms.BulkForm]) -> None:
        """Begin with the form of that kind, if it is offered."""
        for number, offered in enumerate(self._forms):
            if isinstance(offered, form):
                self.kind.setCurrentIndex(number)

    def form(self) -> bulk_forms.BulkForm:
        """The form that is shown."""
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
            kinds.append((self.tr("Repair all that a rule has found"), bulk_forms.RepairForm(repairs)))
        self._forms = [form for _, form in kinds]
        for words, form in kinds:
            self.kind.addItem(words)
            self.forms.addWidget(form)
            form.changed.connect(self._forget_plan)

    def _lay_out(self) -> None:
        top = QWidget(self)
        rows = form_layout(top)
        add_row(rows, self.tr("&Do"), self.kind)
        self._scope_label = add_row(rows, self.tr("&In"), self.scope)
        self.status.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.status.setObjectName("bulk_status")
        self.status.setWordWrap(True)
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(180, 10)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.progress.hide()
        for button in (self.preview_button, self.apply_button, self.cancel_button):
            button.setAutoDefault(False)
        self.preview_button.setDefault(True)
        self.view.setAutoFillBackground(True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.status, 1)
        foot.addWidget(self.progress)
        for button in (self.preview_button, self.apply_button, self.cancel_button):
            foot.addWidget(button)
        head = QVBoxLayout()
        head.setContentsMargins(16, 16, 16, 12)
        head.setSpacing(8)
        head.addWidget(top)
        head.addWidget(self.forms)
        bottom = QWidget(self)
        bottom.setLayout(foot)
        foot.setContentsMargins(16, 12, 16, 14)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addWidget(bottom)
        apply_style_sheets(self)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._choose_kind)
        self.scope.currentIndexChanged.connect(self._forget_plan)
        self.preview_button.clicked.connect(self._preview)
        self.apply_button.clicked.connect(self._apply)
        self.cancel_button.clicked.connect(self.reject)
        self._changing.progressed.connect(self._show_progress)
        self.finished.connect(self.deleteLater)

    def _choose_kind(self, number: int) -> None:
        self.forms.setCurrentIndex(number)
        # A stack is as high as its highest page otherwise.
        self.forms.setFixedHeight(self.form().sizeHint().height())
        shown = not self.form().everywhere
        self.scope.setVisible(shown)
        self._scope_label.setVisible(shown)
        self._forget_plan()

    def _preview(self) -> None:
        if fault := self.form().fault():
            self._show_fault(fault)
            return
        if self.form().edit(()) is None:
            self._show_fault(self.tr("Something is still to be filled in."))
            return
        scope = self.scope.currentData()
        if self.form().everywhere or not isinstance(scope, BulkScope):
            self._plan(())
        elif scope.paths is not None:
            self._plan(scope.paths)
        elif scope.request is not None:
            self._begin()
            self._planning = self._session.ask(
                partial(paths_in, request=scope.request, ranges=scope.ranges),
                self._plan,
                failed=self._show_fault,
                replaces=(self, "plan"),
                lane=Lane.CHANGING,
            )

    def _plan(self, paths: tuple[str, ...]) -> None:
        edit = self.form().edit(paths)
        if edit is not None:
            self._begin()
            self._planning = self._session.ask(
                partial(planned, edit=edit),
                self._on_plan,
                failed=self._show_fault,
                progress=self._show_progress,
                replaces=(self, "plan"),
                lane=Lane.CHANGING,
            )

    def _begin(self) -> None:
        self.preview_button.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()
        self.status.setText("")

    def _end(self) -> None:
        self.preview_button.setEnabled(True)
        self.progress.hide()

    def _on_offers(self, found: Offers) -> None:
        for form in self._forms:
            form.offer(found)

    def _on_plan(self, change_set: ChangeSet) -> None:
        self._end()
        self.view.show_change(change_set)
        self.status.setText(self._words.of(change_set))
        self.apply_button.setEnabled(bool(change_set))
        if change_set:
            self.apply_button.setDefault(True)
            self.apply_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _apply(self) -> None:
        change_set = self.view.change_set
        if change_set is None or not self._changing.apply(change_set, then=self._on_outcome):
            self._show_fault(self.tr("Another change is still on its way."))
            return
        self._applying = True
        for widget in (self.apply_button, self.preview_button, self.kind, self.scope, self.forms):
            widget.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()

    def _on_outcome(self, outcome: Outcome) -> None:
        self._applying = False
        for widget in (self.preview_button, self.kind, self.scope, self.forms):
            widget.setEnabled(True)
        self._end()
        if outcome.number is None:
            self._forget_plan()
            nothing = self.tr("Nothing was changed.")
            again = self.tr("Preview again to see it as it is now.") if outcome.conflict else ""
            self._show_fault(" ".join(part for part in (nothing, outcome.error, again) if part))
            return
        self.accept()
        self.applied.emit(outcome)

    def _show_progress(self, done: int, total: int) -> None:
        if not self.progress.isVisible():
            return
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        if total:
            locale = QLocale()
            self.status.setText(self.tr("{0} of {1}").format(locale.toString(done), locale.toString(total)))

    def _show_fault(self, sentence: str) -> None:
        self._end()
        self.status.setText(sentence)

    @property
    def _is_planning(self) -> bool:
        return self._planning is not None and self._planning.is_pending

    def _stop_planning(self) -> None:
        if self._planning is not None:
            self._planning.cancel()

    def _forget_plan(self) -> None:
        self._stop_planning()
        self._end()
        self.view.show_change(None)
        self.status.setText("")
        self.apply_button.setEnabled(False)
        self.preview_button.setDefault(True)

    def reject(self) -> None:
        """Stop what is on its way first: a change that is being written is taken back; then close."""
        if self._applying:
            self._changing.cancel()
        elif self._is_planning:
            self._forget_plan()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The same as Cancel."""
        if self._applying:
            self._changing.cancel()
            event.ignore()
            return
        self._stop_planning()
        super().closeEvent(event)
