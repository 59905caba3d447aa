"""A caret on the page that the keys move, so that passages are selected without a mouse."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from qtbrowser.gui.pane.page_view import PageView

CARET_WIDTH = 2
_BY_KEYS = Qt.TextInteractionFlag.TextSelectableByKeyboard
_START_HEIGHT = 0.1
"""Where in the view the caret begins, as a share of its height."""


class CaretMode(QObject):
    """While it is on, the keys move a caret instead of the page, and Shift with them selects.

    Args:
        view: shows the page.

    Signals:
        switched: whether it is on now.
    """

    switched = Signal(bool)

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self._view = view
        view.rendered.connect(self._bring_into_view)

    @property
    def is_on(self) -> bool:
        """Whether the keys move the caret."""
        return self._view.moves_caret

    def switch(self, on: bool) -> None:
        """Switch it on or off; what is selected stays selected."""
        if on == self.is_on:
            return
        view = self._view
        view.moves_caret = on
        flags = view.textInteractionFlags()
        view.setTextInteractionFlags(flags | _BY_KEYS if on else flags & ~_BY_KEYS)
        view.setCursorWidth(CARET_WIDTH if on else 1)
        self._bring_into_view()
        if on:
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.switched.emit(on)

    def _bring_into_view(self) -> None:
        """Put the caret into the view, unless it is there."""
        if not self.is_on:
            return
        first, last = self._view.seen_positions()
        if not first < self._view.textCursor().position() <= last:
            place = self._view.position_at(_START_HEIGHT)
            self._view.select_range(place, place)
