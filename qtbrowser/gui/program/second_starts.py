"""Shows what a second start of the program asks for, and brings the window forward."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.program.opening import Opening, StartOptions
from qtbrowser.running_windows import ShowRequest, forget_folder, requests_folder, taken_requests

_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - the name of a variable


class SecondStarts(QObject):
    """Watches for requests of other starts while the window is open.

    Args:
        window: the window that comes forward.
        opening: opens libraries in it.
    """

    def __init__(self, window: QMainWindow, opening: Opening) -> None:
        super().__init__(window)
        self._window = window
        self._opening = opening
        self._folder: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_change)

    def start(self) -> None:
        """Begin to watch; without a folder for requests each start has a window of its own."""
        try:
            self._folder = requests_folder()
        except OSError:
            return
        self._watcher.addPath(str(self._folder))

    def stop(self) -> None:
        """End watching."""
        if self._folder is not None:
            self._watcher.removePath(str(self._folder))
            forget_folder(self._folder)
            self._folder = None

    def _on_change(self) -> None:
        if self._folder is not None:
            for request in taken_requests(self._folder):
                self._show(request)

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
