"""Opens the files and folders that are dropped on the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.program.drop_jobs import Dropped, dropped_libraries
from qtbrowser.gui.worker.session import Session


class DropTarget(QObject):
    """Takes the drops on a widget; of several libraries the reader chooses one.

    Args:
        widget: the widget, which becomes the parent.
        session: looks at what was dropped, which takes long on a slow drive.
        open_dropped: opens a library.
    """

    def __init__(self, widget: QWidget, session: Session, open_dropped: Callable[[Dropped], object]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._session = session
        self._open = open_dropped
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept files and folders, and open them when they are dropped."""
        if not isinstance(event, QDropEvent) or event.type() not in {QEvent.Type.DragEnter, QEvent.Type.Drop}:
            return super().eventFilter(watched, event)
        paths = _paths(event.mimeData())
        # The first one tells: nothing may take long while something is dragged.
        if not (paths and paths[0].exists()):
            event.ignore()
            return True
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._session.ask_without_library(partial(dropped_libraries, paths), self._take)
        return True

    def _take(self, libraries: tuple[Dropped, ...]) -> None:
        if len(libraries) < 2:
            for library in libraries:
                self._open(library)
            return
        from qtbrowser.gui.program.dropped_dialog import DroppedDialog

        dialog = DroppedDialog(libraries, self._widget)
        dialog.chosen.connect(self._open)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _paths(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
