"""Draws a page's decorations beneath its text."""

from __future__ import annotations

import re
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTextBlock,
    QTextFragment,
    QTextLine,
)

from qtbrowser.gui.pane.blocks import pieces_of
from qtbrowser.gui.pane.code_boxes import box_of
from qtbrowser.gui.pane.decorations import BoxKind, Decorations
from qtbrowser.gui.pane.page_sheet import CARD_PADDING
from qtbrowser.gui.pane.page_style import PageStyle

_MANY_BOXES = 60

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdfd\ufe70-\ufefc]")


class PagePainter:
    """Paints beneath the visible part of one document.

    Args:
        decorations: the decorations of the document.
        style: colours and sizes.
    """

    def __init__(self, decorations: Decorations, style: PageStyle) -> None:
        self._decorations = decorations
        self._style = style
        self._metrics = QFontMetricsF(style.body_font())
        self._chips: dict[int, list[tuple[int, int, str]]] = {}
        self._papers: dict[int, str | None] = {}

    def paint(self, painter: QPainter, first: QTextBlock, seen: QRectF) -> None:
        """Draws the decorations in `seen`.

        Args:
            painter: set to document coordinates.
            first: the block at the top of `seen`, or one before it.
            seen: the visible part, in document coordinates.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout = first.document().documentLayout()
        boxes = self._decorations.boxes
        if len(boxes) > _MANY_BOXES:
            # Positions are known at once, rectangles are not.
            begin = first.position()
            end = layout.hitTest(seen.bottomRight(), Qt.HitTestAccuracy.FuzzyHit)
            boxes = [box for box in boxes if box[0].firstPosition() <= end + 1 and box[0].lastPosition() + 1 >= begin]
        for table, kind in boxes:
            box = box_of(table)
            if box.intersects(seen):
                first_block = table.firstCursorPosition().block()
                rightwards = first_block.textDirection() is Qt.LayoutDirection.RightToLeft
                self._paint_box(painter, box, kind, at_right=rightwards)
        above = first.previous()
        # A card extends beyond its text, so the one above may be visible although none of its text is.
        block = above if above.blockNumber() in self._decorations.cards else first
        padding = self._style.pixels(CARD_PADDING[0])
        while block.isValid():
            rect = layout.blockBoundingRect(block)
            if rect.top() > seen.bottom() + padding:
                break
            self._paint_block(painter, block, rect)
            block = block.next()

    def _paint_box(self, painter: QPainter, box: QRectF, kind: BoxKind, *, at_right: bool) -> None:
        colours = self._style.colours
        if kind is BoxKind.QUOTE:
            bar = max(2, self._style.pixels(0.16))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.quote_bar))
            left = box.right() - bar if at_right else box.left()
            painter.drawRoundedRect(QRectF(left, box.top(), bar, box.height()), bar / 2, bar / 2)
        else:
            painter.setPen(QPen(QColor(colours.rule), 1))
            painter.setBrush(QColor(colours.code_paper))
            self._paint_rounded(painter, box)

    def _paint_rounded(self, painter: QPainter, box: QRectF) -> None:
        radius = self._style.pixels(0.4)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _paint_block(self, painter: QPainter, block: QTextBlock, rect: QRectF) -> None:
        number = block.blockNumber()
        if not block.layout().lineCount():
            return
        if number in self._decorations.cards:
            self._paint_card(painter, block, rect)
        depth = self._decorations.bullets.get(number)
        if depth is not None:
            self._paint_bullet(painter, block, rect, depth)
        for start, end, paper in self._chips_of(block):
            for chip in _places(block, start, end, self._metrics):
                self._paint_chip(painter, chip.translated(rect.topLeft()), paper)

    def _paint_card(self, painter: QPainter, block: QTextBlock, rect: QRectF) -> None:
        line = block.layout().lineAt(0)
        above, beside = map(self._style.pixels, CARD_PADDING)
        # A fixed line has more free space above its letters than below.
        low = self._style.pixels(0.2)
        words = QRectF(rect.left() + line.x(), rect.top() + low, line.width(), rect.height())
        painter.setPen(QPen(QColor(self._style.colours.rule), 1))
        painter.setBrush(QColor(self._style.colours.code_paper))
        self._paint_rounded(painter, words.adjusted(-beside, -above, beside, above))

    def _paint_bullet(self, painter: QPainter, block: QTextBlock, rect: QRectF, depth: int) -> None:
        line = block.layout().lineAt(0)
        size = self._style.pixels(1)
        text = line.naturalTextRect()
        gap = 0.72 * size
        right_to_left = block.textDirection() is Qt.LayoutDirection.RightToLeft
        across = text.right() + gap if right_to_left else text.left() - gap
        middle = rect.topLeft() + QPointF(across, line.y() + line.ascent() - 0.31 * size)
        colour = QColor(self._style.colours.quiet)
        radius = 0.15 * size
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if depth % 3 == 2:
            painter.setPen(QPen(colour, max(1.0, 0.07 * size)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, radius, radius)
        elif depth % 3 == 0:
            painter.drawRect(QRectF(middle.x() - radius, middle.y() - radius / 3, 2 * radius, radius * 0.7))
        else:
            painter.drawEllipse(middle, radius, radius)

    def _paint_chip(self, painter: QPainter, text: QRectF, paper: str) -> None:
        size = self._style.pixels(1)
        is_keyword = paper == self._style.colours.keyword_paper
        across, up, radius = (0.45, 0.1, 0.65) if is_keyword else (0.08, 0.0, 0.2)
        path = QPainterPath()
        chip = text.adjusted(-across * size, -up * size, across * size, up * size)
        path.addRoundedRect(chip, radius * size, radius * size)
        painter.fillPath(path, QColor(paper))

    def _chips_of(self, block: QTextBlock) -> list[tuple[int, int, str]]:
        """Inline code and keywords in `block`: start and end in the block, and the background colour."""
        number = block.blockNumber()
        chips = self._chips.get(number)
        if chips is None:
            chips = self._chips[number] = self._find_chips(block)
        return chips

    def _find_chips(self, block: QTextBlock) -> list[tuple[int, int, str]]:
        chips: list[tuple[int, int, str]] = []
        for piece in pieces_of(block):
            paper = self._paper_of(piece)
            if paper is not None:
                start = piece.position() - block.position()
                end = start + piece.length()
                if chips and chips[-1][1:] == (start, paper):
                    start = chips.pop()[0]
                chips.append((start, end, paper))
        return chips

    def _paper_of(self, piece: QTextFragment) -> str | None:
        """The background of a piece that is a chip, else None; a page has many pieces of few formats."""
        number = piece.charFormatIndex()
        if number not in self._papers:
            colours = self._style.colours
            ink = piece.charFormat().foreground().color().name()
            papers = {colours.inline_code_ink: colours.inline_code_paper, colours.keyword_ink: colours.keyword_paper}
            self._papers[number] = papers.get(ink)
        return self._papers[number]


def _places(block: QTextBlock, start: int, end: int, metrics: QFontMetricsF) -> list[QRectF]:
    """The rectangles of the letters [start, end) of a block, one for each line, in the block's coordinates."""
    places = []
    lines = block.layout()
    is_from_the_right = block.textDirection() is Qt.LayoutDirection.RightToLeft
    is_mixed = is_from_the_right or _RIGHT_TO_LEFT.search(block.text()) is not None
    first = lines.lineForTextPosition(start).lineNumber()
    for number in range(max(0, first), lines.lineCount()):
        line = lines.lineAt(number)
        if line.textStart() >= end:
            break
        begin, stop = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        left, right = _drawn_between(line, begin, stop) if is_mixed else _between(line, begin, stop)
        base = line.y() + line.ascent()
        top = base - 0.82 * metrics.ascent()
        if left < right:
            places.append(QRectF(left, top, right - left, base + 0.85 * metrics.descent() - top))
    return places


def _between(line: QTextLine, begin: int, stop: int) -> tuple[float, float]:
    """The horizontal extent of letters in a line of one direction, without the space at its end."""
    text_end = line.naturalTextRect().right()
    left, right = (cast("tuple[float, int]", line.cursorToX(position))[0] for position in (begin, stop))
    return min(left, text_end), min(right, text_end)


def _drawn_between(line: QTextLine, begin: int, stop: int) -> tuple[float, float]:
    """The same, computed by glyphs: between letters of two directions a position has two places."""
    boxes = [run.boundingRect() for run in line.glyphRuns(begin, stop - begin)]
    return min((box.left() for box in boxes), default=0.0), max((box.right() for box in boxes), default=0.0)
