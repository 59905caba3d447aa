"""Two documents: side by side where both are wide enough to be read, else one below the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.widgets.splitter import Splitter
from qtbrowser.gui.window.arrangement import text_scale

LEAST_WIDTH = 260
"""The least width of a document beside another one, in pixels, at the usual size of text."""


class TwoPages(Splitter):
    """Holds the first document, and a second one that is hidden at first.

    Args:
        first, second: what shows them.
        parent: the owner.
    """

    def __init__(self, first: QWidget, second: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        for number, page in enumerate((first, second)):
            self.addWidget(page)
            self.setStretchFactor(number, 1)
        second.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A second document has half of the room when it comes."""
        if event.type() == QEvent.Type.ShowToParent:
            self._share()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose how both lie."""
        is_wide = event.size().width() >= 2 * LEAST_WIDTH * text_scale(self.font())
        wanted = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if wanted is not self.orientation():
            self.setOrientation(wanted)
            self._share()
        super().resizeEvent(event)

    def _share(self) -> None:
        length = self.width() if self.orientation() is Qt.Orientation.Horizontal else self.height()
        self.setSizes([length // 2, length - length // 2])
