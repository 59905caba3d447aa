"""Holds off Python's search for cycles of garbage while very many values are made that form none.

Everything else is freed by its count alone, as ever.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 100
# Python 3.12 begins with some hundred values frozen, other versions with none.
_FROZEN_AT_START = gc.get_freeze_count()


def has_frozen() -> bool:
    """Return whether values have been frozen by this program, as the window does for good."""
    return gc.get_freeze_count() > _FROZEN_AT_START


@contextmanager
def not_collected() -> Iterator[None]:
    """Look for no cycles; a million new tuples would set that off again and again, and halt all threads each time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # What has been made goes to the oldest generation: otherwise all of it would be gone through right now.
            if not has_frozen():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for cycles a hundred times less often, and never among the values that are there already.

    For work that takes long, and whose memory has to stay small all the same.
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
