"""A field over a list of rows, in the middle of the window: type, walk, choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from qtbrowser.gui.widgets.cell_delegate import AnyIndex
from qtbrowser.gui.widgets.field_button import FieldButton
from qtbrowser.gui.widgets.row_painting import paint_row_ground, small_font
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme_palettes import colours_of

ROW_ROLE = Qt.ItemDataRole.UserRole
WIDEST = 640
TALLEST = 460
EDGE = 12
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


@dataclass(frozen=True, slots=True)
class PickerRow:
    """A row.

    Attributes:
        title: its words.
        key: what is written at the right, muted: keys.
        detail: a lesser line below, empty for none.
        value: what `Picker.chosen` carries.
        can_be_chosen: if not, it is muted and Return does nothing.
    """

    title: str
    key: str = ""
    detail: str = ""
    value: object = None
    can_be_chosen: bool = True


class _PickerDelegate(QStyledItemDelegate):
    """Title and key on one line, the detail below."""

    MARGIN = 4
    PADDING = 10

    @staticmethod
    def row_height(font: QFont, *, has_detail: bool) -> int:
        """The height of a row of one line or two, in pixels."""
        height = QFontMetrics(font).height() + 12
        return height + QFontMetrics(small_font(font)).height() if has_detail else height

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """The row."""
        row: PickerRow = index.data(ROW_ROLE)
        colours = colours_of(option.palette)
        painter.save()
        paint_row_ground(painter, option, colours, self.MARGIN)
        inner = self.MARGIN + self.PADDING
        room = option.rect.adjusted(inner, 5, -inner, -5)
        small = small_font(option.font)
        line = QRect(room.x(), room.y(), room.width(), QFontMetrics(option.font).height() + 2)
        painter.setPen(QColor(colours.muted))
        key_width = QFontMetrics(option.font).horizontalAdvance(row.key)
        painter.setFont(option.font)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | middle), row.key)
        if row.detail:
            painter.setFont(small)
            below = QRect(room.x(), line.bottom() + 1, room.width(), QFontMetrics(small).height())
            detail = QFontMetrics(small).elidedText(row.detail, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | middle), detail)
            painter.setFont(option.font)
        painter.setPen(QColor(colours.text if row.can_be_chosen else colours.muted))
        line.setWidth(line.width() - (key_width + 12 if row.key else 0))
        title = QFontMetrics(option.font).elidedText(row.title, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | middle), title)
        painter.restore()


class Picker(QFrame):
    """Opens over the window and gives the focus back when it closes. The keyboard stays in the field.

    Args:
        window: what it lies on.
        name: what it is for, told by the field while it is empty.

    Signals:
        typed: the text of the field; `show_rows` shows what fits it.
        chosen: the value of a row; it is closed already.
    """

    typed = Signal(str)
    chosen = Signal(object)

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._window = window
        self._before: QWidget | None = None
        self._rows_height = 0
        self.field = QLineEdit(self)
        self.field.setObjectName("picker_field")
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(name)
        # A sign, not a button.
        lens = FieldButton(self.field, "search", name, at_end=False)
        lens.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.list = QListWidget(self)
        self.list.setObjectName("picker_list")
        self.list.setAccessibleName(name)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_PickerDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.note.setContentsMargins(14, 6, 14, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self.note)
        layout.addWidget(self.list, 1)
        self.field.installEventFilter(self)
        window.installEventFilter(self)
        self.field.textChanged.connect(self._on_text)
        self.list.itemClicked.connect(self._choose)
        self.hide()

    def open(self) -> None:
        """Show it empty, with the focus in the field."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.field.clear()
        apply_style_sheets(self)
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.typed.emit("")

    def show_rows(self, rows: Sequence[PickerRow], note: str = "") -> None:
        """Show what fits, the first row selected.

        Args:
            rows: the best first.
            note: a sentence shown above them, or in their place.
        """
        font = self.list.font()
        heights = [_PickerDelegate.row_height(font, has_detail=detailed) for detailed in (False, True)]
        self._rows_height = sum(heights[bool(row.detail)] for row in rows)
        # Asked for by each row, a delegate in Python takes longer than all else of a letter.
        sizes = [QSize(100, height) for height in heights]
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(row.title)
            item.setData(ROW_ROLE, row)
            item.setSizeHint(sizes[bool(row.detail)])
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in (row.title, row.key, row.detail) if part)
            )
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        # An empty list would take its room from the field.
        self.list.setVisible(bool(rows))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._place()

    def rows(self) -> list[PickerRow]:
        """The rows that are shown."""
        return [self.list.item(number).data(ROW_ROLE) for number in range(self.list.count())]

    def close_picker(self) -> None:
        """Hide it, and put the focus back where it was."""
        before, self._before = self._before, None
        # First: hiding what has the focus gives it to whatever is next.
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field's keys that walk through the list; the window's size."""
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            # Its context menu takes the focus too; and another program's window closes nothing.
            kept = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if event.reason() not in kept:
                self._before = None
                self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """An outline."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(colours_of(self.palette()).field_border), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS and self.list.count():
            row = self.list.currentRow() + _STEPS[key]
            self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        elif key == Qt.Key.Key_Escape:
            self.close_picker()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.list.currentItem() is not None:
                self._choose(self.list.currentItem())
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            pass
        else:
            return False
        return True

    def _choose(self, item: QListWidgetItem) -> None:
        row: PickerRow = item.data(ROW_ROLE)
        if row.can_be_chosen:
            self.close_picker()
            self.chosen.emit(row.value)

    def _on_text(self, text: str) -> None:
        if self.isVisible():
            self.typed.emit(text)

    def _place(self) -> None:
        """In the middle above, as wide and high as there is room and need."""
        window = self._window
        width = min(WIDEST, window.width() - 2 * EDGE)
        top = min(56, max(EDGE, window.height() // 10))
        rows = self._rows_height
        note = self.note.sizeHint().height() + 6 if self.note.isVisibleTo(self) else 0
        height = self.field.sizeHint().height() + note + 22 + (rows + 8 if rows else 0)
        room = window.height() - top - EDGE
        self.setGeometry((window.width() - width) // 2, top, width, min(height, TALLEST, room))
