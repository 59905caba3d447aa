"""Finds what is painted beneath the text because Qt's rich text can't express it: rounded boxes, bars, bullets, chips.

A QTextDocument does not keep the classes of HTML, only the formats that style sheet rules have set. So the style sheet
marks boxes by special background colours, which are read here once and then removed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from itertools import takewhile
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextLength,
    QTextList,
    QTextListFormat,
    QTextTable,
)

from qtbrowser.gui.pane.blocks import blocks_of, pieces_of
from qtbrowser.gui.pane.hanging_indents import hang_lines
from qtbrowser.gui.pane.wide_tables import WideTable, wide_table

_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_AT_LEAST = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
_OBJECT = "\ufffc"
_WHOLE_WIDTH = QTextLength(QTextLength.Type.PercentageLength, 100)
_CHECK_BOXES = ("☐", "☑")
_RULE = QTextFormat.Property.BlockTrailingHorizontalRulerWidth.value
_BACKGROUND = QTextFormat.Property.BackgroundBrush.value
_BULLETS = (QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListCircle, QTextListFormat.Style.ListSquare)
_QT_LIST_MARGIN = 40
"""The left margin in pixels that Qt's HTML reader gives a table for each list that contains it."""


class BoxKind(Enum):
    """The kinds of boxes, with the background that marks them in the style sheet.

    A card is a paragraph, the others are tables of one cell.
    """

    CODE = "#010101"
    QUOTE = "#010102"
    CARD = "#010103"


_KINDS = {kind.value: kind for kind in BoxKind}


@dataclass(slots=True)
class Decorations:
    """The decorations of a document.

    Attributes:
        boxes: one-cell tables that are boxes.
        tables: the tables with several columns.
        cards: the numbers of blocks that are cards.
        bullets: number of a block with a bullet -> depth of its list, 1 for the outermost.
    """

    boxes: list[tuple[QTextTable, BoxKind]] = field(default_factory=list)
    tables: list[WideTable] = field(default_factory=list)
    cards: set[int] = field(default_factory=set)
    bullets: dict[int, int] = field(default_factory=dict)

    def add(self, more: Decorations) -> None:
        """Take the decorations of what was appended to the document."""
        self.boxes += sorted(more.boxes, key=lambda box: box[0].firstPosition())
        self.tables += more.tables
        self.cards |= more.cards
        self.bullets.update(more.bullets)


def take_decorations(document: QTextDocument, list_gap: int, first: int = 0) -> Decorations:
    """Finds the decorations of `document`, and sets formats that a style sheet can't set.

    Changes the document: boxes lose the background that marked them and become as wide as the column, tables in lists
    are indented like the lists, right-to-left ones extend over the column, Qt's own bullets are removed, the empty
    blocks that Qt adds after tables lose their height, lines with pictures grow, headings get the size of the style
    sheet.

    Args:
        document: fresh from `setHtml`, or with HTML that was appended.
        list_gap: pixels between a list and what follows it.
        first: the number of the first block that is new.

    Returns:
        The decorations.
    """
    found = Decorations()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    _find_boxes(_new_frames(document, first), found)
    hang_lines(table for table, kind in found.boxes if kind is BoxKind.CODE)
    has_objects = _OBJECT in document.toRawText()
    was_item = False
    for block in blocks_of(document, first):
        bullets = cast("QTextList | None", block.textList())
        form = block.blockFormat()
        if bullets is not None:
            _find_bullet(block, bullets, found)
        else:
            if block.length() == 1:
                form = _flat(block, form, cursor)
            elif _mend(block, form, cursor):
                found.cards.add(block.blockNumber())
            if was_item and not form.leftMargin():
                _end_list(block.previous(), cursor, list_gap)
        was_item = bullets is not None
        if form.headingLevel():
            _free_size(block, cursor)
        if has_objects and _OBJECT in block.text():
            _make_room(block, cursor)
    cursor.endEditBlock()
    return found


