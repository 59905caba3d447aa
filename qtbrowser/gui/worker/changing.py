"""The one place where the window changes a library: one change at a time, in the worker's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.edits import Edit
from qtbrowser.errors import Cancelled
from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.worker import change_jobs
from qtbrowser.gui.worker.change_jobs import Outcome, Step
from qtbrowser.gui.worker.session import Session

if TYPE_CHECKING:
    from qtbrowser.library import Library

KIND = "change"

Then = Callable[[Outcome], None]
Change = Callable[["Library", bool, Step], Outcome]


class Changing(QObject):
    """Carries out edits, undoes and redoes them.

    Args:
        session: the library.
        refreshing: brings the index up to date where another process is at it already.
        parent: the owner.

    Signals:
        begun: a change is on its way.
        progressed: done, total (0 while unknown).
        ended: it is over, whatever came of it.
        changed: the Outcome of a change that was written.
        refused: the Outcome of one that was not, if whoever asked does not take it.
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
        self._then: Then | None = None
        self._cancelled = threading.Event()
        self._refreshes = True
        self.is_busy = False
        session.answered.connect(self._take)
        session.failed.connect(self._fail)
        session.library_opened.connect(self._forget)

    def carry_out(self, edit: Edit, path: str = "", then: Then | None = None) -> bool:
        """Do an edit of one document, or nothing where any part of it is refused.

        Args:
            edit: what is asked for.
            path: where the document stands; empty for a new one.
            then: told the outcome, whatever it is; without it a refusal is reported by `refused`.

        Returns:
            Whether it was begun: one change at a time.
        """
        return self._begin(
            lambda library, refresh, step: change_jobs.carry_out(library, edit, path, refresh, step), then
        )

    def apply(self, change_set: ChangeSet, path: str = "", then: Then | None = None) -> bool:
        """Carry out what was planned and looked at; else as `carry_out`."""
        return self._begin(
            lambda library, refresh, step: change_jobs.apply(library, change_set, path, refresh, step), then
        )

    def undo(self, number: int | None = None, then: Then | None = None) -> bool:
        """Take back the last change, or one by its number; else as `carry_out`."""
        return self._begin(lambda library, refresh, step: change_jobs.undo(library, number, refresh, step), then)

    def redo(self, number: int | None = None, then: Then | None = None) -> bool:
        """Do again what was undone last, or one by its number; else as `carry_out`."""
        return self._begin(lambda library, refresh, step: change_jobs.redo(library, number, refresh, step), then)

    def finish(self, number: int, then: Then | None = None) -> bool:
        """Carry a change set that was cut short to its end; else as `carry_out`."""
        return self._begin(lambda library, refresh, step: change_jobs.finish(library, number, refresh, step), then)

    def roll_back(self, number: int, then: Then | None = None) -> bool:
        """Take back what a change set did before it was cut short; else as `carry_out`."""
        return self._begin(lambda library, refresh, step: change_jobs.roll_back(library, number, refresh, step), then)

    def cancel(self) -> None:
        """Stop the change that is on its way; what it has written is taken back."""
        self._cancelled.set()

    def _begin(self, change: Change, then: Then | None) -> bool:
        if self.is_busy:
            return False
        self.is_busy = True
        self._then = then
        self._cancelled.clear()
        # Another process that holds the index would keep the worker, and with it the reader, waiting.
        self._refreshes = not self._refreshing.is_running
        self.begun.emit()
        self._session.ask(KIND, partial(self._do, change, self._refreshes))
        return True

    def _do(self, change: Change, refresh: bool, library: Library) -> Outcome:
        """In the worker's thread."""
        try:
            return change(library, refresh, self._step)
        except Cancelled as error:
            return Outcome("", error=error.reason)

    def _step(self, done: int, total: int) -> None:
        """In the worker's thread."""
        if self._cancelled.is_set():
            raise Cancelled
        self.progressed.emit(done, total)

    def _take(self, kind: str, outcome: Outcome) -> None:
        if kind != KIND:
            return
        then = self._end()
        if outcome.number is not None:
            if not self._refreshes:
                self._refreshing.start_again()
            self.changed.emit(outcome)
        if then is not None:
            then(outcome)
        elif outcome.number is None:
            self.refused.emit(outcome)

    def _fail(self, kind: str, sentence: str) -> None:
        if kind == KIND:
            then = self._end()
            outcome = Outcome("", error=sentence)
            if then is not None:
                then(outcome)

    def _end(self) -> Then | None:
        then, self._then = self._then, None
        self.is_busy = False
        self.ended.emit()
        return then

    def _forget(self) -> None:
        """Another library is open: nobody waits any more."""
        if self.is_busy:
            self._end()
