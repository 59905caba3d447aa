"""Notes how far the reader is with each document, by his word and by his reading."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.personal import reading_state_jobs
from qtbrowser.gui.reader.answer_panel import AnswerPanel
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import PRIVATE
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import Session
from qtbrowser.personal.reading_state import ReadingState

BEGUN_MS = 5_000
"""A document that is shown so long is begun."""

WORDS_A_MINUTE = 250
SHARE = 3
"""A document is read once its end was in view and a third of the time has passed that reading it takes."""

LETTERS_A_WORD = 6
_LOOKED_UP, _NEXT = "personal.reading_state", "personal.next_unread"


class ReadingStateCommands(QObject):
    """The reading states of one window. In private mode nothing is noted by itself.

    Signals:
        changed: a document is read further, or less far.

    Args:
        window: the parent.
        session: the session with the library.
        actions: the window's actions.
        reading: the shown document.
        answer: the panel that shows it.
        list_state: what the list shows.
        preferences: the settings.
        messages: the message bar.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        window: QObject,
        session: Session,
        actions: Actions,
        reading: Reading,
        answer: AnswerPanel,
        list_state: ListState,
        preferences: Preferences,
        messages: MessageBar,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._actions = actions
        self._reading = reading
        self._pane = answer.pane
        self._list_state = list_state
        self._preferences = preferences
        self._messages = messages
        self._has_seen_end = False
        self._watched = ""
        self._since = QElapsedTimer()
        self._begins = QTimer(self, singleShot=True, interval=BEGUN_MS)
        self._begins.timeout.connect(partial(self._raise, ReadingState.BEGUN))
        self._ends = QTimer(self, singleShot=True)
        self._ends.timeout.connect(self._look)
        for state, action in actions.reading_states.items():
            action.triggered.connect(partial(self._set, state))
        actions.next_unread.triggered.connect(self._go_to_next)
        reading.arrived.connect(self._watch)
        reading.left.connect(self._forget)
        self._pane.seen_changed.connect(self._look)
        self._pane.text_changed.connect(self._look)
        self._watch()

    def _watch(self) -> None:
        path = self._reading.path
        if not path or path == self._watched:
            return
        self._watched = path
        self._has_seen_end = False
        self._since.start()
        self._begins.start()
        self._ends.start(self._needed_ms())
        self._load()

    def _forget(self) -> None:
        self._watched = ""
        self._begins.stop()
        self._ends.stop()

    def _needed_ms(self) -> int:
        words = self._pane.letters / LETTERS_A_WORD
        return max(BEGUN_MS, round(words / WORDS_A_MINUTE * 60_000 / SHARE))

    def _look(self) -> None:
        """Whether the end is in view, and whether the time has passed."""
        if not self._watched or self._watched != self._reading.path:
            return
        self._has_seen_end = self._has_seen_end or self._pane.shows_end
        if self._has_seen_end and self._since.isValid() and self._since.elapsed() >= self._needed_ms():
            self._since.invalidate()
            self._raise(ReadingState.READ)

    def _raise(self, state: ReadingState) -> None:
        path = self._watched
        if path and path == self._reading.path and not self._preferences.get(PRIVATE):
            job = partial(reading_state_jobs.raise_state, path=path, state=state)
            self._session.ask(job, partial(self._on_raised, path))

    def _on_raised(self, path: str, state: ReadingState) -> None:
        self._show(path, state)
        self.changed.emit()

    def _load(self) -> None:
        path = self._watched
        job = partial(reading_state_jobs.state_of, path=path)
        self._session.ask(job, partial(self._show, path), replaces=_LOOKED_UP)

    def _show(self, path: str, state: ReadingState) -> None:
        if path == self._reading.path:
            self._actions.reading_states[state].setChecked(True)

    def _set(self, state: ReadingState, _checked: bool = True) -> None:
        if path := self._reading.path:
            job = partial(reading_state_jobs.set_state, path=path, state=state)
            self._session.ask(job, partial(self._on_set, path, state))

    def _on_set(self, path: str, state: ReadingState, _before: ReadingState) -> None:
        self._show(path, state)
        self.changed.emit()
        self._list_state.refresh()

    def _go_to_next(self) -> None:
        request, path = self._list_state.request, self._reading.path
        job = partial(reading_state_jobs.next_unread, request=request, path=path)
        self._session.ask(job, self._on_next, replaces=_NEXT)

    def _on_next(self, path: str) -> None:
        if path:
            self._reading.show(path)
        else:
            self._messages.show_message(self.tr("Everything in this list is read."), Weight.NOTICE)
