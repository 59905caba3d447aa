"""Which files are waited for because another program is writing them, and when they are looked at again."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

AGAIN_MS = 100
"""After how many milliseconds the files are looked at again."""

LONGEST_WAIT_SECONDS = 10.0
"""A file that is still being written after so long is read as it is, in seconds; some programs never close one."""


class WrittenFiles(QObject):
    """The files of one library, by their paths, that are read when they are finished.

    Args:
        parent: the owner.

    Signals:
        due: they are to be looked at again; tell by `note` what came of it.
    """

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Since when each is waited for, by time.monotonic.
        self._since: dict[str, float] = {}
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.due)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that are waited for."""
        return tuple(self._since)

    @property
    def late(self) -> frozenset[str]:
        """Those that were waited for long enough."""
        long_ago = monotonic() - LONGEST_WAIT_SECONDS
        return frozenset(path for path, since in self._since.items() if since <= long_ago)

    def note(self, looked_at: Iterable[str], unfinished: Iterable[str]) -> None:
        """Take notice of files that were looked at.

        Args:
            looked_at: their paths.
            unfinished: those of them that are still being written.
        """
        still = frozenset(unfinished)
        for path in looked_at:
            if path in still:
                self._since.setdefault(path, monotonic())
            else:
                self._since.pop(path, None)
        if self._since:
            self._again.start()

    def clear(self) -> None:
        """Wait for none any more."""
        self._again.stop()
        self._since.clear()
