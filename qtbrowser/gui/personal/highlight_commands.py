"""Connects the actions about highlights, and paints those of the shown document."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.pane.passages import Passage
from qtbrowser.gui.personal import highlight_jobs
from qtbrowser.gui.personal.highlight_jobs import NewHighlight, PlacedHighlight
from qtbrowser.gui.reader.answer_panel import AnswerPanel
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.widgets.labels import counted, shortened
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import Session
from qtbrowser.personal.highlight_colour import HighlightColour

if TYPE_CHECKING:
    from qtbrowser.personal.highlights import Highlight

GROWING_MS = 200
"""How long a page that grows, or is unfolded, is waited for before its highlights are looked for again."""

QUOTE_SHOWN = 200
"""Characters of a passage that are shown above the field for its note."""

_KEPT, _PLACED = "personal.has_highlights", "personal.highlights"


class HighlightCommands(QObject):
    """The highlights of one window. Ctrl+M takes the colour that was used last.

    Args:
        window: the parent of dialogs.
        session: the session with the library.
        actions: the window's actions.
        reading: the shown document.
        answer: the panel that shows it.
        messages: the message bar.

    Signals:
        changed: a highlight was made, written on or removed.
        shown: the highlights of the shown document, a tuple of PlacedHighlight.
    """

    changed = Signal()
    shown = Signal(object)

    def __init__(
        self,
        *,
        window: QWidget,
        session: Session,
        actions: Actions,
        reading: Reading,
        answer: AnswerPanel,
        messages: MessageBar,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._reading = reading
        self._pane = answer.pane
        self._messages = messages
        self._caret = actions.caret
        self._colour = HighlightColour.YELLOW
        self._has_some = False
        self._wanted = ""
        self._placed: tuple[PlacedHighlight, ...] = ()
        self._growing = QTimer(self, singleShot=True, interval=GROWING_MS)
        self._growing.timeout.connect(self._place)
        actions.highlight.triggered.connect(self._mark)
        actions.blank.triggered.connect(self._blank)
        actions.remove_highlight.triggered.connect(self._remove)
        for colour, action in actions.highlights.items():
            action.triggered.connect(partial(self._mark_in, colour))
        reading.document_shown.connect(self._load)
        reading.left.connect(self._forget)
        self._pane.text_changed.connect(self._on_text)
        self._pane.marking_requested.connect(self._on_marking_requested)
        self._load()

    def go_to(self, identity: str) -> None:
        """Scroll the highlight with an id into view, once it is found in the shown document."""
        self._wanted = identity
        self._scroll_to_wanted()

    def write_note(self) -> bool:
        """Write on the selected passage, which is highlighted for it, or on the highlight that the caret is in.

        Returns:
            Whether there is one.
        """
        start, end = self._pane.passages.selected_range()
        there = self._at(start, end)
        noted = next((one for one in there if (one.start, one.end) == (start, end)), there[0] if there else None)
        if noted is not None and (start == end or (noted.start <= start and end <= noted.end)):
            self._show_form(noted)
        elif start != end and (new := self._selected()) is not None:
            self._show_form(new)
        return noted is not None or start != end

    # Making and removing

    def _mark_in(self, colour: HighlightColour, _checked: bool = False) -> None:
        self._colour = colour
        self._mark()

    def _on_marking_requested(self, with_note: bool) -> None:
        if with_note:
            self.write_note()
        else:
            self._mark()

    def _mark(self) -> None:
        if (new := self._selected()) is not None:
            self._session.ask(partial(highlight_jobs.add_highlight, new=new), self._on_made)

    def _blank(self) -> None:
        """Blank the selected passage when the document is asked back, or show the highlight there again."""
        start, end = self._pane.passages.selected_range()
        if there := self._at(start, end):
            is_blank = not all(one.is_blank for one in there)
            ids = tuple(one.id for one in there)
            self._session.ask(partial(highlight_jobs.blank_highlights, ids=ids, is_blank=is_blank), self._on_blanked)
        elif (new := self._selected(is_blank=True)) is not None:
            self._session.ask(partial(highlight_jobs.add_highlight, new=new), self._on_made)

    def _selected(self, *, is_blank: bool = False) -> NewHighlight | None:
        """What is selected as a new highlight; None, which is told, where nothing is."""
        path, (start, end) = self._reading.path, self._pane.passages.selected_range()
        if not path or start == end:
            words = self.tr("Select the passage to highlight first, by mouse or with a caret.")
            self._messages.show_message(words, Weight.NOTICE, self.tr("Move a &Caret"), self._move_caret)
            return None
        return NewHighlight(path, self._colour, self._pane.passages.text, start, end, is_blank)

    def _move_caret(self) -> None:
        """Let the keys move a caret on the page, and the page have them."""
        self._caret.setChecked(True)
        self._pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _at(self, start: int, end: int) -> tuple[PlacedHighlight, ...]:
        """The highlights that a part of the page touches."""
        return tuple(one for one in self._placed if one.start <= max(start, end - 1) and one.end > start)

    def _on_made(self, made: PlacedHighlight) -> None:
        self._change()
        words = self.tr("The passage is highlighted.")
        if made.is_blank:
            words = self.tr("The passage is blanked when its document is asked back.")
        self._messages.show_message(words, Weight.NOTICE, self.tr("Undo"), partial(self._take_back, (made.id,)))

    def _on_blanked(self, is_blank: bool) -> None:
        self._change()
        words = self.tr("The passage is blanked when its document is asked back.")
        self._messages.show_message(words if is_blank else self.tr("The passage is not blanked."), Weight.NOTICE)

    def _remove(self) -> None:
        if ids := tuple(one.id for one in self._at(*self._pane.passages.selected_range())):
            self._session.ask(partial(highlight_jobs.remove_highlights, ids=ids), self.offer_to_restore)
        else:
            self._messages.show_message(self.tr("No highlight is selected."), Weight.NOTICE)

    def _take_back(self, ids: tuple[str, ...]) -> None:
        self._messages.hide()
        self._session.ask(partial(highlight_jobs.remove_highlights, ids=ids), self._on_removed)

    def _on_removed(self, _removed: tuple[Highlight, ...]) -> None:
        self._change()

    def offer_to_restore(self, removed: tuple[Highlight, ...]) -> None:
        """Highlights were removed: show the page without them, and offer to take that back."""
        self._change()
        if removed:
            words = counted(len(removed), self.tr("The highlight is removed."), self.tr("{0} highlights are removed."))
            self._messages.show_message(words, Weight.NOTICE, self.tr("Undo"), partial(self._restore, removed))

    def _restore(self, removed: tuple[Highlight, ...]) -> None:
        self._messages.hide()
        self._session.ask(partial(highlight_jobs.restore_highlights, removed=removed), lambda _nothing: self._change())

    def _change(self) -> None:
        self.reload()
        self.changed.emit()

    # Notes in the margin

    def _show_form(self, highlight: PlacedHighlight | NewHighlight) -> None:
        from qtbrowser.gui.personal.note_dialog import NoteDialog

        dialog = NoteDialog(shortened(highlight.quote, QUOTE_SHOWN), highlight.note, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.written.connect(partial(self._keep_note, highlight))
        dialog.open()

    def _keep_note(self, highlight: PlacedHighlight | NewHighlight, text: str) -> None:
        if isinstance(highlight, PlacedHighlight):
            job = partial(highlight_jobs.write_note, identity=highlight.id, note=text)
            self._session.ask(job, partial(self._on_noted, highlight, text))
        else:
            self._session.ask(partial(highlight_jobs.add_highlight, new=highlight, note=text), self._on_made)

    def _on_noted(self, highlight: PlacedHighlight, text: str, _nothing: None) -> None:
        self._change()
        words = self.tr("The note is kept.") if text.strip() else self.tr("The note is removed.")
        undo = partial(self._keep_note, highlight, highlight.note)
        self._messages.show_message(words, Weight.NOTICE, self.tr("Undo"), undo)

    # Showing

    def reload(self) -> None:
        """Read the highlights of the shown document again."""
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
            job = partial(highlight_jobs.placed_highlights, path=path, text=self._pane.passages.text)
            self._session.ask(job, partial(self._show, path), replaces=_PLACED)
        elif path:
            self._show(path, ())

    def _show(self, path: str, placed: tuple[PlacedHighlight, ...]) -> None:
        # Those at the same places are shown again, too: the page may be another one, without paint.
        if path == self._reading.path and (placed or self._placed):
            self._placed = placed
            self._pane.passages.show([Passage(one.start, one.end, one.colour, one.note) for one in placed])
            self.shown.emit(placed)
            self._scroll_to_wanted()

    def _scroll_to_wanted(self) -> None:
        found = next((one for one in self._placed if one.id == self._wanted), None)
        if found is not None:
            self._wanted = ""
            self._pane.passages.go_to(found.start, found.end)

    def _forget(self) -> None:
        self._has_some = False
        self._placed = ()
        self.shown.emit(())
