"""A field for one line of text that wraps and grows with its text."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from qtbrowser.gui.editor.exact_text import exact_text

MOST_ROWS = 4
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WrappingLine(QPlainTextEdit):
    """The field. Pasted line breaks become spaces; Tab goes to the next field.

    Args:
        margin: the padding around the text, in pixels.
        parent: the owner.

    Signals:
        ended: Return was pressed, or Down in the last row.
    """

    ended = Signal()

    def __init__(self, margin: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(margin)
        self._margin = margin
        self.textChanged.connect(self._fit)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.setPlainText(" ".join(text.split("\n")))

    def text(self) -> str:
        """The text."""
        return " ".join(exact_text(self.document()).split("\n"))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert plain text, in one line."""
        if source.hasText():
            self.insertPlainText(" ".join(source.text().split()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Down leave the field."""
        cursor = self.textCursor()
        moved = cursor.movePosition(cursor.MoveOperation.Down)
        if event.key() in _ENDS or (event.key() == Qt.Key.Key_Down and not moved):
            self.ended.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the rows of the text."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # The height of a plain text document is in rows.
        rows = max(1, min(round(self.document().size().height()), MOST_ROWS))
        self.setFixedHeight(rows * self.fontMetrics().lineSpacing() + 2 * self._margin)
