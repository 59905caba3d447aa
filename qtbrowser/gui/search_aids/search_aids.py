"""What helps a reader to search: offers under the field, saved searches, suggestions, the parts of the hits, help."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.browse import browse_jobs
from qtbrowser.gui.browse.list_panel import ListPanel
from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.browse.rows import Completions
from qtbrowser.gui.browse.search_bar import SearchBar
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.search_aids.saved_searches import SearchFile, StoredSearch
from qtbrowser.gui.search_aids.search_offers import Offer, OfferKind, SearchOffers
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import RECENT_SEARCHES
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import Session

COMPLETIONS = "search_aids.completions"
MOST_OFFERS = 8
NAME_LENGTH = 60
# Of the dialog that asks for a name, in pixels.
NAME_WIDTH = 420


class SearchAids(QObject):
    """Connects the aids of one window.

    Args:
        window: what dialogs belong to.
        session: the library.
        actions: the window's actions.
        reading: the document that is read.
        messages: tells the user something.
        preferences: what is remembered.
        list_panel: the list of questions.
        list_state: what the list shows.
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
        self._saved_searches: SearchFile | None = None
        self._questions: tuple[str, ...] = ()
        self.offers = SearchOffers(self._bar.field, window)
        self.offers.wanted.connect(self._offer)
        self.offers.chosen.connect(self._on_offer)
        self.offers.forgotten.connect(self._forget_offer)
        self._bar.field.entered.connect(self._remember)
        self._bar.field.help_requested.connect(actions.search_help.trigger)
        self._bar.search_requested.connect(self._complete)
        list_panel.row_chosen.connect(self._note_row)
        list_panel.notes.suggestion_taken.connect(self._take_suggestion)
        session.library_opened.connect(self._know_offers)
        list_state.list_shown.connect(self._allow_suggestion)
        self._connect_actions()
        self._allow_suggestion()

    def _connect_actions(self) -> None:
        actions = self._actions
        actions.take_suggestion.triggered.connect(self._take_suggestion)
        actions.narrow.triggered.connect(self._list_panel.facets.enter)
        actions.similar.triggered.connect(self._show_similar)
        actions.save_search.triggered.connect(self._ask_name)
        actions.saved_searches.triggered.connect(self._show_saved)
        actions.forget_searches.triggered.connect(self._forget_recent)
        actions.search_help.triggered.connect(self._show_help)
        key = actions.take_suggestion.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._list_panel.notes.set_key(key)

    @property
    def saved(self) -> SearchFile:
        """The saved searches; read when they are first asked for."""
        if self._saved_searches is None:
            self._saved_searches = SearchFile()
            if self._saved_searches.damaged is not None:
                sentence = self.tr("The saved searches can't be read. They were put aside as {0}.")
                self._messages.show_message(sentence.format(self._saved_searches.damaged), Weight.WARNING)
            if self._saved_searches.newer is not None:
                sentence = self.tr("A newer version of QtBrowser has written {0}. It is left alone.")
                self._messages.show_message(sentence.format(self._saved_searches.newer), Weight.WARNING)
        return self._saved_searches

    # Offers

    def _offer(self) -> None:
        """Open the list: of everything while nothing is typed, else of what has to do with that."""
        typed = self._bar.text().strip().casefold()
        saved = [Offer(OfferKind.SAVED, one.name) for one in self.saved.all() if typed in one.name.casefold()]
        recent = [Offer(OfferKind.RECENT, text) for text in self._recent() if typed in text.casefold()]
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
            self._preferences.set(RECENT_SEARCHES, [one for one in self._recent() if one != offer.words])
        elif offer.kind is OfferKind.SAVED:
            self._change_saved(partial(self.saved.remove, offer.words))
        self._offer()
        self._know_offers()

    def _know_offers(self) -> None:
        """Whether there is anything to offer in the empty field."""
        self.offers.has_offers = bool(self._recent() or self.saved.all())

    # Recent searches

    def _recent(self) -> list[str]:
        return self._preferences.get(RECENT_SEARCHES)

    def _note_row(self, _path: str, passing: bool, _place: int) -> None:
        if not passing and self._list_state.words:
            self._remember()

    def _remember(self) -> None:
        """The text in the field has been of use."""
        if text := self._bar.text().strip():
            self._preferences.add_recent_search(text)
            self._know_offers()

    def _forget_recent(self) -> None:
        self._preferences.set(RECENT_SEARCHES, [])
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
        self._bar.field.show_continuation((*self._recent(), *completions.questions))

    # Saved searches

    def _ask_name(self) -> None:
        text = self._bar.text().strip()
        if not text:
            sentence = self.tr("Type something to search for; then it can be saved.")
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
        search = StoredSearch(name, self._bar.text().strip(), narrowing, request.sort)
        if self._change_saved(partial(self.saved.save, search)):
            sentence = self.tr("Saved as {0}. It is offered under the empty search field.").format(name)
            self._messages.show_message(sentence, Weight.NOTICE)

    def _show_saved(self) -> None:
        if not self.saved.all():
            sentence = self.tr("No search has been saved yet. {0} saves the present one.")
            key = self._actions.save_search.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            self._messages.show_message(sentence.format(key), Weight.NOTICE)
            return
        from qtbrowser.gui.search_aids.saved_searches_dialog import SavedSearchesDialog

        dialog = SavedSearchesDialog(self.saved, self._window)
        dialog.opened.connect(self._open_saved)
        dialog.failed.connect(self._report)
        dialog.finished.connect(self._know_offers)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_saved(self, name: str) -> None:
        for search in self.saved.all():
            if search.name == name:
                self._list_state.show(search.text, search.narrowing, search.sort)

    def _change_saved(self, change: partial[None]) -> bool:
        try:
            change()
        except OSError as error:
            self._report(str(error))
            return False
        self._know_offers()
        return True

    def _report(self, reason: str) -> None:
        self._messages.show_error(self.tr("The saved searches can't be written: {0}").format(reason))

    # Suggestion, likeness, help

    def _allow_suggestion(self) -> None:
        self._actions.take_suggestion.setEnabled(self._list_state.suggestion is not None)

    def _take_suggestion(self) -> None:
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

        dialog = SearchHelpDialog(Library.search_help(), self._window)
        dialog.example_chosen.connect(self._try_example)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _try_example(self, example: str) -> None:
        self._bar.set_text(example)
        self._bar.field.setFocus()
