"""The tabs of a window: each one has a history of its own, of which the window shows one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from qtbrowser.gui.browse.subject_panel import SubjectPanel
from qtbrowser.gui.reader.back_forward import History, StepKind
from qtbrowser.gui.reader.kept_tab import KeptTab
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.reader.tab_jobs import MOST_TABS
from qtbrowser.gui.reader.view import View
from qtbrowser.gui.reader.view_state import ViewState

CLOSED_TABS = 30
"""So many closed tabs can be opened again."""


@dataclass(slots=True, eq=False)
class Tab:
    """A history, whose current step the tab shows.

    Attributes:
        history: the steps made in the tab.
        title: what the tab is called; empty for the whole library.
        pinned: whether it stays at the left and has no button to close it.
        opener: the tab from which it was opened behind it; None if it was not, or that one is closed.
    """

    history: History = field(default_factory=History)
    title: str = ""
    pinned: bool = False
    opener: Tab | None = None

    @classmethod
    def of(cls, state: ViewState, title: str = "", pinned: bool = False) -> Tab:
        """A tab with one step."""
        tab = cls(title=title, pinned=pinned)
        tab.history.visit(state, StepKind.DOCUMENT)
        return tab

    @property
    def state(self) -> ViewState:
        """What it shows."""
        return self.history.current or ViewState()


class Tabs(QObject):
    """The open tabs, of which there is always one, and those closed lately.

    Args:
        view: shows the current tab's history.
        reading: tells the titles of documents, and whether the shown one may be left.
        subjects: tells the names of subjects.
        parent: the owner.

    Signals:
        changed: the tabs, their titles or the current one are others now.
        begun: they are those of another library.
        last_closed: the only tab was to be closed.
    """

    changed = Signal()
    begun = Signal()
    last_closed = Signal()

    def __init__(self, view: View, reading: Reading, subjects: SubjectPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._reading = reading
        self._subjects = subjects
        self._tabs = [Tab(view.history)]
        self._current = 0
        self._closed: list[tuple[int, Tab]] = []
        reading.document_shown.connect(self._take_title)
        reading.left.connect(self._take_title)
        view.moved.connect(self._take_title)

    @property
    def all(self) -> Sequence[Tab]:
        """The tabs from the left, pinned ones first."""
        return self._tabs

    @property
    def current(self) -> int:
        """The number of the tab that is shown, from 0."""
        return self._current

    @property
    def can_reopen(self) -> bool:
        """Whether a closed tab can be opened again."""
        return bool(self._closed)

    @property
    def hidden_documents(self) -> set[str]:
        """The paths of the documents in tabs that are not shown."""
        documents = {tab.state.document for number, tab in enumerate(self._tabs) if number != self._current}
        return documents - {""}

    def number_of(self, document: str) -> int | None:
        """The number of the first tab that shows the document at a path; None if there is none."""
        return next((number for number, tab in enumerate(self._tabs) if tab.state.document == document), None)

    def take_titles(self, titles: Mapping[str, str]) -> None:
        """Call the tabs that are not shown by the titles that their documents have now: path -> title."""
        is_other = False
        for number, tab in enumerate(self._tabs):
            title = titles.get(tab.state.document, tab.title)
            if number != self._current and title != tab.title:
                tab.title, is_other = title, True
        if is_other:
            self.changed.emit()

    def begin(self, kept: Sequence[KeptTab] = (), *, beside: bool = False, document: str = "") -> None:
        """Another library is open: show the current one of its tabs, and the others when they are first looked at.

        Args:
            kept: its tabs as `kept` gave them; without any there is one that shows the whole library.
            beside: whether there is to be one more, which is shown then.
            document: path of a document; if a tab has it already, that one is shown, and there is no more.
        """
        self._closed.clear()
        self._tabs = [Tab(History.of(one.steps, one.position), one.title, one.pinned) for one in kept]
        shown = next((number for number, one in enumerate(kept) if one.current), None)
        has_it = (number for number, one in enumerate(kept) if one.steps[one.position].state.document == document)
        if document and (having := next(has_it, None)) is not None:
            shown = having
        elif beside or shown is None:
            self._tabs.append(Tab())
            shown = len(self._tabs) - 1
        self._current = shown
        self._view.begin(self._tabs[shown].history)
        self._sort()
        self.begun.emit()

    def kept(self) -> list[KeptTab]:
        """The tabs from the left, for `begin` at the next start."""
        _ = self._view.state
        return [
            KeptTab(tab.title, tab.pinned, number == self._current, tab.history.steps, tab.history.position)
            for number, tab in enumerate(self._tabs)
        ]

    def open(self, state: ViewState, title: str = "", *, behind: bool = False) -> None:
        """Open a tab right of the current one.

        Args:
            state: what it shows.
            title: what it is called until it is looked at.
            behind: whether the current tab stays current; what the new one shows is then read when it is looked at.
                Those opened so from one tab come in this order.
        """
        if len(self._tabs) >= MOST_TABS:
            return
        shown, place = self._tabs[self._current], self._current + 1
        tab = Tab.of(state, title)
        if behind:
            tab.opener = shown
            while place < len(self._tabs) and (self._tabs[place].pinned or self._tabs[place].opener is shown):
                place += 1
        self._tabs.insert(place, tab)
        self._sort()
        if not behind:
            self.select(self._tabs.index(tab))

    def select(self, number: int) -> None:
        """Show another tab, as soon as nothing is unsaved."""
        if not 0 <= number < len(self._tabs) or number == self._current:
            return
        if not self._reading.may_leave(partial(self.select, number)):
            # The bar shows the tab that stays.
            self.changed.emit()
            return
        self._current = number
        self._view.switch(self._tabs[number].history)
        self.changed.emit()

    def step(self, by: int) -> None:
        """Show the tab that is `by` to the right, or to the left where negative, and round at the ends."""
        self.select((self._current + by) % len(self._tabs))

    def close(self, number: int) -> None:
        """Close a tab, as soon as nothing in it is unsaved; the right neighbour of the current one is shown then."""
        if not 0 <= number < len(self._tabs):
            return
        if len(self._tabs) == 1:
            self.last_closed.emit()
            return
        is_shown = number == self._current
        if is_shown and not self._reading.may_leave(partial(self.close, number)):
            return
        _ = self._view.state
        closed = self._tabs.pop(number)
        self._closed.append((number, closed))
        for tab in self._tabs:
            if tab.opener is closed:
                tab.opener = None
        del self._closed[:-CLOSED_TABS]
        if number < self._current:
            self._current -= 1
        self._current = min(self._current, len(self._tabs) - 1)
        if is_shown:
            self._view.switch(self._tabs[self._current].history)
        self.changed.emit()

    def reopen(self) -> None:
        """Open the tab again that was closed last, at its old place."""
        if self._closed and self._reading.may_leave(self.reopen):
            number, tab = self._closed.pop()
            number = min(number, len(self._tabs))
            self._tabs.insert(number, tab)
            if number <= self._current:
                self._current += 1
            self.select(number)
            self._sort()

    def arrange(self, order: Sequence[int]) -> None:
        """Put the tabs into another order; pinned ones stay left of the others.

        Args:
            order: the number of each tab now, from the left.
        """
        if sorted(order) == list(range(len(self._tabs))):
            shown = self._tabs[self._current]
            self._tabs = [self._tabs[number] for number in order]
            self._current = self._tabs.index(shown)
        self._sort()

    def pin(self, number: int, pinned: bool) -> None:
        """Pin a tab, so that it stays at the left, or no longer."""
        if 0 <= number < len(self._tabs):
            self._tabs[number].pinned = pinned
            self._sort()

    def _sort(self) -> None:
        shown = self._tabs[self._current]
        self._tabs.sort(key=lambda tab: not tab.pinned)
        self._current = self._tabs.index(shown)
        self._tabs[self._current].title = self._present_title()
        self.changed.emit()

    def _take_title(self) -> None:
        tab, title = self._tabs[self._current], self._present_title()
        if title != tab.title:
            tab.title = title
            self.changed.emit()

    def _present_title(self) -> str:
        tab = self._tabs[self._current]
        state = tab.state
        if state.document:
            # While a document is on its way, the title of the one before is still told.
            return self._reading.title if self._reading.path == state.document else tab.title
        if words := state.text.strip():
            return words
        if not state.topic and not state.subject:
            return ""
        row = self._subjects.model.find((state.subject, state.topic))
        # Until the tree is loaded, the title from the last session is told.
        return self._subjects.model.label(row) or tab.title or state.topic or state.subject or ""
