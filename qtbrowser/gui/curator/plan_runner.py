"""Has the worker plan an edit, with progress and a way to stop it."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.edits import Edit
from qtbrowser.errors import Cancelled
from qtbrowser.gui.curator import desk_jobs
from qtbrowser.gui.worker.session import Session

if TYPE_CHECKING:
    from qtbrowser.library import Library


class PlanRunner(QObject):
    """One plan at a time; a newer one takes the place of the one before.

    Args:
        session: the library.
        kind: a name of its own among the session's requests.
        parent: the owner.

    Signals:
        progressed: done, total (0 while unknown).
        planned: Edit, ChangeSet.
        failed: a sentence.
        cancelled: it was stopped.
    """

    progressed = Signal(int, int)
    planned = Signal(object, object)
    failed = Signal(str)
    cancelled = Signal()

    def __init__(self, session: Session, kind: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self._stop = threading.Event()
        self._edit: Edit | None = None
        session.answered.connect(self._take)
        session.failed.connect(self._fail)

    @property
    def is_busy(self) -> bool:
        """Whether a plan is on its way."""
        return self._edit is not None

    def plan(self, edit: Edit) -> None:
        """Find out what an edit comes to."""
        self._stop.set()
        self._stop = threading.Event()
        self._edit = edit
        self._session.ask(self._kind, partial(self._do, edit, self._stop))

    def cancel(self) -> None:
        """Stop; nothing has been written."""
        self._stop.set()

    def _do(self, edit: Edit, stop: threading.Event, library: Library) -> ChangeSet | None:
        """In the worker's thread; None where it was stopped."""

        def step(done: int, total: int) -> None:
            if stop.is_set():
                raise Cancelled
            self.progressed.emit(done, total)

        try:
            return desk_jobs.plan(library, edit, step)
        except Cancelled:
            return None

    def _take(self, kind: str, change_set: ChangeSet | None) -> None:
        if kind != self._kind or self._edit is None:
            return
        edit, self._edit = self._edit, None
        if change_set is None:
            self.cancelled.emit()
        else:
            self.planned.emit(edit, change_set)

    def _fail(self, kind: str, sentence: str) -> None:
        if kind == self._kind:
            self._edit = None
            self.failed.emit(sentence)
