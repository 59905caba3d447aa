"""The list of the trail: its model, how its rows are painted, and what mouse and keys do in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTime,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qtbrowser.gui.personal.trail_rows import RowKind, TrailRow
from qtbrowser.gui.widgets.cell_delegate import leave_ground_to_delegate
from qtbrowser.gui.widgets.clicks import is_side_button
from qtbrowser.gui.widgets.font_rules import heading_font
from qtbrowser.gui.widgets.icons import paint_icon, scaled_to_text
from qtbrowser.gui.widgets.labels import date_words
from qtbrowser.gui.widgets.row_painting import mirrored, paint_row_ground, small_font
from qtbrowser.gui.widgets.theme_palettes import colours_of

AnyIndex = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
HERE = Qt.ItemDataRole.UserRole + 1

_ICONS = {RowKind.SEARCH: "search", RowKind.SUBJECT: "book-open", RowKind.DOCUMENT: "file-text"}


class TrailModel(QAbstractListModel):
    """The rows of the trail.

    Args:
        parent: the owner.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: Sequence[TrailRow] = ()
        self._here = ""
        self._today = datetime.now().astimezone().date()

    def show(self, rows: Sequence[TrailRow], here: str) -> None:
        """Show other rows.

        Args:
            rows: all of them.
            here: the id of the step that the window shows.
        """
        self.beginResetModel()
        self._rows, self._here = rows, here
        self._today = datetime.now().astimezone().date()
        self.endResetModel()

    def row(self, number: int) -> TrailRow | None:
        """A row; None where there is none."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row, and its words."""
        row = self.row(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role == HERE:
            return bool(row.id) and row.id == self._here
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(row)
        return None

    def words(self, row: TrailRow) -> str:
        """A row in words, as a screen reader tells it."""
        if row.kind is RowKind.DAY:
            return self.day_words(row)
        title = self.tr("Search: {0}").format(row.title) if row.kind is RowKind.SEARCH else row.title
        return f"{time_words(row)} {title}"

    def day_words(self, row: TrailRow) -> str:
        """The day of a row."""
        if row.day == self._today:
            return self.tr("Today")
        return self.tr("Yesterday") if row.day == self._today - timedelta(days=1) else date_words(row.day)


def time_words(row: TrailRow) -> str:
    """The time of a step; empty for a day."""
    return "" if row.when is None else _clock_words(row.when)


@lru_cache(maxsize=2_048)
def _clock_words(moment: datetime) -> str:
    when = moment.astimezone()
    return QLocale().toString(QTime(when.hour, when.minute), QLocale.FormatType.ShortFormat)


class _TrailDelegate(QStyledItemDelegate):
    """One line: an icon, the title, the time; in place of the time a cross where the mouse or the cursor is."""

    MARGIN = 4
    PADDING = 8
    INDENT = 16

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """As high as its text needs."""
        return QSize(80, QFontMetrics(option.font).height() + 12)

    def cross_place(self, row: QRectF, metrics: QFontMetrics, direction: Qt.LayoutDirection) -> QRectF:
        """Where the cross of a row is."""
        side = scaled_to_text(metrics, 14)
        place = QRectF(row.right() - self.MARGIN - self.PADDING - side, row.center().y() - side / 2, side, side)
        return mirrored(place, row, direction)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """The row."""
        row: TrailRow = index.data(ROW)
        colours = colours_of(option.palette)
        is_pointed = bool(option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus))
        painter.save()
        paint_row_ground(painter, option, colours, self.MARGIN)
        inner = self.MARGIN + self.PADDING
        whole = QRectF(option.rect)
        metrics = QFontMetrics(option.font)
        side = scaled_to_text(metrics, 14)
        left = whole.left() + inner + row.depth * self.INDENT
        middle = whole.center().y()
        name = ("chevron-right" if row.is_folded else "chevron-down") if row.kind is RowKind.DAY else _ICONS[row.kind]
        if name == "chevron-right" and option.direction is Qt.LayoutDirection.RightToLeft:
            name = "chevron-left"
        is_here = bool(index.data(HERE))
        icon_ink = colours.accent if is_here else colours.muted
        icon_place = QRectF(left, middle - side / 2, side, side)
        paint_icon(painter, name, mirrored(icon_place, whole, option.direction), icon_ink)
        right = whole.right() - inner
        small = small_font(option.font)
        if is_pointed:
            paint_icon(painter, "x", self.cross_place(whole, metrics, option.direction), colours.text)
            right -= side + 8
        elif time := time_words(row):
            width = QFontMetrics(small).horizontalAdvance(time)
            place = QRectF(right - width, whole.top(), width, whole.height())
            self._write(painter, option, place, time, small, colours.muted)
            right -= width + 8
        room = QRectF(left + side + 8, whole.top(), max(right - left - side - 8, 0), whole.height())
        model = index.model()
        is_day = row.kind is RowKind.DAY
        words = model.day_words(row) if is_day and isinstance(model, TrailModel) else row.title
        font = heading_font(QFont(option.font)) if is_day or is_here else option.font
        cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        self._write(painter, option, room, cut, font, colours.text)
        painter.restore()

    @staticmethod
    def _write(
        painter: QPainter, option: QStyleOptionViewItem, room: QRectF, words: str, font: QFont, colour: str
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        from_right = option.direction is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter) | int(
            Qt.TextFlag.TextSingleLine
        )
        painter.drawText(mirrored(room, QRectF(option.rect), option.direction), flags, words)


