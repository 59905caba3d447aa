"""The context menus of a row of the list and of a subject. They are about the row under the mouse, selected or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.pane.copy_kinds import CopyKind, copy_words
from qtbrowser.gui.widgets.menu import Menu
from qtbrowser.gui.widgets.nouns import Noun

if TYPE_CHECKING:
    from qtbrowser.gui.browse.rows import Row


class RowMenu(Menu):
    """What can be done with one document of the list.

    Args:
        row: the document.
        noun: what documents are called.
        parent: the list.

    Signals:
        opened: it is to be shown.
        tab_requested, beside_requested, similar_requested, location_requested, folded: as of `ListView`.
        subject_requested: the subject whose list is to be shown.
        copy_requested: path, and the CopyKind in which the document is to be copied.
    """

    opened = Signal()
    tab_requested = Signal(str, str, str, int)
    beside_requested = Signal(str, str)
    similar_requested = Signal(str, str)
    folded = Signal(str)
    subject_requested = Signal(str)
    location_requested = Signal(str)
    copy_requested = Signal(str, str)

    def __init__(self, row: Row, noun: Noun, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("row_menu")
        path, title, anchor = row.path, row.title, row.anchor
        self.addAction(self.tr("&Open"), self.opened.emit)
        self.addAction(self.tr("Open in New &Tab"), lambda: self.tab_requested.emit(path, title, anchor, row.place))
        self.addAction(self.tr("Open &Beside"), lambda: self.beside_requested.emit(path, anchor))
        self.addSeparator()
        if row.is_entry:
            # What follows is not about the question alone.
            self.addAction(self.tr("Of the whole file “{0}”:").format(row.subject)).setEnabled(False)
        if row.questions:
            words = self.tr("Close &Questions") if row.is_opened else self.tr("Show &Questions")
            self.addAction(words, lambda: self.folded.emit(path))
        elif row.equals:
            words = self.tr("Close &Places") if row.is_opened else self.tr("Show &Places")
            self.addAction(words, lambda: self.folded.emit(path))
        self.addAction(self.tr("&More Like This"), lambda: self.similar_requested.emit(path, title))
        if row.subject and not row.is_entry:
            self.addAction(self.tr("Show Its &Subject"), lambda: self.subject_requested.emit(row.subject))
        self.addSeparator()
        copy = self.tr("&Copy Question") if noun is Noun.QUESTION else self.tr("&Copy Title")
        self.addAction(copy, lambda: QGuiApplication.clipboard().setText(title))
        for kind in CopyKind:
            self.addAction(copy_words(kind), self._copier(path, kind))
        self.addSeparator()
        self.addAction(self.tr("Show in File &Manager"), lambda: self.location_requested.emit(path))

    def _copier(self, path: str, kind: CopyKind) -> Callable[[], None]:
        return lambda: self.copy_requested.emit(path, kind.value)


class SubjectMenu(Menu):
    """What can be done with one row of the subject tree.

    Args:
        name: the row's name.
        noun: what documents are called.
        parent: the tree.

    Signals:
        opened: its documents are to be listed.
        tab_requested: they are to be listed in a tab of their own.
        random_requested: any of its documents is to be shown.
        unfold_requested: whether the row is to be opened (or closed).
        unfold_all_requested: whether all rows are to be opened (or closed).
    """

    opened = Signal()
    tab_requested = Signal()
    random_requested = Signal()
    unfold_requested = Signal(bool)
    unfold_all_requested = Signal(bool)

    def __init__(self, name: str, noun: Noun, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("subject_menu")
        questions = noun is Noun.QUESTION
        self.addAction(self.tr("&Show Questions") if questions else self.tr("&Show Documents"), self.opened.emit)
        self.addAction(self.tr("Show in New &Tab"), self.tab_requested.emit)
        self.addAction(
            self.tr("&Random Question from Here") if questions else self.tr("&Random Document from Here"),
            self.random_requested.emit,
        )
        self.addSeparator()
        self.open_branch: QAction = self.addAction(self.tr("&Open Branch"), lambda: self.unfold_requested.emit(True))
        self.close_branch: QAction = self.addAction(self.tr("Close &Branch"), lambda: self.unfold_requested.emit(False))
        self.addAction(self.tr("Open &All"), lambda: self.unfold_all_requested.emit(True))
        self.addAction(self.tr("C&lose All"), lambda: self.unfold_all_requested.emit(False))
        self.addSeparator()
        self.addAction(self.tr("&Copy Name"), lambda: QGuiApplication.clipboard().setText(name))

    def offer_branch(self, has_children: bool, is_open: bool) -> None:
        """Offer what can be done with the rows below this one."""
        self.open_branch.setEnabled(has_children and not is_open)
        self.close_branch.setEnabled(has_children and is_open)
