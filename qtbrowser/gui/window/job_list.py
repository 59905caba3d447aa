"""The button of the status bar that tells what long work is running beside the reading, and stops it."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from qtbrowser.gui.widgets.icons import grow_icon, icon
from qtbrowser.gui.widgets.labels import counted

DELAY_MS = 400
"""Work that ends within this time is not shown."""


class _Job:
    def __init__(self, words: str, stop: Callable[[], object]) -> None:
        self.words = words
        self.stop = stop
        self.done = 0
        self.total = 0
        self.is_shown = False


class JobList(QToolButton):
    """Shows the running jobs: one with its progress, several as a number. The menu lists them and stops them.

    Args:
        parent: the status bar.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("jobs")
        self.setIcon(icon("loader"))
        grow_icon(self, 14)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(self.tr("What is being done; choose a job to stop it"))
        self._jobs: dict[Hashable, _Job] = {}
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.hide()

    def begin(self, key: Hashable, words: str, stop: Callable[[], object]) -> None:
        """Tell that a job has begun; it is shown if it takes a while.

        Args:
            key: names the job.
            words: what is being done.
            stop: stops it.
        """
        job = self._jobs[key] = _Job(words, stop)
        QTimer.singleShot(DELAY_MS, self, lambda: self._reveal(key, job))

    def progress(self, key: Hashable, done: int, total: int) -> None:
        """Tell how far a job is; `total` is 0 while unknown."""
        job = self._jobs.get(key)
        if job is not None and (job.done, job.total) != (done, total):
            job.done, job.total = done, total
            self._show()

    def end(self, key: Hashable) -> None:
        """Tell that a job has ended, with whatever result."""
        if self._jobs.pop(key, None) is not None:
            self._show()

    def words(self) -> list[str]:
        """The jobs that are shown, each in words."""
        return [self._words(job) for job in self._jobs.values() if job.is_shown]

    def _reveal(self, key: Hashable, job: _Job) -> None:
        if self._jobs.get(key) is job:
            job.is_shown = True
            self._show()

    def _show(self) -> None:
        shown = self.words()
        text = shown[0] if len(shown) == 1 else counted(len(shown), self.tr("1 job"), self.tr("{0} jobs"))
        # Fusion leaves hardly any room between icon and words.
        self.setText(f" {text}")
        self.setAccessibleName(text)
        self.setVisible(bool(shown))

    def _words(self, job: _Job) -> str:
        if not job.total:
            return job.words
        locale = QLocale()
        progress = self.tr("{0} of {1}").format(locale.toString(job.done), locale.toString(job.total))
        return f"{job.words}: {progress}"

    def _fill(self) -> None:
        self._menu.clear()
        for job in self._jobs.values():
            action = QAction(self.tr("Stop: {0}").format(self._words(job).replace("&", "&&")), self._menu)
            action.triggered.connect(lambda _checked=False, stop=job.stop: stop())
            self._menu.addAction(action)
