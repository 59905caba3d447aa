"""Painting shared by the rows of lists and tables: the small font, and a row's background."""

from __future__ import annotations

from typing import TYPE_CHECKING

# Not imported by name: PySide takes 7 ms to make the class QStyle, which the first paint would wait for.
from PySide6 import QtWidgets
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from qtbrowser.gui.widgets.theme_colours import Colours

ROUNDING = 6.0
BAR = 3.0
"""The width of the bar at the beginning of a selected row, in pixels."""

SMALL = 0.9


def small_font(font: QFont) -> QFont:
    """A smaller version of `font` for secondary lines."""
    small = QFont(font)
    if font.pixelSize() > 0:
        small.setPixelSize(max(9, round(font.pixelSize() * SMALL)))
    else:
        small.setPointSizeF(font.pointSizeF() * SMALL)
    return small


def mirrored(place: QRectF, whole: QRectF | QRect, direction: Qt.LayoutDirection) -> QRectF:
    """Where `place` is in a window of that direction.

    Args:
        place: the place from left to right.
        whole: what it is a part of, a row or a widget.
        direction: of the window; from right to left the place is at the same distance from the other side.
    """
    if direction is not Qt.LayoutDirection.RightToLeft:
        return place
    around = QRectF(whole)
    return QRectF(around.left() + around.right() - place.right(), place.top(), place.width(), place.height())


def paint_row_ground(painter: QPainter, option: QStyleOptionViewItem, colours: Colours, margin: int) -> None:
    """Paint the rounded background of a selected or hovered row, and the frame of the focused one."""
    state, flag = option.state, QtWidgets.QStyle.StateFlag
    selected = bool(state & flag.State_Selected)
    active = bool(state & flag.State_Active) and bool(state & flag.State_HasFocus)
    rect = QRectF(option.rect).adjusted(margin, 1, -margin, -1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.selected if active else colours.selected_idle))
        painter.drawRoundedRect(rect, ROUNDING, ROUNDING)
        paint_selection_bar(painter, rect, option.direction, colours)
    elif state & flag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.hover))
        painter.drawRoundedRect(rect, ROUNDING, ROUNDING)
    if active:
        paint_focus_frame(painter, QRectF(option.rect), colours, margin)


def paint_cell_ground(painter: QPainter, option: QStyleOptionViewItem, colours: Colours) -> None:
    """The ground of a cell or row without rounding, where it is selected; the bar in the first cell of the row."""
    if not option.state & QtWidgets.QStyle.StateFlag.State_Selected:
        return
    focused = option.widget.hasFocus()
    painter.fillRect(option.rect, QColor(colours.selected if focused else colours.selected_idle))
    position = QtWidgets.QStyleOptionViewItem.ViewItemPosition
    if option.viewItemPosition not in (position.Middle, position.End):
        paint_selection_bar(painter, QRectF(option.rect), option.direction, colours)


def paint_selection_bar(painter: QPainter, row: QRectF, direction: Qt.LayoutDirection, colours: Colours) -> None:
    """The bar by which a selected row is known where its ground is too faint to be told from the others'.

    Args:
        painter: of the view.
        row: the place of the row's ground.
        direction: of the window; the bar is at the side where lines begin.
        colours: of the theme.
    """
    height = min(row.height() - 4, 0.6 * row.height() + 4)
    bar = QRectF(row.left(), row.center().y() - height / 2, BAR, height)
    if direction is Qt.LayoutDirection.RightToLeft:
        bar.moveRight(row.right())
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.accent))
    painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
    painter.restore()


def paint_focus_frame(painter: QPainter, row: QRectF, colours: Colours, margin: int) -> None:
    """Paint the frame of the focused row; `row` is its whole rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.accent), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    frame = row.adjusted(margin + 0.6, 1.6, -margin - 0.6, -1.6)
    painter.drawRoundedRect(frame, ROUNDING - 0.6, ROUNDING - 0.6)
