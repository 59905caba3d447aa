"""A small, fast part of the torture, and that its runner finds its parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture import __main__ as runner
from tests.torture.caches import torture_caches
from tests.torture.kills import torture_changing, torture_indexing
from tests.torture.marks import torture_marks
from tests.torture.records import Records
from tests.torture.row import Row, Torture, summed
from tests.torture.sizes import torture_many


def test_damaged_caches_are_healed() -> None:
    row = torture_caches(24, seed=3)
    assert (row.failed, row.examples) == (0, ())
    assert row.survived == 24


def test_killed_indexing_can_be_gone_on_with() -> None:
    row = torture_indexing(4, seed=3)
    assert (row.failed, row.examples) == (0, ())


def test_killed_changes_can_be_settled() -> None:
    row = torture_changing(12, 1)
    assert (row.failed, row.examples) == (0, ())
    assert row.survived == 12


def test_many_files_are_a_library() -> None:
    row = torture_many(40, seed=3)
    assert (row.failed, row.examples) == (0, ())


def test_marks_stay_with_their_documents() -> None:
    row = torture_marks(36, seed=3)
    assert (row.failed, row.examples) == (0, ())


def test_the_runner_finds_the_parts() -> None:
    counts = {torture.name: torture.tries for found in runner.parts().values() for torture in found}
    assert counts["caches"] == 2_000
    assert counts["indexing"] + counts["changing"] == 1_000
    assert (counts["documents"], counts["queries"], counts["closings"]) == (100_000, 100_000, 200)


def test_a_part_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        runner.main(["nothing"], tmp_path)


def test_slices_have_seeds_of_their_own_and_make_up_the_count() -> None:
    assert Torture("all", _nothing, 25, 10).slices() == [(10, 1), (10, 2), (5, 3)]


def test_what_is_recorded_is_not_tried_again(tmp_path: Path) -> None:
    tried: list[tuple[int, int]] = []

    def cut_short(count: int, seed: int) -> Row:
        if seed == 2 and len(tried) < 2:
            tried.append((count, seed))
            raise KeyboardInterrupt
        tried.append((count, seed))
        return Row("all", count, 1, (f"seed {seed} \udc80",))

    torture = Torture("all", cut_short, 5, 2)
    with pytest.raises(KeyboardInterrupt):
        list(runner.run(torture, Records(tmp_path)))
    (row,) = summed(runner.run(torture, Records(tmp_path)))
    assert tried == [(2, 1), (2, 2), (2, 2), (1, 3)]
    assert (row.tried, row.survived, row.failed) == (5, 2, 3)
    assert row.examples == ("seed 1 \udc80", "seed 2 \udc80", "seed 3 \udc80")


def _nothing(count: int, _seed: int) -> Row:
    return Row("all", count, 0)
