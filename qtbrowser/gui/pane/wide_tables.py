"""Tables with many columns: their words are not broken, and the page is scrolled horizontally if they don't fit.

By default Qt breaks words anywhere before it makes a table wider than the page.
"""

from __future__ import annotations

from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextCursor, QTextLength, QTextTable

_FEWEST_COLUMNS = 3
_LONGEST_WORD = 28
"""The number of letters of a word that are kept together; only addresses and the like are longer."""

_CELL_LIMIT = 3000


class WideTable:
    """One table, with the least width of each of its columns in pixels."""

    def __init__(self, table: QTextTable) -> None:
        self._table = table
        self._least = [_least_width(table, column) for column in range(table.columns())]

    def fit(self, room: float) -> None:
        """Lets Qt distribute `room` pixels among the columns, or gives each its least width if that isn't enough."""
        form = self._table.format()
        spare = room - form.leftMargin() - sum(self._least)
        fixed = QTextLength.Type.FixedLength
        wanted = [QTextLength(fixed, width) for width in self._least] if spare < 0 else []
        if form.columnWidthConstraints() != wanted:
            form.setColumnWidthConstraints(wanted)
            self._table.setFormat(form)


def wide_table(table: QTextTable) -> WideTable | None:
    """The table with least widths of its columns; None for a table that never needs them."""
    many = table.columns() >= _FEWEST_COLUMNS and table.columns() * table.rows() <= _CELL_LIMIT
    return WideTable(table) if many else None


def _least_width(table: QTextTable, column: int) -> float:
    width = 0.0
    for row in range(table.rows()):
        cell = table.cellAt(row, column)
        form = cell.format().toTableCellFormat()
        padding = form.leftPadding() + form.rightPadding() + form.leftBorder() + form.rightBorder()
        block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
        while block.isValid() and block.blockNumber() <= last.blockNumber():
            width = max(width, padding + _longest(block))
            block = block.next()
    return width + 1


def _longest(block: QTextBlock) -> float:
    """The width of a block's longest word."""
    words = block.text().split()
    if not words:
        return 0.0
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
    metrics = QFontMetricsF(cursor.charFormat().font())
    return metrics.horizontalAdvance(max(words, key=len)[:_LONGEST_WORD])
