"""The dialog that puts records of many learners together: who has done what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.widgets.button_row import button_row, row_button
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.labels import counted, date_words
from qtbrowser.gui.widgets.save_dialog import ask_file
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets

if TYPE_CHECKING:
    from qtbrowser.personal.progress_record import ReportRow

WIDTH, HEIGHT = 860, 520
MOST_SHOWN = 2_000
MOST_FAULTS = 3
_COLUMNS = 6


class ReportDialog(QDialog):
    """A table of courses and learners, with a filter.

    Signals:
        files_chosen: the tuple of the records' files, those that were chosen before included.
        export_requested: the file that the report is to be written into.
    """

    files_chosen = Signal(object)
    export_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Report of Records"))
        open_at(self, WIDTH, HEIGHT)
        self._files: tuple[Path, ...] = ()
        self._rows: tuple[ReportRow, ...] = ()
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Filter by learner, course or state"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.table = QTreeWidget(self)
        self.table.setAccessibleName(self.tr("Records"))
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.setHeaderLabels(
            [
                self.tr("Learner"),
                self.tr("Course"),
                self.tr("Done"),
                self.tr("State"),
                self.tr("Due"),
                self.tr("Record"),
            ]
        )
        self.words = QLabel(self.tr("Choose the records you were given: files that Export Record has written."), self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.add_button = row_button(self, self.tr("&Add Records…"), self._ask_files)
        self.export_button = row_button(self, self.tr("&Export as Table…"), self._ask_export)
        self.export_button.setEnabled(False)
        close = row_button(self, self.tr("&Close"), self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self.filter)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.words)
        layout.addLayout(button_row((self.add_button, self.export_button), close))
        self.filter.textChanged.connect(self._show)
        apply_style_sheets(self)

    def add_files(self, files: Sequence[Path]) -> None:
        """Put more records to those that were chosen before."""
        self._files = tuple(dict.fromkeys((*self._files, *files)))
        self.files_chosen.emit(self._files)

    def show_report(self, rows: Sequence[ReportRow], faults: Sequence[str]) -> None:
        """Show a report.

        Args:
            rows: courses and learners.
            faults: why files are no records.
        """
        self._rows = tuple(rows)
        self._show()
        learners = len({row.learner or row.file for row in rows})
        overdue = sum(row.state == "overdue" for row in rows)
        damaged = len({row.file for row in rows if not row.is_sound})
        parts = [
            counted(learners, self.tr("1 learner"), self.tr("{0} learners")),
            counted(sum(row.state == "done" for row in rows), self.tr("1 course done"), self.tr("{0} courses done")),
            counted(overdue, self.tr("1 overdue"), self.tr("{0} overdue")) if overdue else "",
            counted(damaged, self.tr("1 damaged file"), self.tr("{0} damaged files")) if damaged else "",
        ]
        more = counted(len(faults) - MOST_FAULTS, self.tr("and 1 more"), self.tr("and {0} more"))
        proves = self.tr("Nothing proves who has made a record: its checksum shows damage alone.")
        lines = ["  ·  ".join(part for part in parts if part), *faults[:MOST_FAULTS], proves]
        if len(faults) > MOST_FAULTS:
            lines.insert(-1, more)
        self.words.setText("\n".join(lines))
        self.export_button.setEnabled(bool(rows))

    def _show(self) -> None:
        words = self.filter.text().casefold().split()
        self.table.setSortingEnabled(False)
        self.table.clear()
        items = [self._item(row) for row in self._rows]
        shown = [item for item in items if all(word in _text(item) for word in words)]
        self.table.addTopLevelItems(shown[:MOST_SHOWN])
        self.table.setSortingEnabled(True)
        for column in range(_COLUMNS):
            self.table.resizeColumnToContents(column)

    def _item(self, row: ReportRow) -> QTreeWidgetItem:
        states = {
            "done": self.tr("done"),
            "overdue": self.tr("overdue"),
            "begun": self.tr("begun"),
            "not begun": self.tr("not begun"),
            "no courses": self.tr("no courses"),
        }
        state = states.get(row.state, row.state)
        due = "" if row.due is None else date_words(row.due)
        if row.required:
            due = self.tr("{0}, required").format(due) if due else self.tr("required")
        made = row.created[:10] if row.is_sound else self.tr("{0}, damaged or changed").format(row.created[:10])
        learner = row.learner or self.tr("no name: {0}").format(Path(row.file).name)
        done = self.tr("{0} of {1}").format(row.done, row.total) if row.has_course else ""
        share = row.done / row.total if row.total else 1.0
        keys = (learner.casefold(), row.course.casefold(), share, state, row.due or Date.max, row.created)
        return _RowItem([learner, row.course, done, state, due, made], keys)

    def _ask_files(self) -> None:
        dialog = QFileDialog(self, self.tr("Add Records"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(self.tr("Records (*.json)"))
        dialog.filesSelected.connect(lambda names: self.add_files([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_export(self) -> None:
        ask_file(self, self.tr("Export as Table"), [self.tr("Tables (*.csv)")], self.export_requested.emit)


class _RowItem(QTreeWidgetItem):
    """A row that is sorted by its values, and not by the words for them.

    Args:
        words: those of each column.
        keys: the value of each column.
    """

    def __init__(self, words: list[str], keys: tuple[Any, ...]) -> None:
        super().__init__(words)
        self._keys = keys

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        """Whether this row comes before another one, by the column that the table is sorted by."""
        column = self.treeWidget().sortColumn()
        return isinstance(other, _RowItem) and bool(self._keys[column] < other._keys[column])


def _text(item: QTreeWidgetItem) -> str:
    return "\n".join(item.text(column) for column in range(_COLUMNS)).casefold()
