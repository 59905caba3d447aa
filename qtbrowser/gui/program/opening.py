"""Opens a library, from the request to the first page, and remembers it for the next start."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.browse import browse_jobs
from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.browse.rows import RowsPage
from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.program.drop_jobs import Dropped
from qtbrowser.gui.program.start_options import NO_START_OPTIONS, StartOptions
from qtbrowser.gui.program.welcome_libraries import WelcomeLibraries
from qtbrowser.gui.reader.beside import Beside
from qtbrowser.gui.reader.kept_tab import KeptTab
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.reader.tab_jobs import path_of
from qtbrowser.gui.reader.tab_keeping import TabKeeping
from qtbrowser.gui.reader.tabs import Tabs
from qtbrowser.gui.reader.view import View
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import LAST_LIBRARY
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.widgets.state_texts import StateTexts
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.library_name import library_place
from qtbrowser.gui.window.panels import Panels
from qtbrowser.gui.window.status_bar import StatusBar
from qtbrowser.gui.worker.session import OpenedLibrary, Session

PROBLEMS = "program.problems"


class Opening(QObject):
    """Opens libraries for one window.

    Signals:
        welcomed: the welcome is shown instead of a library.
        view_wished: a link to a view that the command line wants to be followed, once the start is over.
        problems_found: list of Problem: the files that couldn't be read.

    Attributes:
        is_begun: whether `start` was called.
        failed: why the last folder could not be opened, a sentence; empty if it could.
    """

    welcomed = Signal()
    view_wished = Signal(str)
    problems_found = Signal(list)

    def __init__(
        self,
        *,
        window: QMainWindow,
        preferences: Preferences,
        actions: Actions,
        panels: Panels,
        status: StatusBar,
        session: Session,
        refreshing: Refreshing,
        list_state: ListState,
        reading: Reading,
        beside: Beside,
        view: View,
        tabs: Tabs,
        messages: MessageBar,
        wishes: StartOptions,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._actions = actions
        self._panels = panels
        self._status = status
        self._session = session
        self._refreshing = refreshing
        self._list_state = list_state
        self._reading = reading
        self._beside = beside
        self._tabs = tabs
        self._messages = messages
        self._words = StateTexts(self)
        self._wishes = wishes
        self._missing_document = ""
        self._quiet = False
        self._show_first_hit = False
        self._first_hit = ""
        self.failed = ""
        self.is_begun = False
        self._has_opened = False
        self._tab_keeping = TabKeeping(session, view, tabs, preferences, self)
        self._welcome_libraries = WelcomeLibraries(
            window=window,
            preferences=preferences,
            panels=panels,
            session=session,
            open_library=self.open,
        )
        session.library_opened.connect(self._on_library)
        session.open_failed.connect(self._on_failure)
        list_state.list_shown.connect(self._on_list)
        reading.document_shown.connect(self._on_document)

    def start(self, folder: Path | None) -> None:
        """Open `folder`, or if it is None the library that was open last, or show the welcome."""
        self.is_begun = True
        view, self._wishes = self._wishes.view, self._wishes._replace(view="")
        last = self._preferences.get(LAST_LIBRARY)
        if folder is not None:
            self.open(folder)
        elif last:
            self.open(Path(last))
        else:
            self.welcome()
        self._tell_of_settings_file()
        if view:
            self.view_wished.emit(view)

    def _tell_of_settings_file(self) -> None:
        """Tell that the settings file is of a newer version, which is not written, or can't be read."""
        preferences = self._preferences
        sentence = ""
        if preferences.is_newer:
            sentence = self.tr("A newer version of QtBrowser has written {0}. It is left alone.")
        elif preferences.is_damaged:
            sentence = self.tr("The settings in {0} can't be read. All settings are as in a new installation.")
        if sentence:
            self._messages.show_message(sentence.format(preferences.file), Weight.WARNING)

    def open(self, folder: Path) -> None:
        """Open another library as soon as nothing is unsaved."""
        if not self._reading.may_leave(partial(self.open, folder)):
            return
        self.failed = ""
        self._messages.hide()
        self._tab_keeping.read(folder)
        self._session.open(folder)

    def open_with(self, folder: Path | None, wishes: StartOptions) -> None:
        """Open a library and show something of it; if it is open already, only show that.

        Args:
            folder: the library; the one that is open if None.
            wishes: what to show.
        """
        present = self._session.folder
        if present is not None and (folder is None or folder.resolve() == present):
            if wishes.query:
                self._panels.search.set_text(wishes.query)
                self._show_document(wishes)
            elif wishes.document:
                self._session.ask(partial(path_of, reference=wishes.document), partial(self._go_to_tab, wishes))
        elif folder is None and wishes._replace(view="") != NO_START_OPTIONS:
            # The library that was open last is still being opened.
            self._wishes = wishes._replace(view="")
        elif folder is not None and self._reading.may_leave(partial(self.open_with, folder, wishes)):
            self._wishes = wishes._replace(view="")
            self.open(folder)
        if wishes.view:
            self.view_wished.emit(wishes.view)

    def open_dropped(self, library: Dropped) -> None:
        """Open a library that was dropped on the window, at its document."""
        self.open_with(library.folder, StartOptions(document=library.document))

    def welcome(self, sentence: str = "") -> None:
        """Show the welcome instead of the panels."""
        panels = self._panels
        panels.show_welcome(self._words.welcome(sentence))
        self._welcome_libraries.show()
        actions = self._actions
        for action in (*actions.need_library(), *actions.need_document(), *actions.change_library()):
            action.setEnabled(False)
        self._panels.welcome.state_panel.button("open_folder").setFocus()
        self.welcomed.emit()

    def remember(self, preferences: Preferences) -> None:
        """Note library and tabs for the next start."""
        folder = self._session.folder
        if folder is not None:
            preferences.set(LAST_LIBRARY, str(folder))
            self._tab_keeping.keep()

    def ask_problems(self) -> None:
        """Request the files that couldn't be read; `problems_found` follows."""
        self._session.ask(browse_jobs.load_problems, self.problems_found.emit, replaces=PROBLEMS)

    def show_count(self, questions: int, _subjects: int) -> None:
        """Show the library's number of documents in the status bar; none while the first ones are still read."""
        if (folder := self._session.folder) is not None:
            is_known = questions > 0 or not self._list_state.is_indexing
            self._status.show_library(
                library_place(folder), self._list_state.noun.counted(questions) if is_known else ""
            )

    def show_what_was_missing(self) -> None:
        """Show the document that was requested at the start, which may be indexed by now."""
        if self._missing_document:
            document, self._missing_document = self._missing_document, ""
            self._reading.show(document, words=self._list_state.words)
            self._missing_document = document

    def take_page_failure(self, sentence: str) -> None:
        """Report that a document can't be shown, unless the user did not request it or it may still be indexed."""
        if self._quiet or (self._missing_document and self._refreshing.is_running):
            self._quiet = False
            return
        self._missing_document = ""
        self._messages.show_message(sentence, Weight.ERROR)

    def _on_library(self, opened: OpenedLibrary) -> None:
        kept = self._tab_keeping.take(opened.folder)
        self._preferences.add_recent(opened.folder)
        self._preferences.set(LAST_LIBRARY, str(opened.folder))
        for action in self._actions.need_library():
            action.setEnabled(True)
        self._status.show_library(library_place(opened.folder), "")
        self._reading.clear()
        self._beside.reading.clear()
        self._panels.answer.show_home()
        self._panels.show_library()
        typed = "" if self._has_opened else self._panels.search.text()
        self._has_opened = True
        self._panels.search.set_text("")
        wishes, self._wishes = self._wishes, NO_START_OPTIONS
        if wishes.query:
            self._panels.search.field.setText(wishes.query)
        self._list_state.is_indexing = True
        # Nobody has asked for the document of a tab, which may be gone since.
        self._quiet = any(tab.current and tab.steps[tab.position].state.document for tab in kept)
        if kept and wishes.document and not wishes.query:
            # A tab may have it already.
            then = partial(self._show_tabs, kept, wishes, typed)
            self._session.ask(partial(path_of, reference=wishes.document), then)
        else:
            self._show_tabs(kept, wishes, typed)

    def _show_tabs(self, kept: list[KeptTab], wishes: StartOptions, typed: str, document: str = "") -> None:
        self._tabs.begin(kept, beside=wishes != NO_START_OPTIONS, document=document)
        if typed and not wishes.query:
            # Typed while the first library was opened.
            self._panels.search.field.setText(typed)
        self._show_document(wishes)
        self.ask_problems()
        # The folder is looked at when tree and list are loaded, which it would slow down.
        self._session.ask(browse_jobs.take_turn, self._look_at_folder, failed=self._look_at_folder)
        self._session.ask(browse_jobs.warm_up)
        if self._window.isActiveWindow() or not wishes.query:
            self._panels.search.field.setFocus()

    def _go_to_tab(self, wishes: StartOptions, document: str) -> None:
        """Show a document in the tab that has it, or in the current one."""
        number = self._tabs.number_of(document) if document else None
        if number is None or number == self._tabs.current:
            self._show_document(wishes)
        else:
            self._tabs.select(number)

    def _look_at_folder(self, _answer: object) -> None:
        if self._session.folder is not None:
            self._refreshing.watch(self._session.folder)

    def _show_document(self, wishes: StartOptions) -> None:
        self._show_first_hit = bool(wishes.query) and not wishes.document
        self._missing_document = wishes.document
        if wishes.document:
            self._quiet = False
            self._reading.show(wishes.document, words=wishes.query)

    def _on_document(self, _path: str, _title: str) -> None:
        """No document is missing any more: it is shown, or the reader has chosen another one."""
        self._missing_document = ""

    def _on_list(self, page: RowsPage) -> None:
        """Show the first hit of the search that was requested at the start; while indexing continues, also a new first
        hit.
        """
        is_first = page.request.is_search and page.rows and page.offset == 0 and not page.is_provisional
        if not (self._show_first_hit and is_first):
            return
        reading = self._reading
        reader_went_on = self._first_hit and reading.is_settled and reading.path != self._first_hit
        self._show_first_hit = self._list_state.is_indexing and not reader_went_on
        if not reader_went_on and page.rows[0].path != self._first_hit:
            self._first_hit = page.rows[0].path
            self._panels.list_panel.choose_first()

    def _on_failure(self, sentence: str) -> None:
        self.failed = sentence
        if self._session.folder is None:
            self.welcome(sentence)
        else:
            self._messages.show_message(sentence, Weight.ERROR)
