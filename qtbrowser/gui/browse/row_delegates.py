"""Paints the rows of the list: plain text, the theme's colours, one height for all."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPolygonF, QTextCharFormat
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from qtbrowser.gui.browse.kept_marks import KeptSign
from qtbrowser.gui.browse.list_model import ROW_ROLE, SIGNS_ROLE
from qtbrowser.gui.browse.row_meta import row_meta
from qtbrowser.gui.settings.list_density import ListDensity
from qtbrowser.gui.widgets.cell_delegate import AnyIndex
from qtbrowser.gui.widgets.icons import paint_icon
from qtbrowser.gui.widgets.row_painting import mirrored, paint_row_ground, small_font
from qtbrowser.gui.widgets.text_block import BlockStyle, TextBlock, runs_rightwards
from qtbrowser.gui.widgets.theme_colours import LIGHT, THEMES, Colours
from qtbrowser.gui.widgets.theme_palettes import colours_of

if TYPE_CHECKING:
    from qtbrowser.gui.browse.rows import Marks, Row

CACHED_BLOCKS = 400
_ROOMS = {ListDensity.COMPACT: 4, ListDensity.NORMAL: 10, ListDensity.ROOMY: 18}


class RowDelegate(QStyledItemDelegate):
    """Paints a question with its date, or a hit with its snippet in which found words are marked.

    Attributes:
        with_snippets: whether rows are hits, with the height for a snippet.
        with_subjects: whether the subject is shown; not if all rows have the same one.
        density: how much room there is above and below the words.
    """

    MARGIN = 4
    PADDING = 10
    TITLE_LINES = 2
    SNIPPET_LINES = 2
    INDENT = 18
    FOLD = 18

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.with_snippets = False
        self.with_subjects = True
        self.density = ListDensity.NORMAL
        self._blocks = lru_cache(maxsize=CACHED_BLOCKS)(self._make_block)

    def row_height(self, font: QFont) -> int:
        """Height of every row, in pixels."""
        height = QFontMetrics(font).lineSpacing() * self.TITLE_LINES + QFontMetrics(small_font(font)).lineSpacing()
        if self.with_snippets:
            height += QFontMetrics(small_font(font)).lineSpacing() * self.SNIPPET_LINES + 3
        return height + 2 + 2 * _ROOMS[self.density]

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """The same height for every row."""
        return QSize(200, self.row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint title, meta line and snippet; three faint bars while the row is being loaded."""
        colours = colours_of(option.palette)
        row: Row | None = index.data(ROW_ROLE)
        painter.save()
        paint_row_ground(painter, option, colours, self.MARGIN)
        rect = QRectF(option.rect).adjusted(self.MARGIN + self.PADDING, 0, -self.MARGIN - self.PADDING, 0)
        painter.fillRect(QRectF(rect.x(), option.rect.bottom(), rect.width(), 1), QColor(colours.border))
        if row is not None:
            if row.is_equal or row.is_entry:
                rect = mirrored(rect.adjusted(self.INDENT, 0, 0, 0), option.rect, option.direction)
            if row.opens:
                closed = "chevron-left" if option.direction is Qt.LayoutDirection.RightToLeft else "chevron-right"
                name = "chevron-down" if row.is_opened else closed
                paint_icon(painter, name, self.fold_place(option.rect, option.direction), colours.muted)
                rect = mirrored(rect.adjusted(0, 0, -self.FOLD, 0), option.rect, option.direction)
            self._paint_row(painter, rect, row, index.data(SIGNS_ROLE), option, colours)
        else:
            _paint_placeholder(painter, rect, colours)
        painter.restore()

    def fold_place(self, row: QRect, direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight) -> QRectF:
        """Where a row that opens into its places has the chevron for it, in a window of that direction."""
        side = 14.0
        left = row.right() - self.MARGIN - self.PADDING - side + 4
        return mirrored(QRectF(left, row.center().y() - side / 2, side, side), row, direction)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: AnyIndex
    ) -> bool:
        """Show the whole title as a tooltip if it is elided in the row; never as rich text."""
        row = index.data(ROW_ROLE)
        width = option.rect.width() - 2 * (self.MARGIN + self.PADDING)
        if row is not None and self._title(row, option.font, width).is_cut:
            QToolTip.showText(event.globalPos(), html.escape(row.title), view)
        else:
            QToolTip.hideText()
        return True

    def _title(self, row: Row, font: QFont, width: int) -> TextBlock:
        return self._blocks(row.title, row.title_marks, font.toString(), width, self.TITLE_LINES, None)

    def _paint_row(
        self,
        painter: QPainter,
        rect: QRectF,
        row: Row,
        signs: Sequence[KeptSign],
        option: QStyleOptionViewItem,
        colours: Colours,
    ) -> None:
        font = option.font
        small = small_font(font)
        width = round(rect.width())
        title = self._title(row, font, width)
        lines = self.SNIPPET_LINES + self.TITLE_LINES - title.line_count
        snippet = self._blocks(row.snippet, row.snippet_marks, small.toString(), width, lines, colours.name)
        meta_height = QFontMetrics(small).lineSpacing()
        gap = 3 if row.snippet else 0
        # From the top on: titles are as far from each other whatever their number of lines.
        top = rect.y() + _ROOMS[self.density]
        painter.setPen(QColor(colours.text))
        title.draw(painter, rect.x(), top)
        top += title.height + 2
        meta = QRectF(rect.x(), top, rect.width(), meta_height)
        if signs:
            meta = self._paint_signs(painter, meta, signs, option.direction, colours)
        first, *others = row_meta(row, self.with_subjects) or ("",)
        # The line that a short title leaves free is filled, with the snippet or the later part of what is below titles.
        parted = bool(others) and not row.snippet and title.line_count < self.TITLE_LINES
        self._paint_meta(painter, meta, row, (first,) if parted else (first, *others), small, colours)
        if parted:
            later = QRectF(rect.x(), top + meta_height, rect.width(), meta_height)
            self._paint_words(painter, later, row, others, small, colours)
        if row.snippet:
            painter.setPen(QColor(colours.text))
            snippet.draw(painter, rect.x(), top + meta_height + gap)

    @staticmethod
    def _paint_signs(
        painter: QPainter, line: QRectF, signs: Sequence[KeptSign], direction: Qt.LayoutDirection, colours: Colours
    ) -> QRectF:
        """Paint the signs at the end of a line; returns what is left of it."""
        side = line.height() - 3
        left = line
        for sign in signs:
            place = mirrored(QRectF(left.right() - side, line.y() + 1.5, side, side), left, direction)
            if sign is KeptSign.BOOKMARKED:
                _paint_ribbon(painter, place, colours.accent)
            else:
                paint_icon(painter, sign, place, colours.muted)
            left = mirrored(left.adjusted(0, 0, -side - 4, 0), left, direction)
        return left

    def _paint_meta(
        self, painter: QPainter, rect: QRectF, row: Row, parts: Sequence[str], font: QFont, colours: Colours
    ) -> None:
        if row.hidden:
            icon = rect.height() - 3
            paint_icon(painter, "eye-off", QRectF(rect.x(), rect.y() + 1.5, icon, icon), colours.muted)
            rect = rect.adjusted(icon + 5, 0, 0, 0)
        self._paint_words(painter, rect, row, parts, font, colours)

    @staticmethod
    def _paint_words(
        painter: QPainter, rect: QRectF, row: Row, parts: Sequence[str], font: QFont, colours: Colours
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        # Each part keeps its own direction of writing, whatever the other one's is.
        whole = "  ·  ".join(f"\u2068{part}\u2069" for part in parts if part)
        words = QFontMetrics(font).elidedText(whole, Qt.TextElideMode.ElideRight, int(rect.width()))
        side = Qt.AlignmentFlag.AlignRight if runs_rightwards(row.title) else Qt.AlignmentFlag.AlignLeft
        # By the title's direction, not the window's.
        painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), words)

    def _make_block(self, text: str, marks: Marks, font: str, width: int, lines: int, theme: str | None) -> TextBlock:
        written = QFont()
        written.fromString(font)
        return TextBlock(text, marks, BlockStyle(written, _marked_format(theme), lines), width)


