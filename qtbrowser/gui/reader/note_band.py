"""The reader's own note below the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QWidget

MOST_LINES = 6
"""A longer note is scrolled."""

LONGEST_SHOWN = 20_000
"""Characters of a note that are shown here; its dialog has all of it."""


class NoteBand(QFrame):
    """Shows a note as it was written; hidden where there is none.

    Signals:
        edit_requested: the note is to be written on.
    """

    edit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note_band")
        self.setAccessibleName(self.tr("Your note"))
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._text)
        self._button = QToolButton(self)
        self._button.setText(self.tr("Your note"))
        self._button.setToolTip(self.tr("Write on your note"))
        self._button.clicked.connect(self.edit_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(10)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._area, 1)
        self.hide()

    def words(self) -> str:
        """The note that is shown."""
        return self._text.text()

    def show_note(self, text: str) -> None:
        """Show a note; an empty one hides the band."""
        self._text.setText(text.strip()[:LONGEST_SHOWN])
        self._fit()
        self.setVisible(bool(self._text.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the lines of the note in the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        most = self.fontMetrics().lineSpacing() * MOST_LINES
        height = self._text.heightForWidth(self._area.width())
        # Qt would keep a bar that was needed before the height was set, and which takes room of the lines.
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if height <= most else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._area.setVerticalScrollBarPolicy(policy)
        self._area.setFixedHeight(max(self._button.sizeHint().height(), min(most, height)))
