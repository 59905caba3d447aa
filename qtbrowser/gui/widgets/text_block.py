"""Lays out plain text in a few lines with some words marked, for delegates to paint.

QTextLayout takes text as it is, so nothing in a document can turn into markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """How a block is set: its font, the format of marked words, and how many lines it may take."""

    font: QFont
    marked: QTextCharFormat
    lines: int


class TextBlock:
    """Lays out `text` at once; too long a text ends in an ellipsis on its last line.

    Args:
        text: plain text without line breaks.
        marks: places to mark, in UTF-16 units.
        style: font, format of the marks, number of lines.
        width: room in pixels.

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
            self._set(head + metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width - 1), marks, width)

    @property
    def line_count(self) -> int:
        """Lines it takes."""
        return self._layout.lineCount()

    @property
    def height(self) -> float:
        """Height of the lines, in pixels."""
        return self._layout.boundingRect().height()

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the block with its upper left corner at (x, y), in the painter's pen."""
        self._layout.draw(painter, QPointF(x, y))

    def _set(self, text: str, marks: Sequence[tuple[int, int]], width: float) -> int | None:
        """Lay the text out; where it doesn't fit, return where its last line begins."""
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
    """Whether the first letter with a direction runs from right to left (Unicode bidirectional algorithm, rule P2)."""
    if text.isascii():
        return False
    for character in text:
        kind = bidirectional(character)
        if kind in ("R", "AL", "L"):
            return kind != "L"
    return False
