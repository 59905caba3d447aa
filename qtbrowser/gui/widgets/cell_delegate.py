"""The delegate that paints cells of tables in the style of the question list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from qtbrowser.gui.widgets.icons import scaled_to_text
from qtbrowser.gui.widgets.row_painting import paint_cell_ground
from qtbrowser.gui.widgets.theme_colours import Colours
from qtbrowser.gui.widgets.theme_palettes import colours_of

AnyIndex = QModelIndex | QPersistentModelIndex


def leave_ground_to_delegate(option: QStyleOptionViewItem) -> None:
    """Turn off the style's highlight of a selected row; called by a view's `initViewItemOption` if its delegate paints
    the row's ground.
    """
    option.palette.setColor(QPalette.ColorRole.Highlight, QColor(Qt.GlobalColor.transparent))


class CellDelegate(QStyledItemDelegate):
    """Paints one line of plain text with padding, on the background of its row."""

    PADDING = 10
    DECORATION = 18
    ELIDE_MIDDLE: tuple[int, ...] = ()
    MUTED: tuple[int, ...] = ()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint background, decoration and text."""
        colours = colours_of(option.palette)
        painter.save()
        painter.setFont(option.font)
        paint_cell_ground(painter, option, colours)
        room = option.rect.adjusted(self.PADDING, 0, -self.PADDING, 0)
        if option.direction is Qt.LayoutDirection.RightToLeft:
            width = scaled_to_text(option.fontMetrics, self.DECORATION)
            at_end = QRect(room.right() + 1 - width, room.y(), width, room.height())
            room.adjust(0, 0, -self.paint_decoration(painter, at_end, index, colours), 0)
        else:
            room.adjust(self.paint_decoration(painter, room, index, colours), 0, 0, 0)
        column = index.column()
        side = Qt.TextElideMode.ElideMiddle if column in self.ELIDE_MIDDLE else Qt.TextElideMode.ElideRight
        words = QFontMetrics(option.font).elidedText(str(index.data()), side, room.width())
        painter.setPen(QColor(colours.muted if column in self.MUTED else colours.text))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()

    def paint_decoration(self, painter: QPainter, room: QRect, index: AnyIndex, colours: Colours) -> int:
        """Paint what comes before the text; return its width in pixels."""
        return 0


class LineDelegate(CellDelegate):
    """Cells of one line with space around it, for lists of names."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """One line."""
        return QSize(100, QFontMetrics(option.font).height() + 12)
