"""The left panel: the library's subjects and topics."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qtbrowser.gui.browse.tree_rows import EVERYTHING, NodeKey, TreeRows

if TYPE_CHECKING:
    from qtbrowser.catalog.catalog_values import Selection
    from qtbrowser.gui.browse.subject_tree import SubjectTree
    from qtbrowser.gui.browse.tree_model import TreeModel


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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 6)

    # The first paint shows no rows: model and tree are made at their first use, after it.

    @cached_property
    def model(self) -> TreeModel:
        """The rows of the tree."""
        from qtbrowser.gui.browse.tree_model import TreeModel

        return TreeModel(self)

    @cached_property
    def tree(self) -> SubjectTree:
        """The tree."""
        from PySide6.QtWidgets import QAbstractItemView, QFrame

        from qtbrowser.gui.browse.subject_tree import SubjectTree, TreeDelegate

        tree = SubjectTree(self)
        tree.setObjectName("subject_tree")
        tree.setAccessibleName(self.tr("Subjects"))
        tree.setModel(self.model)
        tree.setItemDelegate(TreeDelegate(tree))
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setIndentation(20)
        tree.setIconSize(QSize(16, 16))
        tree.setFrameShape(QFrame.Shape.NoFrame)
        # The tree has the window's background, unlike the list and the answer.
        ground = QWidget(tree)
        tree.setViewport(ground)
        ground.setAutoFillBackground(False)
        tree.setMouseTracking(True)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setAllColumnsShowFocus(True)
        tree.setExpandsOnDoubleClick(True)
        tree.selectionModel().currentChanged.connect(self._report)
        tree.rightwards.connect(self.rightwards)
        tree.expanded.connect(self._note_unfolded)
        tree.collapsed.connect(self._note_folded)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(tree)
        QWidget.setTabOrder(self, tree)
        self.setFocusProxy(tree)
        return tree

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

    def show_kept(self, read: Mapping[str, int], due: Mapping[str, int]) -> None:
        """Show how many documents are read and due in each subject, as in `KeptMarks`."""
        self.model.show_kept(read, due)
        self.tree.viewport().update()

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
        self.tree.mark(index)
        if scroll and index.isValid():
            self.tree.scrollTo(index)

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
        from qtbrowser.catalog.catalog_values import Selection

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
