"""Holding off the search for cycles, and taking it up again as it was."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest

from qtbrowser.garbage import OwnCollection, has_frozen, not_collected, seldom_collected


def state() -> tuple[bool, tuple[int, int, int], bool]:
    return gc.isenabled(), gc.get_threshold(), has_frozen()


@pytest.fixture
def automatic() -> Iterator[None]:
    """With the automatic collector, which is off in tests."""
    gc.enable()
    yield
    gc.disable()


@pytest.mark.usefixtures("automatic")
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
    with not_collected():
        pass
    assert not gc.isenabled()


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


class Cycle(list[Any]):
    """Garbage that only the cyclic collector finds."""

    def __init__(self) -> None:
        super().__init__()
        self.append(self)


@pytest.mark.usefixtures("automatic")
def test_garbage_is_collected_when_asked_for_and_in_no_other_thread() -> None:
    gc.collect()
    collection = OwnCollection()
    deleted_in: list[threading.Thread] = []
    weakref.finalize(Cycle(), lambda: deleted_in.append(threading.current_thread()))
    # So many values start the automatic collector of each generation.
    kept: list[list[None]] = []
    thread = threading.Thread(target=lambda: kept.extend([] for _ in range(100_000)))
    thread.start()
    thread.join()
    assert deleted_in == []
    collection.collect_due()
    assert deleted_in == [threading.main_thread()]


@pytest.mark.usefixtures("automatic")
def test_what_is_due_is_collected_and_nothing_else() -> None:
    collection = OwnCollection()
    gc.collect()
    youngest, middle, _oldest = gc.get_threshold()
    before = gc.get_stats()
    collection.collect_due()
    assert gc.get_stats() == before
    kept: list[list[None]] = []
    for _ in range(middle + 2):
        kept.extend([] for _ in range(2 * youngest))
        collection.collect_due()
    collected = [now["collections"] - old["collections"] for now, old in zip(gc.get_stats(), before, strict=True)]
    assert collected == [middle + 1, 1, 0]
