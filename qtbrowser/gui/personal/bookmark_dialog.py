"""The form of one bookmark: its folder and a word of the reader's own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qtbrowser.gui.personal.bookmark_jobs import DocumentBookmark
from qtbrowser.gui.widgets.button_row import button_row, row_button
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.personal.bookmarks import LONGEST_FOLDER, LONGEST_NOTE

WIDTH = 440


class BookmarkDialog(QDialog):
    """Asks for folder and note.

    Args:
        bookmark: the document's present bookmark, or what a new one begins with.
        title: the document's title.

    Signals:
        kept: folder, note.
        removed: the bookmark is to be removed.
    """

    kept = Signal(str, str)
    removed = Signal()

    def __init__(self, bookmark: DocumentBookmark, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Edit Bookmark") if bookmark.exists else self.tr("New Bookmark"))
        self.setMinimumWidth(WIDTH)
        heading = QLabel(title, self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        self.folder = QComboBox(self)
        self.folder.setEditable(True)
        self.folder.setAccessibleName(self.tr("Folder"))
        self.folder.addItems(["", *bookmark.folders])
        self.folder.setCurrentText(bookmark.folder)
        field = self.folder.lineEdit()
        if field is not None:
            field.setMaxLength(LONGEST_FOLDER)
            field.setPlaceholderText(self.tr("No folder; a name such as Physics/Optics"))
        self.note = QLineEdit(bookmark.note, self)
        self.note.setMaxLength(LONGEST_NOTE)
        self.note.setAccessibleName(self.tr("Note"))
        form = QFormLayout()
        for words, widget in ((self.tr("&Folder:"), self.folder), (self.tr("&Note:"), self.note)):
            form.addRow(words, widget)
        self.keep_button = row_button(self, self.tr("&Save"), self._keep)
        self.keep_button.setDefault(True)
        self.remove_button = row_button(self, self.tr("&Remove"), self._remove)
        self.remove_button.setEnabled(bookmark.exists)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addLayout(form)
        cancel = row_button(self, self.tr("&Cancel"), self.reject)
        layout.addLayout(button_row((self.keep_button, self.remove_button), cancel))
        self.folder.setFocus()
        apply_style_sheets(self)

    def _keep(self) -> None:
        self.accept()
        self.kept.emit(self.folder.currentText(), self.note.text())

    def _remove(self) -> None:
        self.accept()
        self.removed.emit()
