"""The window over a library, every document shown and every link of it hovered and followed; a process of its own.

    python -m tests.end_to_end.hostile_window FOLDER

Prints one JSON object: how many documents were shown and links followed, what Python's own audit events say of the
network and of programs started, and how many packets the system had no way for, which in a network namespace without
interfaces is each that any code of any process in it tried to send over IPv4, name look-ups included.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QHelpEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QDialog

from qtbrowser.gui.pane.blocks import blocks_of, pieces_of
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.program.main_window import MainWindow
from qtbrowser.gui.program.start_options import StartOptions
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.widgets.theme import Theme, ThemeChoice
from qtbrowser.library import Library

_NETWORK = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind", "urllib.Request")
_NAMES = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "webbrowser.open", "os.startfile")
_WAIT_S = 60.0


def lost_packets() -> int:
    """The packets that this network namespace had no route for; 0 where the system doesn't count them."""
    try:
        lines = Path("/proc/self/net/snmp").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    names, values = (line.split() for line in lines if line.startswith("Ip:"))
    return int(dict(zip(names[1:], values[1:], strict=True))["OutNoRoutes"])


class _Visitor:
    """Goes through a library by way of the window."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self._application = application
        self._theme = Theme(application, ThemeChoice.LIGHT)
        self._folder = folder
        self._window = MainWindow(self._theme, Preferences(), StartOptions("", ""))
        self.shown = 0
        self.followed = 0

    def visit(self) -> None:
        """All documents, then the window is closed."""
        self._window.show()
        self._window.opening.start(self._folder)
        self._settle()
        with Library.open(self._folder, refresh=False) as library:
            paths = [entry.path for entry in library.entries()]
        for path in paths:
            self._show(path)
        # The process that reads their texts is watched to its end as well.
        making = self._window.early.by_meaning.making
        self._wait(lambda: not making.is_running)
        self._window.close()
        self._application.processEvents()

    def _show(self, path: str) -> None:
        pane = self._window.panels.answer.pane
        pane.document_requested.emit(path, "")
        self._settle()
        page = pane.page()
        if page is None or page.path != path:
            return
        self.shown += 1
        view = pane.findChild(PageView)
        assert view is not None
        links = self._links(view)
        for position in links.values():
            view.show_range(position, position + 1)
            cursor = QTextCursor(view.document())
            cursor.setPosition(position + 1)
            place = view.cursorRect(cursor).center()
            tip = QHelpEvent(QHelpEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
            QApplication.sendEvent(view.viewport(), tip)
        for address in links:
            if not address.startswith("qtbrowser:document/"):
                pane.follow(address)
                self._close_dialogs()
                self.followed += 1
        self._settle()

    @staticmethod
    def _links(view: PageView) -> dict[str, int]:
        return {
            piece.charFormat().anchorHref(): piece.position()
            for block in blocks_of(view.document())
            for piece in pieces_of(block)
            if piece.charFormat().anchorHref()
        }

    def _close_dialogs(self) -> None:
        self._application.processEvents()
        for dialog in self._window.findChildren(QDialog):
            dialog.reject()

    def _settle(self) -> None:
        self._wait(lambda: self._window.session.is_idle and self._window.is_settled)

    def _wait(self, condition: Callable[[], bool]) -> None:
        limit = time.monotonic() + _WAIT_S
        # Wakes the loop where no event follows.
        waking = QTimer(interval=10)
        waking.start()
        self._application.processEvents()
        while not condition() and time.monotonic() < limit:
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def main() -> int:
    """The command line."""
    audited: list[str] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in _NETWORK or event in _NAMES:
            audited.append(f"{event} {arguments[1:]}")

    sys.addaudithook(watch)
    before = lost_packets()
    visitor = _Visitor(QApplication(["hostile"]), Path(sys.argv[1]))
    visitor.visit()
    lost = lost_packets() - before
    print(json.dumps({"shown": visitor.shown, "followed": visitor.followed, "audited": audited, "lost": lost}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
