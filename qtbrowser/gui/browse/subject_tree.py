"""The view of the subject tree."""

from __future__ import annotations

from functools import lru_cache

from PySide6 import QtWidgets
from PySide6.QtCore import (
    QCoreApplication,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QCursor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.gui.browse.row_menu import SubjectMenu
from qtbrowser.gui.browse.tree_model import AnyIndex, TreeModel, TreeNode
from qtbrowser.gui.browse.tree_rows import NodeKind
from qtbrowser.gui.widgets.clicks import asks_for_tab, is_side_button
from qtbrowser.gui.widgets.icons import paint_icon, scaled_to_text
from qtbrowser.gui.widgets.row_painting import (
    mirrored,
    paint_focus_frame,
    paint_row_ground,
    paint_selection_bar,
    small_font,
)
from qtbrowser.gui.widgets.theme_colours import Colours
from qtbrowser.gui.widgets.theme_palettes import colours_of

MARGIN = 4
PADDING = 8
ICON = 16
CHEVRON, MOST_CHEVRON = 12, 18
"""The side of a chevron beside usual text, and the most that the indentation has room for."""
BAR = 2
"""The height of the bar of what is read, in pixels."""
KEPT_WORDS = 2_000
_AT_BEGINNING = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_AT_END = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

_ICONS = {NodeKind.EVERYTHING: "library", NodeKind.SUBJECT: "book-open", NodeKind.TOPIC: "hash"}


class TreeDelegate(QStyledItemDelegate):
    """Gives the rows of the tree their height; the tree paints them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """The same height for every row."""
        return QSize(120, max(option.fontMetrics.height() + 12, scaled_to_text(option.fontMetrics, ICON) + 12))


class _Look:
    """How the rows of a tree look: fonts, colours, and the numbers of the rows that have a ground.

    Args:
        font: of the tree.
        colours: of the theme.

    Attributes:
        font, colours: as given.
        closed: the icon of a row that can be unfolded.
        selected, focused, pointed, marked, menu: numbers of rows; -1 for none.
        grounds: all of them.
    """

    def __init__(self, font: QFont, colours: Colours) -> None:
        self.font, self.colours = font, colours
        self.closed = ""
        self.selected: set[int] = set()
        self.focused = self.pointed = self.marked = self.menu = -1
        self.grounds: set[int] = set()
        self._small = small_font(font)
        self._fonts = {kind: QFont(font) for kind in NodeKind}
        for kind, own in self._fonts.items():
            own.setWeight(QFont.Weight.DemiBold if kind is NodeKind.EVERYTHING else QFont.Weight.Normal)
        self._icon = scaled_to_text(QFontMetrics(font), ICON)
        self._topic_icon = scaled_to_text(QFontMetrics(font), ICON - 3)
        self.chevron = min(scaled_to_text(QFontMetrics(font), CHEVRON), MOST_CHEVRON)
        self._text, self._muted = QColor(colours.text), QColor(colours.muted)
        locale = QLocale()
        small, metrics = QFontMetrics(self._small), {kind: QFontMetrics(own) for kind, own in self._fonts.items()}

        due_words = QCoreApplication.translate("SubjectTree", "{0} due")

        def counted(count: int, read: int, due: int) -> tuple[str, int]:
            words = locale.toString(count)
            if read:
                words = f"{locale.toString(read)} / {words}"
            if due:
                words = f"{due_words.format(locale.toString(due))} · {words}"
            return words, small.horizontalAdvance(words)

        def elided(kind: NodeKind, name: str, width: int) -> str:
            return metrics[kind].elidedText(name, Qt.TextElideMode.ElideRight, width)

        # To measure a name takes as long as to paint it.
        self._counted = lru_cache(maxsize=KEPT_WORDS)(counted)
        self._elided = lru_cache(maxsize=KEPT_WORDS)(elided)

    def paint_node(self, painter: QPainter, node: TreeNode, place: QRectF, direction: Qt.LayoutDirection) -> None:
        """Paint icon, name and count.

        Args:
            painter: of the tree.
            node: the row's.
            place: where they are, without the row's margins.
            direction: of the window.
        """
        size = self._topic_icon if node.kind is NodeKind.TOPIC else self._icon
        top = place.center().y() + 1 - size / 2
        icon = QRectF(place.x() + (self._icon - size) / 2, top, size, size)
        paint_icon(painter, _ICONS[node.kind], mirrored(icon, place, direction), self.colours.muted)
        # Nothing is there yet, or at all: the list says which.
        count, width = self._counted(node.documents, node.read, node.due) if node.documents else ("", 0)
        painter.setFont(self._small)
        painter.setPen(self._muted)
        painter.drawText(place, _AT_END, count)
        room = mirrored(place.adjusted(self._icon + 8, 0, -width - 10, 0), place, direction)
        painter.setFont(self._fonts[node.kind])
        painter.setPen(self._text)
        painter.drawText(room, _AT_BEGINNING, self._elided(node.kind, node.name, int(room.width())))
        if node.read and node.documents:
            self._paint_progress(painter, node.read / node.documents, place, direction)

    def _paint_progress(self, painter: QPainter, share: float, place: QRectF, direction: Qt.LayoutDirection) -> None:
        """Paint a thin bar below the name: how much of the subject is read."""
        track = QRectF(place.x() + self._icon + 8, place.bottom() - BAR - 1, place.width() - self._icon - 8, BAR)
        done = QRectF(track.x(), track.y(), max(BAR, track.width() * min(1.0, share)), BAR)
        painter.fillRect(mirrored(track, place, direction), QColor(self.colours.track))
        painter.fillRect(mirrored(done, place, direction), QColor(self.colours.field_border))


class SubjectTree(QTreeView):
    """The tree view.

    Attributes:
        is_pressed: whether a row becomes current by the mouse, not by walking through the tree.
        marked: the row of the subject of the shown document.

    Signals:
        rightwards: the reader wants to go to the list.
        tab_requested: subject key, topic key, label: the reader wants to see these documents in a tab of their own.
        random_requested: Selection: the reader wants to see any of these documents.
    """

    rightwards = Signal()
    tab_requested = Signal(object, object, str)
    random_requested = Signal(object)

    is_pressed = False
    marked = QPersistentModelIndex()
    menu: SubjectMenu | None = None
    _menu_place = QPersistentModelIndex()
    _look: _Look | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """As usual; see `is_pressed`. The side buttons are the window's."""
        if is_side_button(event):
            event.ignore()
            return
        if event.button() == Qt.MouseButton.RightButton:
            # For the menu, which is about the row under the mouse and leaves the selection as it is.
            event.accept()
            return
        if asks_for_tab(event):
            model, index = self.model(), self.indexAt(event.position().toPoint())
            if index.isValid() and isinstance(model, TreeModel):
                self.tab_requested.emit(*model.key(index), model.label(index))
            return
        self.is_pressed = True
        super().mousePressEvent(event)
        self.is_pressed = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the row under the mouse, or of the current row if opened by the keyboard."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        model, index = self.model(), self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if not index.isValid() or not isinstance(model, TreeModel):
            return
        if self.menu is not None:
            self.menu.deleteLater()
        key = model.key(index)
        menu = self.menu = SubjectMenu(model.label(index), model.noun, self)
        menu.offer_branch(model.hasChildren(index), self.isExpanded(index))
        label = model.label(index)
        menu.opened.connect(lambda: self._open_row(model.find(key)))
        menu.tab_requested.connect(lambda: self.tab_requested.emit(*key, label))
        menu.random_requested.connect(lambda: self.random_requested.emit(Selection(*key)))
        menu.unfold_requested.connect(lambda opened: self.setExpanded(model.find(key), opened))
        menu.unfold_all_requested.connect(self._unfold_all)
        menu.aboutToHide.connect(self._forget_menu_place)
        self._menu_place = QPersistentModelIndex(index)
        self.viewport().update()
        menu.popup(event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center()))

    def _open_row(self, index: QModelIndex) -> None:
        """A row is chosen in the menu, as by a click; an invalid index if it is gone by then."""
        if index.isValid():
            self.is_pressed = True
            self.setCurrentIndex(index)
            self.is_pressed = False
            self.clicked.emit(index)

    def _unfold_all(self, opened: bool) -> None:
        if opened:
            self.expandAll()
        else:
            self.collapseAll()

    def _forget_menu_place(self) -> None:
        self._menu_place = QPersistentModelIndex()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The row of the shown document's subject, or else the current one, stays in view."""
        super().resizeEvent(event)
        index = self.marked if self.marked.isValid() else self.currentIndex()
        row = self.visualRect(self.model().index(index.row(), 0, index.parent())) if index.isValid() else QRect()
        if row.isValid() and 0 <= row.top() < event.oldSize().height() and row.bottom() >= event.size().height():
            self.scrollTo(self.model().index(index.row(), 0, index.parent()))

    def mark(self, index: QModelIndex) -> None:
        """Mark a row as that of the shown document's subject; an invalid index for none."""
        for changed in (self.marked, index) if self.marked != index else ():
            row = self.visualRect(changed)
            self.viewport().update(0, row.y(), self.viewport().width(), row.height())
        self.marked = QPersistentModelIndex(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows; what is the same for all of them is found out once."""
        self._look = self._present_look()
        super().paintEvent(event)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Paint a row: ground, chevron, icon, name, count.

        Qt's own function would ask model, selection and delegate about twenty times a row, which takes the window's
        thread longer than to paint everything else of the window.
        """
        model, look = self.model(), self._look or self._present_look()
        if not isinstance(model, TreeModel):
            return
        number = index.internalId()
        if number in look.grounds:
            self._paint_ground(painter, option, number, look)
        node = model.node(number)
        indent = (node.depth + 1) * self.indentation()
        row, direction = QRectF(option.rect), option.direction
        if node.has_children:
            name = "chevron-down" if self.isExpanded(index) else look.closed
            side = look.chevron
            place = QRectF(row.left() + indent - side - 2, row.center().y() - side / 2, side, side)
            paint_icon(painter, name, mirrored(place, row, direction), look.colours.muted)
        place = row.adjusted(indent + 2, 0, -MARGIN - PADDING, 0)
        look.paint_node(painter, node, mirrored(place, row, direction), direction)

    def _present_look(self) -> _Look:
        """The look of the rows now; kept words are taken over where font and colours are the same."""
        colours = colours_of(self.palette())
        look = self._look
        if look is None or look.font != self.font() or look.colours is not colours:
            look = _Look(self.font(), colours)
        look.closed = "chevron-left" if self.isRightToLeft() else "chevron-right"
        look.selected = {index.internalId() for index in self.selectedIndexes()}
        look.focused = _number(self.currentIndex()) if self.hasFocus() else -1
        pointed = self.indexAt(self.viewport().mapFromGlobal(QCursor.pos())) if self.underMouse() else QModelIndex()
        look.pointed = _number(pointed)
        look.marked, look.menu = _number(self.marked), _number(self._menu_place)
        look.grounds = look.selected | {look.focused, look.pointed, look.marked, look.menu}
        return look

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, number: int, look: _Look) -> None:
        ground = QStyleOptionViewItem(option)
        states = (
            (QtWidgets.QStyle.StateFlag.State_Selected, number in look.selected),
            # Only the current row has the focus frame.
            (QtWidgets.QStyle.StateFlag.State_HasFocus, number == look.focused),
            (QtWidgets.QStyle.StateFlag.State_MouseOver, number == look.pointed),
        )
        for flag, is_set in states:
            ground.state = ground.state | flag if is_set else ground.state & ~flag
        painter.save()
        paint_row_ground(painter, ground, look.colours, MARGIN)
        if number == look.marked and number not in look.selected:
            row = QRectF(option.rect).adjusted(MARGIN, 1, -MARGIN, -1)
            paint_selection_bar(painter, row, option.direction, look.colours)
        if number == look.menu:
            paint_focus_frame(painter, QRectF(option.rect), look.colours, MARGIN)
        painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes to the list, and so does Right on a row without children."""
        key = event.key()
        index = self.currentIndex()
        folded = index.isValid() and self.model().rowCount(index) > 0 and not self.isExpanded(index)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_Right and not folded):
            self.rightwards.emit()
            return
        super().keyPressEvent(event)


def _number(index: AnyIndex) -> int:
    return index.internalId() if index.isValid() else -1
