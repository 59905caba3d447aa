"""The window's title: the shown document, else the library."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.window.library_name import library_name
from qtbrowser.gui.worker.session import OpenedLibrary, Session


class WindowTitle(QObject):
    """Names a window.

    Args:
        window: the window, which becomes the parent.
        session: knows the library.
        reading: knows the document.
    """

    def __init__(self, *, window: QMainWindow, session: Session, reading: Reading) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        window.setWindowTitle("QtBrowser")
        session.library_opened.connect(self._on_library)
        reading.document_shown.connect(self._on_document)
        reading.left.connect(self._name_library)

    def _on_document(self, _path: str, title: str) -> None:
        self._window.setWindowTitle(f"{title} – QtBrowser")

    def _on_library(self, _opened: OpenedLibrary) -> None:
        self._name_library()

    def _name_library(self) -> None:
        if self._session.folder is not None:
            self._window.setWindowTitle(f"{library_name(self._session.folder)} – QtBrowser")
