"""Shows changes and checks that take long in the status bar's list of jobs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from qtbrowser.gui.curator.desk import Desk
from qtbrowser.gui.window.job_list import JobList
from qtbrowser.gui.worker.changing import Changing

CHANGE, CHECK = "change", "check"


class JobDisplay(QObject):
    """Connects what does long work with the list of jobs.

    Args:
        jobs: the list.
        changing: changes files; becomes the parent.
        desk: checks the library.
    """

    def __init__(self, *, jobs: JobList, changing: Changing, desk: Desk) -> None:
        super().__init__(changing)
        changing.begun.connect(lambda: jobs.begin(CHANGE, self.tr("Changing files"), changing.cancel))
        changing.progressed.connect(partial(jobs.progress, CHANGE))
        changing.ended.connect(partial(jobs.end, CHANGE))
        desk.check_begun.connect(lambda: jobs.begin(CHECK, self.tr("Checking"), desk.stop_check))
        desk.check_progressed.connect(partial(jobs.progress, CHECK))
        desk.check_ended.connect(partial(jobs.end, CHECK))
