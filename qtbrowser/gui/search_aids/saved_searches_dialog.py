"""The dialog for opening, renaming and removing saved searches."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.widgets.button_row import button_row, row_button
from qtbrowser.gui.widgets.cell_delegate import LineDelegate
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets

NAME_ROLE = Qt.ItemDataRole.UserRole


class _Names(QListWidget):
    """The list of names; Return opens one, Delete removes it, F2 renames it.

    Signals:
        removal_requested: Delete was pressed.
    """

    removal_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Return and Delete, unless a name is being edited."""
        if self.state() != QAbstractItemView.State.EditingState and self.currentItem() is not None:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.itemActivated.emit(self.currentItem())
                return
            if event.key() == Qt.Key.Key_Delete:
                self.removal_requested.emit()
                return
        super().keyPressEvent(event)


class SavedSearchesDialog(QDialog):
    """The list of names with buttons below it.

    Signals:
        opened: the name of the search to run; the dialog closes.
        renamed: a name, and the unused new one.
        removed: the name of a search to delete.
    """

    opened = Signal(str)
    renamed = Signal(str, str)
    removed = Signal(str)

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Saved Searches"))
        open_at(self, 440, 400)
        self.names = _Names(self)
        self.names.setAccessibleName(self.tr("Saved searches"))
        self.names.setItemDelegate(LineDelegate(self.names))
        self.names.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        for name in names:
            item = QListWidgetItem(name)
            item.setData(NAME_ROLE, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.names.addItem(item)
        self.open_button = row_button(self, self.tr("&Open"), self._open)
        self.rename_button = row_button(self, self.tr("&Rename"), self._rename)
        self.remove_button = row_button(self, self.tr("Re&move"), self._remove)
        close = row_button(self, self.tr("&Close"), self.reject)
        buttons = button_row((self.open_button, self.rename_button, self.remove_button), close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self.names)
        layout.addLayout(buttons)
        self.names.itemActivated.connect(self._open)
        self.names.removal_requested.connect(self._remove)
        self.names.itemChanged.connect(self._on_item_changed)
        self.names.currentRowChanged.connect(self._allow)
        self.names.setCurrentRow(0)
        self._allow(self.names.currentRow())
        apply_style_sheets(self)

    def _allow(self, row: int) -> None:
        for button in (self.open_button, self.rename_button, self.remove_button):
            button.setEnabled(row >= 0)

    def _open(self) -> None:
        item = self.names.currentItem()
        self.accept()
        self.opened.emit(item.data(NAME_ROLE))

    def _rename(self) -> None:
        self.names.editItem(self.names.currentItem())

    def _remove(self) -> None:
        item = self.names.currentItem()
        self.removed.emit(item.data(NAME_ROLE))
        self.names.takeItem(self.names.row(item))

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        """Accept an edited name, or restore the former one if it is empty or taken."""
        old, new = str(item.data(NAME_ROLE)), item.text().strip()
        taken = {str(self.names.item(row).data(NAME_ROLE)) for row in range(self.names.count())}
        kept = new if new and new not in taken else old
        if kept != old:
            self.renamed.emit(old, new)
        self.names.blockSignals(True)
        item.setText(kept)
        item.setData(NAME_ROLE, kept)
        self.names.blockSignals(False)
