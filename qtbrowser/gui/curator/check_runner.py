"""Checks a library in a thread of its own, so that documents can be read and changed meanwhile."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal, Slot

from qtbrowser.curation.checks.finding import Finding
from qtbrowser.errors import QtBrowserError
from qtbrowser.gui.worker.worker import fault, sentence

CLOSING_MS = 10_000


class _Checker(QObject):
    """Lives in the thread.

    Signals:
        progressed: number of the check, done, total.
        finished: number of the check, tuple of Finding.
        failed: number of the check, a sentence.
    """

    progressed = Signal(int, int, int)
    finished = Signal(int, object)
    failed = Signal(int, str)

    @Slot(int, object, object)
    def check(self, number: int, folder: Path, stop: threading.Event) -> None:
        """Check a folder, unless it is stopped."""
        from qtbrowser.library import Library

        if stop.is_set():
            return
        findings: tuple[Finding, ...] = ()
        try:
            with Library.open(folder, refresh=False) as library:
                for progress in library.check():
                    if stop.is_set():
                        return
                    self.progressed.emit(number, progress.done, progress.total)
                    findings = findings if progress.findings is None else progress.findings
        except (QtBrowserError, OSError) as error:
            self.failed.emit(number, sentence(error))
            return
        except Exception as error:
            self.failed.emit(number, fault(error))
            raise
        self.finished.emit(number, findings)


class CheckRunner(QObject):
    """One check at a time; a newer one takes the place of the one before.

    Signals:
        progressed: done, total (0 while unknown).
        finished: tuple of Finding.
        failed: a sentence.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(str)
    _wanted = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._stop = threading.Event()
        self.is_busy = False
        self._thread = QThread(self)
        self._thread.setObjectName("check")
        self._checker = _Checker()
        self._checker.moveToThread(self._thread)
        self._wanted.connect(self._checker.check)
        self._checker.progressed.connect(self._progress)
        self._checker.finished.connect(self._finish)
        self._checker.failed.connect(self._fail)

    def check(self, folder: Path) -> None:
        """Begin to check a folder."""
        self.cancel()
        if not self._thread.isRunning():
            self._thread.start(QThread.Priority.LowPriority)
        self._stop = threading.Event()
        self.is_busy = True
        self._wanted.emit(self._number, folder, self._stop)

    def cancel(self) -> None:
        """Stop; what was looked at until then need not be looked at again."""
        self._stop.set()
        self._number += 1
        self.is_busy = False

    def close(self) -> None:
        """Stop, and wait for the thread to end."""
        self.cancel()
        if self._thread.isRunning():
            self._thread.quit()
            self._thread.wait(CLOSING_MS)

    def _progress(self, number: int, done: int, total: int) -> None:
        if number == self._number:
            self.progressed.emit(done, total)

    def _finish(self, number: int, findings: tuple[Finding, ...]) -> None:
        if number == self._number:
            self.is_busy = False
            self.finished.emit(findings)

    def _fail(self, number: int, words: str) -> None:
        if number == self._number:
            self.is_busy = False
            self.failed.emit(words)
