"""The dialog that shows the changes of a library, and undoes or redoes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTableView, QVBoxLayout, QWidget

from qtbrowser.gui.curator.change_view import ChangeView
from qtbrowser.gui.curator.curating_off import explain_curating_off
from qtbrowser.gui.curator.desk_jobs import PastChange, history, recorded
from qtbrowser.gui.curator.form_rows import plain_label
from qtbrowser.gui.curator.history_model import FILES, STATE, WHAT, WHEN, HistoryModel
from qtbrowser.gui.curator.plain_table import choose_whole_rows, prepare_table, stretch_column
from qtbrowser.gui.widgets.cell_delegate import CellDelegate
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.splitter import Splitter
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.words_in_place import WordsInPlace
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane

SIZE = (980, 700)


class HistoryDelegate(CellDelegate):
    """Paints times, numbers and states in the muted colour, and labels in the normal one."""

    MUTED = (WHEN, FILES, STATE)


class HistoryDialog(QDialog):
    """The list of changes, the files of the chosen one, and buttons to undo and redo it.

    Args:
        session: the library.
        changing: undoes and redoes changes.
        may_change: whether curating is switched on.
        parent: the window.
    """

    def __init__(self, session: Session, changing: Changing, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history_dialog")
        self.setWindowTitle(self.tr("History of Changes"))
        open_at(self, *SIZE)
        self._session = session
        self._changing = changing
        self._may_change = may_change
        self._wanted = 0
        self._begun: Callable[[], bool] | None = None
        self.model = HistoryModel(self)
        self.table = QTableView(self)
        self.view = ChangeView(session, self)
        self.status = plain_label("", self)
        self.retry_button = QPushButton(self.tr("&Retry"), self)
        self.retry_button.setToolTip(self.tr("Try the files again that were left alone"))
        self.undo_button = QPushButton(self.tr("&Undo This"), self)
        self.redo_button = QPushButton(self.tr("&Do Again"), self)
        self.close_button = QPushButton(self.tr("&Close"), self)
        self._prepare_table()
        self.words = WordsInPlace(self.table)
        self.words.show_words(self.tr("Reading what has been changed…"))
        self._lay_out()
        self.retry_button.hide()
        self.retry_button.clicked.connect(self._retry)
        self.undo_button.clicked.connect(self._undo)
        self.redo_button.clicked.connect(self._redo)
        self.close_button.clicked.connect(self.reject)
        changing.changed.connect(self._ask)
        self.finished.connect(self.deleteLater)
        self._allow(None)
        self._ask()

    def current(self) -> PastChange | None:
        """The chosen change."""
        return self.model.change(self.table.currentIndex().row())

    def _prepare_table(self) -> None:
        table = self.table
        table.setObjectName("history_table")
        prepare_table(table, self.model, HistoryDelegate(table), self.tr("Changes, the newest first"))
        choose_whole_rows(table)
        stretch_column(table, WHAT, {WHEN: 170, FILES: 80, STATE: 120})
        table.selectionModel().currentRowChanged.connect(self._choose)

    def _lay_out(self) -> None:
        self.status.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.status.setWordWrap(True)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 14)
        foot.setSpacing(8)
        foot.addWidget(self.status, 1)
        for button in (self.retry_button, self.undo_button, self.redo_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        halves = Splitter(Qt.Orientation.Vertical, self)
        halves.addWidget(self.table)
        halves.addWidget(self.view)
        halves.setSizes([280, 340])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(halves, 1)
        layout.addLayout(foot)
        apply_style_sheets(self)

    def _ask(self) -> None:
        self._session.ask(
            history,
            self._on_history,
            failed=self._on_history_failed,
            replaces=(self, "history"),
            lane=Lane.CHANGING,
        )

    def _on_history(self, changes: tuple[PastChange, ...]) -> None:
        self.model.show(changes)
        self.words.show_words("" if changes else self.tr("Nothing has been changed in this library yet."))
        self.view.show_change(None)
        self.view.setVisible(bool(changes))
        if changes:
            self.table.selectRow(self.model.row_of(self._wanted))
        self._allow(self.current())

    def _on_history_failed(self, sentence: str) -> None:
        self.words.show_words("")
        self._on_failed(sentence)
        self._allow(self.current())

    def _on_failed(self, sentence: str) -> None:
        self.view.show_change(None)
        self.status.setText(sentence)

    def _choose(self, index: QModelIndex) -> None:
        change = self.model.change(index.row()) if index.isValid() else None
        self._allow(change)
        if change is not None:
            if change.number != self._wanted:
                self.status.setText("")
                self.retry_button.hide()
            self._wanted = change.number
            self._session.ask(
                partial(recorded, number=change.number, undone=change.is_undone),
                self.view.show_change,
                failed=self._on_failed,
                replaces=(self, "recorded"),
                lane=Lane.CHANGING,
            )

    def _allow(self, change: PastChange | None) -> None:
        self.undo_button.setEnabled(self._may_change and change is not None and change.is_done)
        self.redo_button.setEnabled(self._may_change and change is not None and change.is_undone)
        explain_curating_off((self.undo_button, self.redo_button), may_change=self._may_change)

    def _undo(self) -> None:
        change = self.current()
        if change is not None:
            self._begin(partial(self._changing.undo, change.number, self._on_outcome))

    def _redo(self) -> None:
        change = self.current()
        if change is not None:
            self._begin(partial(self._changing.redo, change.number, self._on_outcome))

    def _retry(self) -> None:
        if self._begun is not None:
            self._begin(self._begun)

    def _begin(self, change: Callable[[], bool]) -> None:
        self._begun = change
        self._allow(None)
        self.retry_button.hide()
        self.status.setText("" if change() else self.tr("Another change is still running."))

    def _on_outcome(self, outcome: Outcome) -> None:
        self._allow(self.current())
        self.status.setText(outcome.error)
        if outcome.left_out:
            changed = counted(len(outcome.paths), self.tr("1 file changed."), self.tr("{0} files changed."))
            alone = self.tr("Changed by others meanwhile and left alone: {0}.").format(outcome.left_out_names)
            self.status.setText(f"{changed} {alone}")
        self.retry_button.setVisible(bool(outcome.left_out) or outcome.conflict is not None)
