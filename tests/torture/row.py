"""What a part of the torture comes to: a row of the table that it ends with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """One row.

    Attributes:
        what: what was tried.
        tried: how often.
        failed: how often it did not end as it should.
        examples: of what failed, a line each.
    """

    what: str
    tried: int
    failed: int
    examples: tuple[str, ...] = ()

    @property
    def survived(self) -> int:
        """How often it ended as it should."""
        return self.tried - self.failed


def print_rows(rows: Iterable[Row]) -> None:
    """Print rows as a table, and below it the examples of what failed."""
    print(f"{'what':<48} {'tried':>9} {'survived':>9} {'failed':>7}")
    for row in rows:
        print(f"{row.what:<48} {row.tried:>9,} {row.survived:>9,} {row.failed:>7,}")
        for example in row.examples:
            print(f"    {example}")
