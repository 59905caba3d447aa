"""The right panel: the answer, its editor, or the library's start page while no question is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QPalette
from PySide6.QtWidgets import QStackedWidget, QWidget

from qtbrowser.gui.widgets.style_sheets import apply_style_sheets

if TYPE_CHECKING:
    from qtbrowser.gui.browse.home_page import HomePage
    from qtbrowser.gui.pane.answer_pane import AnswerPane


class FindsWords(Protocol):
    """A view with a find bar: the answer pane, or the editor of an answer."""

    def open_find_bar(self) -> None:
        """Open the find bar."""

    def find_next(self) -> None:
        """Go to the next match of the find bar's words."""

    def find_previous(self) -> None:
        """Go to the previous match of the find bar's words."""


class AnswerPanel(QStackedWidget):
    """Answer pane, editor and the library's page, one at a time.

    Attributes:
        is_editing: whether the editor is shown instead of the pane.

    Signals:
        pane_made: the pane has been created.
    """

    pane_made = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pane: AnswerPane | None = None
        self._editor: QWidget | None = None
        self._editor_finder: FindsWords | None = None
        self.is_editing = False
        self._home: HomePage | None = None
        # Until the library's page is made, after the first paint.
        self._blank = QWidget(self)
        self._blank.setAutoFillBackground(True)
        self._blank.setBackgroundRole(QPalette.ColorRole.Base)
        self.addWidget(self._blank)

    @property
    def pane(self) -> AnswerPane:
        """The answer pane; created at the first call, so that the window is painted before that."""
        if self._pane is None:
            from qtbrowser.gui.pane.answer_pane import AnswerPane

            self._pane = AnswerPane(self)
            # It is in the bar above the page, where it covers no text.
            self._pane.offer_outline_button(False)
            self.addWidget(self._pane)
            self.pane_made.emit()
        return self._pane

    @property
    def home(self) -> HomePage:
        """The library's page; created at the first call."""
        if self._home is None:
            from qtbrowser.gui.browse.home_page import HomePage

            self._home = HomePage(self)
            apply_style_sheets(self._home)
            self.addWidget(self._home)
            if self.currentWidget() is self._blank:
                self.setCurrentWidget(self._home)
        return self._home

    def focusInEvent(self, event: QFocusEvent) -> None:
        """To what is shown; a focus proxy would take what is before it out of the way of Tab."""
        super().focusInEvent(event)
        if (shown := self.currentWidget()) is not None:
            shown.setFocus(event.reason())

    def show_home(self) -> None:
        """Show the library's page, while no document is chosen; an open editor stays."""
        if not self.is_editing:
            self.setCurrentWidget(self._home or self._blank)

    def show_answer(self) -> None:
        """Show the pane; an open editor stays."""
        if not self.is_editing:
            self.setCurrentWidget(self.pane)

    def add_editor(self, editor: QWidget, finder: FindsWords) -> None:
        """Add the editor, which is created when it is first needed.

        Args:
            editor: the widget.
            finder: the object that finds words in it.
        """
        self._editor = editor
        self._editor_finder = finder
        self.addWidget(editor)

    def begin_editing(self) -> None:
        """Show the editor."""
        if self._editor is not None:
            self.is_editing = True
            self.setCurrentWidget(self._editor)

    def end_editing(self) -> None:
        """Show the pane again."""
        if self.is_editing:
            self.is_editing = False
            self.show_answer()

    @property
    def finder(self) -> FindsWords | None:
        """The object that finds words: the editor or the pane; None while no document is shown."""
        if self.is_editing:
            return self._editor_finder
        return self.pane if self.shows_answer else None

    @property
    def is_complete(self) -> bool:
        """Whether the page is complete: no formula is still being typeset."""
        return self._pane is None or not self.shows_answer or self._pane.is_complete

    @property
    def shows_answer(self) -> bool:
        """Whether a document is shown, in the pane or in the editor."""
        shown = self.currentWidget()
        return shown is not None and shown in (self._pane, self._editor)
