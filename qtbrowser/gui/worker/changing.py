"""Runs all changes of a library by the window, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from qtbrowser.errors import Cancelled
from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.worker import change_jobs
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane, Steps, Task

if TYPE_CHECKING:
    from qtbrowser.curation.change_set import ChangeSet
    from qtbrowser.curation.edits import Edit
    from qtbrowser.library import Library

Then = Callable[[Outcome], object]


class Changing(QObject):
    """Applies, undoes and redoes edits.

    Args:
        session: the session with the library.
        refreshing: updates the index if an index process is running already.
        parent: the owner.

    Signals:
        begun: a change has begun.
        progressed: done, total (0 while unknown).
        ended: the change has ended, with whatever result.
        changed: the Outcome of a change that was written.
        refused: the Outcome of one that was not written, if the caller has not passed `then`.
    """

    begun = Signal()
    progressed = Signal(int, int)
    ended = Signal()
    changed = Signal(object)
    refused = Signal(object)

    def __init__(self, session: Session, refreshing: Refreshing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._refreshing = refreshing
        self._task: Task | None = None
        session.library_opened.connect(self._on_library_opened)

    @property
    def is_busy(self) -> bool:
        """Whether a change is running."""
        return self._task is not None

    def carry_out(self, edit: Edit, path: str = "", then: Then | None = None, *, asks: bool = False) -> bool:
        """Plan and apply an edit of one document, unless any part of it is refused.

        Args:
            edit: the edit.
            path: the document's path; empty for a new one.
            then: called with the outcome in any case; without it a refusal is reported by `refused`.
            asks: nothing is written if the edit makes a subject that no document has; the outcome names it.

        Returns:
            Whether it was begun: False while another change is running.
        """
        job = partial(change_jobs.carry_out, edit=edit, path=path, refresh=self._refreshes, asks=asks)
        return self._begin(job, then)

    def apply(self, change_set: ChangeSet, path: str = "", then: Then | None = None) -> bool:
        """Apply a planned change set; otherwise as `carry_out`."""
        job = partial(change_jobs.apply, change_set=change_set, path=path, refresh=self._refreshes)
        return self._begin(job, then)

    def undo(self, number: int | None = None, then: Then | None = None) -> bool:
        """Take back the last change, or one by its number; otherwise as `carry_out`."""
        return self._begin(partial(change_jobs.undo, number=number, refresh=self._refreshes), then)

    def redo(self, number: int | None = None, then: Then | None = None) -> bool:
        """Apply again what was undone last, or one change by its number; otherwise as `carry_out`."""
        return self._begin(partial(change_jobs.redo, number=number, refresh=self._refreshes), then)

    def finish(self, number: int, then: Then | None = None) -> bool:
        """Finish an interrupted change set; otherwise as `carry_out`."""
        return self._begin(partial(change_jobs.finish, number=number, refresh=self._refreshes), then)

    def roll_back(self, number: int, then: Then | None = None) -> bool:
        """Take back what an interrupted change set has written; otherwise as `carry_out`."""
        return self._begin(partial(change_jobs.roll_back, number=number, refresh=self._refreshes), then)

    def cancel(self) -> None:
        """Stop the running change; what it has written is taken back."""
        if self._task is not None:
            self._task.stop()

    @property
    def _refreshes(self) -> bool:
        """Whether the change itself updates the index: not while an index process is running."""
        return not self._refreshing.is_running

    def _begin(self, job: Callable[[Library], Steps[Outcome]], then: Then | None) -> bool:
        if self.is_busy:
            return False
        task = self._session.ask(
            job,
            partial(self._on_outcome, then),
            failed=partial(self._on_failed, then),
            stopped=partial(self._on_failed, then, Cancelled().reason),
            progress=self.progressed.emit,
            lane=Lane.CHANGING,
            lasts=True,
            words=self.tr("Changing files"),
        )
        if not task.is_pending:
            # No library is open.
            return False
        self._task = task
        self.begun.emit()
        return True

    def _on_outcome(self, then: Then | None, outcome: Outcome) -> None:
        self._end()
        if outcome.number is not None:
            if not outcome.is_indexed:
                self._refreshing.start_again()
            self._session.catch_up()
            self.changed.emit(outcome)
        if then is not None:
            then(outcome)
        elif outcome.number is None:
            self.refused.emit(outcome)

    def _on_failed(self, then: Then | None, sentence: str) -> None:
        self._on_outcome(then, Outcome("", error=sentence))

    def _end(self) -> None:
        self._task = None
        self.ended.emit()

    def _on_library_opened(self) -> None:
        """Drop the callbacks: they belong to the library that was open before."""
        if self.is_busy:
            self._end()
