"""Words in the middle of a view that has nothing to show, or not yet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget


class WordsInPlace(QLabel):
    """Plain words over the middle of a view; the mouse goes through them.

    Args:
        view: the view.
    """

    MARGIN = 24

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("words_in_place")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        # Contents margins would be lost: a frame sets them by its own width when it gets its style.
        self.setMargin(self.MARGIN)
        self._view = view
        view.installEventFilter(self)
        self.hide()

    def show_words(self, words: str) -> None:
        """Show `words`; none where they are empty."""
        self.setText(words)
        self.setVisible(bool(words))
        self.setGeometry(self._view.rect())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the view."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._view.rect())
        return False
