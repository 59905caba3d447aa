"""Connects the action that asks documents back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.study import study_jobs
from qtbrowser.gui.study.study_jobs import StudyPage
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.widgets.theme import Theme
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import Session

if TYPE_CHECKING:
    from qtbrowser.gui.study.study_dialog import StudyDialog
    from qtbrowser.personal.study import Grade

DUE, PAGE = "study.due", "study.page"


class StudyCommands(QObject):
    """Asks back what the list shows.

    Args:
        window: the parent of the dialog.
        session: the session with the library.
        actions: the window's actions.
        list_state: what the list shows.
        messages: says that nothing is due.
        theme: the window's theme.
    """

    def __init__(
        self,
        *,
        window: QWidget,
        session: Session,
        actions: Actions,
        list_state: ListState,
        messages: MessageBar,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._list_state = list_state
        self._messages = messages
        self._theme = theme
        self._dialog: StudyDialog | None = None
        self._left: list[str] = []
        actions.study.triggered.connect(self._begin)

    def ask_back(self, deck: Sequence[str]) -> None:
        """Ask back what is due of some documents.

        Args:
            deck: their library paths.
        """
        self._session.ask(partial(study_jobs.due_of, deck=tuple(deck)), self._on_due, replaces=DUE)

    def _begin(self) -> None:
        job = partial(study_jobs.due_paths, request=self._list_state.request)
        self._session.ask(job, self._on_due, replaces=DUE)

    def _on_due(self, paths: tuple[str, ...]) -> None:
        if not paths:
            self._messages.show_message(self.tr("Nothing is due here."), Weight.NOTICE)
            return
        from qtbrowser.gui.study.study_dialog import StudyDialog
        from qtbrowser.personal.study import Grade

        self._left = list(paths)
        dialog = StudyDialog(self._theme, tuple(Grade), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.graded.connect(self._grade)
        dialog.undo_requested.connect(self._undo)
        dialog.finished.connect(self._on_finished)
        self._dialog = dialog
        self._ask()
        dialog.open()

    def _ask(self) -> None:
        if self._dialog is None:
            return
        if not self._left:
            self._dialog.end()
            return
        job = partial(study_jobs.study_page, path=self._left[0])
        self._session.ask(job, self._on_page, failed=self._on_unreadable, replaces=PAGE)

    def _on_page(self, page: StudyPage) -> None:
        if self._dialog is not None:
            self._dialog.ask(page, len(self._left))

    def _on_unreadable(self, sentence: str) -> None:
        # The document is gone or can't be read; the others go on.
        self._messages.show_message(sentence, Weight.WARNING)
        self._left.pop(0)
        self._ask()

    def _grade(self, grade: Grade) -> None:
        if self._left:
            path = self._left.pop(0)
            job = partial(study_jobs.grade_document, path=path, grade=grade)
            self._session.ask(job, self._on_graded)

    def _on_graded(self, _path: str) -> None:
        self._ask()

    def _undo(self) -> None:
        self._session.ask(study_jobs.undo_grade, self._on_undone)

    def _on_undone(self, path: str | None) -> None:
        if path is not None:
            self._left.insert(0, path)
            self._ask()

    def _on_finished(self) -> None:
        self._dialog = None
        self._left = []
