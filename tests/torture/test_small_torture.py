"""A small, fast part of the torture, and that its runner finds its parts."""

from __future__ import annotations

from tests.torture import __main__ as runner
from tests.torture.caches import torture_caches
from tests.torture.kills import torture_changing, torture_indexing


def test_damaged_caches_are_healed() -> None:
    row = torture_caches(24, seed=3)
    assert (row.failed, row.examples) == (0, ())
    assert row.survived == 24


def test_killed_indexing_can_be_gone_on_with() -> None:
    row = torture_indexing(4, seed=3)
    assert (row.failed, row.examples) == (0, ())


def test_killed_changes_can_be_settled() -> None:
    row = torture_changing(12)
    assert (row.failed, row.examples) == (0, ())
    assert row.survived == 12


def test_the_runner_finds_the_parts() -> None:
    assert {"caches", "kills", "documents"} <= set(runner.parts())
    assert [found.__name__ for found in runner.tortures("caches")] == ["torture_caches"]
    assert runner.main(["nothing"]) == 2
