"""Links to what is seen: copied, and followed from pages, from quick open and from the command line."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.program.opening import Opening
from qtbrowser.gui.reader.view import View
from qtbrowser.gui.reader.view_link_jobs import linked_folder, view_address
from qtbrowser.gui.reader.view_state import ViewState
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.library_name import library_name
from qtbrowser.gui.window.panels import Panels
from qtbrowser.gui.worker.session import Session
from qtbrowser.running_windows import ShowRequest, hand_over


class ViewLinks(QObject):
    """Copies and follows the links of one window. A link names its library by an id. One of another library is shown by
    the window of that library; where it has none, it is followed here only when the reader says so.

    Args:
        window: the window, which becomes the parent.
        actions: the window's actions.
        panels: the window's panels.
        session: the door to the library.
        view: what the window shows, as one value.
        messages: shows sentences to the reader.
        opening: opens another library.
    """

    def __init__(
        self,
        *,
        window: QMainWindow,
        actions: Actions,
        panels: Panels,
        session: Session,
        view: View,
        messages: MessageBar,
        opening: Opening,
    ) -> None:
        super().__init__(window)
        self._panels = panels
        self._session = session
        self._view = view
        self._messages = messages
        self._opening = opening
        self._awaited: tuple[Path, ViewState] | None = None
        actions.copy_view_link.triggered.connect(self._copy)
        session.library_opened.connect(self._on_library)
        opening.view_wished.connect(self.follow)

    def connect_pane(self) -> None:
        """Connect the answer pane, which is made after the first paint."""
        self._panels.answer.pane.view_requested.connect(self.follow)

    def follow(self, address: str) -> None:
        """Show what a link leads to, or say why that can't be done.

        Args:
            address: a link as `ViewState.to_address` makes it.
        """
        found = ViewState.from_address(address)
        if found is None:
            self._messages.show_message(self.tr("This link to a view can't be read."), Weight.NOTICE)
            return
        identity, state = found
        then = partial(self._on_folder, address, state)
        self._session.ask_without_library(partial(linked_folder, identity), then, replaces=(self, "folder"))

    def _copy(self) -> None:
        folder = self._session.folder
        if folder is not None:
            job = partial(view_address, folder, self._view.state)
            self._session.ask_without_library(job, self._on_address, replaces=(self, "address"))

    def _on_address(self, address: str) -> None:
        QGuiApplication.clipboard().setText(address)
        self._messages.show_message(self.tr("The link to this view is copied."), Weight.NOTICE)

    def _on_folder(self, address: str, state: ViewState, folder: Path | None) -> None:
        if folder is None:
            sentence = self.tr("This link leads to a library that is not known on this computer.")
            self._messages.show_message(sentence, Weight.NOTICE)
        elif folder == self._session.folder:
            self._view.visit(state)
        elif self._session.folder is None:
            self._open(folder, state)
        else:
            # Its own window shows it, if it has one; that leaves this one as it is.
            job = partial(hand_over, ShowRequest(view=address), folder)
            self._session.ask_without_library(job, partial(self._on_handed, folder, state), replaces=(self, "folder"))

    def _on_handed(self, folder: Path, state: ViewState, is_taken: bool) -> None:
        if not is_taken:
            sentence = self.tr("This link leads to another library: {0}.").format(library_name(folder))
            then = partial(self._open, folder, state)
            self._messages.show_message(sentence, Weight.WARNING, self.tr("Open It"), then)

    def _open(self, folder: Path, state: ViewState) -> None:
        self._awaited = (folder, state)
        self._opening.open(folder)

    def _on_library(self) -> None:
        awaited, self._awaited = self._awaited, None
        if awaited is not None and awaited[0] == self._session.folder:
            self._view.visit(awaited[1])