def _new_frames(document: QTextDocument, first: int) -> list[QTextFrame]:
    """The outermost frames from block number `first` on."""
    frames = document.rootFrame().childFrames()
    if not first:
        return list(frames)
    start = document.findBlockByNumber(first).position()
    return list(takewhile(lambda frame: frame.firstPosition() > start, reversed(frames)))


def _find_boxes(frames: list[QTextFrame], found: Decorations) -> None:
    while frames:
        frame = frames.pop()
        frames.extend(frame.childFrames())
        if not isinstance(frame, QTextTable):
            continue
        form = frame.format()
        kind = _box_kind(form)
        form.setLeftMargin(form.leftMargin() / _QT_LIST_MARGIN * frame.document().indentWidth())
        if kind is not None:
            form.clearBackground()
            form.setBorder(0)
            form.setCellSpacing(0)
            form.setWidth(_WHOLE_WIDTH)
            found.boxes.append((frame, kind))
        elif frame.firstCursorPosition().block().textDirection() is Qt.LayoutDirection.RightToLeft:
            form.setWidth(_WHOLE_WIDTH)
        frame.setFormat(form)
        wide = wide_table(frame) if kind is None else None
        if wide is not None:
            found.tables.append(wide)


def _box_kind(form: QTextFormat) -> BoxKind | None:
    if not form.hasProperty(_BACKGROUND):
        return None
    return _KINDS.get(form.background().color().name())


def _find_bullet(block: QTextBlock, bullets: QTextList, found: Decorations) -> None:
    form = bullets.format()
    if form.style() in _BULLETS:
        for number in range(bullets.count()):
            item = bullets.item(number)
            if not item.text().startswith(_CHECK_BOXES):
                found.bullets[item.blockNumber()] = form.indent()
        form.setStyle(QTextListFormat.Style.ListStyleUndefined)
        bullets.setFormat(form)


def _flat(block: QTextBlock, form: QTextBlockFormat, cursor: QTextCursor) -> QTextBlockFormat:
    """Takes the height of an empty block outside of tables, unless it is a rule; returns the format that it has."""
    cursor.setPosition(block.position())
    if cursor.currentTable() is not None or form.hasProperty(_RULE):
        return form
    flat = QTextBlockFormat()
    flat.setLineHeight(1, _FIXED)
    cursor.setBlockFormat(flat)
    return flat


def _mend(block: QTextBlock, form: QTextBlockFormat, cursor: QTextCursor) -> bool:
    """Corrects the format of a block that is not the first of a list item, and returns whether it is a card."""
    is_card = _box_kind(form) is BoxKind.CARD
    is_indented_twice = bool(form.indent() and form.leftMargin())
    if is_card:
        form.clearBackground()
    if is_indented_twice:
        form.setIndent(0)
    if is_card or is_indented_twice:
        cursor.setPosition(block.position())
        cursor.setBlockFormat(form)
    return is_card


def _end_list(last: QTextBlock, cursor: QTextCursor, gap: int) -> None:
    """Restores the space below a list, which the paragraphs in its items have removed."""
    form = last.blockFormat()
    if form.bottomMargin() < gap:
        form.setBottomMargin(gap)
        cursor.setPosition(last.position())
        cursor.setBlockFormat(form)


def _free_size(heading: QTextBlock, cursor: QTextCursor) -> None:
    """Removes the size that Qt gives headings by their level, which takes precedence over that of the style sheet."""
    for piece in list(pieces_of(heading)):
        form = piece.charFormat()
        form.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
        cursor.setPosition(piece.position())
        cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(form)


def _make_room(block: QTextBlock, cursor: QTextCursor) -> None:
    """Lets a line grow with the pictures in it."""
    has_picture = any(piece.charFormat().isImageFormat() for piece in pieces_of(block))
    if has_picture and block.blockFormat().lineHeightType() == _FIXED:
        roomy = QTextBlockFormat()
        roomy.setLineHeight(block.blockFormat().lineHeight(), _AT_LEAST)
        cursor.setPosition(block.position())
        cursor.mergeBlockFormat(roomy)
