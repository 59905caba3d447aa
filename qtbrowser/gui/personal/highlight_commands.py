"""Connects the actions about highlights, and paints those of the shown document."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from qtbrowser.gui.personal import highlight_jobs
from qtbrowser.gui.personal.highlight_jobs import PlacedHighlight
from qtbrowser.gui.reader.answer_panel import AnswerPanel
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import Session
from qtbrowser.personal.highlight_colour import HighlightColour

GROWING_MS = 200
"""How long a page that grows, or is unfolded, is waited for before its highlights are looked for again."""

_KEPT, _PLACED = "personal.has_highlights", "personal.highlights"


class HighlightCommands(QObject):
    """The highlights of one window. Ctrl+M takes the colour that was used last.

    Args:
        window: the parent.
        session: the session with the library.
        actions: the window's actions.
        reading: the shown document.
        answer: the panel that shows it.
        messages: the message bar.
    """

    def __init__(
        self,
        *,
        window: QObject,
        session: Session,
        actions: Actions,
        reading: Reading,
        answer: AnswerPanel,
        messages: MessageBar,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._reading = reading
        self._pane = answer.pane
        self._messages = messages
        self._colour = HighlightColour.YELLOW
        self._has_some = False
        self._placed: tuple[PlacedHighlight, ...] = ()
        self._growing = QTimer(self, singleShot=True, interval=GROWING_MS)
        self._growing.timeout.connect(self._place)
        actions.highlight.triggered.connect(self._mark)
        actions.remove_highlight.triggered.connect(self._remove)
        for colour, action in actions.highlights.items():
            action.triggered.connect(partial(self._mark_in, colour))
        reading.document_shown.connect(self._load)
        reading.left.connect(self._forget)
        self._pane.text_changed.connect(self._on_text)
        self._load()

    def _mark_in(self, colour: HighlightColour, _checked: bool = False) -> None:
        self._colour = colour
        self._mark()

    def _mark(self) -> None:
        path, (start, end) = self._reading.path, self._pane.selected_range()
        if not path:
            return
        if start == end:
            self._messages.show_message(self.tr("Select the passage to highlight first."), Weight.NOTICE)
            return
        text = self._pane.plain_text()
        job = partial(highlight_jobs.add_highlight, path=path, colour=self._colour, text=text, start=start, end=end)
        self._session.ask(job, self._on_made)

    def _on_made(self, made: str) -> None:
        self._load()
        words = self.tr("The passage is highlighted.")
        self._messages.show_message(words, Weight.NOTICE, self.tr("Undo"), partial(self._take_back, (made,)))

    def _remove(self) -> None:
        start, end = self._pane.selected_range()
        ids = tuple(one.id for one in self._placed if one.start <= max(start, end - 1) and one.end > start)
        if ids:
            self._take_back(ids)
        else:
            self._messages.show_message(self.tr("No highlight is selected."), Weight.NOTICE)

    def _take_back(self, ids: tuple[str, ...]) -> None:
        self._messages.hide()
        self._session.ask(partial(highlight_jobs.remove_highlights, ids=ids), self._on_removed)

    def _on_removed(self, _count: int) -> None:
        self._load()

    def _load(self, *_: object) -> None:
        if path := self._reading.path:
            self._session.ask(
                partial(highlight_jobs.has_highlights, path=path), partial(self._on_kept, path), replaces=_KEPT
            )

    def _on_kept(self, path: str, has_some: bool) -> None:
        if path == self._reading.path:
            self._has_some = has_some
            self._place()

    def _on_text(self) -> None:
        if self._has_some and not self._growing.isActive():
            self._growing.start()

    def _place(self) -> None:
        path = self._reading.path
        if path and self._has_some:
            job = partial(highlight_jobs.placed_highlights, path=path, text=self._pane.plain_text())
            self._session.ask(job, partial(self._show, path), replaces=_PLACED)
        elif path:
            self._show(path, ())

    def _show(self, path: str, placed: tuple[PlacedHighlight, ...]) -> None:
        # Those at the same places are shown again, too: the page may be another one, without paint.
        if path == self._reading.path and (placed or self._placed):
            self._placed = placed
            self._pane.show_highlights([(one.start, one.end, one.colour) for one in placed])

    def _forget(self) -> None:
        self._has_some = False
        self._placed = ()
