"""What the reader has written about the shown document, below its page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

if TYPE_CHECKING:
    from qtbrowser.gui.pane.page_style import PageStyle
    from qtbrowser.gui.pane.page_view import PageView

MOST_LINES = 6
"""A longer note is scrolled."""

SMALLER = 0.85
"""The size of the note's text relative to the page's."""


class NoteBand(QFrame):
    """Shows notes as rendered Markdown; hidden where there are none.

    Signals:
        edit_requested: the note on the document is to be written on.
        link_followed: the address of a link in a note.
    """

    edit_requested = Signal()
    link_followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note_band")
        self.setAccessibleName(self.tr("Your note"))
        self._view: PageView | None = None
        self._style: PageStyle | None = None
        self._html = ""
        self._button = QToolButton(self)
        self._button.setText(self.tr("Your note"))
        self._button.setToolTip(self.tr("Write on your note"))
        self._button.clicked.connect(self.edit_requested)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 12, 6)
        self._row.setSpacing(10)
        self._row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def words(self) -> str:
        """The notes that are shown, as plain text."""
        return "" if self._view is None or self.isHidden() else self._view.toPlainText().strip()

    def show_notes(self, html: str, style: PageStyle) -> None:
        """Show notes; none hide the band.

        Args:
            html: safe HTML, as a page has it.
            style: that of the page.
        """
        own = replace(style, zoom=style.zoom * SMALLER, is_bare=True)
        if html and (html != self._html or own != self._style):
            view = self._shown_view(own)
            if own != self._style:
                view.restyle(own)
            view.show_html(html)
            view.document().documentLayout().documentSizeChanged.connect(self._fit)
            self._style = own
        self._html = html
        self.setVisible(bool(html))
        self._fit()

    def hide_notes(self) -> None:
        """Hide the band: no document is shown."""
        self._html = ""
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the lines of the note in the new width."""
        super().resizeEvent(event)
        self._fit()

    def _shown_view(self, style: PageStyle) -> PageView:
        """The view, made for the first note: the window is painted before that."""
        if self._view is None:
            from qtbrowser.gui.pane.page_view import PageView
            from qtbrowser.gui.pane.shared_typesetter import shared_typesetter

            self._view = PageView(style, shared_typesetter(), self)
            self._view.setAccessibleName(self.tr("Your note"))
            self._view.link_followed.connect(self.link_followed)
            self._row.addWidget(self._view, 1)
        return self._view

    def _fit(self) -> None:
        if self._view is None or self._style is None:
            return
        most = self._style.pixels(1.6) * MOST_LINES
        height = round(self._view.document().size().height()) + 2
        self._view.setFixedHeight(max(self._button.sizeHint().height(), min(most, height)))
