"""Tables with many columns: their words are not broken, and the page is scrolled horizontally if they don't fit.

By default Qt breaks words anywhere before it makes a table wider than the page.
"""

from __future__ import annotations

import math
from itertools import accumulate, pairwise
from typing import NamedTuple

from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextCursor, QTextLength, QTextTable

_FEWEST_COLUMNS = 3
_LONGEST_WORD = 28
"""The number of letters of a word that are kept together; only addresses and the like are longer."""

_LONGEST_LINE = 200
"""A line of more letters is wider than any page."""

_OUTER_BORDERS = 2
"""Pixels that the borders of a table take beside its columns."""

_CELL_LIMIT = 3000
_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"


class _Widths(NamedTuple):
    """The widths of a column in pixels: with each word whole, and with each line whole."""

    least: float
    whole: float


class WideTable:
    """One table, with the least width of each of its columns in pixels."""

    def __init__(self, table: QTextTable) -> None:
        self._table = table
        self._columns = [_widths(table, column) for column in range(table.columns())]
        # How wide formulas and pictures are is not known from letters.
        self._has_objects = _OBJECT in _text(table)

    def fit(self, room: float) -> None:
        """Distributes `room` pixels among the columns: each gets its least width, and a part of what is left over by
        how much its lines lack. Where whole lines fit, Qt does it.
        """
        form = self._table.format()
        least = [column.least for column in self._columns]
        lacking = [column.whole - column.least for column in self._columns]
        spare = room - form.leftMargin() - _OUTER_BORDERS - sum(least)
        widths: list[float] = []
        if spare < 0:
            widths = least
        elif spare < sum(lacking) and not self._has_objects:
            share = spare / sum(lacking)
            widths = _whole([width + share * lack for width, lack in zip(least, lacking, strict=True)])
        wanted = [QTextLength(QTextLength.Type.FixedLength, width) for width in widths]
        if form.columnWidthConstraints() != wanted:
            form.setColumnWidthConstraints(wanted)
            self._table.setFormat(form)


def _whole(widths: list[float]) -> list[float]:
    """Whole pixels in place of widths, together no more than they are: Qt rounds each one, and so comes to more."""
    ends = [0.0, *map(math.floor, accumulate(widths))]
    return [end - start for start, end in pairwise(ends)]


def wide_table(table: QTextTable) -> WideTable | None:
    """The table with least widths of its columns; None for a table that never needs them."""
    many = table.columns() >= _FEWEST_COLUMNS and table.columns() * table.rows() <= _CELL_LIMIT
    return WideTable(table) if many else None


def _text(table: QTextTable) -> str:
    cursor = table.firstCursorPosition()
    cursor.setPosition(table.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def _widths(table: QTextTable, column: int) -> _Widths:
    least = whole = 0.0
    for row in range(table.rows()):
        cell = table.cellAt(row, column)
        form = cell.format().toTableCellFormat()
        padding = form.leftPadding() + form.rightPadding() + form.leftBorder() + form.rightBorder()
        block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
        while block.isValid() and block.blockNumber() <= last.blockNumber():
            word, line = _lengths(block)
            least, whole = max(least, padding + word), max(whole, padding + line)
            block = block.next()
    return _Widths(least + 1, max(whole, least) + 1)


def _lengths(block: QTextBlock) -> tuple[float, float]:
    """The widths of a block's longest word, and of the whole block in one line."""
    words = block.text().split()
    if not words:
        return 0.0, 0.0
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
    metrics = QFontMetricsF(cursor.charFormat().font())
    return metrics.horizontalAdvance(max(words, key=len)[:_LONGEST_WORD]), metrics.horizontalAdvance(
        block.text()[:_LONGEST_LINE]
    )
