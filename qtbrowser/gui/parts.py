"""The parts of one window, for those who connect them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.actions import Actions
from qtbrowser.gui.changing import Changing
from qtbrowser.gui.listing import Listing
from qtbrowser.gui.menus import Menus
from qtbrowser.gui.message_bar import Weight
from qtbrowser.gui.panels import Panels
from qtbrowser.gui.preferences import Preferences
from qtbrowser.gui.reading import Reading
from qtbrowser.gui.refreshing import Refreshing
from qtbrowser.gui.session import Session
from qtbrowser.gui.status_bar import StatusBar
from qtbrowser.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class Parts:
    """What a window is made of."""

    window: QMainWindow
    theme: Theme
    preferences: Preferences
    actions: Actions
    menus: Menus
    panels: Panels
    status: StatusBar
    session: Session
    refreshing: Refreshing
    listing: Listing
    reading: Reading
    changing: Changing

    def show_sentence(self, sentence: str, weight: Weight = Weight.ERROR) -> None:
        """Tell the reader something in the message bar."""
        self.panels.messages.show_message(sentence, weight)
