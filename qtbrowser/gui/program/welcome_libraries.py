"""The libraries on the welcome: those that were open before, with their sizes, and the sample."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDateTime, QObject
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.browse.welcome_page import OfferedLibrary
from qtbrowser.gui.program.library_jobs import FoundLibrary, known_libraries
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import RECENT, SEEN
from qtbrowser.gui.widgets.labels import date_words
from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.gui.window.library_name import library_name, library_place
from qtbrowser.gui.window.panels import Panels
from qtbrowser.gui.worker.session import Session

LIBRARIES = "program.libraries"


class WelcomeLibraries(QObject):
    """Fills the welcome with libraries.

    Args:
        window: the window, which becomes the parent.
        preferences: the settings.
        panels: the window's panels.
        session: the door to the library.
        open_library: opens a library by its folder.
    """

    def __init__(
        self,
        *,
        window: QMainWindow,
        preferences: Preferences,
        panels: Panels,
        session: Session,
        open_library: Callable[[Path], object],
    ) -> None:
        super().__init__(window)
        self._preferences = preferences
        self._panels = panels
        self._session = session
        self._open = open_library
        panels.welcome.library_requested.connect(self._on_requested)

    def show(self) -> None:
        """Look which libraries are there, and show them."""
        preferences = self._preferences
        job = partial(known_libraries, preferences.get(RECENT), preferences.get(SEEN))
        self._session.ask_without_library(job, self._show, replaces=LIBRARIES)

    def _show(self, found: list[FoundLibrary]) -> None:
        self._panels.welcome.show_libraries([self._known(one) for one in found])

    def _known(self, found: FoundLibrary) -> OfferedLibrary:
        folder = Path(found.folder)
        name, place = library_name(folder), library_place(folder)
        about = [Noun.DOCUMENT.counted(found.documents)] if found.documents else []
        if found.moment_ns:
            day = QDateTime.fromMSecsSinceEpoch(found.moment_ns // 1_000_000).date()
            about.append(self.tr("last used {0}").format(date_words(Date(day.year(), day.month(), day.day()))))
        if place != name:
            about.append(place)
        return OfferedLibrary(found.folder, name, "  ·  ".join(about))

    def _on_requested(self, folder: str) -> None:
        self._open(Path(folder))
