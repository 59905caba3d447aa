"""Makes room in the lines of a paragraph for its formulas.

Lines of text have a fixed distance, which leaves space between them. A formula that fits into that space changes
nothing; only for one that doesn't are lines allowed to grow.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QFontMetricsF, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_AT_LEAST = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
_ABOVE_BASELINE = 0.8
"""The share of a fixed line height that QTextDocumentLayout puts above the baseline."""

_FREE_ABOVE = 0.82
_FREE_BELOW = 0.38
"""How far a formula may extend from the baseline, in shares of the fixed line height, without touching the next
line.
"""

_BELOW_LETTERS = 0.25
"""How far below the text's descent a formula may extend if lines have their natural height, in heights of the font: so
much is free above the letters of the next line.
"""

_BELOW_LETTERS_IN_CELL = 0.1
"""The same in a cell of a table, at whose lower edge is a rule instead of another line."""


class _Box(Protocol):
    @property
    def ascent(self) -> float: ...

    @property
    def descent(self) -> float: ...


class _Boxes(Protocol):
    def box(self, document: QTextDocument, position: int, form: QTextFormat) -> _Box: ...


def make_room(document: QTextDocument, cursor: QTextCursor, boxes: _Boxes) -> None:
    """Aligns a formula in its line, and lets the paragraph's lines grow if it needs that.

    Args:
        document: the document.
        cursor: has the formula selected.
        boxes: gives the formula's size.
    """
    form = cursor.charFormat()
    box = boxes.box(document, cursor.selectionStart(), form)
    metrics = QFontMetricsF(form.font())
    block = cursor.block().blockFormat()
    if block.lineHeightType() == _FIXED:
        line = block.lineHeight()
        if box.ascent <= _FREE_ABOVE * line and box.descent <= _FREE_BELOW * line:
            return
        _let_grow(cursor, metrics.descent())
    free = _BELOW_LETTERS if cursor.currentTable() is None else _BELOW_LETTERS_IN_CELL
    if box.descent > metrics.descent() + free * metrics.height():
        middle = QTextCharFormat()
        middle.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        cursor.mergeCharFormat(middle)


def _let_grow(cursor: QTextCursor, descent: float) -> None:
    """Changes the fixed line height to a minimum height. Margins keep the first baseline where it was."""
    block = cursor.block().blockFormat()
    # Now the font's descent alone is below the baseline.
    shift = descent - (1 - _ABOVE_BASELINE) * block.lineHeight()
    form = QTextBlockFormat()
    form.setLineHeight(block.lineHeight(), _AT_LEAST)
    form.setTopMargin(max(0.0, block.topMargin() + shift))
    form.setBottomMargin(max(0.0, block.bottomMargin() - shift))
    cursor.mergeBlockFormat(form)
