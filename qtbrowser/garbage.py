"""Pauses Python's cyclic garbage collection while very many values are made that form no cycles.

Reference counting goes on freeing values as usual.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 100
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
