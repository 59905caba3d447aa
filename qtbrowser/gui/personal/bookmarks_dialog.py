"""The dialog that lists all bookmarks by folder, for opening, changing and removing them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.personal.kept_tree import KeptTree
from qtbrowser.gui.widgets.button_row import button_row, row_button
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets

if TYPE_CHECKING:
    from qtbrowser.personal.bookmarks import Bookmark

WIDTH, HEIGHT = 680, 480
_BOOKMARK = Qt.ItemDataRole.UserRole


class BookmarksDialog(QDialog):
    """The bookmarks with a filter above and buttons below.

    Signals:
        opened: the path of a document to show; the dialog closes.
        changed: the path of a document whose bookmark is to be edited.
        removed: path and folder of a bookmark to remove.
        import_requested: bookmarks are to be read from a file.
        export_requested: all bookmarks are to be written into a file.
    """

    opened = Signal(str)
    changed = Signal(str)
    removed = Signal(str, str)
    import_requested = Signal()
    export_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Bookmarks"))
        open_at(self, WIDTH, HEIGHT)
        self._bookmarks: tuple[Bookmark, ...] = ()
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Filter bookmarks"))
        self.filter.setAccessibleName(self.tr("Filter bookmarks"))
        self.filter.setClearButtonEnabled(True)
        self.tree = KeptTree(self)
        self.tree.setAccessibleName(self.tr("Bookmarks"))
        self.empty = QLabel(self.tr("Loading…"), self)
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.open_button = row_button(self, self.tr("&Open"), self._open)
        self.change_button = row_button(self, self.tr("&Edit…"), self._change)
        self.remove_button = row_button(self, self.tr("Re&move"), self._remove)
        self.import_button = row_button(self, self.tr("&Import…"), self.import_requested.emit)
        self.export_button = row_button(self, self.tr("E&xport…"), self.export_requested.emit)
        close = row_button(self, self.tr("&Close"), self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        for widget in (self.filter, self.empty, self.tree):
            layout.addWidget(widget)
        of_row = (self.open_button, self.change_button, self.remove_button)
        layout.addLayout(button_row((*of_row, self.import_button, self.export_button), close))
        self.filter.textChanged.connect(self._show)
        self.tree.itemActivated.connect(self._open)
        self.tree.removal_requested.connect(self._remove)
        self.tree.currentItemChanged.connect(self._allow)
        self._show()
        apply_style_sheets(self)

    def show_bookmarks(self, bookmarks: Sequence[Bookmark], empty_words: str) -> None:
        """Show bookmarks, which come by folder.

        Args:
            bookmarks: all of the library.
            empty_words: what is said where there are none.
        """
        self._bookmarks = tuple(bookmarks)
        self.empty.setText(empty_words)
        self._show()

    def chosen(self) -> Bookmark | None:
        """The bookmark of the current row; None on a folder."""
        item = self.tree.currentItem()
        return None if item is None else item.data(0, _BOOKMARK)

    def _show(self) -> None:
        before = self.chosen()
        self.tree.clear()
        words = self.filter.text().casefold().split()
        folders: dict[str, QTreeWidgetItem] = {}
        for bookmark in self._bookmarks:
            text = f"{bookmark.title or bookmark.path} {bookmark.note} {bookmark.folder}".casefold()
            if all(word in text for word in words):
                item = QTreeWidgetItem(self._folder(bookmark.folder, folders), [self._words(bookmark)])
                item.setData(0, _BOOKMARK, bookmark)
                item.setToolTip(0, bookmark.path)
                if before is not None and (before.path, before.folder) == (bookmark.path, bookmark.folder):
                    self.tree.setCurrentItem(item)
        self.tree.expandAll()
        first = self.tree.topLevelItem(0)
        if self.tree.currentItem() is None and first is not None:
            self.tree.setCurrentItem(first)
        self.empty.setVisible(not self._bookmarks)
        self.tree.setVisible(bool(self._bookmarks))
        self._allow()

    def _folder(self, name: str, folders: dict[str, QTreeWidgetItem]) -> QTreeWidgetItem:
        """The row of a folder, made below the row of the one above it; the invisible root for no folder."""
        if not name:
            return self.tree.invisibleRootItem()
        if name not in folders:
            above, _, own = name.rpartition("/")
            folders[name] = QTreeWidgetItem(self._folder(above, folders), [own])
        return folders[name]

    def _words(self, bookmark: Bookmark) -> str:
        words = bookmark.title or bookmark.path
        if bookmark.is_missing:
            words = self.tr("{0} (missing)").format(words)
        return f"{words} – {bookmark.note}" if bookmark.note else words

    def _allow(self) -> None:
        bookmark = self.chosen()
        for button in (self.open_button, self.change_button):
            button.setEnabled(bookmark is not None and not bookmark.is_missing)
        self.remove_button.setEnabled(bookmark is not None)
        self.export_button.setEnabled(bool(self._bookmarks))

    def _open(self) -> None:
        bookmark = self.chosen()
        if bookmark is not None and not bookmark.is_missing:
            self.accept()
            self.opened.emit(bookmark.path)

    def _change(self) -> None:
        bookmark = self.chosen()
        if bookmark is not None:
            self.changed.emit(bookmark.path)

    def _remove(self) -> None:
        bookmark = self.chosen()
        if bookmark is not None:
            self.removed.emit(bookmark.path, bookmark.folder)
