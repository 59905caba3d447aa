"""Connects the search aids: offers under the field, saved searches, suggestions, facets, help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.browse import browse_jobs
from qtbrowser.gui.browse.list_panel import ListPanel
from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.browse.rows import Completions, Narrowing
from qtbrowser.gui.browse.search_bar import SearchBar
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.search_aids import search_jobs
from qtbrowser.gui.search_aids.search_jobs import KeptSearches
from qtbrowser.gui.search_aids.search_offers import Offer, OfferKind, SearchOffers
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import PRIVATE, RECENT_SEARCHES
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import OpenedLibrary, Session

# SQLite is loaded by the first job, after the window is painted.
if TYPE_CHECKING:
    from qtbrowser.personal.searches import RecentSearches, SavedSearches

COMPLETIONS = "search_aids.completions"
LOADED = "search_aids.searches"
MOST_OFFERS = 8
NAME_LENGTH = 60
# The width of the dialog that asks for a name, in pixels.
NAME_WIDTH = 420


class SearchAids(QObject):
    """Connects the search aids of one window.

    Args:
        window: the parent of dialogs.
        session: the session with the library.
        actions: the window's actions.
        reading: the shown document.
        messages: the message bar.
        preferences: the settings.
        list_panel: the list of questions.
        list_state: the state of the list.
        bar: the search bar.

    Attributes:
        offers: the list under the search field.
    """

    def __init__(
        self,
        *,
        window: QWidget,
        session: Session,
        actions: Actions,
        reading: Reading,
        messages: MessageBar,
        preferences: Preferences,
        list_panel: ListPanel,
        list_state: ListState,
        bar: SearchBar,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._actions = actions
        self._reading = reading
        self._messages = messages
        self._preferences = preferences
        self._list_panel = list_panel
        self._list_state = list_state
        self._bar = bar
        self._kept = KeptSearches()
        self._questions: tuple[str, ...] = ()
        self.offers = SearchOffers(self._bar.field, window)
        self.offers.wanted.connect(self._offer)
        self.offers.chosen.connect(self._on_offer)
        self.offers.forgotten.connect(self._forget_offer)
        self._bar.field.entered.connect(self._remember)
        self._bar.field.help_requested.connect(actions.search_help.trigger)
        self._bar.search_requested.connect(self._complete)
        list_panel.row_chosen.connect(self._note_row)
        list_panel.notes.suggestion_taken.connect(self._on_suggestion_taken)
        session.on_library(self._on_library)
        list_state.list_shown.connect(self._allow_suggestion)
        self._connect_actions()
        self._allow_suggestion()
        self._import_recent()

    def _connect_actions(self) -> None:
        actions = self._actions
        actions.take_suggestion.triggered.connect(self._on_suggestion_taken)
        actions.narrow.triggered.connect(self._list_panel.facets.enter)
        actions.similar.triggered.connect(self._show_similar)
        actions.save_search.triggered.connect(self._ask_name)
        actions.saved_searches.triggered.connect(self._show_saved)
        actions.forget_searches.triggered.connect(self._forget_recent)
        actions.search_help.triggered.connect(self._show_help)
        actions.keys_changed.connect(self._tell_key)
        self._tell_key()

    def _tell_key(self) -> None:
        key = self._actions.take_suggestion.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._list_panel.notes.set_key(key)

    # Offers

    def _offer(self) -> None:
        """Open the list of offers: all while the field is empty, else those that contain the text."""
        self._load()
        typed = self._bar.text().strip().casefold()
        saved = [Offer(OfferKind.SAVED, one.name) for one in self._kept.saved if typed in one.name.casefold()]
        recent = [Offer(OfferKind.RECENT, text) for text in self._kept.recent if typed in text.casefold()]
        questions = [Offer(OfferKind.QUESTION, question) for question in self._questions] if typed else []
        self.offers.show_offers([*saved[:MOST_OFFERS], *recent[:MOST_OFFERS], *questions])

    def _on_offer(self, offer: Offer) -> None:
        if offer.kind is OfferKind.SAVED:
            self._open_saved(offer.words)
        else:
            self._bar.set_text(offer.words)
            self._remember()

    def _forget_offer(self, offer: Offer) -> None:
        if offer.kind is OfferKind.RECENT:
            self._show_kept(replace(self._kept, recent=tuple(one for one in self._kept.recent if one != offer.words)))
            self._change_recent(lambda recent: recent.forget(offer.words))
        elif offer.kind is OfferKind.SAVED:
            self._remove(offer.words)
        self._offer()

    def _know_offers(self) -> None:
        """Update whether there is anything to offer in the empty field."""
        self.offers.has_offers = bool(self._kept.recent or self._kept.saved)

    # Recent searches

    def _note_row(self, _path: str, passing: bool, _place: int, _anchor: str) -> None:
        if not passing and self._list_state.words:
            self._remember()

    def _remember(self) -> None:
        """Add the query to the recent searches, as its result was used; not in private mode."""
        if self._preferences.get(PRIVATE):
            return
        if text := self._bar.text().strip():
            others = (known for known in self._kept.recent if known.casefold() != text.casefold())
            self._show_kept(replace(self._kept, recent=(text, *others)))
            self._change_recent(lambda recent: recent.add(text))

    def _forget_recent(self) -> None:
        self._show_kept(replace(self._kept, recent=()))
        self._change_recent(lambda recent: recent.forget_all())

    def _import_recent(self) -> None:
        """Import the recent searches that an earlier version had in the settings."""
        if texts := self._preferences.get(RECENT_SEARCHES):
            self._preferences.set(RECENT_SEARCHES, [])
            self._session.ask_without_library(partial(search_jobs.take_over_recent, texts), self._show_kept)

    def _change_recent(self, change: Callable[[RecentSearches], object]) -> None:
        self._session.ask_without_library(partial(search_jobs.change_recent, change), self._show_kept)

    # Stored searches, by this window and others

    def _on_library(self, _opened: OpenedLibrary) -> None:
        self._load()

    def _load(self) -> None:
        self._session.ask_without_library(search_jobs.load_searches, self._show_kept, replaces=LOADED)

    def _show_kept(self, kept: KeptSearches) -> None:
        self._kept = kept
        self._know_offers()

    # Completion while typing

    def _complete(self, text: str) -> None:
        if text.strip() and self._session.folder is not None:
            hidden = self._list_state.request.selection.include_hidden
            job = partial(browse_jobs.load_completions, text=text, include_hidden=hidden)
            self._session.ask(job, self._on_completions, replaces=COMPLETIONS)
        else:
            self._questions = ()

    def _on_completions(self, completions: Completions) -> None:
        if completions.text != self._bar.text():
            return
        self._questions = completions.questions
        self._bar.field.show_continuation((*self._kept.recent, *completions.questions))

    # Saved searches

    def _ask_name(self) -> None:
        text = self._bar.text().strip()
        if not text:
            sentence = self.tr("Type a search first; then it can be saved.")
            self._messages.show_message(sentence, Weight.NOTICE)
            return
        from PySide6.QtWidgets import QInputDialog

        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("Save Search"))
        dialog.setLabelText(self.tr("Name of this search:"))
        dialog.setTextValue(text[:NAME_LENGTH])
        dialog.setOkButtonText(self.tr("Save"))
        dialog.resize(NAME_WIDTH, dialog.sizeHint().height())
        dialog.textValueSelected.connect(self._save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, name: str) -> None:
        name = name.strip()
        if not name:
            return
        request = self._list_state.request
        scope = request.scope if request.is_search else request.selection
        narrowing = type(request.narrowing)(scope.subject, scope.topic, request.narrowing.month)
        from qtbrowser.personal.searches import SavedSearch

        chosen = (narrowing.subject, narrowing.topic, narrowing.month)
        search = SavedSearch(name, self._bar.text().strip(), *chosen, request.sort)
        others = tuple(one for one in self._kept.saved if one.name != name)
        self._show_kept(replace(self._kept, saved=(*others, search)))
        self._change_saved(lambda saved: saved.save(search))
        sentence = self.tr("Saved as {0}. It is offered under the empty search field.").format(name)
        self._messages.show_message(sentence, Weight.NOTICE)

    def _show_saved(self) -> None:
        if not self._kept.saved:
            sentence = self.tr("No search has been saved yet. {0} saves the present one.")
            key = self._actions.save_search.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            self._messages.show_message(sentence.format(key), Weight.NOTICE)
            return
        from qtbrowser.gui.search_aids.saved_searches_dialog import SavedSearchesDialog

        dialog = SavedSearchesDialog([search.name for search in self._kept.saved], self._window)
        dialog.opened.connect(self._open_saved)
        dialog.renamed.connect(self._rename)
        dialog.removed.connect(self._remove)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_saved(self, name: str) -> None:
        for search in self._kept.saved:
            if search.name == name:
                narrowing = Narrowing(search.subject, search.topic, search.month)
                self._list_state.show(search.text, narrowing, search.sort)

    def _rename(self, name: str, new_name: str) -> None:
        renamed = (replace(one, name=new_name) if one.name == name else one for one in self._kept.saved)
        self._show_kept(replace(self._kept, saved=tuple(renamed)))
        self._change_saved(lambda saved: saved.rename(name, new_name))

    def _remove(self, name: str) -> None:
        self._show_kept(replace(self._kept, saved=tuple(one for one in self._kept.saved if one.name != name)))
        self._change_saved(lambda saved: saved.remove(name))

    def _change_saved(self, change: Callable[[SavedSearches], object]) -> None:
        self._session.ask_without_library(partial(search_jobs.change_saved, change), self._show_kept)

    # Suggestion, similar questions, help

    def _allow_suggestion(self) -> None:
        self._actions.take_suggestion.setEnabled(self._list_state.suggestion is not None)

    def _on_suggestion_taken(self) -> None:
        suggestion = self._list_state.suggestion
        if suggestion is not None:
            self._bar.set_text(suggestion)
            self._bar.field.setFocus()

    def _show_similar(self) -> None:
        reading = self._reading
        if reading.path:
            self._list_state.show_similar(reading.path, reading.title)

    def _show_help(self) -> None:
        from qtbrowser.gui.search_aids.search_help_dialog import SearchHelpDialog
        from qtbrowser.library import Library

        dialog = SearchHelpDialog(Library.search_help(), self._window, self._list_state.noun)
        dialog.example_chosen.connect(self._try_example)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _try_example(self, example: str) -> None:
        self._bar.set_text(example)
        self._bar.field.setFocus()
