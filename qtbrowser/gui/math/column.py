"""Computes the width of the text column at a place of a document."""

from __future__ import annotations

from typing import cast

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextFrame, QTextLength, QTextList, QTextTable

_NARROWEST = 20.0


def column_width(document: QTextDocument, position: int) -> float:
    """The width of a line at `position`, in pixels.

    It is computed from the formats, because Qt asks for the size of an object while it lays out the line. All columns
    of a table are assumed to have the same width.
    """
    block = document.findBlock(position)
    width = document.textWidth() if document.textWidth() > 0 else document.pageSize().width()
    if width <= 0:
        return 1e6
    width -= 2 * document.documentMargin()
    # From the root frame to the innermost one: a table divides the width that the frames around it leave.
    for frame in reversed(_frames_around(block)):
        width = _inside(frame, width)
    return max(_NARROWEST, width - _indent(block, document))


def _frames_around(block: QTextBlock) -> list[QTextFrame]:
    """The frames that contain a block, the innermost first."""
    frames = []
    frame = cast("QTextFrame | None", QTextCursor(block).currentFrame())
    while frame is not None:
        frames.append(frame)
        frame = frame.parentFrame()
    return frames


def _indent(block: QTextBlock, document: QTextDocument) -> float:
    form = block.blockFormat()
    levels = form.indent()
    text_list = cast("QTextList | None", block.textList())
    if text_list is not None:
        levels += text_list.format().indent()
    return levels * document.indentWidth() + form.leftMargin() + form.rightMargin() + max(0.0, form.textIndent())


def _inside(frame: QTextFrame, width: float) -> float:
    form = frame.frameFormat()
    if isinstance(frame, QTextTable):
        table = frame.format()
        if table.width().type() is QTextLength.Type.FixedLength:
            width = min(width, table.width().rawValue())
        columns = max(1, frame.columns())
        # The table has a border, and so has each cell.
        width -= (columns + 1) * table.cellSpacing() + 2 * table.border()
        width = width / columns - 2 * table.cellPadding() - 2 * table.border()
    return width - form.leftMargin() - form.rightMargin() - 2 * form.padding()
