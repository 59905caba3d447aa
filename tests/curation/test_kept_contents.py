"""Bytes of many files are kept in little memory, whatever becomes of them."""

from __future__ import annotations

import random
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.curation.kept_contents import KeptContents
from tests.full_disk import full_disk, needs_limits

PATHS = st.sampled_from(("a.md", "b.md", "c/d.md", "\udcff.md"))
STEPS = st.lists(st.tuples(PATHS, st.one_of(st.none(), st.binary(max_size=12), st.just("remove"))), max_size=30)


@given(steps=STEPS, most=st.integers(0, 40))
def test_it_holds_what_a_dictionary_holds(steps: list[tuple[str, bytes | str | None]], most: int) -> None:
    kept, plain = KeptContents(most), dict[str, bytes | None]()
    for path, content in steps:
        if isinstance(content, str):
            assert kept.pop(path, None) == plain.pop(path, None)
        else:
            kept[path] = plain[path] = content
        assert dict(kept) == plain
        assert len(kept) == len(plain)
        assert (path in kept) == (path in plain)
    with pytest.raises(KeyError):
        kept["none.md"]
    with pytest.raises(KeyError):
        del kept["none.md"]


def test_few_bytes_are_in_memory() -> None:
    kept = KeptContents(100_000)
    tracemalloc.start()
    for number in range(100):
        kept[str(number)] = random_bytes(number)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 200_000
    assert all(kept[str(number)] == random_bytes(number) for number in range(100))


@needs_limits
def test_a_full_disk_costs_memory_only() -> None:
    kept = KeptContents(100_000)
    with full_disk():
        for number in range(100):
            kept[str(number)] = random_bytes(number)
    assert all(kept[str(number)] == random_bytes(number) for number in range(100))


def random_bytes(number: int) -> bytes:
    return random.Random(number).randbytes(40_000)
