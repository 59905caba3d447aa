"""The progress dialog of a book, with a button to cancel it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressDialog, QWidget

_DELAY_MS = 600


class BookProgress(QProgressDialog):
    """Appears if a book takes longer than a moment. The window can be used meanwhile.

    Args:
        name: the name of the file.
        parent: the window.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("book_progress")
        self.setWindowTitle(self.tr("Export as PDF"))
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(self.tr("Writing {0}").format(name))
        self.setLabel(label)
        self.setCancelButtonText(self.tr("&Cancel"))
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setMinimumDuration(_DELAY_MS)
        self.setAutoReset(False)
        self.setAutoClose(False)

    def show_progress(self, done: int, total: int) -> None:
        """Show the progress."""
        self.setMaximum(total)
        self.setValue(done)
