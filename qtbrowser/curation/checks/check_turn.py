"""Lets one check after the other use a library's store: what two write at once would be of several states."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from filelock import FileLock, Timeout

from qtbrowser.errors import IndexBusy

PATIENCE_SECONDS = 60.0
"""How long a check waits for another one."""

_LOOK_SECONDS = 0.2


class CheckTurn:
    """The turn of a check. The system ends it if the process is killed.

    Args:
        file: the store.
    """

    def __init__(self, file: Path) -> None:
        # Whoever drops a check that has not ended may do so in another thread.
        self._lock = FileLock(file.with_suffix(".lock"), thread_local=False)

    def wait(self) -> Iterator[None]:
        """Take the turn, which lasts until `close`; where no lock can be made, such as on a disk that can only be read,
        all have theirs at once.

        Yields:
            From time to time, while another check has it.

        Raises:
            IndexBusy: another check has it for too long.
        """
        latest = monotonic() + PATIENCE_SECONDS
        wait = 0.0
        while True:
            try:
                self._lock.acquire(timeout=wait)
            except Timeout as error:
                if monotonic() > latest:
                    raise IndexBusy("Another check of this library is running.") from error
            except (OSError, NotImplementedError):
                return
            else:
                return
            wait = _LOOK_SECONDS
            yield

    def close(self) -> None:
        """Let the next one have its turn."""
        self._lock.release()
