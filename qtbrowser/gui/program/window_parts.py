"""The parts of one window, created in their order, for the code that connects them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QMainWindow

from qtbrowser.battery import Battery, read_battery
from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.indexing.indexing_jobs import confirm_current
from qtbrowser.gui.indexing.indexing_pause import IndexingPause
from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.program.window_shell import WindowShell
from qtbrowser.gui.reader.beside import Beside
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.reader.tabs import Tabs
from qtbrowser.gui.reader.view import View
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.widgets.message_bar import MessageBar
from qtbrowser.gui.widgets.theme import Theme
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.menus import Menus
from qtbrowser.gui.window.panels import Panels
from qtbrowser.gui.window.status_bar import StatusBar
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane


class WindowParts(NamedTuple):
    """The parts of a window.

    `EarlyFeatures` and `LateFeatures` give each feature those that it uses. A document is shown in place of the first
    one by `reading`, beside it by `beside`, in a tab of its own by `tabs`.
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
    pause: IndexingPause
    list_state: ListState
    reading: Reading
    beside: Beside
    view: View
    tabs: Tabs
    changing: Changing

    @property
    def messages(self) -> MessageBar:
        """The bar that shows sentences to the reader."""
        return self.panels.messages

    @classmethod
    def of(cls, shell: WindowShell, theme: Theme, preferences: Preferences) -> WindowParts:
        """Create the parts of a window that has its shell."""
        window, panels = shell.window, shell.panels
        session = Session(window)
        refreshing = Refreshing(window, partial(_look_at_folder, session))
        pause = IndexingPause(preferences, partial(_look_at_battery, session), window)
        # Before the folder is looked at, in the same lane.
        session.library_opened.connect(pause.look)
        list_state = ListState(session, panels.search, panels.subjects, panels.list_panel, window)
        reading = Reading(session, panels.answer, window)
        beside = Beside(session, panels.beside, reading.places, window)
        view = View(
            panels.search, panels.subjects, panels.list_panel, list_state, reading, panels.answer, beside, window
        )
        return cls(
            window=window,
            theme=theme,
            preferences=preferences,
            actions=shell.actions,
            menus=shell.menus,
            panels=panels,
            status=shell.status,
            session=session,
            refreshing=refreshing,
            pause=pause,
            list_state=list_state,
            reading=reading,
            beside=beside,
            view=view,
            tabs=Tabs(view, reading, panels.subjects, window),
            changing=Changing(session, refreshing, window),
        )


def _look_at_folder(session: Session, then: Callable[[bool], None]) -> None:
    """Find out whether the index is up to date; what goes wrong here is told by the index process."""
    session.ask(confirm_current, then, failed=lambda _reason: then(False), lane=Lane.CHANGING)


def _look_at_battery(session: Session, then: Callable[[Battery | None], None]) -> None:
    session.ask_without_library(read_battery, then, replaces="program.battery", lane=Lane.CHANGING)
