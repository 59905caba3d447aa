"""Runs the process that updates the index, and reads the progress that it prints."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from qtbrowser.settings import program

KILL_AFTER_MS = 2_000
CLOSING_MS = 400

_ending: set[QProcess] = set()
"""Processes that were killed and have not ended yet. One of the lowest priority takes long where others keep all
processors busy, and Qt would wait for it if its object were deleted.
"""


class IndexProcess(QObject):
    """Runs ``qtbrowser index FOLDER --events`` beside the window, so that indexing never slows it down.

    The process writes one JSON object a line. If it is killed at any moment, the last commit stays valid. Another
    command that writes such lines can be run in its place.

    Args:
        parent: the owner.
        command_of: program and arguments for a folder.

    Signals:
        progressed: stage, documents done, documents in all (0 while unknown).
        committed: the documents read so far can be listed and searched.
        finished: its final report, as `qtbrowser index --json` prints it, with the number of problems.
        busy: another process is indexing this library; a sentence.
        failed: a sentence; whether that is because the loss of all documents is to be accepted first.
        cancelled: it ended because `cancel` was called.
    """

    progressed = Signal(str, int, int)
    committed = Signal()
    finished = Signal(dict)
    busy = Signal(str)
    failed = Signal(str, bool)
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None, command_of: Callable[[Path], list[str]] | None = None) -> None:
        super().__init__(parent)
        self._command_of = command_of or command
        self._process: QProcess | None = None
        self._last_words: dict[str, Any] = {}
        self._cancelling = False
        self._kill = QTimer(self, singleShot=True, interval=KILL_AFTER_MS)
        self._kill.timeout.connect(self._kill_process)

    @property
    def is_running(self) -> bool:
        """Whether the process is running."""
        return self._process is not None

    def start(self, folder: Path, *options: str) -> None:
        """Begin to index `folder`; does nothing while a process is running.

        Args:
            folder: the folder.
            options: further arguments of the command.
        """
        if self._process is not None:
            return
        self._last_words = {}
        self._cancelling = False
        process = QProcess(self)
        process.setProcessEnvironment(_environment())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._end)
        process.errorOccurred.connect(self._on_error_occurred)
        self._process = process
        executable, *arguments = self._command_of(folder)
        process.start(executable, [*arguments, *options])

    def cancel(self) -> None:
        """Ask the process to end, and kill it if it doesn't."""
        if self._process is not None and not self._cancelling:
            self._cancelling = True
            if sys.platform == "win32":
                # A process without a window can't be asked there: it would go on until the kill.
                self._process.kill()
            else:
                self._process.terminate()
                self._kill.start()

    def close(self) -> None:
        """End the process at once, without emitting signals, when the window closes or another folder is opened."""
        process, self._process = self._process, None
        self._kill.stop()
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._read)
            process.finished.disconnect(self._end)
            process.errorOccurred.disconnect(self._on_error_occurred)
            process.kill()
            process.waitForFinished(CLOSING_MS)
            _delete_when_over(process)

    def _kill_process(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            self._handle_line(bytes(self._process.readLine().data()))

    def _handle_line(self, line: bytes) -> None:
        try:
            event = json.loads(line)
        except ValueError:
            # Not a line of ours: a library that the process uses may write to its output.
            return
        if not isinstance(event, dict):
            return
        kind = event.get("event")
        if kind == "progress":
            self.progressed.emit(str(event.get("stage", "")), int(event.get("done", 0)), int(event.get("total", 0)))
            if event.get("committed"):
                self.committed.emit()
        elif kind in ("finished", "busy", "error"):
            self._last_words = event

    def _on_error_occurred(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            reason = self._process.errorString()
            self._forget()
            self.failed.emit(self.tr("The index can't be brought up to date: {0}.").format(reason), False)

    def _end(self) -> None:
        """The process has ended. Its result is reported only now, so that another one can be started at once."""
        process = self._process
        if process is None:
            return
        self._read()
        errors = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        event, cancelled = self._last_words, self._cancelling
        self._forget()
        kind, message = event.get("event"), str(event.get("message", ""))
        if kind == "finished":
            self.finished.emit(event)
        elif kind == "busy":
            self.busy.emit(message)
        elif kind == "error":
            self.failed.emit(message, bool(event.get("doubtful_loss")))
        elif cancelled:
            self.cancelled.emit()
        else:
            last = errors.splitlines()[-1] if errors else self.tr("it ended without a message")
            self.failed.emit(self.tr("Indexing stopped before its end: {0}").format(last), False)

    def _forget(self) -> None:
        self._kill.stop()
        if self._process is not None:
            self._process.deleteLater()
            self._process = None


def _delete_when_over(process: QProcess) -> None:
    if process.state() is QProcess.ProcessState.NotRunning:
        process.deleteLater()
        return
    process.setParent(None)
    _ending.add(process)

    def forget() -> None:
        _ending.discard(process)
        process.deleteLater()

    process.finished.connect(forget)


def command(folder: Path) -> list[str]:
    """Program and arguments that index `folder`: this program itself, frozen or as a module."""
    return [*program(), "index", str(folder), "--events"]


def _environment() -> QProcessEnvironment:
    environment = QProcessEnvironment.systemEnvironment()
    # The child must find the same program, so relative paths are made absolute.
    known = [part for part in environment.value("PYTHONPATH", "").split(os.pathsep) if Path(part).is_absolute()]
    home = str(Path(__file__).resolve().parents[2])
    environment.insert("PYTHONPATH", os.pathsep.join([home, *known]))
    return environment
