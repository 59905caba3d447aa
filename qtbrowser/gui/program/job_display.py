"""Shows the session's long jobs in the status bar's list of jobs."""

from __future__ import annotations

from PySide6.QtCore import QObject

from qtbrowser.gui.window.job_list import JobList
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Task


class JobDisplay(QObject):
    """Connects the session with the list of jobs.

    Args:
        jobs: the list.
        session: runs the jobs; becomes the parent.
    """

    def __init__(self, *, jobs: JobList, session: Session) -> None:
        super().__init__(session)
        self._jobs = jobs
        session.job_begun.connect(self._on_begun)
        session.job_progressed.connect(jobs.progress)
        session.job_ended.connect(jobs.end)

    def _on_begun(self, task: Task) -> None:
        self._jobs.begin(task, task.words, task.stop)
