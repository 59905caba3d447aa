"""A page as text for screen readers: its headings, links, lists and tables as parts, its formulas in words.

Offsets in this text count UTF-16 units, as Qt's accessibility does. They differ from positions in the document: a
formula is one character there and words here, an item has its bullet or number, and cells have no separators of Qt's.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import cast

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextDocument, QTextFormat, QTextFrame, QTextList, QTextTable

from qtbrowser.gui.math.tex_speech import spoken_tex
from qtbrowser.gui.math.text_object import NUMBER, OBJECT_TYPE
from qtbrowser.gui.pane.blocks import pieces_of
from qtbrowser.gui.pane.decorations import BoxKind
from qtbrowser.gui.pane.page_document import PageDocument
from qtbrowser.gui.pane.soft_breaks import END_OF_ISOLATE, ISOLATE, SOFT_BREAK

_OBJECT = "\ufffc"
_LINE_SEPARATOR = "\u2028"
_FIXED_SPACE = "\xa0"
_SEPARATORS = ("\n", "\t")
_DROPPED = (SOFT_BREAK, ISOLATE, END_OF_ISOLATE)
_HEADING_WEIGHT = 600
"""The weight from which on the letters of a cell are those of a heading of a column."""

DEEPEST_FRAME = 40
"""The depth of tables and quotations within each other below which nothing is read."""


class PartKind(Enum):
    """The kinds of parts."""

    HEADING = auto()
    PARAGRAPH = auto()
    LIST = auto()
    ITEM = auto()
    TABLE = auto()
    ROW = auto()
    CELL = auto()
    HEADING_CELL = auto()
    CODE = auto()
    QUOTE = auto()
    FORMULA = auto()
    LINK = auto()
    PICTURE = auto()


@dataclass(slots=True)
class PagePart:
    """A part of a page.

    Attributes:
        kind: what it is.
        start, end: its range in the text, in UTF-16 units.
        level: of a heading, or the depth of an item, from 1; 0 for others.
        address: of a link, or of a picture that can be opened.
        parts: what is in it, in order.
    """

    kind: PartKind
    start: int
    end: int = 0
    level: int = 0
    address: str = ""
    parts: list[PagePart] = field(default_factory=list)


class SpokenPage:
    """The text and the parts of a document.

    Args:
        document: the page; it may not change while this is used, except for the sizes of what is in it.
        picture_word: what a picture without words is called.
    """

    def __init__(self, document: QTextDocument, picture_word: str) -> None:
        self._document = document
        self._picture_word = picture_word
        self._out: list[str] = []
        self._length = 0
        self._offsets: list[int] = []
        self._positions: list[int] = []
        self._is_copied: list[bool] = []
        self.parts: list[PagePart] = []
        # Depth and number of the list that was begun last.
        self._list = 0, -1
        decorations = document.decorations if isinstance(document, PageDocument) else None
        self._boxes = {} if decorations is None else {table.objectIndex(): kind for table, kind in decorations.boxes}
        self._bullets = {} if decorations is None else decorations.bullets
        self._frame(document.rootFrame().begin(), self.parts, 0)
        self._encoded = "".join(self._out).replace(_FIXED_SPACE, " ").encode("utf-16-le", "surrogatepass")
        self._out.clear()

    @property
    def length(self) -> int:
        """The length of the text, in UTF-16 units."""
        return self._length

    def text(self, start: int, end: int) -> str:
        """The text of a range, which is cut to what there is."""
        start, end = max(0, start), min(end, self._length)
        return self._encoded[2 * start : 2 * max(start, end)].decode("utf-16-le", "replace")

    def position(self, offset: int) -> int:
        """The position in the document of an offset in the text."""
        run = bisect_right(self._offsets, offset) - 1
        if run < 0:
            return 0
        position = self._positions[run]
        return position + offset - self._offsets[run] if self._is_copied[run] else position

    def offset(self, position: int) -> int:
        """The offset in the text of a position in the document."""
        run = bisect_right(self._positions, position) - 1
        if run < 0:
            return 0
        offset = self._offsets[run]
        if self._is_copied[run]:
            offset += position - self._positions[run]
        following = self._offsets[run + 1] if run + 1 < len(self._offsets) else self._length
        return min(offset, following)

    def parts_at(self, offset: int) -> list[PagePart]:
        """The parts around an offset, the outermost first."""
        found: list[PagePart] = []
        parts = self.parts
        while parts:
            inner = next((part for part in parts if part.start <= offset < max(part.end, part.start + 1)), None)
            if inner is None:
                break
            found.append(inner)
            parts = inner.parts
        return found

    # Reading the document

    def _write(self, text: str, position: int, *, is_copied: bool = False) -> None:
        self._offsets.append(self._length)
        self._positions.append(position)
        self._is_copied.append(is_copied)
        self._out.append(text)
        self._length += len(text.encode("utf-16-le", "surrogatepass")) // 2

    def _frame(self, place: QTextFrame.iterator, parts: list[PagePart], depth: int) -> None:
        while not place.atEnd():
            frame = cast("QTextFrame | None", place.currentFrame())
            if frame is None:
                self._block(place.currentBlock(), parts)
            elif depth < DEEPEST_FRAME and isinstance(frame, QTextTable):
                self._table(frame, parts, depth + 1)
            elif depth < DEEPEST_FRAME:
                self._frame(frame.begin(), parts, depth + 1)
            place += 1

    def _table(self, table: QTextTable, parts: list[PagePart], depth: int) -> None:
        box = self._boxes.get(table.objectIndex())
        if box is not None:
            part = PagePart(PartKind.CODE if box is BoxKind.CODE else PartKind.QUOTE, self._length)
            self._frame(table.cellAt(0, 0).begin(), part.parts, depth)
            if box is BoxKind.CODE:
                part.parts.clear()
            self._end(part, parts)
            return
        whole = PagePart(PartKind.TABLE, self._length)
        for row in range(table.rows()):
            line = PagePart(PartKind.ROW, self._length)
            for column in range(table.columns()):
                cell = table.cellAt(row, column)
                if (cell.row(), cell.column()) != (row, column):
                    continue
                is_heading = cell.format().fontWeight() >= _HEADING_WEIGHT
                part = PagePart(PartKind.HEADING_CELL if is_heading else PartKind.CELL, self._length)
                self._frame(cell.begin(), part.parts, depth)
                self._end(part, line.parts)
                # One paragraph in a cell is the cell itself.
                if len(part.parts) == 1 and part.parts[0].kind is PartKind.PARAGRAPH:
                    part.parts = part.parts[0].parts
                self._separate("\t", part.start, cell.lastPosition())
            self._end(line, whole.parts)
            if line.parts:
                self._separate("\n", line.start, table.lastPosition())
        self._end(whole, parts)

    def _separate(self, sign: str, start: int, position: int) -> None:
        """Write what is between cells or rows, in place of the end of the last paragraph in this one.

        Args:
            sign: the separator.
            start: where the text of the cell or row begins; an empty one has no paragraph.
            position: where its end is in the document.
        """
        if self._length > start and self._out[-1] in _SEPARATORS:
            self._out[-1] = sign
        else:
            self._write(sign, position)

    def _end(self, part: PagePart, parts: list[PagePart]) -> None:
        part.end = self._length
        if part.end > part.start and self._out[-1] in _SEPARATORS:
            part.end -= 1
        parts.append(part)

    def _block(self, block: QTextBlock, parts: list[PagePart]) -> None:
        if block.length() <= 1 and not block.text():
            return
        level = block.blockFormat().headingLevel()
        items = cast("QTextList | None", block.textList())
        part = PagePart(PartKind.HEADING if level else PartKind.PARAGRAPH, self._length, level=level)
        if items is not None:
            part.kind, part.level = PartKind.ITEM, max(1, items.format().indent())
            self._write_mark(block, items)
        for piece in pieces_of(block):
            self._piece(piece.text(), piece.position(), piece.charFormat(), part)
        part.end = self._length
        self._write("\n", block.position() + block.length() - 1)
        if items is None:
            if len(part.parts) == 1 and (part.parts[0].start, part.parts[0].end) == (part.start, part.end):
                # A formula that is alone is no part of a paragraph.
                part = part.parts[0] if part.parts[0].kind is PartKind.FORMULA else part
            parts.append(part)
            return
        is_another = part.level <= self._list[0] and items.objectIndex() != self._list[1]
        if not parts or parts[-1].kind is not PartKind.LIST or is_another:
            self._list = part.level, items.objectIndex()
            parts.append(PagePart(PartKind.LIST, part.start))
        parts[-1].parts.append(part)
        parts[-1].end = part.end

    def _write_mark(self, block: QTextBlock, items: QTextList) -> None:
        mark = "\u2022" if block.blockNumber() in self._bullets else items.itemText(block)
        if mark:
            self._write(f"{mark} ", block.position())

    def _piece(self, text: str, position: int, form: QTextCharFormat, part: PagePart) -> None:
        start = self._length
        if text.strip(_OBJECT) and not any(sign in text for sign in (_OBJECT, *_DROPPED)):
            self._write(text.replace(_LINE_SEPARATOR, "\n"), position, is_copied=True)
        else:
            for sign in text:
                if sign == _OBJECT:
                    self._object(position, form, part)
                elif sign not in _DROPPED:
                    self._write("\n" if sign == _LINE_SEPARATOR else sign, position, is_copied=True)
                position += 1 if sign < "\U00010000" else 2
        address = form.anchorHref() if form.isAnchor() else ""
        if not address or start == self._length:
            return
        last = part.parts[-1] if part.parts else None
        if last is not None and last.kind is PartKind.PICTURE and last.start == start:
            last.address = address
        elif last is not None and last.kind is PartKind.LINK and last.address == address and last.end == start:
            last.end = self._length
        else:
            part.parts.append(PagePart(PartKind.LINK, start, self._length, address=address))

    def _object(self, position: int, form: QTextCharFormat, part: PagePart) -> None:
        start = self._length
        if form.objectType() == OBJECT_TYPE and isinstance(self._document, PageDocument):
            place = self._document.formulas.places[form.intProperty(NUMBER)]
            words = spoken_tex(place.source.tex) or place.source.tex
            self._write(f"{place.before}{words}{place.after}", position)
            kind = PartKind.FORMULA
        elif form.isImageFormat():
            self._write(str(form.property(QTextFormat.Property.ImageAltText.value) or self._picture_word), position)
            kind = PartKind.PICTURE
        else:
            return
        part.parts.append(PagePart(kind, start, self._length))
