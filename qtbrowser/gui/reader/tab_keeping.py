"""Keeps the open tabs of a library in the user's personal data, so that the next start shows them again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from qtbrowser.gui.reader.kept_tab import KeptTab
from qtbrowser.gui.reader.tab_jobs import keep_tabs, load_tabs
from qtbrowser.gui.reader.tabs import Tabs
from qtbrowser.gui.reader.view import View
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import PRIVATE
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane

DELAY_MS = 2_000
"""The time in milliseconds after a change in which further ones are waited for, so that many are written once."""


class TabKeeping(QObject):
    """Reads the tabs before a library is opened, and writes them a moment after each change. In private mode what was
    kept before stays.

    Args:
        session: the session, whose threads read and write.
        view: what is seen.
        tabs: the window's tabs.
        preferences: tells whether private mode is on.
        parent: the owner.
    """

    def __init__(self, session: Session, view: View, tabs: Tabs, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._tabs = tabs
        self._preferences = preferences
        self._read: tuple[Path, list[KeptTab]] | None = None
        self._folder: Path | None = None
        self._last: list[KeptTab] = []
        self._delay = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._delay.timeout.connect(self.keep)
        tabs.changed.connect(self._note)
        view.moved.connect(self._note)

    def read(self, folder: Path) -> None:
        """Read the tabs of a library that is about to be opened."""
        self.keep()
        self._folder = None
        self._session.ask_without_library(
            partial(load_tabs, folder), self._on_read, replaces=(self, "read"), lane=Lane.READING
        )

    def take(self, folder: Path) -> list[KeptTab]:
        """The tabs that were read, and keep those of this library from now on.

        Args:
            folder: the folder of the library that has been opened, resolved.
        """
        self._folder = folder
        read, self._read = self._read, None
        self._last = read[1] if read is not None and read[0] == folder else []
        return self._last

    def keep(self) -> None:
        """Write the tabs now, if there is anything to write."""
        self._delay.stop()
        if self._folder is None or self._preferences.get(PRIVATE):
            return
        now = self._tabs.kept()
        if now != self._last and (self._last or not all(tab.is_plain for tab in now)):
            self._last = now
            self._session.ask_without_library(partial(keep_tabs, self._folder, now))

    def _note(self) -> None:
        if self._folder is not None:
            self._delay.start()

    def _on_read(self, read: tuple[Path, list[KeptTab]]) -> None:
        self._read = read
