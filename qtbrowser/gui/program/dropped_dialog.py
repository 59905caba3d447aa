"""Asks which of several dropped libraries is opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qtbrowser.gui.program.drop_jobs import Dropped
from qtbrowser.gui.widgets.button_row import button_row, row_button
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets

WIDTH, HEIGHT = 460, 320


class DroppedDialog(QDialog):
    """A list of libraries, of which one is opened.

    Args:
        libraries: what was dropped, at least two.

    Signals:
        chosen: the Dropped to open; the dialog closes.
    """

    chosen = Signal(object)

    def __init__(self, libraries: Sequence[Dropped], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open Library"))
        open_at(self, WIDTH, HEIGHT)
        words = QLabel(self.tr("Several libraries were dropped. Which one is to be opened?"), self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self.libraries = QListWidget(self)
        self.libraries.setAccessibleName(self.tr("Dropped libraries"))
        for library in libraries:
            item = QListWidgetItem(self._name(library), self.libraries)
            item.setToolTip(str(library.folder))
            item.setData(Qt.ItemDataRole.UserRole, library)
        self.libraries.setCurrentRow(0)
        self.libraries.itemActivated.connect(self._choose)
        open_button = row_button(self, self.tr("&Open"), self._choose)
        open_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(words)
        layout.addWidget(self.libraries)
        layout.addLayout(button_row((open_button,), row_button(self, self.tr("&Cancel"), self.reject)))
        self.libraries.setFocus()
        apply_style_sheets(self)

    def _name(self, library: Dropped) -> str:
        if not library.files:
            return str(library.folder)
        return f"{library.folder}: {counted(library.files, self.tr('1 file'), self.tr('{0} files'))}"

    def _choose(self) -> None:
        library = self.libraries.currentItem().data(Qt.ItemDataRole.UserRole)
        self.accept()
        self.chosen.emit(library)
