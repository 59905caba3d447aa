"""Gives wrapped lines of code a hanging indent, so that their indentation stays visible."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QFontMetricsF, QTextCursor, QTextTable

_SHORTEST = 36
"""The length in letters below which a line is never wrapped, however narrow the pane is."""

_FURTHER = 2
_DEEPEST = 24


def hang_lines(listings: Iterable[QTextTable]) -> None:
    """Gives every long line of code blocks a hanging indent, two letters deeper than its own.

    Args:
        listings: the one-cell tables of code blocks.
    """
    for table in listings:
        cell = table.cellAt(0, 0)
        block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
        letter = 0.0
        while block.isValid() and block.blockNumber() <= last.blockNumber():
            words = block.text()
            if len(words) >= _SHORTEST:
                letter = letter or QFontMetricsF(block.begin().fragment().charFormat().font()).horizontalAdvance(" ")
                leading = len(words) - len(words.lstrip(" "))
                hang = letter * (min(leading, _DEEPEST) + _FURTHER)
                form = block.blockFormat()
                form.setLeftMargin(form.leftMargin() + hang)
                form.setTextIndent(-hang)
                QTextCursor(block).setBlockFormat(form)
            block = block.next()
