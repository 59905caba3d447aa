"""Shows what a second start of the program asks for, brings the window forward, and tells which library is open."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.program.opening import Opening
from qtbrowser.gui.program.start_options import StartOptions
from qtbrowser.gui.worker.session import OpenedLibrary, Session
from qtbrowser.running_windows import (
    ShowRequest,
    end_claim,
    forget_folder,
    has_requests,
    requests_folder,
    taken_requests,
    tell_library,
)

AGAIN_MS = 30
"""When the window looks once more for requests whose files it could not remove: a virus scanner may read them."""

_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - the name of a variable


class SecondStarts(QObject):
    """Watches for requests of other starts while the window is open.

    Args:
        window: the window that comes forward.
        opening: opens libraries in it.
        session: the library that other windows may search.
    """

    def __init__(self, window: QMainWindow, opening: Opening, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._opening = opening
        self._session = session
        self._folder: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_change)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._on_change)

    def start(self) -> None:
        """Begin to watch; without a folder for requests each start has a window of its own."""
        try:
            self._folder = requests_folder()
        except OSError:
            end_claim()
            return
        self._watcher.addPath(str(self._folder))
        end_claim()
        self._session.on_library(self._tell_library)

    def stop(self) -> None:
        """End watching."""
        if self._folder is not None:
            self._watcher.removePath(str(self._folder))
            forget_folder(self._folder)
            self._folder = None

    def _tell_library(self, opened: OpenedLibrary) -> None:
        if self._folder is not None:
            # If that fails, other windows don't offer to search this library.
            with contextlib.suppress(OSError):
                tell_library(self._folder, opened.folder)

    def _on_change(self) -> None:
        if (folder := self._folder) is not None:
            for request in taken_requests(folder):
                self._show(request)
            if has_requests(folder):
                self._again.start()

    def _show(self, request: ShowRequest) -> None:
        window = self._window
        if request.token:
            # Wayland lets a window come forward only with this.
            os.environ[_TOKEN] = request.token
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        os.environ.pop(_TOKEN, None)
        folder = Path(request.folder) if request.folder else None
        self._opening.open_with(folder, StartOptions(request.query, request.document, request.view))
