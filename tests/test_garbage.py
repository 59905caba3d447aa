"""Holding off the search for cycles, and taking it up again as it was."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from qtbrowser.garbage import has_frozen, not_collected, seldom_collected


def state() -> tuple[bool, tuple[int, int, int], bool]:
    return gc.isenabled(), gc.get_threshold(), has_frozen()


@pytest.mark.parametrize("hold_off", [not_collected, seldom_collected])
def test_all_is_as_before(hold_off: Callable[[], AbstractContextManager[None]]) -> None:
    before = state()
    for _ in range(5):
        with hold_off():
            assert state() != before
        assert state() == before
    with pytest.raises(KeyError), hold_off():
        raise KeyError
    assert state() == before


def test_what_is_off_stays_off() -> None:
    gc.disable()
    try:
        with not_collected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("hold_off", [not_collected, seldom_collected])
def test_what_is_frozen_stays_frozen(hold_off: Callable[[], AbstractContextManager[None]]) -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with hold_off():
            pass
        # Some are freed by their counts meanwhile.
        assert gc.get_freeze_count() > 0.9 * frozen > 0
        assert has_frozen()
    finally:
        gc.unfreeze()
