"""When Python's cyclic garbage collector runs: never while very many values are made that form no cycles, and in a
program with widgets only where it asks for it.

Reference counting goes on freeing values as usual.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 100
_FULL_SHARE = 0.01
"""How much of the time full collections may take."""
# Python 3.12 starts with some hundred frozen values, other versions with none.
_FROZEN_AT_START = gc.get_freeze_count()


def has_frozen() -> bool:
    """Return whether values have been frozen by this program, as the window does for good."""
    return gc.get_freeze_count() > _FROZEN_AT_START


@contextmanager
def not_collected() -> Iterator[None]:
    """Pause the collector; a million new tuples would start it again and again, and halt all threads each time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # Moves the new values to the oldest generation: otherwise the collector would go through all of them at
            # once.
            if not has_frozen():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Collect a hundred times less often, and never among the values that exist already.

    For long work whose memory must stay small all the same.
    """
    youngest, *older = gc.get_threshold()
    was_frozen = has_frozen()
    gc.freeze()
    gc.set_threshold(_SELDOM * youngest, *older)
    try:
        yield
    finally:
        gc.set_threshold(youngest, *older)
        if not was_frozen:
            gc.unfreeze()


class OwnCollection:
    """Collects in the calling thread alone, when asked to: the automatic collector is off from now on.

    The automatic collector runs in whichever thread happens to make the next value, and deletes there what it finds.
    """

    def __init__(self) -> None:
        gc.disable()
        self._full_again = 0.0

    def collect_due(self) -> None:
        """Collect the generations whose counts are above their thresholds, the oldest one at most a hundredth of the
        time.
        """
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [number for number in range(3) if counts[number] > thresholds[number]]
        now = time.monotonic()
        if due and due[-1] == 2 and now < self._full_again:
            due = due[:-1] or [1]
        if not due:
            return
        gc.collect(due[-1])
        if due[-1] == 2:
            ended = time.monotonic()
            self._full_again = ended + (ended - now) / _FULL_SHARE
