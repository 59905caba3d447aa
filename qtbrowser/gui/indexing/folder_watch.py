"""Watches a library's folder for changes by other programs, in a thread of its own."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event, Thread

from PySide6.QtCore import QObject, Signal

from qtbrowser.gui.indexing.folder_changes import FolderChanges, folder_changes

GATHER_MS = 400
"""Changes that follow one another are gathered for so long at most, in milliseconds."""

STEP_MS = 50
"""A change is reported when nothing else has changed for so long, in milliseconds."""

LOOK_MS = 2_000
"""How often it is checked whether the folder is still the same one, in milliseconds; it may be on a drive that goes."""

LONGEST_END_SECONDS = 0.5
"""How long `FolderWatch.stop` waits for the thread."""


class FolderWatch(QObject):
    """Reports changes in one folder at a time.

    Signals:
        changed: FolderChanges.
        refused: a sentence: the system does not let the folder be watched.
    """

    changed = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = Event()
        self._thread: Thread | None = None

    def start(self, folder: Path) -> None:
        """Watch a folder, and no other one any more."""
        self.stop()
        self._stop = Event()
        self._thread = Thread(target=self._run, args=(folder, self._stop), name="folder watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End watching; takes `STEP_MS` as a rule, and never longer than `LONGEST_END_SECONDS`.

        A folder on a drive that does not answer may hold the thread up. It then ends by itself when it gets an answer.
        """
        self._stop.set()
        if self._thread is not None:
            self._thread.join(LONGEST_END_SECONDS)
            self._thread = None

    def _run(self, folder: Path, stop: Event) -> None:
        is_told = was_away = False  # was_away: nobody has watched for a moment
        while not stop.is_set():
            identity = _identity(folder)
            if identity is not None:
                try:
                    if was_away and not stop.is_set():
                        self.changed.emit(FolderChanges(whole=True))
                    self._watch(folder, identity, stop)
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

    def _watch(self, folder: Path, identity: tuple[int, int], stop: Event) -> None:
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
            if found := folder_changes(folder, paths):
                self.changed.emit(found)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(folder)  # noqa: PTH116 - of a Path that may be a drive's root
    except OSError:
        return None
    return status.st_dev, status.st_ino
