"""Quick open: a few letters of any question's title lead to it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.reader.view_state import ViewState
from qtbrowser.gui.search_aids.search_jobs import find_titles
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import SHOW_HIDDEN
from qtbrowser.gui.widgets.picker import Picker, PickerRow
from qtbrowser.gui.worker.session import Session
from qtbrowser.library.quick_open import QuickOpened


class QuickOpening(QObject):
    """Asks for the titles that fit at each key, and shows the document that is chosen.

    Args:
        window: what it lies on.
        session: the door to the library.
        reading: shows the chosen document.
        preferences: whether hidden documents are found.

    Signals:
        view_requested: a link to a view, which was put into the field and is to be followed.
    """

    view_requested = Signal(str)

    def __init__(self, window: QMainWindow, session: Session, reading: Reading, preferences: Preferences) -> None:
        super().__init__(window)
        self._session = session
        self._reading = reading
        self._preferences = preferences
        self._survivors: Mapping[str, str] = {}
        self.picker = Picker(window, self.tr("Open by letters of a title"))
        self.picker.typed.connect(self._ask)
        self.picker.chosen.connect(self._open)
        session.library_opened.connect(self._forget)
        session.changed.connect(self._on_changed)

    def open(self) -> None:
        """Show the field."""
        self._survivors = {}
        self.picker.open()

    def _forget(self) -> None:
        self._survivors = {}
        self.picker.hide()

    def _on_changed(self) -> None:
        """Documents have come or gone: the next key looks through all titles; where none was found it is done at once.

        Rows that are shown stay, with the one that the reader has selected.
        """
        self._survivors = {}
        if self.picker.isVisible() and not self.picker.rows():
            self._ask(self.picker.field.text())

    def _ask(self, text: str) -> None:
        if not text.strip():
            self._survivors = {}
            self.picker.show_rows((), self.tr("A few letters are enough, typing errors don't matter."))
        if ViewState.from_address(text) is not None:
            row = PickerRow(self.tr("The view that this link leads to"), value=text.strip())
            self.picker.show_rows([row], "")
            return
        hidden = self._preferences.get(SHOW_HIDDEN)
        job = partial(find_titles, text=text, before=self._survivors, include_hidden=hidden)
        self._session.ask(job, self._show, replaces=(self, "titles"))

    def _show(self, found: QuickOpened) -> None:
        if found.text != self.picker.field.text() or not found.text.strip():
            return
        self._survivors = found.survivors
        rows = [PickerRow(entry.title, detail=entry.subject, value=entry.path) for entry in found.entries]
        self.picker.show_rows(rows, "" if rows else self.tr("No title is like this."))

    def _open(self, path: str) -> None:
        if ViewState.from_address(path) is not None:
            self.view_requested.emit(path)
        else:
            self._reading.show(path)
