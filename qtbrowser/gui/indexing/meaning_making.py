"""Decides when the vectors for search by meaning are made: quietly, after the index is up to date, unless paused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from qtbrowser.settings import program

if TYPE_CHECKING:
    from qtbrowser.gui.indexing.index_process import IndexProcess

DELAY_MS = 1_500


class MeaningMaking(QObject):
    """Runs ``qtbrowser meaning FOLDER --events`` at the lowest priority after a library has been indexed or changed.

    Args:
        parent: the owner.
        delay_ms: how long the library has to be at rest first, in milliseconds.

    Signals:
        progressed: texts done, texts in all.
        news: more can be found by meaning.
        ended: the process has ended; why texts of this library can't be compared, a sentence, or empty.
    """

    progressed = Signal(int, int)
    news = Signal()
    ended = Signal(str)

    def __init__(self, parent: QObject | None = None, delay_ms: int = DELAY_MS) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._is_enabled = False
        self._is_paused = False
        self._is_due = False
        self._is_current = False
        self._process: IndexProcess | None = None
        self._rest = QTimer(self, singleShot=True, interval=delay_ms)
        self._rest.timeout.connect(self._start)

    @property
    def is_running(self) -> bool:
        """Whether the process is running, or about to be."""
        return self._rest.isActive() or (self._process is not None and self._process.is_running)

    def enable(self, is_enabled: bool) -> None:
        """Allow the process, or end it and run it no more."""
        self._is_enabled = is_enabled
        self._start_or_end()

    def set_paused(self, is_paused: bool) -> None:
        """End the process, which loses at most the texts of some seconds; or let it go on from there."""
        self._is_paused = is_paused
        self._start_or_end()

    def _start_or_end(self) -> None:
        if self._may_run:
            if self._is_due and self._is_current:
                self._rest.start()
        elif self.is_running:
            self._is_due = True
            self._end()
            # What tells its progress is not to say that it goes on.
            self.ended.emit("")

    @property
    def _may_run(self) -> bool:
        return self._is_enabled and not self._is_paused

    def open(self, folder: Path) -> None:
        """Another library is open; its vectors are made once `take_index` is called."""
        self._end()
        self._folder = folder
        self._is_due = True
        self._is_current = False

    def note_change(self) -> None:
        """The library has changed, so that vectors may be missing."""
        self._is_due = True

    def make_soon(self) -> None:
        """The library has changed and its index with it."""
        self._is_due = True
        self.take_index(is_current=True)

    def take_index(self, is_current: bool) -> None:
        """Indexing has ended."""
        self._is_current = self._is_current or is_current
        if is_current and self._is_due and self._may_run:
            self._rest.start()

    def close(self) -> None:
        """End everything without emitting signals."""
        self._end()
        self._folder = None

    def _start(self) -> None:
        if self._folder is None or not self._may_run:
            return
        if self._process is None:
            self._process = self._make_process()
        if not self._process.is_running:
            self._is_due = False
            self._process.start(self._folder)

    def _end(self) -> None:
        self._rest.stop()
        if self._process is not None:
            self._process.close()

    def _make_process(self) -> IndexProcess:
        # Imported here, after the window's first paint.
        from qtbrowser.gui.indexing.index_process import IndexProcess

        process = IndexProcess(self, command_of)
        process.progressed.connect(self._on_progress)
        process.committed.connect(self.news)
        process.finished.connect(self._on_finished)
        process.failed.connect(self._on_ended)
        process.busy.connect(self._on_ended)
        return process

    def _on_progress(self, _stage: str, done: int, total: int) -> None:
        self.progressed.emit(done, total)

    def _on_finished(self, told: dict[str, object]) -> None:
        self.ended.emit(str(told.get("reason", "")))
        if self._is_due and self._may_run:
            self._rest.start()

    def _on_ended(self, _sentence: str) -> None:
        # Nothing is lost: words are searched for, and the next start tries again.
        self.ended.emit("")


def command_of(folder: Path) -> list[str]:
    """Program and arguments that make the vectors of a folder, at the lowest priority."""
    return [*program(), "meaning", str(folder), "--events", "--idle"]
