"""Lays out plain text in a few lines with some words marked, for delegates to paint.

QTextLayout takes plain text, so no text of a document is taken for markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

ELLIPSIS = "\u2026"


class BlockStyle(NamedTuple):
    """The style of a block: its font, the format of marked words, and the largest number of lines."""

    font: QFont
    marked: QTextCharFormat
    lines: int


class TextBlock:
    """Lays out `text` when created; a text that is too long ends with an ellipsis on the last line.

    Args:
        text: plain text without line breaks.
        marks: (start, end) of the words to mark, in UTF-16 units.
        style: font, format of the marks, number of lines.
        width: the available width in pixels.

    Attributes:
        is_cut: whether the text did not fit.
    """

    def __init__(self, text: str, marks: Sequence[tuple[int, int]], style: BlockStyle, width: float) -> None:
        self._style = style
        self._layout = QTextLayout()
        self._layout.setFont(style.font)
        self._layout.setCacheEnabled(True)
        self._layout.setTextOption(_option(text))
        cut = self._set(text, marks, width)
        self.is_cut = cut is not None
        if cut is not None:
            units = text.encode("utf-16-le", "surrogatepass")
            head, rest = (part.decode("utf-16-le", "replace") for part in (units[: cut * 2], units[cut * 2 :]))
            metrics = QFontMetricsF(_widest(style))
            shown = head + metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width - 1)
            # The ellipsis belongs to no word.
            end = len(shown.removesuffix(ELLIPSIS).encode("utf-16-le", "surrogatepass")) // 2
            self._set(shown, [(first, min(last, end)) for first, last in marks if first < end], width)

    @property
    def line_count(self) -> int:
        """The number of lines."""
        return self._layout.lineCount()

    @property
    def height(self) -> float:
        """Height of the lines, in pixels."""
        return self._layout.boundingRect().height()

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the block with its upper left corner at (x, y), in the colour of the painter's pen."""
        self._layout.draw(painter, QPointF(x, y))

    def _set(self, text: str, marks: Sequence[tuple[int, int]], width: float) -> int | None:
        """Lay the text out; if it does not fit, return the position at which its last line begins."""
        units = len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
        self._layout.setText(text)
        self._layout.setFormats([_range(start, min(end, units), self._style) for start, end in marks if start < units])
        self._layout.beginLayout()
        top, end, start = 0.0, 0, 0
        for _ in range(self._style.lines):
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += line.height()
            start = line.textStart()
            end = start + line.textLength()
        self._layout.endLayout()
        return start if end < units else None


def _option(text: str) -> QTextOption:
    rightwards = runs_rightwards(text)
    option = QTextOption(Qt.AlignmentFlag.AlignRight if rightwards else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rightwards else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _range(start: int, end: int, style: BlockStyle) -> QTextLayout.FormatRange:
    part = QTextLayout.FormatRange()
    part.start = start
    part.length = end - start
    part.format = style.marked
    return part


def _widest(style: BlockStyle) -> QFont:
    font = QFont(style.font)
    if style.marked.fontWeight() > font.weight():
        font.setWeight(QFont.Weight(style.marked.fontWeight()))
    return font


def runs_rightwards(text: str) -> bool:
    """Whether the first letter with a strong direction is a right-to-left one (Unicode bidirectional algorithm, rule
    P2).
    """
    if text.isascii():
        return False
    for character in text:
        kind = bidirectional(character)
        if kind in ("R", "AL", "L"):
            return kind != "L"
    return False
