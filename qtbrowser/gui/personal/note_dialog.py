"""The reader's note on one document."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from qtbrowser.gui.widgets.button_row import button_row, row_button
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets

WIDTH, HEIGHT = 560, 380


class NoteDialog(QDialog):
    """A field for a note in Markdown. Closing the dialog, by Escape too, keeps what was written.

    Args:
        title: the document's title.
        text: the present note.

    Signals:
        written: the new text, if it is another one than before.
    """

    written = Signal(str)

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Your Note"))
        open_at(self, WIDTH, HEIGHT)
        self._before = text
        heading = QLabel(title, self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        self.field = QPlainTextEdit(text, self)
        self.field.setAccessibleName(self.tr("Note"))
        self.field.setTabChangesFocus(True)
        self.field.setPlaceholderText(self.tr("What you write here is kept apart from the document."))
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.remove_button = row_button(self, self.tr("&Remove"), self._remove)
        self.remove_button.setEnabled(bool(text))
        self.undo_button = row_button(self, self.tr("&Discard Changes"), self._discard)
        self.undo_button.setEnabled(False)
        self.close_button = row_button(self, self.tr("&Close"), self.accept)
        self.field.textChanged.connect(self._on_text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addWidget(self.field, 1)
        layout.addLayout(button_row((self.remove_button, self.undo_button), self.close_button))
        self.field.setFocus()
        apply_style_sheets(self)

    def done(self, result: int) -> None:
        """Keep the text, however the dialog is closed."""
        super().done(result)
        if self.field.toPlainText() != self._before:
            self.written.emit(self.field.toPlainText())

    def _on_text(self) -> None:
        self.undo_button.setEnabled(self.field.toPlainText() != self._before)

    def _discard(self) -> None:
        self.field.setPlainText(self._before)
        self.field.setFocus()

    def _remove(self) -> None:
        self.field.setPlainText("")
        self.accept()
