"""Connects the actions about the shown document: copying it, opening its file, its outline."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QWidget

from qtbrowser.gui.export import browser_jobs, copy_jobs
from qtbrowser.gui.export.file_question import FileQuestion
from qtbrowser.gui.pane.copy_kinds import CopyKind
from qtbrowser.gui.reader.answer_panel import AnswerPanel
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.settings.page_choices import ColumnWidth, Face
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import COLUMN_WIDTH, FACE, OUTLINE
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import Session

COPY, PLACE = "export.copy", "export.place"
WARM_UP_MS = 2_000
"""The delay in milliseconds between opening a library and starting the typesetting script, so that the list and the
first document come first.
"""

Opener = Callable[[QUrl], bool]


class PageCommands(QObject):
    """Performs the actions on the shown document.

    Args:
        window: the parent of dialogs.
        session: the session with the library.
        actions: the window's actions.
        reading: the shown document.
        messages: the message bar.
        preferences: the settings.
        answer: the panel with the answer or its editor.
        opener: opens a file or folder with the system's program for it; returns whether that worked.
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
        answer: AnswerPanel,
        opener: Opener = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._actions = actions
        self._reading = reading
        self._messages = messages
        self._preferences = preferences
        self._answer = answer
        self.opener = opener
        pane = answer.pane
        for kind, action in actions.copies.items():
            action.triggered.connect(self._copier(kind))
        actions.open_file.triggered.connect(self._open_file)
        actions.show_file.triggered.connect(self._show_file)
        actions.outline.triggered.connect(self._toggle_outline)
        self._connect_choices()
        pane.copy_requested.connect(self._copy)
        session.library_opened.connect(self._forget)
        reading.document_shown.connect(self._allow)
        self._warming_up = QTimer(self, singleShot=True, interval=WARM_UP_MS)
        self._warming_up.timeout.connect(pane.warm_up)
        self._forget()

    def _connect_choices(self) -> None:
        """Apply the page's settings, and change them by the actions and the outline's button."""
        preferences, actions = self._preferences, self._actions
        pane = self._answer.pane
        for one, action in actions.faces.items():
            action.triggered.connect(partial(self._choose_face, one))
        for other, action in actions.widths.items():
            action.triggered.connect(partial(self._choose_width, other))
        pane.outline_switched.connect(partial(preferences.set, OUTLINE))
        preferences.observe(FACE, self._show_face)
        preferences.observe(COLUMN_WIDTH, self._show_width)
        preferences.observe(OUTLINE, pane.want_outline)

    def _choose_face(self, face: Face) -> None:
        self._preferences.set(FACE, face)

    def _choose_width(self, width: ColumnWidth) -> None:
        self._preferences.set(COLUMN_WIDTH, width)

    def _show_face(self, face: Face) -> None:
        self._actions.faces[face].setChecked(True)
        self._answer.pane.set_face(face)

    def _show_width(self, width: ColumnWidth) -> None:
        self._actions.widths[width].setChecked(True)
        self._answer.pane.set_column_width(width)

    def _forget(self) -> None:
        """Disable the actions: another library is open, and no document of it is shown yet."""
        if self._session.folder is not None:
            self._warming_up.start()
        self._enable(False)

    def _allow(self) -> None:
        self._enable(True)

    def _enable(self, enabled: bool) -> None:
        for action in self._actions.need_document():
            action.setEnabled(enabled)

    def _copier(self, kind: CopyKind) -> Callable[[], None]:
        return lambda: self._copy(kind.value)

    def _copy(self, kind: str) -> None:
        if path := self._reading.path:
            self.copy_document(path, kind)

    def copy_document(self, path: str, kind: str) -> None:
        """Copy a document of the library, shown or not, as a CopyKind."""
        job = partial(copy_jobs.copied_text, path=path, kind=kind)
        self._session.ask(job, self._on_copied, replaces=COPY)

    def _on_copied(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)

    def _open_file(self) -> None:
        if path := self._reading.path:
            self._open_outside(path)

    def _show_file(self) -> None:
        if path := self._reading.path:
            self.show_location(path)

    def show_location(self, path: str) -> None:
        """Show the library's file `path`, or the folder that holds it, in the system's file browser."""
        self._session.ask(partial(browser_jobs.folder_to_open, path=path), self._on_place, replaces=PLACE)

    def offer_file(self, path: str) -> None:
        """Ask whether to open a file of the library that is no document, and do so."""
        question = FileQuestion(path, self._window)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def answered(button: QAbstractButton) -> None:
            if button is question.open_button:
                self._open_outside(path)
            elif button is question.folder_button:
                self.show_location(path)

        question.buttonClicked.connect(answered)
        question.open()

    def _open_outside(self, path: str) -> None:
        self._session.ask(partial(copy_jobs.document_file, path=path), self._on_place, replaces=PLACE)

    def _on_place(self, place: Path | None) -> None:
        if place is not None and not self.opener(QUrl.fromLocalFile(str(place))):
            sentence = self.tr("No program could be started for {0}").format(place)
            self._messages.show_message(sentence, Weight.NOTICE)

    def _toggle_outline(self) -> None:
        if self._answer.shows_answer:
            self._answer.pane.toggle_outline()
