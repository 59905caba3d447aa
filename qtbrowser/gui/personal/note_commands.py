"""Connects the actions about notes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.personal import note_jobs
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
        band: shows the note below the page.
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
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._reading = reading
        self._messages = messages
        self._band = band
        actions.note.triggered.connect(self._write)
        band.edit_requested.connect(self._write)
        reading.document_shown.connect(self._load)
        reading.left.connect(self._hide)
        self._load()

    def _write(self) -> None:
        if path := self._reading.path:
            job = partial(note_jobs.note_of, path=path)
            self._session.ask(job, partial(self._show, path, self._reading.title), replaces=LOOKED_UP)

    def _load(self, *_: object) -> None:
        if path := self._reading.path:
            job = partial(note_jobs.note_of, path=path)
            self._session.ask(job, partial(self._on_note, path), replaces=SHOWN)

    def _on_note(self, path: str, text: str) -> None:
        if path == self._reading.path:
            self._band.show_note(text)

    def _hide(self) -> None:
        self._band.show_note("")

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
