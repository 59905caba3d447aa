"""Files that another program holds open for a moment: on Windows they can't be replaced, renamed or removed meanwhile.

A virus scanner, a synchroniser or a search service opens each new file, for some milliseconds. The step is tried again
after a short wait, at most `WAITS` times. Elsewhere an open file can be replaced and nothing is tried twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TypeVar

WAITS = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32)
"""Seconds before each further try, 0.63 in all."""

OPEN_ELSEWHERE = frozenset({32, 33})
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION, see "System Error Codes" in the Win32 reference."""

_HELD = OPEN_ELSEWHERE | {5}
"""And ERROR_ACCESS_DENIED, which is what a file gives that is replaced while it is open."""

Done = TypeVar("Done")


def tried_while_held(step: Callable[[], Done], waits: Sequence[float] = WAITS, codes: Collection[int] = _HELD) -> Done:
    """Carry out a step on a file, again after a wait where Windows says that the file is held by another program.

    Args:
        step: what to do; it changes nothing where it fails.
        waits: seconds to wait before each further try.
        codes: what Windows says of a held file.

    Returns:
        What the step returns.

    Raises:
        OSError: the step failed in another way, or the file was still held at the last try.
    """
    for wait in waits:
        try:
            return step()
        except OSError as error:
            if getattr(error, "winerror", None) not in codes:
                raise
        time.sleep(wait)
    return step()


def remove_file(file: Path) -> None:
    """Remove a file, if it is there; waits while another program holds it.

    Raises:
        OSError: it can't be done.
    """
    tried_while_held(lambda: file.unlink(missing_ok=True))


def replace_file(file: Path, target: Path) -> None:
    """Give a file the name of another one, which it replaces; waits while the other one is held.

    Raises:
        OSError: it can't be done.
    """
    tried_while_held(lambda: file.replace(target))
