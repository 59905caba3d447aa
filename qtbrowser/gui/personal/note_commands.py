"""Connects the action about notes, and shows those on the shown document."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.personal import note_jobs
from qtbrowser.gui.personal.highlight_commands import HighlightCommands
from qtbrowser.gui.reader.note_band import NoteBand
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import Session

LOOKED_UP, SHOWN = "personal.note", "personal.shown_note"


class NoteCommands(QObject):
    """The notes of one window.

    Args:
        window: the parent of dialogs.
        session: the session with the library.
        actions: the window's actions.
        reading: the shown document.
        messages: the message bar.
        band: shows the notes below the page.
        pane: shows the page.
        highlights: writes notes on passages.
    """

    def __init__(
        self,
        *,
        window: QWidget,
        session: Session,
        actions: Actions,
        reading: Reading,
        messages: MessageBar,
        band: NoteBand,
        pane: AnswerPane,
        highlights: HighlightCommands,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._reading = reading
        self._messages = messages
        self._band = band
        self._pane = pane
        self._highlights = highlights
        self._html = ""
        actions.note.triggered.connect(self._write_here)
        band.edit_requested.connect(self._write)
        band.link_followed.connect(pane.follow)
        highlights.changed.connect(self._load)
        reading.document_shown.connect(self._load)
        reading.left.connect(self._hide)
        pane.restyled.connect(self._show_notes)
        self._load()

    def reload(self) -> None:
        """Read the notes on the shown document again."""
        self._load()

    def _write_here(self) -> None:
        """Write on the passage that is selected, else on the document."""
        if self._reading.path and not self._highlights.write_note():
            self._write()

    def _write(self) -> None:
        if path := self._reading.path:
            job = partial(note_jobs.note_of, path=path)
            self._session.ask(job, partial(self._show, path, self._reading.title), replaces=LOOKED_UP)

    def _load(self, *_: object) -> None:
        if path := self._reading.path:
            job = partial(note_jobs.foot_of, path=path)
            self._session.ask(job, partial(self._on_notes, path), replaces=SHOWN)

    def _on_notes(self, path: str, html: str) -> None:
        if path == self._reading.path:
            self._html = html
            self._show_notes()

    def _show_notes(self) -> None:
        self._band.show_notes(self._html, self._pane.style_of_page)

    def _hide(self) -> None:
        self._html = ""
        self._band.hide_notes()

    def _show(self, path: str, title: str, text: str) -> None:
        from qtbrowser.gui.personal.note_dialog import NoteDialog

        dialog = NoteDialog(title, text, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.written.connect(partial(self._keep, path, text))
        dialog.open()

    def _keep(self, path: str, before: str, text: str) -> None:
        self._session.ask(partial(note_jobs.write_note, path=path, text=text), partial(self._on_kept, before, text))

    def _on_kept(self, before: str, text: str, path: str) -> None:
        self._load()
        words = self.tr("The note is kept.") if text.strip() else self.tr("The note is removed.")
        self._messages.show_message(words, Weight.NOTICE, self.tr("Undo"), partial(self._undo, path, text, before))

    def _undo(self, path: str, text: str, before: str) -> None:
        self._messages.hide()
        self._keep(path, text, before)
