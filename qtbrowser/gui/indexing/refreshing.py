"""Decides when the index is updated: at the start, on request, and when the user returns to the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from qtbrowser.gui.indexing.index_process import IndexProcess

REST_MS = 5_000
BUSY_RETRY_MS = 3_000

Look = Callable[[Callable[[bool], None]], object]
"""A function that finds out whether the index of the folder is up to date, and calls the function that it is given with
the result: False also if that is in doubt.
"""


def _look_by_process(then: Callable[[bool], None]) -> None:
    then(False)


class Refreshing(QObject):
    """Starts the index process when needed, and reports its progress.

    Args:
        parent: the owner.
        look: called first: where nothing has changed, no process is started. By default one is started in any case.
        rest_ms: the time in milliseconds after the end of a process in which returning to the window starts no other.
        retry_ms: the time in milliseconds between attempts while another process is indexing the library.

    Signals:
        started: an update has begun.
        progressed: stage, done, total (0 while unknown).
        news: something was committed; reload the library.
        ended: the update has ended; True if the index is up to date.
        failed: a sentence; whether that is because the loss of all documents is to be accepted first.
        waiting: another process is indexing the library; a sentence. It is tried again every few seconds.
        cancelled: the user has cancelled it.
        held_back: whether an update waits until indexing is no longer paused.
        left_unfinished: the paths of files that were not read, since another program is writing them.
    """

    started = Signal()
    progressed = Signal(str, int, int)
    news = Signal()
    ended = Signal(bool)
    failed = Signal(str, bool)
    waiting = Signal(str)
    cancelled = Signal()
    held_back = Signal(bool)
    left_unfinished = Signal(tuple)

    def __init__(
        self,
        parent: QObject | None = None,
        look: Look = _look_by_process,
        rest_ms: int = REST_MS,
        retry_ms: int = BUSY_RETRY_MS,
    ) -> None:
        super().__init__(parent)
        self._look = look
        # Of the current update; another one is looked for after a cancel or for another folder.
        self._looked_for: object | None = None
        self._rest_ms = rest_ms
        self._folder: Path | None = None
        self._stopped_by_reader = False
        self._accept_loss = False
        self._again = False
        self._accept_loss_again = False
        self._is_paused = False
        self._is_held_back = False
        self._is_out_of_reach = False
        # A process is ending because of a pause.
        self._is_pausing = False
        self._since_end = QElapsedTimer()
        self._retry = QTimer(self, singleShot=True, interval=retry_ms)
        self._retry.timeout.connect(self.start)
        self._process: IndexProcess | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_application_state)

    @property
    def is_running(self) -> bool:
        """Whether an index process is running, or waiting for another one."""
        return self._is_working or self._retry.isActive()

    def watch(self, folder: Path) -> None:
        """Set the folder, and update its index."""
        self.close()
        self._folder = folder
        self.start()

    def start(self, *, accept_loss: bool = False) -> None:
        """Update the index now.

        Args:
            accept_loss: take all documents for removed if the folder has none of them.
        """
        if self._folder is None or self._is_working:
            return
        self._accept_loss = accept_loss
        self._retry.stop()
        self._stopped_by_reader = False
        self._again = self._accept_loss_again = False
        self._set_held_back(False)
        looked_for = self._looked_for = object()
        self.started.emit()
        self._look(lambda is_current: self._on_looked(looked_for, is_current))

    def start_again(self, *, accept_loss: bool = False) -> None:
        """Update the index after the running process has ended or failed, which may have missed later changes.

        Args:
            accept_loss: as for `start`.
        """
        if self._is_working:
            self._again = True
            self._accept_loss_again |= accept_loss
        else:
            self.start(accept_loss=accept_loss)

    def start_if_rested(self) -> None:
        """Update the index, unless that was just done, is held back or can't be done, or the user cancelled it."""
        rested = self._since_end.isValid() and self._since_end.elapsed() >= self._rest_ms
        held_up = self.is_running or self._stopped_by_reader or self._is_held_back or self._is_out_of_reach
        if rested and not held_up:
            self.start()

    def set_out_of_reach(self, is_out_of_reach: bool) -> None:
        """While the folder is out of reach, returning to the window starts nothing: the failure would be told anew."""
        self._is_out_of_reach = is_out_of_reach

    def set_paused(self, is_paused: bool) -> None:
        """Start no index process, and end one that is running: what was committed stays. Or go on from there."""
        self._is_paused = is_paused
        if not is_paused:
            if self._is_held_back and not self._is_pausing:
                self.start()
        elif self._retry.isActive():
            self._retry.stop()
            self._hold_back()
        elif self._process is not None and self._process.is_running:
            self._is_pausing = True
            self._process.cancel()

    def cancel(self) -> None:
        """Cancel indexing; what was committed stays."""
        self._is_pausing = False
        if self._retry.isActive():
            self._retry.stop()
            self._on_cancel()
        elif self._looked_for is not None:
            self._looked_for = None
            self._on_cancel()
        elif self._process is not None:
            self._process.cancel()

    def close(self) -> None:
        """End everything without emitting signals."""
        self._retry.stop()
        self._again = False
        self._looked_for = None
        self._is_pausing = False
        self._set_held_back(False)
        if self._process is not None:
            self._process.close()
        self._folder = None

    @property
    def _is_working(self) -> bool:
        return self._looked_for is not None or (self._process is not None and self._process.is_running)

    def _on_looked(self, looked_for: object, is_current: bool) -> None:
        if looked_for is not self._looked_for:
            return
        self._looked_for = None
        if is_current:
            self._finish()
        else:
            self._start_process()

    def _start_process(self) -> None:
        if self._folder is None:
            return
        if self._is_paused:
            self._hold_back()
            return
        if self._process is None:
            self._process = self._make_process()
        self._process.start(self._folder, *(["--accept-loss"] if self._accept_loss else []))

    def _make_process(self) -> IndexProcess:
        # Imported here, after the window's first paint.
        from qtbrowser.gui.indexing.index_process import IndexProcess

        process = IndexProcess(self)
        process.progressed.connect(self.progressed)
        process.committed.connect(self.news)
        process.finished.connect(self._finish)
        process.failed.connect(self._fail)
        process.busy.connect(self._wait)
        process.cancelled.connect(self._on_cancel)
        return process

    def _finish(self, report: Mapping[str, Any] = MappingProxyType({})) -> None:
        self._since_end.start()
        self.news.emit()
        self.ended.emit(True)
        if waiting := report.get("waiting"):
            self.left_unfinished.emit(tuple(waiting))
        if self._again:
            self.start(accept_loss=self._accept_loss_again)

    def _fail(self, sentence: str, is_doubtful_loss: bool) -> None:
        self._since_end.start()
        self.ended.emit(False)
        if self._again:
            # What has changed meanwhile may be why it failed, such as an index that somebody has deleted.
            self.start(accept_loss=self._accept_loss_again)
        else:
            self.failed.emit(sentence, is_doubtful_loss)

    def _wait(self, sentence: str) -> None:
        self._retry.start()
        self.news.emit()
        self.waiting.emit(sentence)

    def _hold_back(self) -> None:
        self._since_end.start()
        self.ended.emit(False)
        self._set_held_back(True)

    def _set_held_back(self, is_held_back: bool) -> None:
        if is_held_back != self._is_held_back:
            self._is_held_back = is_held_back
            self.held_back.emit(is_held_back)

    def _on_cancel(self) -> None:
        if self._is_pausing:
            self._is_pausing = False
            self.news.emit()
            self._hold_back()
            if not self._is_paused:
                self.start()
            return
        self._stopped_by_reader = True
        self._since_end.start()
        self.news.emit()
        self.ended.emit(False)
        self.cancelled.emit()

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.start_if_rested()
