"""Shows a change set before it is applied: its files at the left, the diff of one at the right.

Where there is no width for both, the files are in a box above the diff.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.curation.change_set import ChangeSet, HeldBack, Loss, Refusal
from qtbrowser.curation.file_changes import FileHead
from qtbrowser.gui.curator.desk_jobs import Compared, FileDiff, file_diff
from qtbrowser.gui.curator.files_model import CHANGE_ROLE, BothDocuments, Fate, FilesModel, SaidEntries, path_of
from qtbrowser.gui.curator.plain_table import choose_whole_rows, prepare_table
from qtbrowser.gui.diff.diff_view import Arrangement, DiffView
from qtbrowser.gui.diff.text_diff import counts
from qtbrowser.gui.widgets.cell_delegate import AnyIndex, CellDelegate
from qtbrowser.gui.widgets.icons import grow_icon, icon, paint_icon, scaled_to_text
from qtbrowser.gui.widgets.labels import ElidedLabel, counted
from qtbrowser.gui.widgets.splitter import Splitter
from qtbrowser.gui.widgets.theme_colours import Colours
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane, Task

LIST_WIDTH = 280
_ROOM_FOR_BOTH = 620
"""The width below which the files are in a box above the diff, in pixels beside usual text."""


class FileDelegate(CellDelegate):
    """Paints a path, elided in its middle, after the icon of the file's change."""

    ELIDE_MIDDLE = (0,)
    PADDING = 8
    ICON = 14

    def paint_decoration(self, painter: QPainter, room: QRect, index: AnyIndex, colours: Colours) -> int:
        """Paint the icon."""
        fate = index.data(CHANGE_ROLE)
        name, ink = {
            Fate.CHANGED: ("file-text", colours.muted),
            Fate.CAME: ("plus", colours.accent),
            Fate.WENT: ("file-x", colours.on_danger),
            Fate.REFUSED: ("triangle-alert", colours.on_warning),
            Fate.HELD: ("triangle-alert", colours.on_warning),
            Fate.LOST: ("triangle-alert", colours.on_danger),
            Fate.COMPARED: ("panel-right", colours.muted),
        }[fate]
        place = QRectF(room.x(), room.center().y() + 0.5 - self.ICON / 2, self.ICON, self.ICON)
        paint_icon(painter, name, place, ink)
        return self.ICON + 8


