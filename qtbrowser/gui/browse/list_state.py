"""The state of the list: one request, changed by tree, search field, scope and order; its rows are loaded and shown."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.catalog.entry_order import EntryOrder
from qtbrowser.gui.browse.empty_list import EmptyList
from qtbrowser.gui.browse.followed_row import FollowedRow
from qtbrowser.gui.browse.list_loading import ListLoading
from qtbrowser.gui.browse.list_panel import ListPanel
from qtbrowser.gui.browse.list_texts import ListTexts
from qtbrowser.gui.browse.rows import FacetsPage, ListRequest, Narrowing, RowsPage
from qtbrowser.gui.browse.search_bar import SearchBar
from qtbrowser.gui.browse.subject_panel import SubjectPanel
from qtbrowser.gui.browse.tree_rows import EVERYTHING, TreeRows
from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.gui.worker.session import Session


class ListState(QObject):
    """Has one ListRequest, changes it by the user's actions, and shows its result in the list.

    Signals:
        changed: the ListRequest, before it is asked for: the reader wants to see another list.
        list_shown: RowsPage, after the list or a state shows it.
        failed: a sentence: why further rows of the list can't be shown.
        named: the Noun of the library's documents, when it changes.
        counted: how many questions the library lists, and how many subjects are at the top of its tree.
    """

    changed = Signal(object)
    list_shown = Signal(object)
    failed = Signal(str)
    counted = Signal(int, int)
    named = Signal(object)

    def __init__(
        self, session: Session, bar: SearchBar, subjects: SubjectPanel, panel: ListPanel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._bar = bar
        self._subjects = subjects
        self._panel = panel
        self._texts = ListTexts(self)
        self._loading = ListLoading(session)
        self._empty = EmptyList(panel, self)
        self._followed = FollowedRow(session, panel, lambda: self._shown)
        self._request = ListRequest()
        self._shown: ListRequest | None = None
        self._before: dict[str, int] = {}
        self._place: tuple[str, int] | None = None
        self._page: RowsPage | None = None
        self.suggestion: str | None = None
        self.noun = Noun.QUESTION
        self._left: ListRequest | None = None
        bar.search_requested.connect(self.search)
        bar.again_requested.connect(self.take_up_again)
        bar.within_changed.connect(self._set_within)
        subjects.selection_changed.connect(self._select)
        panel.rows_needed.connect(self._ask_rows)
        panel.sort_changed.connect(self.set_sort)
        panel.facets.narrowed.connect(self.narrow)
        panel.view.folded.connect(self._fold)
        panel.similar_requested.connect(self.show_similar)
        panel.returned.connect(self.leave_similar)

    @property
    def request(self) -> ListRequest:
        """What the list shows, or will show when it is loaded."""
        return self._request

    @property
    def is_shown(self) -> bool:
        """Whether the list shows `request` already."""
        return self._shown == self._request

    @property
    def is_indexing(self) -> bool:
        """Whether the library is being indexed now, so that an empty list may get rows."""
        return self._empty.is_indexing

    @is_indexing.setter
    def is_indexing(self, is_indexing: bool) -> None:
        self._empty.is_indexing = is_indexing

    def hold_back(self, is_held_back: bool) -> None:
        """Indexing waits, or goes on; an empty list says so."""
        self._empty.is_held_back = is_held_back
        self.ask_again_if_empty()

    def note_failure(self, sentence: str) -> None:
        """The index can't be brought up to date; an empty list says why. An empty sentence: that is tried again."""
        if sentence != self._empty.failure:
            self._empty.failure = sentence
            self.ask_again_if_empty()

    @property
    def words(self) -> str:
        """The query; empty if the list is the question list."""
        return self._request.text if self._request.is_search else ""

    def start(
        self,
        request: ListRequest | None = None,
        current: str = "",
        anchors: dict[str, int] | None = None,
        place: tuple[str, int] | None = None,
    ) -> None:
        """Another library is open.

        Args:
            request: what to list; if None, the whole library, or the hits for the words in the search field.
            current, anchors, place: as for `put_back`.
        """
        self._empty.reset()
        self._shown = None
        self._forget_left()
        self._subjects.clear()
        self._before = {}
        self._followed.forget()
        self._loading.forget()
        self._panel.show_nothing()
        self._bar.show_scope("")
        self._place = place
        if request is None:
            request = ListRequest(self._bar.text(), within=self._request.within, sort=self._request.sort)
        self._take(request)
        self._panel.expect(current)
        self._ask_list(anchors or {})
        self._ask_tree()

    def put_back(self, request: ListRequest, current: str, anchors: dict[str, int], place: tuple[str, int]) -> None:
        """Show a list again as it was. Nothing is reported.

        Args:
            request: what it listed; hidden documents are listed as they are now.
            current: the document whose row is selected; empty for none.
            anchors: path -> row of the documents to find in it again; the page around the first of them is loaded.
            place: the top document and how far above the view it begins, in pixels; an empty path for the top.
        """
        before = self._request
        self._take(request)
        if self._request == before and self._shown == before and self._panel.put_back(current, anchors, place):
            return
        self._place = place
        self._panel.expect(current)
        if (kept := self._loading.cached(self._request, anchors)) is not None:
            self._loading.cancel()
            self._on_list(kept)
        elif self._session.folder is not None:
            self._ask_list(anchors)

    def _take(self, request: ListRequest) -> None:
        """Show a request in search field, tree and order, without loading its list."""
        hidden = self._request.selection.include_hidden
        # What is a setting is not restored.
        selection = request.selection._replace(include_hidden=hidden)
        own = self._request
        self._request = replace(request, selection=selection, order=own.order, words_only=own.words_only)
        self._request = replace(self._request, languages=own.languages, hides_known=own.hides_known)
        self._subjects.expect((request.selection.subject, request.selection.topic))
        self._bar.show_search(request.text, request.within)
        self._panel.set_sort(request.sort)
        self._show_scope()

    def _show_scope(self) -> None:
        self._bar.show_scope(self._subjects.label() if self._subjects.key() != EVERYTHING else "")

    def refresh(self) -> None:
        """Load tree and list again, after a commit or a change of whether hidden documents are shown."""
        self._loading.forget()
        self._ask()
        self._ask_tree()

    def _ask_tree(self) -> None:
        self._loading.load_tree(self._request.selection.include_hidden, self._on_tree)

    def search(self, text: str) -> None:
        """Search for other words; an empty text returns to the question list, at the document that is read."""
        if text.strip() == self._request.text.strip():
            return
        narrowing = self._request.narrowing if text.strip() else Narrowing()
        self._request = replace(self._request, opened=frozenset())
        if text.strip():
            self._forget_left()
        elif len(self._request.text.strip()) > 1:
            self._left = self._request
            self._bar.offer_again(self._request.text.strip())
        self._change(replace(self._request, text=text, narrowing=narrowing, similar_to=""))

    def take_up_again(self) -> None:
        """Search again as it was before the search was cleared: words, part of the hits, subject and order."""
        if self._left is not None:
            left = self._left
            self._forget_left()
            self._subjects.select((left.selection.subject, left.selection.topic))
            self._bar.within.setChecked(left.within)
            self._panel.set_sort(left.sort)
            own = self._request
            selection = left.selection._replace(include_hidden=own.selection.include_hidden)
            self._change(replace(left, selection=selection, hides_known=own.hides_known))
            self._bar.set_text(left.text)

    def _forget_left(self) -> None:
        self._left = None
        self._bar.offer_again("")

    def narrow(self, narrowing: Narrowing) -> None:
        """Narrow the hits."""
        self._change(replace(self._request, narrowing=narrowing))

    def show(self, text: str, narrowing: Narrowing, sort: str) -> None:
        """Search the whole library, with a narrowing and an order of the hits."""
        self._subjects.select(EVERYTHING)
        self._panel.set_sort(sort)
        self._change(replace(self._request, text=text, narrowing=narrowing, sort=sort, similar_to=""))
        self._bar.set_text(text)

    def show_similar(self, path: str, title: str) -> None:
        """List the questions most similar to a document's; `leave_similar` returns."""
        if not self._request.is_similar:
            self._before = self._panel.anchors()
        self._change(replace(self._request, similar_to=path, similar_title=title))

    def leave_similar(self) -> None:
        """Return from similar questions to the list that was shown before."""
        if self._request.is_similar:
            self._request = replace(self._request, similar_to="", similar_title="")
            self.changed.emit(self._request)
            current = next(reversed(self._before), "")
            self._panel.expect(current)
            self._ask_list({current: self._before[current]} if current else {})

    def return_to(self, path: str) -> None:
        """Set the document to select when the question list is shown again."""
        self._panel.expect(path)
        if path and not self._request.is_search:
            self._ask_list({path: 0})

    def follow(self, path: str) -> None:
        """A document is shown, however the reader came to it: select its row, if it is in the list."""
        self._followed.follow(path)

    def set_order(self, order: str) -> None:
        """Show the questions in another order."""
        self._change(replace(self._request, order=EntryOrder(order)))

    def set_sort(self, sort: str) -> None:
        """Show the hits in another order."""
        self._change(replace(self._request, sort=sort))

    def set_hidden(self, shown: bool) -> None:
        """List hidden documents too, or not."""
        selection = self._request.selection._replace(include_hidden=shown)
        if selection != self._request.selection:
            self._request = replace(self._request, selection=selection)
            self.refresh()

    def set_hides_known(self, hides: bool) -> None:
        """Leave out documents that the reader knows, or not."""
        if hides != self._request.hides_known:
            self._request = replace(self._request, hides_known=hides)
            self.refresh()

    def forget_known(self) -> None:
        """What the reader knows has changed: lists that are loaded from now on leave it out."""
        if self._request.hides_known:
            self._loading.forget()

    def set_words_only(self, words_only: bool) -> None:
        """Leave out what is found by its meaning alone, or not."""
        self._search_again(replace(self._request, words_only=words_only))

    def take_meaning(self) -> None:
        """Search again, because more can be found by meaning now; a hit that is selected stays selected."""
        self._loading.forget()
        if self._request.is_search and not self._request.words_only and self._session.folder is not None:
            self._ask_list({} if self._panel.is_untouched else self._panel.anchors())

    def set_languages(self, languages: tuple[str, ...]) -> None:
        """Find documents in some languages; empty for all."""
        self._search_again(replace(self._request, languages=languages))

    def _search_again(self, request: ListRequest) -> None:
        before, self._request = self._request, request
        if request != before and request.is_search and self._session.folder is not None:
            self._loading.forget()
            self._ask_list(self._panel.anchors())

    def set_problem_count(self, count: int) -> None:
        """Set the number of unreadable files, which decides the text of an empty list."""
        self._empty.problems = count

    def note_reading(self, stage: str, done: int, total: int) -> None:
        """The library is being read: how far that is, as `Refreshing.progressed` tells."""
        self._empty.note_reading(stage, done, total, self._request if self.is_shown else None)

    def ask_again_if_empty(self) -> None:
        """Indexing has ended: what an empty list says may be another thing now."""
        self._empty.end_reading()
        if self._empty.is_shown:
            self._ask()

    def _select(self, selection: Selection, label: str) -> None:
        narrowed = (selection.subject, selection.topic) != EVERYTHING
        self._bar.show_scope(label if narrowed else "")
        hidden = self._request.selection.include_hidden
        # A part of another subject's questions is none of this one's; a search keeps its part.
        narrowing = self._request.narrowing if self._request.is_search else Narrowing()
        chosen = selection._replace(include_hidden=hidden)
        self._change(replace(self._request, selection=chosen, narrowing=narrowing, similar_to=""))

    def _fold(self, path: str) -> None:
        """Open a hit into the places of its equal documents, or close it over them."""
        self._request = replace(self._request, opened=self._request.opened ^ {path})
        self._ask_list(self._panel.anchors())

    def _set_within(self, within: bool) -> None:
        self._change(replace(self._request, within=within))

    def _change(self, request: ListRequest) -> None:
        before, self._request = self._request, request
        if request != before:
            self._place = None
            self.changed.emit(request)
        same_rows = (
            not request.is_search
            and not before.is_search
            and replace(request, text="", within=True, sort="") == replace(before, text="", within=True, sort="")
        )
        if self._session.folder is not None and not same_rows and request != before:
            self._ask()

    def _ask(self) -> None:
        same = self._shown is not None and self._shown == self._request
        # Hits that are shown whole don't lose those in other words for a moment.
        is_whole = same and self._page is not None and not self._page.is_provisional
        self._ask_list(self._panel.anchors() if same else {}, waits_for_meaning=is_whole)

    def _ask_list(self, anchors: dict[str, int], *, waits_for_meaning: bool = False) -> None:
        """Request the list from its beginning, or around the documents at which the reader is."""
        self._loading.load_list(
            self._request, anchors, self._on_list, self._on_list_failed, waits_for_meaning=waits_for_meaning
        )

    def _ask_rows(self, offset: int, limit: int) -> None:
        request = self._shown or self._request
        self._loading.load_rows(request, offset, limit, self._on_rows, self._on_rows_failed)

    def _on_tree(self, rows: TreeRows) -> None:
        had_label = bool(self._subjects.label())
        self._subjects.show_tree(rows)
        self._empty.listed = rows.counts[0]
        if not had_label and self._subjects.key() != EVERYTHING:
            # A list put back at the start came before the tree, which names it.
            self._show_scope()
            if self._page is not None and self._page.total and self.is_shown:
                self._panel.show_heading(*self._header(self._page))
        if rows.noun is not self.noun:
            self.noun = rows.noun
            self._bar.show_noun(rows.noun)
            self._panel.view.setAccessibleName(rows.noun.plural)
            self._panel.view.noun = rows.noun
            self.named.emit(rows.noun)
            self._ask()
        self.counted.emit(rows.counts[0], len(rows.children[-1]) - 1)

    def _on_list(self, page: RowsPage) -> None:
        self._empty.stop_waiting()
        keep = self._shown is not None and replace(self._shown, opened=page.request.opened) == page.request
        if self._page is not None and self._page.is_provisional and self._panel.is_untouched:
            # The reader has gone to none of the hits by words, so the best ones of all are shown.
            keep = False
        place, self._place = self._place, None
        self._shown = page.request
        self._page = replace(page, rows=())
        self._loading.keep(page)
        heading, count = self._header(page)
        self.suggestion = page.suggestion
        self._show_around(page)
        if page.total:
            self._panel.show_list(page, heading, count, keep, place)
            if not keep:
                self._followed.follow_again()
        else:
            scope = self._texts.scope(page.request, self._subjects.label())
            self._empty.show(page, (heading, count), scope, self.noun, str(self._session.folder))
        self.list_shown.emit(page)
        if page.is_provisional:
            # The words are shown first. A row that is selected by then, or scrolled to, stays where it is.
            anchors = {} if self._panel.is_untouched else self._panel.anchors()
            self._loading.load_list(page.request, anchors, self._on_list, self._on_list_failed, waits_for_meaning=True)

    def _show_around(self, page: RowsPage) -> None:
        """Notes and chips; what the chips offer is asked for once the hits are there."""
        if page.request.is_similar:
            self._panel.notes.forget()
            self._panel.facets.forget()
            return
        if page.request.is_search:
            self._panel.notes.show_notes(page, self.noun)
        else:
            self._panel.notes.forget()
        if page.total > 1 or page.request.narrowing:
            self._panel.facets.show_narrowing(page.request.narrowing)
            self._loading.load_facets(page.request, self._on_facets)
        else:
            self._panel.facets.forget()

    def _on_facets(self, page: FacetsPage) -> None:
        if page.request == self._shown:
            self._panel.facets.show_facets(page)

    def _on_rows(self, page: RowsPage) -> None:
        if page.request == self._shown:
            self._loading.keep(page)
            self._panel.add_rows(page)

    def _on_rows_failed(self, sentence: str) -> None:
        self._panel.give_up_rows()
        self.failed.emit(sentence)

    def _on_list_failed(self, sentence: str) -> None:
        self._shown = None
        self.suggestion = None
        self._panel.notes.forget()
        if self._request.is_search and self._request.narrowing:
            self._panel.facets.show_narrowing(self._request.narrowing)
        else:
            self._panel.facets.forget()
        self._empty.show_failure(sentence, self._request)

    def _header(self, page: RowsPage) -> tuple[str, str]:
        return self._texts.header(page, self._subjects.label(), self.noun)
