"""The left panel: the library's subjects and topics."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QCursor, QKeyEvent, QMouseEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.gui.browse.row_delegates import TreeDelegate
from qtbrowser.gui.browse.row_menu import SubjectMenu
from qtbrowser.gui.browse.tree_model import TreeModel
from qtbrowser.gui.browse.tree_rows import EVERYTHING, NodeKey, TreeRows
from qtbrowser.gui.widgets.clicks import asks_for_tab, is_side_button
from qtbrowser.gui.widgets.icons import paint_icon
from qtbrowser.gui.widgets.row_painting import paint_focus_frame, paint_row_ground, paint_selection_bar
from qtbrowser.gui.widgets.theme import colours_of


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

    CHEVRON = 12

    is_pressed = False
    marked = QPersistentModelIndex()
    menu: SubjectMenu | None = None
    _menu_place = QPersistentModelIndex()

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

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        """Turn off the style's highlight, as the tree paints the row's background."""
        super().initViewItemOption(option)
        option.palette.setColor(QPalette.ColorRole.Highlight, QColor(Qt.GlobalColor.transparent))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The row of the shown document's subject, or else the current one, stays in view."""
        super().resizeEvent(event)
        index = self.marked if self.marked.isValid() else self.currentIndex()
        row = self.visualRect(self.model().index(index.row(), 0, index.parent())) if index.isValid() else QRect()
        if row.isValid() and 0 <= row.top() < event.oldSize().height() and row.bottom() >= event.size().height():
            self.scrollTo(self.model().index(index.row(), 0, index.parent()))

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:
        """Paint a chevron before a row with children, on the row's background."""
        if not self.model().hasChildren(index):
            return
        mirrors = self.isRightToLeft()
        name = "chevron-down" if self.isExpanded(index) else "chevron-left" if mirrors else "chevron-right"
        side = self.CHEVRON
        left = rect.left() + 1 if mirrors else rect.right() - side - 1
        place = QRectF(left, rect.center().y() + 1 - side / 2, side, side)
        paint_icon(painter, name, place, colours_of(self.palette()).muted)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Paint the row's background first; chevron and delegate paint over it."""
        ground = QStyleOptionViewItem(option)
        if self.selectionModel().isSelected(index):
            ground.state |= QStyle.StateFlag.State_Selected
        # Only the current row has the focus frame.
        has_focus = self.hasFocus() and index.siblingAtColumn(0) == self.currentIndex().siblingAtColumn(0)
        if has_focus:
            ground.state |= QStyle.StateFlag.State_HasFocus
        else:
            ground.state &= ~QStyle.StateFlag.State_HasFocus
        if not self.underMouse() or index != self.indexAt(self.viewport().mapFromGlobal(QCursor.pos())):
            ground.state &= ~QStyle.StateFlag.State_MouseOver
        painter.save()
        colours = colours_of(self.palette())
        paint_row_ground(painter, ground, colours, TreeDelegate.MARGIN)
        if index == self.marked and not self.selectionModel().isSelected(index):
            row = QRectF(option.rect).adjusted(TreeDelegate.MARGIN, 1, -TreeDelegate.MARGIN, -1)
            paint_selection_bar(painter, row, option.direction, colours)
        if index == self._menu_place:
            paint_focus_frame(painter, QRectF(option.rect), colours_of(self.palette()), TreeDelegate.MARGIN)
        painter.restore()
        super().drawRow(painter, option, index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes to the list, and so does Right on a row without children."""
        key = event.key()
        index = self.currentIndex()
        folded = index.isValid() and self.model().rowCount(index) > 0 and not self.isExpanded(index)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_Right and not folded):
            self.rightwards.emit()
            return
        super().keyPressEvent(event)


class SubjectPanel(QWidget):
    """Shows the tree and reports its selection.

    Signals:
        selection_changed: Selection, label; only when the reader or `select` moves it.
        rightwards: the reader wants to go to the list.
    """

    selection_changed = Signal(object, str)
    rightwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._restoring = False
        self._home = ""
        self._unfolded: set[NodeKey] = set()
        self.model = TreeModel(self)
        self.tree = SubjectTree(self)
        self.tree.setObjectName("subject_tree")
        self.tree.setAccessibleName(self.tr("Subjects"))
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(TreeDelegate(self.tree))
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(20)
        self.tree.setIconSize(QSize(16, 16))
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setMouseTracking(True)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setExpandsOnDoubleClick(True)
        # The tree has the window's background, unlike the list and the answer.
        self.tree.viewport().setAutoFillBackground(False)
        self.tree.selectionModel().currentChanged.connect(self._report)
        self.tree.rightwards.connect(self.rightwards)
        self.tree.expanded.connect(self._note_unfolded)
        self.tree.collapsed.connect(self._note_folded)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 6)
        layout.addWidget(self.tree)
        self.setFocusProxy(self.tree)

    def show_tree(self, rows: TreeRows) -> None:
        """Show another tree; selection, expanded rows and scroll position are kept if possible.

        If the selected subject or topic is gone, everything is selected, which is reported.
        """
        wanted = self.key()
        place = self.tree.verticalScrollBar().value()
        had_rows = self.model.rowCount() > 0
        self._restoring = True
        self.model.show(rows)
        if had_rows:
            self._unfold_again()
        index = self.model.find(wanted)
        if index.isValid() and index != self.tree.currentIndex():
            self.select(wanted)
        if had_rows:
            self.tree.verticalScrollBar().setValue(place)
        self._restoring = False
        self._wanted = wanted
        if not index.isValid():
            self.select(EVERYTHING)
        self._mark(scroll=not had_rows)

    def show_home(self, subject: str) -> None:
        """Have the row of a document's subject in view, unfolded and marked; selection, list and focus stay.

        Args:
            subject: as pages name it, parts joined by ``/``; empty for no document.
        """
        self._home = subject
        self._mark(scroll=True)

    def _mark(self, *, scroll: bool) -> None:
        key = self.model.find_subject(self._home) if self._home else None
        index = self.model.find(key) if key is not None else QModelIndex()
        self.tree.marked = QPersistentModelIndex(index)
        if scroll and index.isValid():
            self.tree.scrollTo(index)
        self.tree.viewport().update()

    def clear(self) -> None:
        """Show nothing, while another library is opened."""
        self._restoring = True
        self._wanted = EVERYTHING
        self._unfolded.clear()
        self._home = ""
        self.model.show(TreeRows())
        self._restoring = False

    def key(self) -> NodeKey:
        """(subject key, topic key) of the selected row, even while a new tree is being loaded."""
        return self._wanted

    def selection(self) -> Selection:
        """The selected row as a selection of documents."""
        return Selection(*self._wanted)

    def label(self) -> str:
        """The name of the selected row."""
        return self.model.label(self.tree.currentIndex())

    def select(self, key: NodeKey) -> bool:
        """Select the row with a key and scroll to it; returns False if there is none."""
        index = self.model.find(key)
        if not index.isValid():
            return False
        self.tree.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.tree.scrollTo(index)
        return True

    def select_subject(self, subject: str) -> bool:
        """Select a subject by its key, or by its name as documents give it; returns False if there is none."""
        key = self.model.find_subject(subject)
        return key is not None and self.select(key)

    def expect(self, key: NodeKey) -> None:
        """Select the row of that key without reporting it; where no tree is there yet, as soon as one is."""
        self._wanted = key
        index = self.model.find(key)
        if index.isValid() and index != self.tree.currentIndex():
            self._restoring = True
            self.select(key)
            self._restoring = False

    _wanted: NodeKey = EVERYTHING

    def _report(self, current: QModelIndex) -> None:
        if self._restoring or not current.isValid():
            return
        self._wanted = self.model.key(current)
        self.selection_changed.emit(self.model.selection(current), self.model.label(current))

    def _note_unfolded(self, index: QModelIndex) -> None:
        self._unfolded.add(self.model.key(index))

    def _note_folded(self, index: QModelIndex) -> None:
        self._unfolded.discard(self.model.key(index))

    def _unfold_again(self) -> None:
        for key in tuple(self._unfolded):
            index = self.model.find(key)
            if index.isValid():
                self.tree.expand(index)
            else:
                self._unfolded.discard(key)
