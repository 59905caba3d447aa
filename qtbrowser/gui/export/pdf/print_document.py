"""A document laid out on paper, drawn page by page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPalette,
    QPen,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)

from qtbrowser.gui.export.pdf.paper import BODY_POINTS, UNITS_PER_INCH, Paper, in_units
from qtbrowser.gui.math.typesetter import Typesetter
from qtbrowser.gui.pane.blocks import blocks_of
from qtbrowser.gui.pane.fonts import page_fonts
from qtbrowser.gui.pane.images import ImageLoader, PageImages, PictureScale
from qtbrowser.gui.pane.page_colours import highlight_paper
from qtbrowser.gui.pane.page_document import PageDocument
from qtbrowser.gui.pane.page_painter import PagePainter
from qtbrowser.gui.pane.page_style import PageStyle
from qtbrowser.gui.pane.quoted_text import QuotedText
from qtbrowser.gui.settings.page_choices import Face
from qtbrowser.library.quote_finding import find_words

if TYPE_CHECKING:
    from qtbrowser.personal.highlights import Highlight

_SCREEN_DPI = 96
_MOST_SHRINK = 2.5
_BREAK_LIMIT = 200
"""The largest number of headings moved to the next page: each takes a layout."""


class PrintDocument(QObject):
    """Lays out a page's HTML on paper, in dark letters on white whatever the window's theme is.

    Args:
        html: the HTML of a page, or of `print_html`.
        paper: the sheet.
        face: the font.
        typesetter: typesets the formulas.
        loader: loads the pictures.
        parent: the owner.

    Signals:
        ready: all formulas and pictures are loaded or have failed; always emitted after the constructor returns.
    """

    ready = Signal()

    def __init__(
        self,
        html: str,
        paper: Paper,
        face: Face,
        typesetter: Typesetter,
        loader: ImageLoader | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = PageStyle("light", page_fonts(face), in_units(BODY_POINTS))
        self._images = PageImages(loader, PictureScale(UNITS_PER_INCH / _SCREEN_DPI, round(paper.text.width())))
        self.document = PageDocument(html, self._style, self._images, typesetter, self)
        # On the screen letters are on whole pixels; on paper that would be visible.
        self.document.setUseDesignMetrics(True)
        self.document.grown.connect(self._tell_if_ready)
        self.lay_out(paper)
        QTimer.singleShot(0, self, self._tell_if_ready)

    def mark(self, highlights: Iterable[Highlight]) -> None:
        """Paint passages beneath the text. Those that are not found word for word are left out."""
        kept = tuple(highlights)
        if not kept:
            return
        text = QuotedText(self.document.toPlainText(), self.document.formulas.plain_texts())
        for one in kept:
            place = find_words(text.text, one.quote, one.prefix, one.suffix, one.place)
            if place is not None:
                cursor = QTextCursor(self.document)
                start, end = text.shown_range(*place)
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                form = QTextCharFormat()
                form.setBackground(QColor(highlight_paper(one.colour, self._style.colours)))
                cursor.mergeCharFormat(form)

    @property
    def is_ready(self) -> bool:
        """Whether all formulas and pictures are loaded or have failed."""
        return self.document.formulas.is_complete and self._images.is_complete

    def lay_out(self, paper: Paper) -> None:
        """Lay the text out on another paper; a document with a table wider than that is scaled down."""
        self._sheet, self._shrink = paper, 1.0
        self._set_on(paper)
        width = (self.document.size().width() + paper.margin) / paper.width
        if self.document.size().width() > paper.width:
            self._shrink = 1 / min(width, _MOST_SHRINK)
            self._set_on(Paper(*(round(side / self._shrink) for side in (paper.width, paper.height, paper.margin))))

    def _set_on(self, paper: Paper) -> None:
        self._paper = paper
        form = self.document.rootFrame().frameFormat()
        for set_margin in (form.setLeftMargin, form.setRightMargin, form.setTopMargin, form.setBottomMargin):
            set_margin(paper.margin)
        self.document.rootFrame().setFrameFormat(form)
        self.document.fit_tables(paper.text.width())
        self.document.setPageSize(paper.size)
        self._painter = PagePainter(self.document.decorations, self._style)
        # Lays out the whole document now, and so requests all pictures.
        self.document.pageCount()

    def page_count(self) -> int:
        """The number of pages, after headings at the foot of a page were moved to the next one."""
        self._keep_headings()
        return self.document.pageCount()

    def draw_page(self, painter: QPainter, number: int) -> None:
        """Draw a page without header and footer.

        Args:
            painter: scaled to one for a unit, with the origin in the paper's upper left corner.
            number: the number of the page, from 0.
        """
        top = number * self._paper.height
        seen = self._paper.text.translated(0, top)
        layout = self.document.documentLayout()
        painter.save()
        painter.scale(self._shrink, self._shrink)
        painter.translate(0, -top)
        painter.setClipRect(QRectF(0, seen.top(), self._paper.width, seen.height()))
        self._painter.paint(painter, self._first_block(seen), seen)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(0, seen.top(), self._paper.width, seen.height())
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor(self._style.colours.ink))
        context.palette = palette
        layout.draw(painter, context)
        painter.restore()

    def draw_frame(self, painter: QPainter, title: str, foot: str) -> None:
        """Draws header and footer: the title above a hairline, if there is one, and a few words in the middle below."""
        colours, text = self._style.colours, self._sheet.text
        font = self._style.body_font()
        font.setFamily(self._style.fonts.headings)
        font.setPixelSize(in_units(8))
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(colours.quiet))
        metrics = painter.fontMetrics()
        base = text.top() - in_units(16)
        words = metrics.elidedText(title, Qt.TextElideMode.ElideRight, round(text.width()))
        painter.drawText(QPointF(text.left(), base), words)
        middle = text.center().x() - metrics.horizontalAdvance(foot) / 2
        painter.drawText(QPointF(middle, text.bottom() + in_units(26)), foot)
        if title:
            painter.setPen(QPen(QColor(colours.rule), 1))
            painter.drawLine(QPointF(text.left(), base + in_units(5)), QPointF(text.right(), base + in_units(5)))
        painter.restore()

    def _tell_if_ready(self) -> None:
        if self.is_ready:
            self.ready.emit()

    def _first_block(self, seen: QRectF) -> QTextBlock:
        position = self.document.documentLayout().hitTest(seen.topLeft(), Qt.HitTestAccuracy.FuzzyHit)
        return self.document.findBlock(max(0, position))

    def _keep_headings(self) -> None:
        """Move headings at the foot of a page, without the text below them, to the next page."""
        moved = 0
        for block in blocks_of(self.document):
            follower = block.next()
            if not block.blockFormat().headingLevel() or not follower.isValid() or moved == _BREAK_LIMIT:
                continue
            if self._sheet_of(block) != self._sheet_of(follower):
                form = QTextBlockFormat()
                form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                cursor = QTextCursor(block)
                cursor.mergeBlockFormat(form)
                moved += 1

    def _sheet_of(self, block: QTextBlock) -> int:
        """The number of the page with the block's first line."""
        top = self.document.documentLayout().blockBoundingRect(block).top()
        lines = block.layout()
        if lines.lineCount():
            top += lines.lineAt(0).y()
        return int(top // self._paper.height)
