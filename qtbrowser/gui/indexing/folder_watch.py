"""Watches a library's folder for changes by other programs, in a thread of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from PySide6.QtCore import QObject, Signal

from qtbrowser.gui.indexing.folder_changes import FolderChanges, folder_changes

GATHER_MS = 400
"""Changes that follow one another are gathered for so long at most, in milliseconds."""

STEP_MS = 25
"""A change is reported when nothing else has changed for so long, in milliseconds."""

LOOK_MS = 2_000
"""How often it is checked whether the folder is still the same one, in milliseconds; it may be on a drive that goes."""

LONGEST_END_SECONDS = 0.5
"""How long `FolderWatch.stop` waits for the thread."""


class FolderWatch(QObject):
    """Reports changes in one folder at a time.

    Signals:
        changed: FolderChanges.
        lost: what is kept about the folder is gone, such as its index; it was there before.
        refused: a sentence: the system does not let the folder be watched.
    """

    changed = Signal(object)
    lost = Signal()
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = Event()
        self._thread: Thread | None = None

    def start(self, folder: Path, is_kept: Callable[[], bool] = lambda: True, *, was_kept: bool = False) -> None:
        """Watch a folder, and no other one any more.

        Args:
            folder: the folder.
            is_kept: tells whether what is kept about it is there; asked every `LOOK_MS`, in the watch's thread.
            was_kept: whether it was there just now.
        """
        self.stop()
        self._stop = Event()
        arguments = (folder, _Kept(is_kept, self.lost.emit, was_there=was_kept), self._stop)
        self._thread = Thread(target=self._run, args=arguments, name="folder watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End watching; takes `STEP_MS` as a rule, and never longer than `LONGEST_END_SECONDS`.

        A folder on a drive that does not answer may hold the thread up. It then ends by itself when it gets an answer.
        """
        self._stop.set()
        if self._thread is not None:
            self._thread.join(LONGEST_END_SECONDS)
            self._thread = None

    def _run(self, folder: Path, kept: _Kept, stop: Event) -> None:
        is_told = was_away = False  # was_away: nobody has watched for a moment
        while not stop.is_set():
            kept.look()
            identity = _identity(folder)
            if identity is not None:
                try:
                    if was_away and not stop.is_set():
                        self.changed.emit(FolderChanges(whole=True))
                    self._watch(folder, identity, kept, stop)
                    if not stop.is_set() and _identity(folder) is None:
                        # The index process tells why it can't be brought up to date.
                        self.changed.emit(FolderChanges(whole=True))
                except (OSError, RuntimeError) as error:
                    # Too few watches are left, or the file system has none.
                    if not is_told:
                        self.refused.emit(str(error))
                    # Whoever is told scans the folder now and then; a scan at each attempt here would be one too many.
                    is_told, was_away = True, False
                    stop.wait(LOOK_MS / 1000)
                    continue
            was_away = True
            stop.wait(LOOK_MS / 1000)

    def _watch(self, folder: Path, identity: tuple[int, int], kept: _Kept, stop: Event) -> None:
        from watchfiles import watch

        reports = watch(
            folder,
            watch_filter=None,
            debounce=GATHER_MS,
            step=STEP_MS,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
            stop_event=stop,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        for report in reports:
            paths = [path for _, path in report]
            if stop.is_set() or _identity(folder) != identity or str(folder) in paths:
                # The folder itself was moved or removed; it may be back already.
                return
            kept.look()
            if found := folder_changes(folder, paths):
                self.changed.emit(found)


class _Kept:
    """Tells once each time that what is kept about a folder goes.

    Args:
        is_there: whether it is there.
        tell: called when it is not any more.
        was_there: whether it was there just now.
    """

    def __init__(self, is_there: Callable[[], bool], tell: Callable[[], None], *, was_there: bool) -> None:
        self._is_there = is_there
        self._tell = tell
        self._was_there = was_there

    def look(self) -> None:
        """Look whether it is there."""
        was_there, self._was_there = self._was_there, self._is_there()
        if was_there and not self._was_there:
            self._tell()


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(folder)  # noqa: PTH116 - of a Path that may be a drive's root
    except OSError:
        return None
    return status.st_dev, status.st_ino
