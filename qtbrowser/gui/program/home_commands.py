"""The library's page: what it shows, and where its rows lead."""

from __future__ import annotations

import time
from datetime import date as Date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate, QDateTime, QLocale, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.browse import home_jobs
from qtbrowser.gui.browse.home_jobs import Home
from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.browse.tree_model import COUNT_ROLE
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.settings.last_uses import LastUse, last_uses
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import SEEN
from qtbrowser.gui.study.study_commands import StudyCommands
from qtbrowser.gui.widgets.labels import date_words
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.library_name import library_name
from qtbrowser.gui.window.panels import Panels
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.session import OpenedLibrary, Session

HOME, ANOTHER = "program.home", "program.another"

KEPT_READ = 20
"""So many documents that were read in this session are remembered."""

KEPT_TIMES = 30
"""Of so many folders it is kept when they were open."""


class HomeCommands(QObject):
    """Fills the library's page and follows what is chosen in it.

    Args:
        window: the window, which becomes the parent.
        preferences: the settings.
        actions: the window's actions.
        panels: the window's panels.
        session: the door to the library.
        list_state: what the list shows.
        reading: shows documents.
        changing: changes files.
        study: asks back.
    """

    def __init__(
        self,
        *,
        window: QMainWindow,
        preferences: Preferences,
        actions: Actions,
        panels: Panels,
        session: Session,
        list_state: ListState,
        reading: Reading,
        changing: Changing,
        study: StudyCommands,
    ) -> None:
        super().__init__(window)
        self._preferences = preferences
        self._actions = actions
        self._panels = panels
        self._session = session
        self._list_state = list_state
        self._page = panels.answer.home
        self._read: list[str] = []
        self._folder: Path | None = None
        self._since: int | None = None
        self._counts = (0, 0)
        list_state.counted.connect(self._on_counted)
        reading.document_shown.connect(self._note_read)
        reading.left.connect(self._load)
        changing.changed.connect(self._load)
        session.changed.connect(self._load)
        study.changed.connect(self._load)
        page = self._page
        page.document_requested.connect(reading.show)
        page.tab_requested.connect(lambda path, title: panels.list_panel.view.tab_requested.emit(path, title, "", 0))
        page.subject_requested.connect(self._show_subject)
        page.study_requested.connect(study.ask_subject)
        page.another_requested.connect(self._ask_another)
        session.on_library(self._on_library)

    def remember(self) -> None:
        """Keep the time until which this library has been open; what is newer the next time is new."""
        if self._folder is None:
            return
        everything = self._panels.subjects.model.index(0, 0)
        # The tree is empty already where another library was opened.
        in_tree = int(everything.data(COUNT_ROLE) or 0) if everything.isValid() else 0
        documents = in_tree or max(self._counts[0], 0)
        now = LastUse(str(self._folder), time.time_ns(), documents)
        others = [use for use in last_uses(self._preferences.get(SEEN)) if use.folder != now.folder]
        self._preferences.set(SEEN, [use.written() for use in (now, *others[: KEPT_TIMES - 1])])

    def _on_library(self, opened: OpenedLibrary) -> None:
        self.remember()
        self._folder = opened.folder
        self._read.clear()
        self._counts = (-1, -1)
        uses = last_uses(self._preferences.get(SEEN))
        self._since = next((use.moment_ns for use in uses if use.folder == str(opened.folder)), None)
        self._page.show_library(library_name(opened.folder), self._keys())
        self._load()

    def _on_counted(self, questions: int, subjects: int) -> None:
        """The library has grown or shrunk."""
        if self._counts != (questions, subjects):
            self._counts = (questions, subjects)
            self._load()

    def _note_read(self, path: str, _title: str) -> None:
        if path in self._read:
            self._read.remove(path)
        self._read.insert(0, path)
        del self._read[KEPT_READ:]

    def _load(self, *_ignored: object) -> None:
        """Gather what the page shows, unless a document is before it."""
        folder = self._folder
        if folder is None or self._panels.answer.shows_answer:
            return
        job = partial(
            home_jobs.load_home,
            folder=folder,
            since_ns=self._since,
            read=tuple(self._read),
            include_hidden=self._list_state.request.selection.include_hidden,
        )
        self._session.ask(job, self._show, replaces=HOME)

    def _show(self, home: Home) -> None:
        self._counts = (home.documents, home.all_subjects)
        self._page.show_home(home, self._list_state.noun, self._since_words())
        self._page.show_keys(self._keys())

    def _since_words(self) -> str:
        if self._since is None:
            return ""
        moment = QDateTime.fromMSecsSinceEpoch(self._since // 1_000_000)
        day = moment.date()
        if day == QDate.currentDate():
            return QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)
        return date_words(Date(day.year(), day.month(), day.day()))

    def _ask_another(self, path: str) -> None:
        hidden = self._list_state.request.selection.include_hidden
        job = partial(home_jobs.load_random, but=path, include_hidden=hidden)
        self._session.ask(job, self._page.show_random, replaces=ANOTHER)

    def _show_subject(self, key: str) -> None:
        self._panels.subjects.select((key, None))

    def _keys(self) -> tuple[tuple[str, str], ...]:
        actions = self._actions
        chosen: tuple[tuple[QAction, str], ...] = (
            (actions.search, self._list_state.noun.search_all),
            (actions.quick_open, self.tr("Open by letters of a title")),
            (actions.next_panel, self.tr("Go from panel to panel")),
            (actions.next_hit, self.tr("Read the next one in the list")),
            (actions.shortcuts, self.tr("All keys")),
        )
        native = QKeySequence.SequenceFormat.NativeText
        return tuple((action.shortcut().toString(native), words) for action, words in chosen)
