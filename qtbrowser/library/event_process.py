"""Runs a command of this program in a process of its own, and reads the JSON that it prints, a line for each event.

Memory that the work takes is the process's, and so is the interpreter lock: a window that waits for it stays free.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Generator, Sequence
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any

from qtbrowser.library.second_process import NO_CONSOLE
from qtbrowser.settings import program

_PATIENCE = 0.02
"""Seconds until the caller is asked whether it has something else to do."""

_MOST_WAITING = 1_000
"""Most lines that are held for a caller that has no time for them."""


def events_of(command: Sequence[str], cache_dir: Path) -> Generator[Any]:
    """Run a command to its end.

    Args:
        command: the words after the program's name.
        cache_dir: the program's cache folder.

    Yields:
        Each event; None when there was none for a moment. Closing the generator kills the process.

    Raises:
        OSError: the process can't be started.
    """
    environment = {**os.environ, "QTBROWSER_CACHE_DIR": str(cache_dir)}
    with subprocess.Popen(
        [*program(), *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=NO_CONSOLE,
    ) as process:
        lines: Queue[bytes | None] = Queue(_MOST_WAITING)
        fetching = Thread(target=_fetch, args=(process.stdout, lines), daemon=True)
        fetching.start()
        is_over = False
        try:
            while not is_over:
                try:
                    line = lines.get(timeout=_PATIENCE)
                except Empty:
                    yield None
                    continue
                if line is None:
                    is_over = True
                else:
                    yield json.loads(line)
        finally:
            process.kill()
            # The thread may be waiting to hand over what nobody wants any more.
            while not is_over:
                is_over = lines.get() is None
            fetching.join()


def _fetch(stream: IO[bytes] | None, lines: Queue[bytes | None]) -> None:
    """Read lines up to the end of the process; in a thread, since reading a pipe can't be interrupted."""
    for line in stream or ():
        # A line that was cut off by the end of the process is none.
        if line.endswith(b"\n"):
            lines.put(line)
    lines.put(None)
