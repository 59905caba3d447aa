"""Search in all open libraries: those of other windows are searched too, and their hits lead to those windows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QProcess, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.control_characters import escaped_line
from qtbrowser.gui.browse.list_panel import ListPanel
from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.browse.other_hits import OtherHits
from qtbrowser.gui.browse.rows import ListRequest, Row, RowsPage
from qtbrowser.gui.browse.search_bar import SearchBar
from qtbrowser.gui.search_aids.other_library import OtherLibrary
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import ALL_LIBRARIES, LIST_DENSITY
from qtbrowser.gui.widgets.announcements import announcements
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.library_name import library_name
from qtbrowser.gui.worker.session import Session
from qtbrowser.running_windows import ShowRequest, hand_over, open_libraries
from qtbrowser.settings import window_program

OPEN = "other_libraries.open"
MOST_LIBRARIES = 8
CLOSING_SECONDS = 0.1
"""How long the end of the window waits for a library that hangs."""
REST_MS = 800
"""Typing has paused for so long when a screen reader is told what the others have, after the own hits."""


class OtherLibraries(QObject):
    """Searches the libraries of other windows as well, while the switch is on.

    Args:
        window: the owner.
        session: the library of this window.
        actions: the switch.
        messages: tells what fails.
        preferences: remembers the switch.
        list_panel: shows the hits below its own.
        list_state: what is searched for.
        bar: shows the switch beside the search field.
    """

    def __init__(
        self,
        *,
        window: QWidget,
        session: Session,
        actions: Actions,
        messages: MessageBar,
        preferences: Preferences,
        list_panel: ListPanel,
        list_state: ListState,
        bar: SearchBar,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._messages = messages
        self._preferences = preferences
        self._list_panel = list_panel
        self._list_state = list_state
        self._bar = bar
        self._others: dict[Path, OtherLibrary] = {}
        # A session keeps its tasks until it is deleted, so it lives as long as the window.
        self._closed: list[OtherLibrary] = []
        self._panel: OtherHits | None = None
        self._request = _of_others(list_state.request)
        self._is_going = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._tell)
        self._switch = actions.all_libraries
        self._switch.setChecked(preferences.get(ALL_LIBRARIES))
        self._switch.setEnabled(False)
        self._switch.toggled.connect(self._on_switched)
        list_state.list_shown.connect(self._on_list)
        session.library_opened.connect(self.look)
        app = QCoreApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_state)
        self.look()

    def look(self) -> None:
        """Find out which libraries other windows have open."""
        self._session.ask_without_library(open_libraries, self._on_libraries, replaces=OPEN)

    def close(self) -> None:
        """End the threads of all libraries."""
        for other in self._others.values():
            other.close(CLOSING_SECONDS)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        # Another window can't open a library while this one is used.
        if state is Qt.ApplicationState.ApplicationActive:
            self.look()

    def _on_libraries(self, folders: Sequence[Path]) -> None:
        own = self._session.folder
        wanted = [folder for folder in folders if folder != own][:MOST_LIBRARIES] if own is not None else []
        names = [library_name(folder) for folder in wanted]
        taken = [*names, library_name(own)] if own is not None else names
        for folder in [folder for folder in self._others if folder not in wanted]:
            gone = self._others.pop(folder)
            gone.answered.disconnect(self._show)
            gone.close()
            self._closed.append(gone)
        before = set(self._others)
        others = {}
        for folder, name in zip(wanted, names, strict=True):
            said = name if taken.count(name) == 1 else str(folder)
            others[folder] = self._others.get(folder) or self._other(folder, said)
            others[folder].name = said
        self._others = others
        self._switch.setEnabled(bool(others))
        self._bar.offer_libraries(self._switch)
        if not others:
            self._hide()
        elif self._is_on:
            self._search([folder for folder in others if folder not in before])
            self._show()

    def _other(self, folder: Path, name: str) -> OtherLibrary:
        other = OtherLibrary(folder, name, self)
        other.answered.connect(self._show)
        return other

    @property
    def _is_on(self) -> bool:
        return self._switch.isChecked() and bool(self._others)

    def _on_switched(self, on: bool) -> None:
        self._preferences.set(ALL_LIBRARIES, on)
        if on:
            self._search(list(self._others))
        self._show()

    def _on_list(self, page: RowsPage) -> None:
        """Own hits are shown: search the others, unless only further rows or hits by meaning came."""
        request = _of_others(page.request)
        if request != self._request:
            self._request = request
            if self._is_on:
                self._search(list(self._others))
            self._show()

    def _search(self, folders: Sequence[Path]) -> None:
        if self._request is not None:
            for folder in folders:
                self._others[folder].search(self._request)

    def _show(self) -> None:
        """Show what the libraries have answered by now."""
        if not self._is_on or self._request is None:
            self._hide()
            return
        found = list(self._others.values())
        heading = ", ".join(self._count(other) for other in found if not other.failure)
        failures = "\n".join(f"{other.name}: {escaped_line(other.failure)}" for other in found if other.failure)
        rows = [row for other in found if other.page is not None for row in other.page.rows]
        self._shown_panel().show_hits(heading, failures, rows)
        self._rest.start()

    def _tell(self) -> None:
        """Tell a screen reader what is shown."""
        if self._panel is not None:
            words = (self._panel.heading.whole(), self._panel.failures.text())
            announcements.announce(self._panel, ". ".join(part for part in words if part))

    def _hide(self) -> None:
        self._rest.stop()
        if self._panel is not None:
            self._panel.hide()

    def _count(self, other: OtherLibrary) -> str:
        if other.page is None:
            return self.tr("searching {0}…").format(other.name)
        hits = counted(other.page.total, self.tr("1 hit"), self.tr("{0} hits"))
        if other.page.total > len(other.page.rows):
            return self.tr("{0} in {1} ({2} listed)").format(hits, other.name, len(other.page.rows))
        return self.tr("{0} in {1}").format(hits, other.name)

    def _shown_panel(self) -> OtherHits:
        if self._panel is None:
            self._panel = OtherHits(self._list_panel)
            self._list_panel.add_below(self._panel, self._panel.view)
            self._preferences.observe(LIST_DENSITY, self._panel.view.set_density)
            apply_style_sheets(self._panel)
            self._panel.upwards.connect(self._list_panel.go_in)
            self._panel.chosen.connect(self._go)
        return self._panel

    def _go(self, row: Row) -> None:
        """Show a hit in the window of its library."""
        if self._is_going:
            return
        self._is_going = True
        place = f"{row.path}#{row.anchor}" if row.anchor else row.path
        request = ShowRequest(row.library_folder, place, self._list_state.words)
        job = partial(hand_over, request, Path(row.library_folder))
        self._session.ask_without_library(job, partial(self._on_handed_over, request), failed=self._on_failed)

    def _on_handed_over(self, request: ShowRequest, is_taken: bool) -> None:
        self._is_going = False
        if is_taken:
            return
        # Its window is closed, or does not answer: a window of its own, as of a second start.
        command = [*window_program(), request.folder, "--new-window", f"--document={request.document}"]
        is_started, _ = QProcess.startDetached(command[0], [*command[1:], f"--query={request.query}"])
        if not is_started:
            self._messages.show_message(self.tr("Another window could not be opened."), Weight.ERROR)

    def _on_failed(self, sentence: str) -> None:
        self._is_going = False
        self._messages.show_message(sentence, Weight.ERROR)


def _of_others(request: ListRequest) -> ListRequest | None:
    """The request for other libraries, which have other subjects; None where nothing is searched for.

    They are searched by words: their vectors for search by meaning would be loaded into this process, too.
    """
    if not request.is_search:
        return None
    everything = Selection(include_hidden=request.selection.include_hidden)
    return ListRequest(request.text, everything, sort=request.sort, words_only=True, languages=request.languages)
