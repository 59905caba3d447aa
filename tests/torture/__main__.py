"""Runs the torture, one part after the other.

    python -m tests.torture [--resume] [PART ...]

A part is a module beside this one that has `TORTURES`, such as ``caches``; without one all of them are run, which takes
about an hour on two free cores. What was tried is recorded slice by slice in `build/torture`; with `--resume` slices
with a record are not tried again. A table of tried, survived and failed is printed at the end; the exit code is 1 where
anything failed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from tests.own_folders import own_folders
from tests.torture.records import Records
from tests.torture.row import Row, Torture, print_rows, summed

_FOLDER = Path(__file__).resolve().parents[2] / "build" / "torture"


def parts() -> dict[str, tuple[Torture, ...]]:
    """What each part tries."""
    names = sorted(file.stem for file in Path(__file__).parent.glob("*.py") if not file.stem.startswith(("_", "test_")))
    modules = {name: import_module(f"tests.torture.{name}") for name in names}
    return {name: module.TORTURES for name, module in modules.items() if hasattr(module, "TORTURES")}


def run(torture: Torture, records: Records) -> Iterator[Row]:
    """Try what has no record yet, record it and tell on stderr of each slice; yields the rows of all slices."""
    for count, seed in torture.slices():
        rows = records.read(torture.name, count, seed)
        if rows is None:
            begin = time.perf_counter()
            found = torture.run(count, seed)
            seconds = time.perf_counter() - begin
            rows = [found] if isinstance(found, Row) else found
            rows = [row if row.seconds else row._replace(seconds=seconds / len(rows)) for row in rows]
            records.write(torture.name, count, seed, rows)
            failed = sum(row.failed for row in rows)
            print(f"{torture.name} {seed}: {count:,}, {failed} failed, {seconds:,.0f} s", file=sys.stderr, flush=True)
        yield from rows


def main(arguments: list[str], folder: Path = _FOLDER) -> int:
    """Run the named parts, or all; returns the exit code.

    Args:
        arguments: see above.
        folder: of the records.
    """
    known = parts()
    parser = argparse.ArgumentParser("tests.torture", description="Tries hard to break the program.")
    parser.add_argument("--resume", action="store_true", help="try only what has no record yet")
    parser.add_argument("part", nargs="*", metavar="PART", help=f"of {', '.join(known)}; all of them without one")
    options = parser.parse_args(arguments)
    if unknown := [part for part in options.part if part not in known]:
        parser.error(f"There is no part {', '.join(unknown)}; there are {', '.join(known)}.")
    records = Records(folder)
    if not options.resume:
        records.forget()
    tortures: Iterable[Torture] = (torture for part in options.part or known for torture in known[part])
    with own_folders():
        rows = summed(row for torture in tortures for row in run(torture, records))
    print_rows(rows)
    return int(any(row.failed for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
