"""What the reader sees as a whole: reads the present state, keeps the history, and puts a state back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from qtbrowser.gui.browse.list_panel import ListPanel
from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.browse.rows import ListRequest
from qtbrowser.gui.browse.search_bar import SearchBar
from qtbrowser.gui.browse.subject_panel import SubjectPanel
from qtbrowser.gui.reader.answer_panel import AnswerPanel
from qtbrowser.gui.reader.back_forward import History, StepKind
from qtbrowser.gui.reader.beside import Beside
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.reader.view_state import AT_TARGET, ListPlace, ViewState

SETTLED_MS = 1_000
"""So long a reader stays at a search or a document that is worth coming back to."""


class View(QObject):
    """Follows search bar, list and document of a window, and is where back and forward lead.

    Args:
        bar: where searches are typed.
        subjects: where a subject is selected.
        list_panel, list_state: what the list shows.
        reading: what document is shown.
        answer: the panel that shows it.
        beside: the second document.
        parent: the owner.

    Signals:
        moved: whether there is a step to go back to, and one to go forward to.
        stepped: ViewState, whether it was seen before: the reader has come to another step, or stays at one that he
            passed.
    """

    moved = Signal(bool, bool)
    stepped = Signal(object, bool)

    def __init__(
        self,
        bar: SearchBar,
        subjects: SubjectPanel,
        list_panel: ListPanel,
        list_state: ListState,
        reading: Reading,
        answer: AnswerPanel,
        beside: Beside,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bar = bar
        self._subjects = subjects
        self._list_panel = list_panel
        self._list_state = list_state
        self._reading = reading
        self._answer = answer
        self._beside = beside
        self._history = History()
        self._settling = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settling.timeout.connect(self._settle)
        list_state.changed.connect(self._on_request)
        reading.leaving.connect(self._amend)
        reading.came.connect(self._on_document)
        beside.reading.leaving.connect(self._amend)
        beside.came.connect(self._on_beside)
        bar.downwards.connect(self._settle)

    @property
    def state(self) -> ViewState:
        """What is seen now, with how far list and document are scrolled."""
        self._amend()
        return self._history.current or ViewState()

    @property
    def history(self) -> History:
        """The steps of the reader."""
        return self._history

    def begin(self, history: History) -> None:
        """Another library is open: go on in a history of steps in it.

        Args:
            history: its current step is shown; an empty one begins with the whole library, and the words in the search
                field.
        """
        self._settling.stop()
        self._history = history
        state = history.current
        if state is None:
            self._list_state.start()
            self._history.visit(ViewState().with_request(self._list_state.request), StepKind.DOCUMENT)
        else:
            self._list_state.start(state.request, state.document, *_list_place(state))
            self._show_documents(state)
        self._report()

    def go(self, by: int) -> None:
        """Go back (-1) or forward (1), as soon as nothing is unsaved."""
        if not self._reading.may_leave(partial(self.go, by)):
            return
        self._amend()
        self._settling.stop()
        self._history.settle()
        state = self._history.go(by)
        if state is not None:
            self._show(state)
            self._report()
            self.stepped.emit(state, True)

    def visit(self, state: ViewState) -> None:
        """Show a state as a new step, as soon as nothing is unsaved."""
        if self._reading.may_leave(partial(self.visit, state)):
            self._amend()
            self._history.visit(state, StepKind.DOCUMENT)
            self._show(state)
            self._report()
            self.stepped.emit(state, True)

    def switch(self, history: History) -> None:
        """Go on in another history, and show its current state; whoever calls this has asked `may_leave`."""
        self._amend()
        self._settle()
        self._history = history
        if history.current is not None:
            self._show(history.current)
        self._report()
        if history.current is not None:
            self.stepped.emit(history.current, True)

    def _show(self, state: ViewState) -> None:
        """Put a state back; tree, list, field and pane are told once, and report nothing."""
        self._list_state.put_back(state.request, state.document, *_list_place(state))
        self._show_documents(state)
        pane = self._answer.pane
        if pane.wants_outline() != state.outline:
            pane.want_outline(state.outline)

    def _show_documents(self, state: ViewState) -> None:
        # First, so that the first document is laid out once, in the width that it has beside the second.
        self._beside.put_back(state.beside, state.beside_scroll, self._list_state.words)
        if state.scroll == AT_TARGET:
            self._reading.put_back(state.document, None, self._list_state.words, state.fragment, state.mark)
        else:
            self._reading.put_back(state.document, state.scroll, self._list_state.words)

    def _on_request(self, request: ListRequest) -> None:
        before = self._history.current
        if before is None:
            return
        self._amend()
        state = (self._history.current or before).with_request(request)
        another = (state.subject, state.topic) != (before.subject, before.topic)
        kind = StepKind.SUBJECT if another else StepKind.SEARCH
        # What was set by a button, a chip or a link is meant; what is typed may go on.
        typed = kind is StepKind.SEARCH and state.text != before.text and self._bar.field.isModified()
        tree = self._subjects.tree
        walked = kind is StepKind.SUBJECT and tree.hasFocus() and not tree.is_pressed
        self._visit(state, kind, passing=typed or walked)

    def _on_document(self, path: str, fragment: str, passing: bool) -> None:
        state = self._history.current or ViewState()
        if path != state.document:
            state = replace(state, document=path, document_row=-1, scroll=0)
        self._visit(replace(state, fragment=fragment), StepKind.DOCUMENT, passing)

    def _on_beside(self, path: str) -> None:
        state = self._history.current or ViewState()
        if path != state.beside:
            self._visit(replace(state, beside=path, beside_scroll=0), StepKind.DOCUMENT, False)

    def _visit(self, state: ViewState, kind: StepKind, passing: bool) -> None:
        before, place, was_passing = self._history.current, self._history.position, self._history.is_passing
        self._history.visit(state, kind, passing)
        self._settling.start()
        self._report()
        if was_passing and before is not None and self._history.position > place:
            # He went on from there, so it was no mere passing.
            self.stepped.emit(before, False)
        if not passing and self._history.current is not None:
            self.stepped.emit(self._history.current, False)

    def _settle(self) -> None:
        self._settling.stop()
        was_passing = self._history.is_passing
        self._history.settle()
        if was_passing and self._history.current is not None:
            self.stepped.emit(self._history.current, False)

    def _amend(self) -> None:
        """Write into the current step how far list and document are scrolled, where they show that step's."""
        state = self._history.current
        if state is None:
            return
        shown = self._list_state.request
        if self._list_state.is_shown and ViewState().with_request(shown).request == state.request:
            path, above = self._list_panel.place()
            top = self._list_panel.row_of(path)
            state = replace(
                state,
                list_place=ListPlace(path, max(top, 0), max(-above, 0)),
                document_row=self._list_panel.row_of(state.document),
            )
        if state.document and self._reading.path == state.document:
            pane = self._answer.pane
            state = replace(state, scroll=pane.scroll_position(), outline=pane.wants_outline())
        if state.beside and self._beside.path == state.beside:
            state = replace(state, beside_scroll=self._beside.scroll_position())
        self._history.amend(state)

    def _report(self) -> None:
        self.moved.emit(self._history.can_go_back, self._history.can_go_forward)


def _list_place(state: ViewState) -> tuple[dict[str, int], tuple[str, int]]:
    """The anchors and the place by which `ListState.put_back` finds the list's place again."""
    place = state.list_place
    anchors = {}
    if place.path:
        anchors[place.path] = place.row
    # Hits are dear to look through: only for a document that was among them.
    if state.document and (state.document_row >= 0 or not state.request.is_search):
        anchors[state.document] = max(state.document_row, 0)
    return anchors, (place.path, -place.offset)
