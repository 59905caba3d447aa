"""Where the reader was in each document of the open library, as the window knows it while the disk is written."""

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
    """The places of one library at a time, by the paths of its documents.

    Args:
        session: whose library it is, and whose threads read and write.
        parent: who reads.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._places: dict[str, int] = {}
        session.library_opened.connect(self._on_opened)

    def get(self, path: str) -> int | None:
        """The place that was put last, a number of the answer pane's; None for the top."""
        return self._places.get(path)

    def put(self, folder: Path, path: str, place: int) -> None:
        """Remember a place in a document of the library at `folder`; 0, the top, is forgotten."""
        if folder == self._session.folder:
            if self._places.get(path, 0) == place:
                return
            self._places[path] = place
            if not place:
                del self._places[path]
        self._session.ask_without_library(partial(keep_places, folder, {path: place}))

    def flush(self) -> None:
        """Try once more to write what could not be written."""
        self._session.ask_without_library(flush_places)

    def load(self) -> None:
        """Ask for the places anew: documents may have moved, and another window may have put some."""
        folder = self._session.folder
        if folder is not None:
            # In the lane of pages, and before them, so that the first page is shown at its place.
            job = partial(load_places, folder)
            self._session.ask_without_library(job, partial(self._on_places, folder), replaces=LOADED, lane=Lane.READING)

    def _on_opened(self, _opened: OpenedLibrary) -> None:
        self._places = {}
        self.load()

    def _on_places(self, folder: Path, places: Mapping[str, int]) -> None:
        if folder == self._session.folder:
            self._places = dict(places)
