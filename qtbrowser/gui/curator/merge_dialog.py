"""The dialog that merges duplicates: which values stay, and a preview of the changes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.curator.change_foot import ChangeFoot
from qtbrowser.gui.curator.change_view import ChangeView
from qtbrowser.gui.curator.desk_jobs import Compared, MergeSide, compare_sides, sides
from qtbrowser.gui.curator.form_rows import plain_label
from qtbrowser.gui.curator.merge_model import CHECKED, MergeModel
from qtbrowser.gui.curator.plain_table import prepare_table
from qtbrowser.gui.diff.diff_view import Arrangement, DiffView
from qtbrowser.gui.widgets.cell_delegate import AnyIndex, CellDelegate
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.icons import paint_icon
from qtbrowser.gui.widgets.splitter import Splitter
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme_colours import Colours
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane

SIZE = (1020, 720)


class ChoiceDelegate(CellDelegate):
    """Paints a value after a radio button, filled if the value is chosen."""

    ICON = 14

    def paint_decoration(self, painter: QPainter, room: QRect, index: AnyIndex, colours: Colours) -> int:
        """Paint the radio button."""
        chosen = index.data(Qt.ItemDataRole.CheckStateRole) == CHECKED
        place = QRectF(room.x(), room.center().y() + 0.5 - self.ICON / 2, self.ICON, self.ICON)
        if chosen:
            paint_icon(painter, "circle-check", place, colours.accent)
        return self.ICON + 8


class ChoiceTable(QTableView):
    """The table: a click, Return or Space chooses a value."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Space choose a value."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and index.isValid():
            self.clicked.emit(index)
            return
        super().keyPressEvent(event)


class MergeDialog(QDialog):
    """The choices above; below, the documents side by side or the planned changes.

    Args:
        session: the library.
        changing: applies the merge.
        paths: the documents, beginning with the survivor.
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
        open_at(self, *SIZE)
        self._session = session
        self.model = MergeModel(parent=self)
        self.table = ChoiceTable(self)
        self.documents = DiffView(self)
        self.view = ChangeView(session, self)
        self.below = QStackedWidget(self)
        self.foot = ChangeFoot(session, changing, self.view, self.tr("&Merge"), self, whole=True)
        self._prepare_table()
        self._lay_out()
        self._connect()
        session.ask(partial(sides, paths=paths), self._on_sides, failed=self.foot.show_fault, lane=Lane.CHANGING)

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
                "questions are combined, links are changed, and the other document goes to the trash."
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(explanation)
        layout.addWidget(halves, 1)
        layout.addWidget(self.foot)
        apply_style_sheets(self)

    def _connect(self) -> None:
        self.model.dataChanged.connect(self.foot.forget)
        self.foot.preview_requested.connect(self._preview)
        self.foot.planned.connect(self._show_view)
        self.foot.forgotten.connect(self._show_documents)
        self.foot.applying.connect(self.table.setDisabled)
        self.foot.applied.connect(self._close_with)
        self.foot.cancel_requested.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self._show_documents()

    def _choose(self, index: AnyIndex) -> None:
        self.model.choose(index.row(), index.column())

    def _on_sides(self, found: tuple[MergeSide, ...]) -> None:
        self.model.show(found)
        self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if len(found) > 1:
            job = partial(compare_sides, first=found[0], second=found[1])
            self._session.ask(job, self._on_compared, failed=self.foot.show_fault, lane=Lane.CHANGING)
        apply_style_sheets(self)

    def _on_compared(self, compared: Compared) -> None:
        self.documents.show_rows(compared.rows, (compared.first.path, compared.second.path))

    def _preview(self) -> None:
        edit = self.model.edit()
        if edit is not None:
            self.foot.plan(edit)

    def _show_view(self) -> None:
        self.below.setCurrentWidget(self.view)

    def _show_documents(self) -> None:
        self.below.setCurrentWidget(self.documents)

    def _close_with(self, outcome: Outcome) -> None:
        self.accept()
        self.applied.emit(outcome)

    def reject(self) -> None:
        """Stop a running plan or merge first (a merge is taken back); otherwise close."""
        if not self.foot.stop():
            super().reject()