class TrailList(QListView):
    """The view. Moving through it by keys opens nothing; a click or Return does.

    Signals:
        step_chosen: the id of a step to see again.
        day_switched: a day whose steps are to be folded or unfolded.
        forget_requested: a TrailRow: a step, or a day with all its steps.
    """

    step_chosen = Signal(str)
    day_switched = Signal(object)
    forget_requested = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("trail_list")
        self.setAccessibleName(self.tr("Trail"))
        self.rows = TrailModel(self)
        self._delegate = _TrailDelegate(self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)

    def show_rows(self, rows: Sequence[TrailRow], here: str) -> None:
        """Show other rows; the place in the list is kept."""
        place = self.verticalScrollBar().value()
        current = self.rows.row(self.currentIndex().row())
        number = self.currentIndex().row()
        self.rows.show(rows, here)
        self.verticalScrollBar().setValue(place)
        if current is not None and rows:
            key = (current.id, current.day)
            found = (place for place, row in enumerate(rows) if (row.id, row.day) == key)
            same = next(found, min(number, len(rows) - 1))
            self.setCurrentIndex(self.rows.index(same))

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        """Turn off the style's highlight, as the delegate paints the row's background."""
        super().initViewItemOption(option)
        leave_ground_to_delegate(option)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The side buttons are the window's."""
        if is_side_button(event):
            event.ignore()
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a row shows its step, on its cross forgets it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.rows.row(index.row()) if index.isValid() else None
        if row is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        place = QRectF(self.visualRect(index))
        cross = self._delegate.cross_place(place, self.fontMetrics(), self.layoutDirection())
        if cross.adjusted(-6, -6, 6, 6).contains(event.position()):
            self.forget_requested.emit(row)
        else:
            self._choose(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return shows a step, Delete forgets it; Left and Right fold a day."""
        row = self.rows.row(self.currentIndex().row())
        key = event.key()
        if row is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(row)
        elif row is not None and key == Qt.Key.Key_Delete:
            self.forget_requested.emit(row)
        elif row is not None and row.kind is RowKind.DAY and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if row.is_folded == (key == Qt.Key.Key_Right):
                self.day_switched.emit(row.day)
        else:
            super().keyPressEvent(event)

    def _choose(self, row: TrailRow) -> None:
        if row.kind is RowKind.DAY:
            self.day_switched.emit(row.day)
        else:
            self.step_chosen.emit(row.id)
