"""The view of the list: a table of one column, the only view of Qt that opens a list of any length at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from qtbrowser.gui.browse.list_model import ListModel
from qtbrowser.gui.browse.row_delegates import RowDelegate
from qtbrowser.gui.browse.row_menu import RowMenu
from qtbrowser.gui.settings.list_density import ListDensity
from qtbrowser.gui.widgets.cell_delegate import leave_ground_to_delegate
from qtbrowser.gui.widgets.clicks import asks_for_tab, is_side_button
from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.gui.widgets.row_painting import paint_focus_frame
from qtbrowser.gui.widgets.theme_palettes import colours_of

if TYPE_CHECKING:
    from qtbrowser.gui.browse.rows import Row


class ListView(QTableView):
    """A list with keyboard navigation. QListView and QTreeView request every row when they open; this view does not.

    Signals:
        upwards: Up on the first row.
        leftwards: Left.
        opened: Return, Right or a double click: the reader wants to read on in the answer.
        folded: path of a row that is to open into its places, or to close over them.
        similar_requested: path, title: the reader wants to see questions like that one.
        tab_requested: path, title, anchor and place of a row: the reader wants to see its document in a tab of its own.
        beside_requested: path, anchor: the reader wants to see that document beside the shown one.
        subject_requested: the subject whose list the reader wants to see.
        location_requested: path: the reader wants to see that document's file.
        copy_requested: path, and the CopyKind in which that document is to be copied.

    Attributes:
        noun: what documents are called.
        menu: the context menu that was opened last.
    """

    upwards = Signal()
    leftwards = Signal()
    opened = Signal()
    folded = Signal(str)
    similar_requested = Signal(str, str)
    tab_requested = Signal(str, str, str, int)
    beside_requested = Signal(str, str)
    subject_requested = Signal(str)
    location_requested = Signal(str)
    copy_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("question_list")
        # For a viewport that Qt makes itself PySide creates all classes of widgets when it is asked for.
        ground = QWidget(self, autoFillBackground=True)
        ground.setBackgroundRole(QPalette.ColorRole.Base)
        self.setViewport(ground)
        self.menu: RowMenu | None = None
        self.noun = Noun.QUESTION
        self._menu_row = -1
        self.is_pressed = False
        self._selects_several = False
        self.rows = ListModel(self)
        self.delegate = RowDelegate(self)
        self.setModel(self.rows)
        self.setItemDelegate(self.delegate)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        # Several rows can be selected for curating; without Shift and Ctrl one row is selected as usual.
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.doubleClicked.connect(self._open)
        self.fit_rows()

    def fit_rows(self) -> None:
        """Set the height of the rows according to their kind."""
        height = self.delegate.row_height(self.font())
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(max(20, height // 3))

    def set_density(self, density: ListDensity) -> None:
        """Give the rows more room or less."""
        self.delegate.density = density
        self.fit_rows()

    def selected_ranges(self) -> tuple[tuple[int, int], ...]:
        """The selected rows, as (first row, number of rows), from the top; they may not be loaded yet."""
        spans = ((span.top(), span.height()) for span in self.selectionModel().selection().toList())
        return tuple(sorted(spans))

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        """Turn off the style's highlight, as the delegate paints the row."""
        super().initViewItemOption(option)
        leave_ground_to_delegate(option)

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as their text needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit_rows()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """As usual; `is_pressed` tells that a row becomes current by the mouse. The side buttons are the window's."""
        if is_side_button(event):
            event.ignore()
            return
        if event.button() == Qt.MouseButton.RightButton:
            # For the menu, which is about the row under the mouse and leaves the selection as it is.
            event.accept()
            return
        adds_row = self._selects_several and event.button() == Qt.MouseButton.LeftButton
        if asks_for_tab(event) and not adds_row:
            row = self.rows.row(self.rowAt(event.position().toPoint().y()))
            if row is not None:
                self.tab_requested.emit(row.path, row.title, row.anchor, row.place)
            return
        self.is_pressed = True
        super().mousePressEvent(event)
        self.is_pressed = False

    def select_several(self, several: bool) -> None:
        """Whether Ctrl and a click add a row to those selected, for the curator, or open a tab."""
        self._selects_several = several

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the chevron of a row opens it into its places."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.rows.row(index.row()) if index.isValid() else None
        if row is None or not row.opens or event.button() is not Qt.MouseButton.LeftButton:
            return
        room = self.delegate.fold_place(self.visualRect(index), self.layoutDirection()).adjusted(-6, -6, 6, 6)
        if room.contains(event.position()):
            self.folded.emit(row.path)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the row under the mouse, or of the current row if opened by the keyboard."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        number = self.rowAt(event.pos().y()) if by_mouse else self.currentIndex().row()
        row = self.rows.row(number) if number >= 0 else None
        if row is None:
            return
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = RowMenu(row, self.noun, self)
        self.menu.opened.connect(lambda: self._open_row(number, row.path))
        for requested, signal in (
            (self.menu.tab_requested, self.tab_requested),
            (self.menu.beside_requested, self.beside_requested),
            (self.menu.similar_requested, self.similar_requested),
            (self.menu.folded, self.folded),
            (self.menu.subject_requested, self.subject_requested),
            (self.menu.location_requested, self.location_requested),
            (self.menu.copy_requested, self.copy_requested),
        ):
            requested.connect(signal)
        self.menu.aboutToHide.connect(self._forget_menu_row)
        self._menu_row = number
        self.viewport().update()
        place = event.globalPos()
        if not by_mouse:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu.popup(place)

    def _open_row(self, number: int, path: str) -> None:
        """The row is chosen in the menu; by then the list may be another one."""
        row = self.rows.row(number)
        if row is not None and row.path == path:
            self.setCurrentIndex(self.rows.index(number))
            self.opened.emit()

    def _forget_menu_row(self) -> None:
        self._menu_row = -1
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keep Qt from making a row current, because the document of a current row is opened."""
        had_none = not self.currentIndex().isValid()
        with QSignalBlocker(self.selectionModel()):
            super().focusInEvent(event)
            if had_none:
                self.selectionModel().clearCurrentIndex()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Remove the frame of `paintEvent`."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and a frame around the row that an open menu is about; if no row is current, the focus frame
        is around the one that Down or Return selects.
        """
        super().paintEvent(event)
        framed = self._menu_row
        if framed < 0 and self.hasFocus() and not self.currentIndex().isValid() and self.rows.rowCount():
            framed = self._top_row()
        if framed < 0:
            return
        painter = QPainter(self.viewport())
        place = QRectF(self.visualRect(self.rows.index(framed)))
        paint_focus_frame(painter, place, colours_of(self.palette()), RowDelegate.MARGIN)
        painter.end()

    def take_a_row(self) -> bool:
        """Make the topmost row in view current if none is; returns whether that was done."""
        if self.currentIndex().isValid() or not self.rows.rowCount():
            return False
        self.setCurrentIndex(self.rows.index(self._top_row()))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right leave the list, Home and End go to its ends, Up on the first row goes to the search field."""
        key = event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and key in (Qt.Key.Key_Down, Qt.Key.Key_Space) and self.take_a_row():
            return
        row = self._current_row()
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if row is not None:
                self.beside_requested.emit(row.path, row.anchor)
        elif plain and key == Qt.Key.Key_Right and row is not None and row.opens and not row.is_opened:
            self.folded.emit(row.path)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.take_a_row()
            self.opened.emit()
        elif plain and key == Qt.Key.Key_Left and row is not None and row.is_opened:
            self.folded.emit(row.path)
        elif plain and key == Qt.Key.Key_Left:
            self.leftwards.emit()
        elif plain and key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.upwards.emit()
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0 if key == Qt.Key.Key_Home else self.rows.rowCount() - 1))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: it would load the whole list. Users search by the search field."""

    def _current_row(self) -> Row | None:
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    def _top_row(self) -> int:
        """The first row that is completely in view."""
        top = max(self.rowAt(0), 0)
        cut = self.rowViewportPosition(top) < 0
        return min(top + cut, self.rows.rowCount() - 1)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit()
