"""The dialog that shows the query language by examples, which can be tried."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.widgets.button_row import close_box
from qtbrowser.gui.widgets.cell_delegate import AnyIndex, CellDelegate
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.icons import scaled_to_text
from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.gui.widgets.row_painting import paint_cell_ground
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme_palettes import colours_of


class _Examples(QTableWidget):
    """The table of examples; Return is the same as a click."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return chooses the current example."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.cellClicked.emit(self.currentRow(), 0)
            return
        super().keyPressEvent(event)


class _ExampleDelegate(CellDelegate):
    """Writes what an example finds in as many lines as it needs."""

    ROOM = 4

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint the ground and the words."""
        if index.column() == 0:
            super().paint(painter, option, index)
            return
        colours = colours_of(option.palette)
        painter.save()
        paint_cell_ground(painter, option, colours)
        painter.setPen(QColor(colours.muted))
        room = option.rect.adjusted(self.PADDING, 0, -self.PADDING, 0)
        painter.drawText(room, self._flags(), str(index.data()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """As high as the words are in the column's width."""
        line = QFontMetrics(option.font).height() + 2 * self.ROOM
        if index.column() == 0:
            return QSize(0, line)
        table = self.parent()
        width = table.columnWidth(1) - 2 * self.PADDING if isinstance(table, QTableWidget) else 0
        words = QFontMetrics(option.font).boundingRect(QRect(0, 0, max(width, 1), 0), self._flags(), str(index.data()))
        return QSize(0, max(line, words.height() + 2 * self.ROOM))

    @staticmethod
    def _flags() -> int:
        return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)


class SearchHelpDialog(QDialog):
    """Lists examples of queries with what they find.

    Args:
        lines: examples, each with what it finds.
        parent: the owner.
        noun: what documents are called.

    Signals:
        example_chosen: the chosen example; the dialog closes.
    """

    example_chosen = Signal(str)

    def __init__(
        self, lines: Sequence[tuple[str, str]], parent: QWidget | None = None, noun: Noun = Noun.QUESTION
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Searching"))
        open_at(self, 760, 580)
        words = QLabel(
            self.tr("What you type is looked for in questions, keywords and answers. Choose an example to try it.")
            if noun is Noun.QUESTION
            else self.tr("What you type is looked for in titles, keywords and texts. Choose an example to try it."),
            self,
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self.table = _Examples(len(lines), 2, self)
        self.table.setAccessibleName(self.tr("What can be typed to search"))
        self.table.setHorizontalHeaderLabels([self.tr("Type"), self.tr("To find")])
        self.table.verticalHeader().hide()
        self.table.setItemDelegate(_ExampleDelegate(self.table))
        self.table.setShowGrid(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, min(scaled_to_text(self.fontMetrics(), 210), self.width() * 2 // 5))
        # The words of narrow columns need more lines.
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for row, (example, meaning) in enumerate(lines):
            self.table.setItem(row, 0, QTableWidgetItem(example))
            self.table.setItem(row, 1, QTableWidgetItem(meaning[:1].upper() + meaning[1:]))
        self.table.cellClicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(words)
        layout.addWidget(self.table)
        layout.addWidget(close_box(self))
        apply_style_sheets(self)

    def _choose(self, row: int, _column: int) -> None:
        example = str(self.table.model().index(row, 0).data())
        self.accept()
        self.example_chosen.emit(example)
