"""The preview beside the editor: an answer pane with the unsaved content."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.pane.preview_sync import telling_words
from qtbrowser.gui.reader.page_jobs import ShownPage

TYPING_MS = 120
FOLLOWING_MS = 30


class LivePreview(QWidget):
    """Requests a page a moment after the last key, and scrolls to the place that is edited.

    Signals:
        page_wanted: a page of the editor's content is needed; answer with `show_page`.
    """

    page_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("live_preview")
        self.setAccessibleName(self.tr("Preview"))
        self.pane = AnswerPane(self)
        self.pane.want_outline(False)
        self._waits = False
        self._looked_at: tuple[str, float] | None = None
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self._following = QTimer(self, singleShot=True, interval=FOLLOWING_MS)
        self._following.timeout.connect(self._follow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pane)
        self.setFocusProxy(self.pane)

    def refresh_soon(self) -> None:
        """Request the page of a changed text when there is a pause in typing."""
        self._typing.start()

    def refresh_now(self) -> None:
        """Request the page of another document at once, and show it from its top."""
        self._typing.stop()
        self._looked_at = None
        self.pane.clear_page()
        self._ask()

    def show_page(self, shown: ShownPage) -> None:
        """Show a page at the place of the one before."""
        self._waits = False
        self.pane.set_image_loader(shown.images.get)
        self.pane.show_page(shown.page, scroll=self.pane.scroll_position())
        # An edit above the place would move the visible text.
        self._follow()

    def go_to(self, fragment: str) -> None:
        """Scroll to a place of the page."""
        page = self.pane.page()
        if page is not None:
            self.pane.show_page(page, fragment=fragment)

    def fail(self) -> None:
        """The page could not be rendered; the present one stays."""
        self._waits = False

    def look_at(self, lines: Sequence[str], share: float) -> None:
        """Scroll to the place that is visible in the editor.

        Args:
            lines: the line at the top of the editor's view, and some that follow.
            share: its relative position in the text, 0 to 1.
        """
        self._looked_at = (telling_words(lines), share)
        if not self._following.isActive():
            self._following.start()

    @property
    def is_settled(self) -> bool:
        """Whether the shown page is that of the present text."""
        return not self._typing.isActive() and not self._waits and self.pane.is_complete

    def _ask(self) -> None:
        self._waits = True
        self.page_wanted.emit()

    def _follow(self) -> None:
        if self._looked_at is not None and self.isVisible():
            self.pane.follow_text(*self._looked_at)
