"""The reading places in the documents of the open library, cached in memory and stored by jobs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from qtbrowser.gui.reader.place_jobs import flush_places, keep_places, load_places
from qtbrowser.gui.worker.session import OpenedLibrary, Session
from qtbrowser.gui.worker.task import Lane

LOADED = "reader.places"


class KnownPlaces(QObject):
    """The places of the open library, by the paths of its documents.

    Args:
        session: the session with the library, whose threads read and write.
        parent: the owner.

    Attributes:
        are_kept: whether new places are stored; otherwise they are remembered until the library is closed.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._places: dict[str, int] = {}
        self.are_kept = True
        session.library_opened.connect(self._on_opened)

    def get(self, path: str) -> int | None:
        """The last stored place, a number that the answer pane defines; None for the top."""
        return self._places.get(path)

    def put(self, folder: Path, path: str, place: int) -> None:
        """Store a place in a document of the library at `folder`; 0, the top, removes it."""
        if folder == self._session.folder:
            if self._places.get(path, 0) == place:
                return
            self._places[path] = place
            if not place:
                del self._places[path]
        if self.are_kept:
            self._session.ask_without_library(partial(keep_places, folder, {path: place}))

    def flush(self) -> None:
        """Try again to write what could not be written."""
        self._session.ask_without_library(flush_places)

    def load(self) -> None:
        """Load the places again: documents may have moved, and another window may have stored some."""
        folder = self._session.folder
        # What is not kept would be lost by loading.
        if folder is not None and (self.are_kept or not self._places):
            # In the same lane as pages, and before them, so that the first page is shown at its place.
            job = partial(load_places, folder)
            self._session.ask_without_library(job, partial(self._on_places, folder), replaces=LOADED, lane=Lane.READING)

    def _on_opened(self, _opened: OpenedLibrary) -> None:
        self._places = {}
        self.load()

    def _on_places(self, folder: Path, places: Mapping[str, int]) -> None:
        if folder == self._session.folder:
            self._places = dict(places)
