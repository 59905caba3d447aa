"""Prints how much of the program the tests run, folder by folder, and says which modules are run too little.

    python -m tests.coverage_report FIGURES      FIGURES: what `coverage json` wrote

`make coverage` runs it. A module's figure is coverage.py's: how many of its lines and branches were run.
A module below its limit fails, unless coverage_reasons.toml says why. A reason that is no longer needed is told and no
failure, since what threads do differs a little from run to run.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

REASONS = Path(__file__).with_name("coverage_reasons.toml")
GUI = PurePosixPath("qtbrowser/gui")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many lines and branches there are, and how many of them were run."""

    lines: int = 0
    lines_run: int = 0
    branches: int = 0
    branches_run: int = 0

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(
            self.lines + other.lines,
            self.lines_run + other.lines_run,
            self.branches + other.branches,
            self.branches_run + other.branches_run,
        )

    @property
    def percent(self) -> float:
        """Lines and branches together; 100 where there are none."""
        return percent(self.lines_run + self.branches_run, self.lines + self.branches)


def percent(part: int, whole: int) -> float:
    """A part of a whole in percent; 100 where there is nothing."""
    return 100 * part / whole if whole else 100.0


def limit_of(module: PurePosixPath) -> int:
    """How many percent of a module have to be run: fewer in the window, much of which draws or waits."""
    return 90 if module.is_relative_to(GUI) else 95


def read_figures(text: str) -> dict[PurePosixPath, Coverage]:
    """Read coverage.py's JSON report: each module of the program with its figures."""
    found = {}
    for name, values in json.loads(text)["files"].items():
        path, summary = PurePosixPath(name.replace("\\", "/")), values["summary"]
        if path.parts[0] == "qtbrowser":
            figures = ("num_statements", "covered_lines", "num_branches", "covered_branches")
            found[path] = Coverage(*(summary[figure] for figure in figures))
    return found


def faults_of(modules: Mapping[PurePosixPath, Coverage], reasons: Mapping[str, str]) -> list[str]:
    """Return a sentence for each module that is run too little without a reason."""
    return [
        f"{module}: {modules[module].percent:.1f} % are run, fewer than {limit_of(module)}, and no reason is given."
        for module in sorted(_low(modules))
        if str(module) not in reasons
    ]


def unneeded(modules: Mapping[PurePosixPath, Coverage], reasons: Mapping[str, str]) -> list[str]:
    """Return the modules that have a reason although they are covered enough or no longer exist."""
    low = _low(modules)
    return [name for name in sorted(reasons) if PurePosixPath(name) not in low]


def _low(modules: Mapping[PurePosixPath, Coverage]) -> set[PurePosixPath]:
    return {module for module, coverage in modules.items() if coverage.percent < limit_of(module)}


def table_of(modules: Mapping[PurePosixPath, Coverage]) -> list[str]:
    """Return the lines of a table: each folder's number of modules, and percent of lines, branches and both."""
    width = max(len(str(module.parent)) for module in modules)
    rows = [f"{'folder':{width}} modules  lines branches   both"]
    for folder in sorted({module.parent for module in modules}):
        inside = [coverage for module, coverage in modules.items() if module.parent == folder]
        rows.append(_row(str(folder), inside, width))
    return [*rows, _row("all", list(modules.values()), width)]


def _row(name: str, modules: Iterable[Coverage], width: int) -> str:
    parts = list(modules)
    total = sum(parts, Coverage())
    lines, branches = percent(total.lines_run, total.lines), percent(total.branches_run, total.branches)
    return f"{name:{width}} {len(parts):7} {lines:6.1f} {branches:8.1f} {total.percent:6.1f}"


def main(figures: Path) -> int:
    """Print the table, the reasons and the faults; returns 1 where there is a fault."""
    modules = read_figures(figures.read_text(encoding="utf-8"))
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    faults = faults_of(modules, reasons)
    print(*table_of(modules), "", sep="\n")
    for name, reason in sorted(reasons.items()):
        known = modules.get(PurePosixPath(name))
        print(f"{name}: {known.percent:.1f} % by consent: {reason}" if known else f"{name}: {reason}")
    print(
        *(f"{name}: run enough; its reason can go from {REASONS.name}." for name in unneeded(modules, reasons)),
        sep="\n",
    )
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
