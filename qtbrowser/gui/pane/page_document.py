"""Converts a page's HTML to a QTextDocument that can load nothing but its own pictures."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSizeF, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from qtbrowser.gui.math.page_formulas import PageFormulas, objects_in
from qtbrowser.gui.math.page_html import with_formula_objects
from qtbrowser.gui.math.typesetter import Typesetter
from qtbrowser.gui.pane.blocks import blocks_of
from qtbrowser.gui.pane.decorations import take_decorations
from qtbrowser.gui.pane.images import PageImages, blank_picture
from qtbrowser.gui.pane.page_sheet import PARAGRAPH_GAP
from qtbrowser.gui.pane.page_style import PageStyle
from qtbrowser.gui.pane.qt_html import blocks_around_answer, qt_html
from qtbrowser.rendering.page import ANSWER_START, PART_BREAK

_FIRST_WIDTH = 700
_BYTES_OF_CHARACTER = 105
"""What a laid-out character takes in memory, glyph and format included; measured on pages of plain text."""


class PageDocument(QTextDocument):
    """One page in a style. A new document is made for every page and every change of style.

    Args:
        html: a Page's HTML, or the beginning of it.
        style: sizes and colours.
        images: loads the pictures, the only thing that the document can load.
        typesetter: typesets the formulas.
        parent: the owner.
        room: the width in pixels of the view that will show the document, which is fitted to it, see `fit`, but laid
            out only after `begin_layout`; 0 for a document that is laid out at once, without a view.
        bar: how much of the room a scroll bar may take later, see `fit`.

    Attributes:
        formulas: the formulas of the page.
        decorations: what is drawn beneath the text.

    Signals:
        about_to_grow, grown: before and after a change of heights, when a picture or formulas are ready.
    """

    about_to_grow = Signal()
    grown = Signal()

    def __init__(
        self,
        html: str,
        style: PageStyle,
        images: PageImages,
        typesetter: Typesetter,
        parent: QObject | None = None,
        room: int = 0,
        bar: tuple[int, int] = (0, 0),
    ) -> None:
        super().__init__(parent)
        self._column = 0.0
        # It is laid out once at the end instead of after every step, and with a width: without one Qt takes far longer.
        self.setLayoutEnabled(False)
        self.setTextWidth(room or _FIRST_WIDTH)
        self._style = style
        html, *more = html.split(PART_BREAK)
        self._around_answer = blocks_around_answer(html)
        self._part_starts = [0]
        self._images = images
        self._picture_places: dict[str, list[int]] = {}
        self._holds_pictures = self._has_held_pictures = False
        images.setParent(self)
        images.picture_ready.connect(self._on_picture_ready)
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.setDefaultFont(style.body_font())
        self.setIndentWidth(style.indent_width())
        html, places = with_formula_objects(html)
        self._formula_count = len(places)
        html = qt_html(html)
        self._set_sheet(html)
        self.setHtml(html)
        self.formulas = PageFormulas(self, places, typesetter, style.fonts.mono)
        if places:
            self._follow_formulas()
        self.decorations = take_decorations(self, style.pixels(PARAGRAPH_GAP))
        self._find_pictures(html)
        for part in more:
            self.append_part(part)
        self._keep_glyphs()
        if room:
            self.fit(room, bar)
        else:
            self.setLayoutEnabled(True)

    def begin_layout(self) -> None:
        """Lets the view lay the document out as soon as it gives it a width; called before it gets the document.

        A view sets the kind of line breaks and then the width, and Qt lays a document out after each if it can. Without
        a size it can't, so that it is laid out once.
        """
        if not self.isLayoutEnabled():
            self.setPageSize(QSizeF(0, 0))
            self.setLayoutEnabled(True)

    def _keep_glyphs(self, first: int = 0) -> None:
        """Has the blocks from number `first` on keep their glyphs, which Qt would else find again for each paint."""
        for block in blocks_of(self, first):
            block.layout().setCacheEnabled(True)

    def append_part(self, html: str) -> None:
        """Appends the next part of a page.

        Args:
            html: of the part, which goes on with the answer, or with what follows it.
        """
        first = self.blockCount()
        before, behind = self._around_answer
        goes_on = ANSWER_START in html
        self._around_answer = before, blocks_around_answer(html)[1] + (0 if goes_on else behind)
        html, places = with_formula_objects(html, self._formula_count)
        if places and not self._formula_count:
            self._follow_formulas()
        self._formula_count += len(places)
        # Qt joins the first paragraph with the one that the cursor is in, and so takes its format away.
        html = f"<p>.</p>{qt_html(html)}"
        self._set_sheet(html)
        cursor = QTextCursor(self)
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        start = cursor.position()
        self._part_starts.append(start)
        cursor.insertHtml(html)
        self._take_joined(start)
        self.formulas.extend(places, start)
        self._find_pictures(html, start)
        # Qt finds the new tables when the edit ends.
        cursor.endEditBlock()
        new = take_decorations(self, self._style.pixels(PARAGRAPH_GAP), first)
        self.decorations.add(new)
        self._keep_glyphs(first)
        if self._column:
            for table in new.tables:
                table.fit(self._column)

    def _follow_formulas(self) -> None:
        self.formulas.about_to_grow.connect(self.about_to_grow)
        self.formulas.grown.connect(self.grown)

    def _find_pictures(self, html: str, start: int = 0) -> None:
        """Notes where the pictures of HTML are that was set or appended at a position."""
        if "<img" not in html:
            return
        cursor = QTextCursor(self)
        for position in objects_in(self, start):
            cursor.setPosition(position + 1)
            form = cursor.charFormat()
            if form.isImageFormat():
                self._picture_places.setdefault(_encoded(form.toImageFormat().name()), []).append(position)

    def _take_joined(self, start: int) -> None:
        """Removes the first block of an appended part, or makes it empty where a table follows."""
        cursor = QTextCursor(self)
        cursor.setPosition(start)
        following = cursor.block().next()
        if following.isValid() and QTextCursor(following).currentTable() is None:
            form = following.blockFormat()
            cursor.setPosition(following.position(), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            cursor.setBlockFormat(form)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()

    def _set_sheet(self, html: str) -> None:
        sheet = self._style.sheet(html)
        if sheet != self.defaultStyleSheet():
            self.setDefaultStyleSheet(sheet)

    def answer_range(self) -> tuple[int, int]:
        """The range of the answer, in UTF-16 units: after the question, before keywords and related questions."""
        before, behind = self._around_answer
        first = self.findBlockByNumber(before)
        last = self.findBlockByNumber(self.blockCount() - behind)
        end = last.position() if behind and last.isValid() else self.characterCount() - 1
        return (first.position() if first.isValid() else end), end

    def part_range(self, number: int) -> tuple[int, int]:
        """The range of a part of a long page, in UTF-16 units; of the whole page if it has one part.

        Args:
            number: from 0; a part that is in the document.
        """
        ends = [*self._part_starts[1:], self.characterCount()]
        return self._part_starts[number], ends[number]

    def bytes_in_memory(self) -> int:
        """Roughly what text and pictures take, laid out."""
        return _BYTES_OF_CHARACTER * self.characterCount() + self._images.bytes_in_memory

    def fit(self, room: int, bar: tuple[int, int]) -> None:
        """Centres the text column in `room` pixels, by the margins of the root frame.

        Args:
            room: the width.
            bar: how much of it a scroll bar may take later, at the left and at the right: the column stays where it is
                when the bar comes.
        """
        beside_bar = room - sum(bar)
        side = self._style.side_margin(beside_bar)
        left, right = (side + width for width in bar)
        column = beside_bar - 2 * side
        frame = self.rootFrame()
        form = frame.frameFormat()
        if form.leftMargin() == left and form.rightMargin() == right and self._column == column:
            return
        form.setLeftMargin(left)
        form.setRightMargin(right)
        top, bottom = self._style.end_margins()
        form.setTopMargin(top)
        form.setBottomMargin(bottom)
        # Each of these changes would have Qt lay out everything at once.
        was_enabled = self.isLayoutEnabled()
        self.setLayoutEnabled(False)
        frame.setFrameFormat(form)
        self.fit_tables(column)
        self.setTextWidth(room)
        self.setLayoutEnabled(was_enabled)

    def fit_tables(self, column: float) -> None:
        """Fits the tables to the width of the column, in pixels."""
        self._column = column
        for table in self.decorations.tables:
            table.fit(column)

    def fit_pictures(self, width: int) -> None:
        """Fits the pictures to a width in pixels."""
        if changed := self._images.fit(width):
            for address, picture in changed:
                self.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(address), picture)
            self._lay_out_anew()

    def hold_pictures(self) -> None:
        """Pictures that are ready from now on are not laid out until `lay_out_held_pictures` or `release_pictures`."""
        self._holds_pictures = True

    def lay_out_held_pictures(self) -> bool:
        """Has Qt begin its layout anew if pictures were held; returns whether that is so."""
        had_some = self._has_held_pictures
        self._has_held_pictures = False
        if had_some:
            self._lay_out_anew()
        return had_some

    def release_pictures(self) -> None:
        """Pictures are laid out again when they are ready."""
        self._holds_pictures = False
        self.lay_out_held_pictures()

    def _lay_out_anew(self) -> None:
        """Has Qt begin its layout anew, which it does in steps, and not at once as after other changes."""
        was_enabled = self.isLayoutEnabled()
        self.setLayoutEnabled(False)
        self.setLayoutEnabled(was_enabled)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Returns pictures from the library only. It never returns nothing, because Qt would then open the address as a
        file.
        """
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return ""
        return blank_picture() if self._images.ask(_encoded(name)) else self._broken_picture()

    def _on_picture_ready(self, address: str, picture: QImage) -> None:
        shown = self._broken_picture() if picture.isNull() else picture
        self.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(address), shown)
        if self._holds_pictures:
            self._has_held_pictures = True
            return
        self.about_to_grow.emit()
        for position in self._picture_places.get(address, ()):
            self.markContentsDirty(position, 1)
        self.grown.emit()

    def _broken_picture(self) -> QImage:
        """A crossed box, one line high, for a picture that is missing or not allowed."""
        side = max(8, self._style.pixels(1.1))
        picture = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(0)
        painter = QPainter(picture)
        painter.setPen(QPen(QColor(self._style.colours.quiet), 1))
        painter.drawRect(1, 1, side - 3, side - 3)
        painter.drawLine(1, 1, side - 2, side - 2)
        painter.drawLine(1, side - 2, side - 2, 1)
        painter.end()
        return picture


def _encoded(address: QUrl | str) -> str:
    """An address of a picture as it is asked for, however Qt hands it out."""
    url = QUrl(address) if isinstance(address, str) else address
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