class ChangeView(QWidget):
    """The list of files and the diff of the chosen one.

    Args:
        session: computes the diffs.
        parent: the owner.

    Signals:
        shown: a diff is shown.
    """

    shown = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._comparing: Task | None = None
        self._compared: Compared | None = None
        self.change_set: ChangeSet | None = None
        self.model = FilesModel(self)
        self.files = QTableView(self)
        self.box = QComboBox(self)
        self.diff = DiffView(self)
        self.note = QLabel(self)
        self.path = ElidedLabel(self)
        self.side_by_side = QToolButton(self)
        self._prepare_files()
        self._lay_out()

    def show_change(self, change_set: ChangeSet | None, compared: Compared | None = None) -> None:
        """Show another change set, or none.

        Args:
            change_set: the change set.
            compared: the documents that it merges, which are shown side by side before its files.
        """
        self.change_set = change_set
        self._compared = compared
        both = None if compared is None else BothDocuments(compared.first.path, compared.second.path)
        self.model.show(change_set, both)
        self.diff.show_rows(())
        self.path.show_text("")
        self.note.hide()
        if self._comparing is not None:
            self._comparing.cancel()
        self._arrange_files()
        self.side_by_side.setVisible(bool(self.model.rowCount()))
        if self.model.rowCount():
            self.files.setCurrentIndex(self.model.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the files beside the diff or above it, as there is width."""
        super().resizeEvent(event)
        self._arrange_files()

    def _arrange_files(self) -> None:
        is_list = self.model.rowCount() > 1
        beside = self.width() >= scaled_to_text(self.fontMetrics(), _ROOM_FOR_BOTH)
        self.files.setVisible(is_list and beside)
        self.box.setVisible(is_list and not beside)
        self.path.setVisible(not self.box.isVisibleTo(self))

    def _prepare_files(self) -> None:
        files = self.files
        files.setObjectName("change_files")
        prepare_table(files, self.model, FileDelegate(files), self.tr("Files that change"), row_room=10)
        choose_whole_rows(files)
        files.horizontalHeader().hide()
        files.horizontalHeader().setStretchLastSection(True)
        files.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        files.setMinimumWidth(140)
        files.selectionModel().currentRowChanged.connect(self._choose)
        said = SaidEntries(self.box)
        said.setSourceModel(self.model)
        self.box.setModel(said)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self.box.setAccessibleName(self.tr("Files that change"))
        self.box.activated.connect(lambda row: files.setCurrentIndex(self.model.index(row, 0)))

    def _lay_out(self) -> None:
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setContentsMargins(12, 8, 12, 8)
        self.note.hide()
        self.path.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.side_by_side.setObjectName("side_by_side")
        self.side_by_side.setCheckable(True)
        self.side_by_side.setAutoRaise(True)
        self.side_by_side.setIcon(icon("panel-right"))
        grow_icon(self.side_by_side, 16)
        self.side_by_side.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.side_by_side.setAccessibleName(self.tr("Before and after side by side"))
        self.side_by_side.setToolTip(self.tr("Before and after side by side"))
        self.side_by_side.toggled.connect(self._arrange)
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 6, 4)
        head.addWidget(self.path, 1)
        head.addWidget(self.box, 1)
        head.addWidget(self.side_by_side)
        right = QWidget(self)
        right.setAutoFillBackground(True)
        right.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(self.diff, 1)
        halves = Splitter(Qt.Orientation.Horizontal, self)
        halves.addWidget(self.files)
        halves.addWidget(right)
        halves.setStretchFactor(1, 1)
        halves.setSizes([LIST_WIDTH, 600])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(halves)

    def _arrange(self, side_by_side: bool) -> None:
        self.diff.arrange(Arrangement.SIDE_BY_SIDE if side_by_side else Arrangement.UNIFIED)

    def _choose(self, index: QModelIndex) -> None:
        entry = self.model.entry(index.row()) if index.isValid() else None
        self.box.setCurrentIndex(index.row())
        self.note.hide()
        self.side_by_side.setEnabled(not isinstance(entry, BothDocuments))
        self._arrange(self.side_by_side.isChecked())
        if isinstance(entry, BothDocuments) and self._compared is not None:
            self.diff.arrange(Arrangement.SIDE_BY_SIDE)
            self.path.show_text(self.tr("The documents side by side"))
            self.diff.show_rows(self._compared.rows, (entry.path, entry.other))
            self.shown.emit()
        elif isinstance(entry, Refusal):
            self._show_note(entry.path, entry.reason)
        elif isinstance(entry, HeldBack | Loss):
            self._show_note(path_of(entry), self.model.said(entry))
        elif isinstance(entry, FileHead) and self.change_set is not None:
            self._comparing = self._session.ask(
                partial(file_diff, change_set=self.change_set, path=entry.path),
                self._on_diff,
                failed=partial(self._show_note, entry.path),
                replaces=(self, "diff"),
                lane=Lane.CHANGING,
            )

    def _show_note(self, path: str, sentence: str) -> None:
        """Show a sentence instead of the diff: why the file is not changed, or why it can't be compared."""
        self.path.show_text(path)
        self.note.setText(sentence)
        self.note.show()
        self.diff.show_rows(())

    def _on_diff(self, diff: FileDiff) -> None:
        entry = self.model.entry(self.files.currentIndex().row())
        if not isinstance(entry, FileHead) or entry.path != diff.path:
            return
        came, went = counts(diff.rows)
        self.path.show_text(f"{diff.path}   +{came} \u2212{went}")
        self.diff.show_rows(diff.rows, (self.tr("Before"), self.tr("After")))
        self.shown.emit()


class ChangeWords:
    """Describes a change set in words."""

    def __init__(self, widget: QWidget) -> None:
        self._tr = widget.tr

    def of(self, change_set: ChangeSet) -> str:
        """A line with the numbers of files that are changed, created, removed and refused."""
        refused = len({one.path for one in change_set.refused})
        heads = change_set.heads
        came = sum(head.comes for head in heads)
        went = sum(head.goes for head in heads)
        changed = len(heads) - came - went
        parts = [
            self._part(changed, self._tr("1 file changes"), self._tr("{0} files change")),
            self._part(came, self._tr("1 is new"), self._tr("{0} are new")),
            self._part(went, self._tr("1 goes"), self._tr("{0} go")),
            self._part(refused, self._tr("1 can't be changed"), self._tr("{0} can't be changed")),
            self._part(len(change_set.held), self._tr("1 merge to be decided"), self._tr("{0} merges to be decided")),
            self._part(len(change_set.losses), self._tr("1 loss"), self._tr("{0} losses")),
        ]
        return ", ".join(part for part in parts if part) or self._tr("Nothing changes.")

    @staticmethod
    def _part(number: int, one: str, many: str) -> str:
        return counted(number, one, many) if number else ""
