"""Keeps the indexes of all libraries within the room on the disk that the reader gives them."""

from __future__ import annotations

import logging
from functools import partial

from PySide6.QtCore import QObject, QTimer

from qtbrowser.gui.indexing.indexing_jobs import make_room
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import INDEX_ROOM
from qtbrowser.gui.worker.session import OpenedLibrary, Session
from qtbrowser.gui.worker.task import Lane

WAIT_MS = 60_000
"""After a library is opened it is read first; making room is not urgent."""

_LOG = logging.getLogger(__name__)


class IndexRoom(QObject):
    """Makes room some time after a library was opened, and when the setting changes.

    Args:
        session: the session with the library.
        preferences: the settings.
        parent: the owner.
    """

    def __init__(self, session: Session, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._begin)
        session.on_library(self._begin_later)
        preferences.observe(INDEX_ROOM, self._begin_later, at_once=False)

    def _begin_later(self, _cause: OpenedLibrary | int) -> None:
        self._timer.start()

    def _begin(self) -> None:
        if gigabytes := self._preferences.get(INDEX_ROOM):
            job = partial(make_room, most_bytes=gigabytes * 1_000_000_000)
            self._session.ask(job, self._on_made, replaces=(self, "room"), lane=Lane.CHANGING)

    def _on_made(self, removed: int) -> None:
        if removed:
            _LOG.info("Indexes of %d libraries that were not used for long were deleted to make room.", removed)
