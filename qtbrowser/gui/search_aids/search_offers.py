"""The list under the search field, opened on request: saved and recent searches, and questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.widgets.cell_delegate import AnyIndex, CellDelegate
from qtbrowser.gui.widgets.icons import paint_icon
from qtbrowser.gui.widgets.theme_colours import Colours
from qtbrowser.gui.widgets.theme_palettes import colours_of

ICON = 15
ROW_PADDING = 12
OFFER_ROLE = Qt.ItemDataRole.UserRole


class OfferKind(StrEnum):
    """The kind of an offer; the value is the name of its icon."""

    SAVED = "tag"
    RECENT = "history"
    QUESTION = "file-question"


@dataclass(frozen=True, slots=True)
class Offer:
    """An offered search: its kind, and its text or the name of a saved one."""

    kind: OfferKind
    words: str


class _OfferDelegate(CellDelegate):
    """Paints an icon and the text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """The size of one line with padding."""
        return QSize(100, QFontMetrics(option.font).height() + ROW_PADDING)

    def paint_decoration(self, painter: QPainter, room: QRect, index: AnyIndex, colours: Colours) -> int:
        """Paint the icon of the kind."""
        place = QRectF(room.x(), room.center().y() + 1 - ICON / 2, ICON, ICON)
        paint_icon(painter, index.data(OFFER_ROLE).kind.value, place, colours.muted)
        return ICON + 10


class SearchOffers(QFrame):
    """The list of offers. The focus stays in the field; the list handles the field's keys only while it is open.

    It opens by a click into the empty field, by Alt+Down in the empty field, and by Ctrl+Space at any time; typing
    continues in the field and closes it.

    Signals:
        wanted: the user wants to open it; `show_offers` opens it.
        chosen: the Offer to search for.
        forgotten: the Offer to remove.
    """

    wanted = Signal()
    chosen = Signal(object)
    forgotten = Signal(object)

    def __init__(self, field: QLineEdit, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("search_offers")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._field = field
        self._window = window
        self.has_offers = False
        self.list = QListWidget(self)
        self.list.setObjectName("offer_list")
        self.list.setAccessibleName(self.tr("Saved searches, recent searches and titles"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_OfferDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.itemClicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 4, 1, 4)
        layout.addWidget(self.list)
        field.installEventFilter(self)
        field.textEdited.connect(self.hide)
        self.hide()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Open the list under the field, with nothing selected; close it if there are no offers."""
        self.list.clear()
        for offer in offers:
            item = QListWidgetItem(offer.words)
            item.setData(OFFER_ROLE, offer)
            self.list.addItem(item)
        if not offers:
            self.hide()
            return
        height = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        place = self._field.mapTo(self._window, QPoint(0, self._field.height() + 2))
        room = self._window.height() - place.y() - 12
        self.setGeometry(place.x(), place.y(), self._field.width(), min(height + 10, room))
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the field's keys and clicks that open the list, and its keys while it is open."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._opens(event):
            event.accept()
            return True
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._handle_key(event)
        if kind == QEvent.Type.FocusOut:
            self.hide()
        elif kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            if self._field.text():
                self.hide()
            else:
                self.wanted.emit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint an outline like that of the field."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(colours_of(self.palette()).field_border), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _opens(self, event: QKeyEvent) -> bool:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return event.key() == Qt.Key.Key_Space
        # If the field has a text, these keys go to the next hit, as everywhere in the window.
        is_alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
        return is_alt_down and not self._field.text() and self.has_offers

    def _handle_key(self, event: QKeyEvent) -> bool:
        if self._opens(event):
            self.wanted.emit()
            return True
        if not self.isVisible():
            return False
        key = event.key()
        item = self.list.currentItem()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._choose(item)
        elif key == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier.ShiftModifier and item is not None:
            self.forgotten.emit(item.data(OFFER_ROLE))
        else:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.hide()
            return False
        return True

    def _step(self, by: int) -> None:
        row = self.list.currentRow() + by
        # Above the first row nothing is selected; then Return searches for the typed text.
        if row < self.list.count():
            self.list.setCurrentRow(row if row >= 0 else -1)
            if row < 0:
                self.list.clearSelection()

    def _choose(self, item: QListWidgetItem) -> None:
        self.hide()
        self.chosen.emit(item.data(OFFER_ROLE))
