"""Connects the action that asks documents back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import randrange
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import NEW_A_DAY
from qtbrowser.gui.study import study_jobs
from qtbrowser.gui.study.study_jobs import StudyPage, WrittenCards
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.widgets.theme import Theme
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane

if TYPE_CHECKING:
    from qtbrowser.gui.study.study_dialog import StudyDialog
    from qtbrowser.personal.study import Grade, StudyStatistics

DUE, PAGE, FIGURES, CARDS = "study.due", "study.page", "study.figures", "study.cards"


class StudyCommands(QObject):
    """Asks back what the list shows.

    Args:
        window: the parent of the dialog.
        session: the session with the library.
        actions: the window's actions.
        list_state: what the list shows.
        messages: says that nothing is due.
        theme: the window's theme.
        reading: shows documents.
        preferences: say how many new questions are begun a day.

    Signals:
        changed: a card was graded, put off, or a grade taken back.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        window: QWidget,
        session: Session,
        actions: Actions,
        list_state: ListState,
        messages: MessageBar,
        theme: Theme,
        reading: Reading,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._list_state = list_state
        self._messages = messages
        self._theme = theme
        self._reading = reading
        self._preferences = preferences
        self._dialog: StudyDialog | None = None
        self._left: list[str] = []
        self._asked = ""
        actions.study.triggered.connect(self._begin)
        actions.export_cards.triggered.connect(self._ask_file)
        actions.study_statistics.triggered.connect(self._show_statistics)

    def ask_subject(self, subject: str) -> None:
        """Ask back what is due in a subject, given by its key; an empty one means all."""
        self._session.ask(partial(study_jobs.due_in_subject, subject=subject), self._on_due, replaces=DUE)

    def ask_back(self, deck: Sequence[str]) -> None:
        """Ask back what is due of some documents.

        Args:
            deck: their library paths.
        """
        job = partial(study_jobs.due_of, deck=tuple(deck), new_limit=self._preferences.get(NEW_A_DAY))
        self._session.ask(job, self._on_due, replaces=DUE)

    def _begin(self) -> None:
        new_limit = self._preferences.get(NEW_A_DAY)
        job = partial(study_jobs.due_paths, request=self._list_state.request, new_limit=new_limit)
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
        dialog.random_requested.connect(self._take_another)
        dialog.buried.connect(partial(self._put_off, study_jobs.bury_document))
        dialog.suspended.connect(partial(self._put_off, study_jobs.suspend_document))
        dialog.opened.connect(self._open)
        dialog.finished.connect(self._on_finished)
        self._dialog = dialog
        self._ask()
        dialog.open()

    def _ask(self) -> None:
        self._asked = ""
        if self._dialog is None:
            return
        if not self._left:
            self._dialog.end()
            return
        path = self._left[0]
        job = partial(study_jobs.study_page, path=path)
        failed = partial(self._on_unreadable, path)
        self._session.ask(job, partial(self._on_page, path), failed=failed, replaces=PAGE)

    def _on_page(self, path: str, page: StudyPage) -> None:
        if self._dialog is not None:
            self._asked = path
            self._dialog.ask(page, len(self._left))

    def _on_unreadable(self, path: str, sentence: str) -> None:
        # The document is gone or can't be read; the others go on.
        if path in self._left:
            self._left.remove(path)
        self._go_on(sentence)

    def _go_on(self, sentence: str) -> None:
        """Tell why something failed, and ask the next question."""
        self._messages.show_message(sentence, Weight.WARNING)
        self._ask()

    def _take_asked(self) -> str:
        """The shown question, which is not left any more; empty while another one is on its way."""
        path, self._asked = self._asked, ""
        if path:
            self._left.remove(path)
        return path

    def _grade(self, grade: Grade) -> None:
        if path := self._take_asked():
            job = partial(study_jobs.grade_document, path=path, grade=grade)
            self._session.ask(job, self._on_graded, failed=self._go_on)

    def _on_graded(self, _path: str) -> None:
        self._ask()
        self.changed.emit()

    def _take_another(self) -> None:
        """Ask any other question that is left; the shown one comes later."""
        if self._asked and len(self._left) > 1:
            number = randrange(1, len(self._left))  # noqa: S311 - no secret
            self._left[0], self._left[number] = self._left[number], self._left[0]
            self._ask()

    def _put_off(self, job: Callable[..., str]) -> None:
        if path := self._take_asked():
            self._session.ask(partial(job, path=path), self._on_graded, failed=self._go_on)

    def _open(self) -> None:
        if (path := self._asked) and self._dialog is not None:
            self._dialog.accept()
            self._reading.show(path)

    def _ask_file(self) -> None:
        from qtbrowser.gui.widgets.save_dialog import ask_file

        forms = [self.tr("Anki packages (*.apkg)")]
        ask_file(self._window, self.tr("Export Cards for Anki"), forms, self.write_cards)

    def write_cards(self, file: Path) -> None:
        """Write what the list shows as cards for Anki."""
        job = partial(study_jobs.export_cards, request=self._list_state.request, file=file)
        progress = self._tell_progress
        self._session.ask(job, self._on_cards, progress=progress, replaces=CARDS, lane=Lane.CHANGING, background=True)

    def _tell_progress(self, done: int, total: int) -> None:
        words = self.tr("Writing cards: {0} of {1}").format(done, total)
        self._messages.show_message(words, Weight.NOTICE)

    def _on_cards(self, written: WrittenCards) -> None:
        words = counted(written.count, self.tr("1 card was written:"), self.tr("{0} cards were written:"))
        words = f"{words} {written.file}"
        if written.faults:
            left_out = counted(len(written.faults), self.tr("1 was left out."), self.tr("{0} were left out."))
            words = f"{words}. {left_out} {written.faults[0]}"
        self._messages.show_message(words, Weight.WARNING if written.faults else Weight.NOTICE)

    def _show_statistics(self) -> None:
        self._session.ask(study_jobs.study_statistics, self._on_statistics, replaces=FIGURES)

    def _on_statistics(self, figures: StudyStatistics) -> None:
        from qtbrowser.gui.study.study_statistics_dialog import StudyStatisticsDialog

        dialog = StudyStatisticsDialog(figures, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _undo(self) -> None:
        self._session.ask(study_jobs.undo_grade, self._on_undone)

    def _on_undone(self, path: str | None) -> None:
        if path is not None:
            if self._dialog is not None:
                self._left.insert(0, path)
            self._ask()
            self.changed.emit()

    def _on_finished(self) -> None:
        self._dialog = None
        self._left = []
        self._asked = ""
