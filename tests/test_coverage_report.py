"""The report of `make coverage`: what it counts, and what it objects to."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path, PurePosixPath

from tests.coverage_report import REASONS, Coverage, faults_of, read_figures, table_of, unneeded

ROOT = Path(__file__).resolve().parent.parent
WELL, HALF = Coverage(90, 90, 10, 10), Coverage(90, 45, 10, 5)
PANE, LIBRARY, SEARCH = (
    PurePosixPath(f"qtbrowser/{name}.py") for name in ("gui/pane/view", "library/api", "search/go")
)


def test_a_module_run_too_little_needs_a_reason() -> None:
    modules = {LIBRARY: HALF, SEARCH: WELL}
    assert faults_of({SEARCH: WELL}, {}) == []
    assert [fault.partition(":")[0] for fault in faults_of(modules, {})] == ["qtbrowser/library/api.py"]
    assert faults_of(modules, {"qtbrowser/library/api.py": "because"}) == []


def test_a_reason_that_is_not_needed_is_told() -> None:
    reasons = {"qtbrowser/search/go.py": "because", "qtbrowser/gone.py": "because", "qtbrowser/library/api.py": "so"}
    assert unneeded({SEARCH: WELL, LIBRARY: HALF}, reasons) == ["qtbrowser/gone.py", "qtbrowser/search/go.py"]
    assert faults_of({SEARCH: WELL, LIBRARY: HALF}, reasons) == []


def test_the_window_has_a_lower_limit() -> None:
    nine_tenths = Coverage(100, 90, 0, 0)
    assert faults_of({PANE: nine_tenths}, {}) == []
    assert len(faults_of({LIBRARY: nine_tenths}, {})) == 1


def test_figures_are_summed_by_folder() -> None:
    summary = {"num_statements": 8, "covered_lines": 6, "num_branches": 2, "covered_branches": 1}
    files = {name: {"summary": summary} for name in ("qtbrowser/a/one.py", "qtbrowser\\a\\two.py", "tests/x.py")}
    modules = read_figures(json.dumps({"files": files}))
    assert modules[PurePosixPath("qtbrowser/a/two.py")] == Coverage(8, 6, 2, 1)
    assert [row.split() for row in table_of(modules)][1:] == [
        ["qtbrowser/a", "2", "75.0", "50.0", "70.0"],
        ["all", "2", "75.0", "50.0", "70.0"],
    ]


def test_every_reason_is_of_a_module_and_a_sentence() -> None:
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    assert [name for name in reasons if not (ROOT / name).is_file()] == []
    assert [name for name, reason in reasons.items() if not reason.endswith(".")] == []