@lru_cache(maxsize=4)
def _marked_format(theme: str | None) -> QTextCharFormat:
    """The format of found words: bold in a title (no theme), with a background in a snippet."""
    marked = QTextCharFormat()
    if theme is None:
        marked.setFontWeight(QFont.Weight.Bold)
        return marked
    colours = next((one for name, one in THEMES.items() if name == theme), LIGHT)
    marked.setBackground(QColor(colours.mark))
    marked.setForeground(QColor(colours.on_mark))
    return marked


def _paint_ribbon(painter: QPainter, place: QRectF, ink: str) -> None:
    """A bookmark: a ribbon with a notch at its foot."""
    body = place.adjusted(place.width() * 0.22, 0, -place.width() * 0.22, 0)
    notch = QPointF(body.center().x(), body.bottom() - body.width() * 0.45)
    corners = [body.topLeft(), body.topRight(), body.bottomRight(), notch, body.bottomLeft()]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink))
    painter.drawPolygon(QPolygonF(corners))


def _paint_placeholder(painter: QPainter, rect: QRectF, colours: Colours) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.hover))
    for number, share in enumerate((0.9, 0.6, 0.3)):
        bar = QRectF(rect.x(), rect.y() + 14 + number * 16, rect.width() * share, 8)
        if bar.bottom() < rect.bottom():
            painter.drawRoundedRect(bar, 4, 4)
