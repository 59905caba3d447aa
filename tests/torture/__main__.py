"""Runs the torture: what lies beside this module and begins with ``torture_``, one part after the other.

    python -m tests.torture [PART ...]

A part is a module, such as ``caches``; without one all of them are run, which takes some tens of minutes. Each function
`torture_...` of a part returns a `Row`, or several. A table of tried, survived and failed is printed at the end; the
exit code is 1 where anything failed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from tests.torture.row import Row, print_rows

_NO_PARTS = {"__init__", "__main__", "row"}


def parts() -> list[str]:
    """The names of all parts."""
    return sorted({file.stem for file in Path(__file__).parent.glob("*.py")} - _NO_PARTS)


def tortures(part: str) -> list[Callable[[], Row | Iterable[Row]]]:
    """The functions of a part that try something."""
    module = import_module(f"tests.torture.{part}")
    return [found for name, found in vars(module).items() if name.startswith("torture_") and callable(found)]


def run_parts(wanted: Iterable[str]) -> Iterator[Row]:
    """Run parts, and tell on stderr how long each took."""
    for part in wanted:
        for torture in tortures(part):
            begin = time.perf_counter()
            found = torture()
            rows = [found] if isinstance(found, Row) else list(found)
            yield from rows
            print(f"{part}: {time.perf_counter() - begin:,.0f} s", file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Run the named parts, or all; returns the exit code."""
    known = parts()
    unknown = [part for part in arguments if part not in known]
    if unknown:
        print(f"There is no part {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    rows = list(run_parts(arguments or known))
    print_rows(rows)
    return int(any(row.failed for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
