"""What a part of the torture tries, and the rows of the table that it ends with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

MOST_EXAMPLES = 10
"""How many failures a row tells."""


class Row(NamedTuple):
    """One row.

    Attributes:
        what: what was tried.
        tried: how often.
        failed: how often it did not end as it should.
        examples: of what failed, a line each.
        seconds: how long it took, by the wall clock.
    """

    what: str
    tried: int
    failed: int
    examples: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def survived(self) -> int:
        """How often it ended as it should."""
        return self.tried - self.failed


class Torture(NamedTuple):
    """Something that is tried many times.

    Attributes:
        name: of its records.
        run: tries it; is given how often and the seed of chance, and returns a row, or several.
        tries: how often it is tried.
        slice: how many tries are made, and recorded, at a time.
    """

    name: str
    run: Callable[[int, int], Row | list[Row]]
    tries: int
    slice: int

    def slices(self) -> list[tuple[int, int]]:
        """Of each slice how often it tries, and its seed."""
        starts = range(0, self.tries, self.slice)
        return [(min(self.slice, self.tries - start), seed) for seed, start in enumerate(starts, 1)]


def summed(rows: Iterable[Row]) -> list[Row]:
    """Rows that tell of the same as one row each, in the order in which they come first."""
    found: dict[str, Row] = {}
    for row in rows:
        before = found.get(row.what, Row(row.what, 0, 0))
        found[row.what] = Row(
            row.what,
            before.tried + row.tried,
            before.failed + row.failed,
            (*before.examples, *row.examples)[:MOST_EXAMPLES],
            before.seconds + row.seconds,
        )
    return list(found.values())


def print_rows(rows: Iterable[Row]) -> None:
    """Print rows as a table, and below it the examples of what failed."""
    print(f"{'what':<48} {'tried':>9} {'survived':>9} {'failed':>7} {'seconds':>8}")
    for row in rows:
        print(f"{row.what:<48} {row.tried:>9,} {row.survived:>9,} {row.failed:>7,} {row.seconds:>8,.0f}")
        for example in row.examples:
            print(f"    {example}")
