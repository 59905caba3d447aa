"""Search by meaning in the window: vectors are made beside it, told of in the status bar; it can be switched off."""

from __future__ import annotations

from PySide6.QtCore import QObject

from qtbrowser.gui.indexing.meaning_making import MeaningMaking
from qtbrowser.gui.settings.settings_table import BY_MEANING
from qtbrowser.gui.window.window_context import WindowContext
from qtbrowser.gui.worker.session import OpenedLibrary


class SearchingByMeaning(QObject):
    """Connects the process that makes vectors with a window.

    Args:
        parts: the window's parts.

    Attributes:
        making: runs the process.
    """

    def __init__(self, parts: WindowContext) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self.making = MeaningMaking(self)
        parts.session.library_opened.connect(self._on_library)
        parts.session.changed.connect(self.making.note_change)
        parts.changing.changed.connect(self.making.make_soon)
        parts.refreshing.ended.connect(self.making.take_index)
        self.making.progressed.connect(parts.status.show_meaning)
        self.making.ended.connect(parts.status.hide_meaning)
        parts.preferences.observe(BY_MEANING, self._switch)

    def close(self) -> None:
        """End the process."""
        self.making.close()

    def _on_library(self, opened: OpenedLibrary) -> None:
        self.making.open(opened.folder)

    def _switch(self, is_wanted: bool) -> None:
        self.making.enable(is_wanted)
        self._parts.list_state.set_words_only(not is_wanted)
