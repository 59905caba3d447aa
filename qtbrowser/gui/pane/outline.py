"""The outline of a page: its headings in a list, with the current section marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.pane.heading_positions import depths
from qtbrowser.gui.pane.plain_tooltips import plain_tooltip
from qtbrowser.gui.widgets.font_rules import FontRule
from qtbrowser.gui.widgets.icons import grow_icon, icon
from qtbrowser.gui.widgets.row_painting import mirrored, paint_row_ground, small_font
from qtbrowser.gui.widgets.theme_palettes import colours_of
from qtbrowser.rendering.page import Heading

_DEPTH_ROLE = Qt.ItemDataRole.UserRole
_INDENT = 14
_DEEPEST = 4
_ROW_PADDING = 10


class OutlineDelegate(QStyledItemDelegate):
    """Paints a heading on one line, indented by its depth; the current section is the selected row."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paints the row's background and the text."""
        colours = colours_of(option.palette)
        painter.save()
        paint_row_ground(painter, option, colours, 4)
        is_here = bool(option.state & QStyle.StateFlag.State_Selected)
        depth = index.data(_DEPTH_ROLE)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if is_here else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colours.text if is_here or not depth else colours.muted))
        place = QRectF(option.rect).adjusted(14 + _INDENT * depth, 0, -8, 0)
        place = mirrored(place, option.rect, option.direction)
        words = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine), words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The size of one line with padding; the width is the list's."""
        return QSize(0, option.fontMetrics.height() + _ROW_PADDING)


class OutlineList(QListWidget):
    """The headings.

    Signals:
        chosen: the index of the heading to go to.
        left: the reader wants to return to the page.
    """

    chosen = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline_list")
        self.setAccessibleName(self.tr("Outline"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(OutlineDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the heading, Escape returns to the page; letters go to the heading that begins with them."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(self.row(item))


class Outline(QWidget):
    """The list with a title and a button that closes it.

    Signals:
        chosen: the index of the heading to go to.
        left: the reader wants to return to the page.
        closed: the user has closed it.
    """

    chosen = Signal(int)
    left = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self.setAccessibleName(self.tr("Outline"))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.list = OutlineList(self)
        self.list.chosen.connect(self.chosen)
        self._headings: tuple[Heading, ...] = ()
        self.list.left.connect(self.left)
        title = QLabel(self.tr("On this page"), self)
        FontRule(title, small_font)
        title.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._few = QLabel(self)
        self._few.setObjectName("outline_few")
        self._few.setTextFormat(Qt.TextFormat.PlainText)
        self._few.setWordWrap(True)
        self._few.setContentsMargins(14, 2, 12, 6)
        self._few.hide()
        close = QToolButton(self)
        close.setObjectName("outline_close")
        close.setIcon(icon("x"))
        grow_icon(close, 16)
        close.setAutoRaise(True)
        close.setToolTip(self.tr("Close Outline"))
        close.setAccessibleName(self.tr("Close Outline"))
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 4, 0)
        head.addWidget(title, 1)
        head.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 8, 0, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._few)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def show_headings(self, headings: Sequence[Heading]) -> None:
        """Shows the headings of a page; those that are shown already, as the first of a long page, stay."""
        shown = self._headings
        if headings[: len(shown)] != shown:
            self.list.clear()
            shown = ()
        self._headings = tuple(headings)
        for heading, depth in list(zip(headings, depths(headings), strict=True))[len(shown) :]:
            item = QListWidgetItem(heading.text, self.list)
            item.setData(_DEPTH_ROLE, min(depth, _DEEPEST))
            item.setToolTip(plain_tooltip(self.tr("Section:"), heading.text))
        few = {0: self.tr("This page has no headings."), 1: self.tr("This page has only one heading.")}
        words = few.get(len(headings), "")
        if words != self._few.text():
            self._few.setText(words)
            self._few.setVisible(bool(words))
            self.list.setAccessibleDescription(words)

    def height_for_all(self) -> int:
        """The height in pixels that shows every heading."""
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        return self.minimumSizeHint().height() - self.list.minimumSizeHint().height() + rows + 4

    def show_section(self, index: int) -> None:
        """Marks the current section; -1 for none."""
        if index != self.list.currentRow():
            self.list.setCurrentRow(index)
            if index < 0:
                self.list.clearSelection()

    def sizeHint(self) -> QSize:
        """The preferred width is that of some words."""
        return QSize(16 * self.fontMetrics().averageCharWidth() + 110, 300)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline between page and outline, which is beside or above it."""
        painter = QPainter(self)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        if self.x():
            painter.drawLine(0, 0, 0, self.height())
        else:
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()
