"""The dialog in which duplicates become one document: what stays, of which document, and what that changes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.gui.curator.change_view import ChangeView, ChangeWords
from qtbrowser.gui.curator.desk_jobs import Compared, MergeSide, compare_sides, sides
from qtbrowser.gui.curator.form_rows import plain_label
from qtbrowser.gui.curator.merge_model import CHECKED, MergeModel
from qtbrowser.gui.curator.plain_table import prepare_table
from qtbrowser.gui.diff.diff_view import Arrangement, DiffView
from qtbrowser.gui.widgets.cell_delegate import AnyIndex, CellDelegate
from qtbrowser.gui.widgets.icons import paint_icon
from qtbrowser.gui.widgets.splitter import Splitter
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme import Colours
from qtbrowser.gui.worker.change_jobs import Outcome, planned
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane, Task

SIZE = (1020, 720)


class ChoiceDelegate(CellDelegate):
    """A value behind a ring, filled where it is chosen."""

    ICON = 14

    def paint_decoration(self, painter: QPainter, room: QRect, index: AnyIndex, colours: Colours) -> int:
        """The ring."""
        chosen = index.data(Qt.ItemDataRole.CheckStateRole) == CHECKED
        place = QRectF(room.x(), room.center().y() + 0.5 - self.ICON / 2, self.ICON, self.ICON)
        if chosen:
            paint_icon(painter, "circle-check", place, colours.accent)
        return self.ICON + 8


class ChoiceTable(QTableView):
    """The table: a click, Return or Space chooses a value."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Space choose."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and index.isValid():
            self.clicked.emit(index)
            return
        super().keyPressEvent(event)


class MergeDialog(QDialog):
    """Choices above, the documents side by side or what changes below.

    Args:
        session: the library.
        changing: carries the merge out.
        paths: the documents, the one that is to stay first.
        parent: the window.

    Signals:
        applied: the Outcome; the dialog closes.
    """

    applied = Signal(object)

    def __init__(
        self, session: Session, changing: Changing, paths: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("merge_dialog")
        self.setWindowTitle(self.tr("Merge Documents"))
        self.resize(*SIZE)
        self._session = session
        self._changing = changing
        self._applying = False
        self._planning: Task | None = None
        self._words = ChangeWords(self)
        self.model = MergeModel(parent=self)
        self.table = ChoiceTable(self)
        self.documents = DiffView(self)
        self.view = ChangeView(session, self)
        self.below = QStackedWidget(self)
        self.status = plain_label("", self)
        self.progress = QProgressBar(self)
        self.preview_button = QPushButton(self.tr("&Preview"), self)
        self.apply_button = QPushButton(self.tr("&Merge"), self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self._prepare_table()
        self._lay_out()
        self._connect()
        session.ask(partial(sides, paths=paths), self._on_sides, failed=self._show_fault, lane=Lane.CHANGING)

    def _prepare_table(self) -> None:
        table = self.table
        table.setObjectName("merge_table")
        prepare_table(table, self.model, ChoiceDelegate(table), self.tr("Values to choose from"), row_room=14)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.clicked.connect(self._choose)

    def _lay_out(self) -> None:
        explanation = plain_label(
            self.tr(
                "Choose the document that stays and, field by field, whose value it takes. Keywords and related "
                "questions are joined, links follow, and the other document goes to the trash."
            ),
            self,
        )
        explanation.setWordWrap(True)
        explanation.setContentsMargins(16, 14, 16, 12)
        explanation.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.documents.setAccessibleName(self.tr("The documents side by side"))
        self.documents.arrange(Arrangement.SIDE_BY_SIDE)
        self.below.addWidget(self.documents)
        self.below.addWidget(self.view)
        halves = Splitter(Qt.Orientation.Vertical, self)
        halves.addWidget(self.table)
        halves.addWidget(self.below)
        halves.setSizes([240, 380])
        self.status.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(140, 10)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.progress.hide()
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 14)
        foot.setSpacing(8)
        foot.addWidget(self.status, 1)
        foot.addWidget(self.progress)
        for button in (self.preview_button, self.apply_button, self.cancel_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(explanation)
        layout.addWidget(halves, 1)
        layout.addLayout(foot)
        apply_style_sheets(self)

    def _connect(self) -> None:
        self.preview_button.clicked.connect(self._preview)
        self.apply_button.clicked.connect(self._apply)
        self.cancel_button.clicked.connect(self.reject)
        self.model.dataChanged.connect(self._forget_plan)
        self.finished.connect(self.deleteLater)
        self._forget_plan()

    def _choose(self, index: AnyIndex) -> None:
        self.model.choose(index.row(), index.column())

    def _on_sides(self, found: tuple[MergeSide, ...]) -> None:
        self.model.show(found)
        self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if len(found) > 1:
            job = partial(compare_sides, first=found[0], second=found[1])
            self._session.ask(job, self._on_compared, failed=self._show_fault, lane=Lane.CHANGING)
        apply_style_sheets(self)

    def _on_compared(self, compared: Compared) -> None:
        self.documents.show_rows(compared.rows, (compared.first.path, compared.second.path))

    def _preview(self) -> None:
        edit = self.model.edit()
        if edit is not None:
            self.progress.setRange(0, 0)
            self.progress.show()
            self._planning = self._session.ask(
                partial(planned, edit=edit),
                self._on_plan,
                failed=self._show_fault,
                progress=self._show_progress,
                replaces=(self, "plan"),
                lane=Lane.CHANGING,
            )

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _on_plan(self, change_set: ChangeSet) -> None:
        self.progress.hide()
        self.view.show_change(change_set)
        self.below.setCurrentWidget(self.view)
        self.status.setText(self._words.of(change_set))
        self.apply_button.setEnabled(bool(change_set) and not change_set.refused)
        if self.apply_button.isEnabled():
            self.apply_button.setDefault(True)
            self.apply_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_planning(self) -> None:
        if self._planning is not None:
            self._planning.cancel()

    def _forget_plan(self) -> None:
        self._stop_planning()
        self.progress.hide()
        self.below.setCurrentWidget(self.documents)
        self.status.setText("")
        self.apply_button.setEnabled(False)
        self.preview_button.setDefault(True)

    def _apply(self) -> None:
        change_set = self.view.change_set
        if change_set is None or not self._changing.apply(change_set, then=self._on_outcome):
            self._show_fault(self.tr("Another change is still on its way."))
            return
        self._applying = True
        self.apply_button.setEnabled(False)
        self.preview_button.setEnabled(False)
        self.table.setEnabled(False)

    def _on_outcome(self, outcome: Outcome) -> None:
        self._applying = False
        self.preview_button.setEnabled(True)
        self.table.setEnabled(True)
        if outcome.number is None:
            self._show_fault(outcome.error)
            return
        self.accept()
        self.applied.emit(outcome)

    def _show_fault(self, sentence: str) -> None:
        self.progress.hide()
        self.status.setText(sentence)

    def reject(self) -> None:
        """Stop the merge that is being written first, which takes it back; then close."""
        if self._applying:
            self._changing.cancel()
            return
        self._stop_planning()
        super().reject()
