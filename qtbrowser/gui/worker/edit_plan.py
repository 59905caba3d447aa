"""Plans one edit at a time, for the widgets that show its changes before they are applied."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from qtbrowser.gui.worker.change_jobs import planned
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane, Steps, Task

if TYPE_CHECKING:
    from qtbrowser.curation.change_set import ChangeSet
    from qtbrowser.curation.edits import Edit
    from qtbrowser.library import Library

T = TypeVar("T")


class EditPlan(QObject):
    """The plan of an edit; nothing is written. A later request, and `forget`, drop the result of an earlier one.

    Args:
        session: plans the edit.
        parent: the owner.

    Signals:
        planned: the Edit and its ChangeSet.
        failed: why it can't be planned, a sentence.
        progressed: done, total (0 while unknown).
    """

    planned = Signal(object, object)
    failed = Signal(str)
    progressed = Signal(int, int)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None

    @property
    def is_running(self) -> bool:
        """Whether a result is awaited."""
        return self._task is not None and self._task.is_pending

    def plan(self, edit: Edit) -> None:
        """Plan an edit; `planned` or `failed` follows."""
        self.find(partial(planned, edit=edit), partial(self._on_planned, edit))

    def find(self, job: Callable[[Library], Steps[T]], then: Callable[[T], object]) -> None:
        """Look up what an edit needs before it can be planned, such as the documents of a list.

        Args:
            job: see `Session.ask`.
            then: called with its result; it should call `plan`.
        """
        self.forget()
        self._task = self._session.ask(
            job,
            then,
            failed=self.failed.emit,
            stopped=self._on_stopped,
            progress=self.progressed.emit,
            lane=Lane.CHANGING,
            words=self.tr("Planning a change"),
        )

    def forget(self) -> None:
        """Drop the result of a running request."""
        if self._task is not None:
            self._task.cancel()

    def _on_stopped(self) -> None:
        self.failed.emit(self.tr("The planning was stopped."))

    def _on_planned(self, edit: Edit, change_set: ChangeSet) -> None:
        self.planned.emit(edit, change_set)
