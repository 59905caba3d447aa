"""Holds off Python's search for cycles while very many values are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Hold off the search for cycles, which a million new tuples without any would set off again and again.

    It takes a third off a second check. What is freed by its count alone, nearly everything, is freed as ever.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # The window sees to its collection itself.
        if was_on:
            # What has been made goes to the oldest generation: otherwise all of it would be gone through right now.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
