"""Opening a library: what happens from the wish to the first page, and what is remembered for the next start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from qtbrowser.gui.jobs import OpenedLibrary
from qtbrowser.gui.labels import counted
from qtbrowser.gui.preferences import LAST_DOCUMENT, LAST_LIBRARY, RECENT, Preferences
from qtbrowser.gui.rows import RowsPage
from qtbrowser.gui.state_words import StateWords

if TYPE_CHECKING:
    from qtbrowser.gui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class StartWishes:
    """What the command line asks to be shown in the library it opens: words searched for, a document."""

    query: str = ""
    document: str = ""


NO_WISHES = StartWishes()


class Opening(QObject):
    """Opens libraries for one window."""

    def __init__(self, window: MainWindow, wishes: StartWishes) -> None:
        super().__init__(window)
        self._window = window
        self._words = StateWords(self)
        self._wishes = wishes
        self._missing_document = ""
        self._quiet = False
        self._show_first_hit = False
        self.failed = ""
        window.session.library_opened.connect(self._take_library)
        window.session.open_failed.connect(self._take_failure)
        window.listing.list_shown.connect(self._take_list)
        window.menus.show_recent(window.preferences.get(RECENT))

    def start(self, folder: Path | None) -> None:
        """Open `folder`, or without one the library that was open last, or welcome the reader."""
        last = self._window.preferences.get(LAST_LIBRARY)
        if folder is not None:
            self.open(folder)
        elif last:
            self.open(Path(last))
        else:
            self.welcome()

    def open(self, folder: Path) -> None:
        """Open another library."""
        self._window.complete()
        self.failed = ""
        self._window.panels.messages.hide()
        self._window.session.open(folder)

    def welcome(self, sentence: str = "") -> None:
        """Show the welcome in place of the panels."""
        self._window.panels.show_welcome(self._words.welcome(sentence))
        for action in self._window.actions_.need_library():
            action.setEnabled(False)
        self._window.panels.welcome.button("open_folder").setFocus()

    def remember(self, preferences: Preferences) -> None:
        """Note library and document for the next start."""
        folder = self._window.session.folder
        if folder is not None:
            preferences.set(LAST_LIBRARY, str(folder))
            preferences.set(LAST_DOCUMENT, self._window.reading.path)

    def show_count(self, questions: int, subjects: int) -> None:
        """The library's number of questions is known: say it in the status bar and on its own page."""
        folder = self._window.session.folder
        self._window.status.show_library("" if folder is None else str(folder), questions)
        if folder is not None and not self._window.panels.answer.shows_answer:
            words = counted(questions, self.tr("1 question"), self.tr("{0} questions"))
            if not questions:
                words = ""
            elif subjects > 1:
                words = self.tr("{0} in {1} subjects").format(words, subjects)
            self._window.panels.answer.show_state(self._words.home(folder.name, words, self._keys()))

    def show_what_was_missing(self) -> None:
        """A document asked for at the start may have been read by now."""
        if self._missing_document:
            document, self._missing_document = self._missing_document, ""
            self._window.reading.show(document, words=self._window.listing.words)
            self._missing_document = document

    def take_page_failure(self, sentence: str) -> None:
        """A document can't be shown: say so, unless the reader did not ask for it or it may still turn up."""
        if self._quiet or (self._missing_document and self._window.refreshing.is_running):
            self._quiet = False
            return
        self._missing_document = ""
        self._window.show_sentence(sentence)

    def _take_library(self, opened: OpenedLibrary) -> None:
        window = self._window
        same_as_last = str(opened.folder) == window.preferences.get(LAST_LIBRARY)
        last_document = window.preferences.get(LAST_DOCUMENT) if same_as_last else ""
        window.menus.show_recent(window.preferences.add_recent(opened.folder))
        window.preferences.set(LAST_LIBRARY, str(opened.folder))
        for action in window.actions_.need_library():
            action.setEnabled(True)
        window.setWindowTitle(f"{opened.folder.name} – QtBrowser")
        window.status.show_library(str(opened.folder), None)
        window.reading.clear()
        window.panels.answer.show_state(self._words.home(opened.folder.name, "", self._keys()))
        window.panels.show_library()
        window.panels.search.set_text("")
        wishes, self._wishes = self._wishes, NO_WISHES
        if wishes.query:
            window.panels.search.field.setText(wishes.query)
        window.listing.is_indexing = True
        window.listing.start()
        self._show_document(wishes, last_document)
        window.session.request_problems()
        window.session.request_warm_up()
        window.refreshing.watch(opened.folder)
        if window.isActiveWindow() or not wishes.query:
            window.panels.search.field.setFocus()

    def _show_document(self, wishes: StartWishes, last_document: str) -> None:
        reading = self._window.reading
        self._show_first_hit = bool(wishes.query) and not wishes.document
        self._missing_document = wishes.document
        self._quiet = False
        if wishes.document:
            reading.show(wishes.document, words=wishes.query)
        elif last_document and not wishes.query:
            self._quiet = True
            reading.show(last_document)

    def _take_list(self, page: RowsPage) -> None:
        if self._show_first_hit and page.request.is_search and page.rows:
            self._show_first_hit = False
            self._window.panels.listing.step(1)

    def _take_failure(self, sentence: str) -> None:
        self.failed = sentence
        if self._window.session.folder is None:
            self.welcome(sentence)
        else:
            self._window.show_sentence(sentence)

    def _keys(self) -> tuple[tuple[str, str], ...]:
        actions = self._window.actions_
        chosen = (
            (actions.search, self.tr("Search all questions and answers")),
            (actions.next_panel, self.tr("Go from panel to panel")),
            (actions.next_hit, self.tr("Read the next question in the list")),
            (actions.back, self.tr("Go back")),
            (actions.shortcuts, self.tr("All keys")),
        )
        native = QKeySequence.SequenceFormat.NativeText
        return tuple((action.shortcut().toString(native), words) for action, words in chosen)
