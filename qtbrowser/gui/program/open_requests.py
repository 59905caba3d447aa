"""Opens what macOS asks the program to open: files and links come as events, at the start too, not as arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QUrl, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from qtbrowser.errors import UsageError
from qtbrowser.gui.program.start_options import StartOptions
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.opened import opened

if TYPE_CHECKING:
    # The application is there before what opens libraries is imported.
    from qtbrowser.gui.program.opening import Opening


class OpeningApplication(QApplication):
    """The application; it keeps the addresses that it is asked to open until somebody takes them.

    Signals:
        asked: there is an address to be taken.
    """

    asked = Signal()

    def __init__(self, words: list[str]) -> None:
        super().__init__(words)
        self._addresses: list[str] = []

    def event(self, event: QEvent) -> bool:
        """Keep what is to be opened."""
        if isinstance(event, QFileOpenEvent):
            self._addresses.append(event.url().toString(QUrl.ComponentFormattingOption.FullyEncoded))
            self.asked.emit()
            return True
        return super().event(event)

    def take_addresses(self) -> list[str]:
        """The addresses that are to be opened and that nobody has taken yet, the oldest first."""
        taken, self._addresses = self._addresses, []
        return taken


class OpenRequests(QObject):
    """Opens what the application is asked to open in a window.

    Args:
        app: the application.
        opening: opens libraries in the window.
        messages: tells what can't be opened.
        parent: the owner.
    """

    def __init__(self, app: OpeningApplication, opening: Opening, messages: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._opening = opening
        self._messages = messages
        app.asked.connect(self._on_asked)
        self._on_asked()

    def _on_asked(self) -> None:
        for address in self._app.take_addresses():
            try:
                wanted = opened(address)
            except UsageError as error:
                self._messages.show_message(str(error), Weight.ERROR)
                continue
            self._opening.open_with(wanted.folder, StartOptions(wanted.query, wanted.document, wanted.view))
