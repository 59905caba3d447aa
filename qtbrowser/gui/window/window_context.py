"""The parts of one window, for the code that connects them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.reader.beside import Beside
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.reader.tabs import Tabs
from qtbrowser.gui.reader.view import View
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.widgets.message_bar import Weight
from qtbrowser.gui.widgets.theme import Theme
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.menus import Menus
from qtbrowser.gui.window.panels import Panels
from qtbrowser.gui.window.status_bar import StatusBar
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.session import Session


@dataclass(frozen=True, slots=True)
class WindowContext:
    """The parts of a window.

    A document is shown in place of the first one by `reading`, beside it by `beside`, in a tab of its own by `tabs`.
    """

    window: QMainWindow
    theme: Theme
    preferences: Preferences
    actions: Actions
    menus: Menus
    panels: Panels
    status: StatusBar
    session: Session
    refreshing: Refreshing
    list_state: ListState
    reading: Reading
    beside: Beside
    view: View
    tabs: Tabs
    changing: Changing

    def show_sentence(self, sentence: str, weight: Weight = Weight.ERROR) -> None:
        """Show a sentence in the message bar."""
        self.panels.messages.show_message(sentence, weight)
