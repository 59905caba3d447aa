"""The start of the program: what is imported before the first paint, and that nothing moves or is lost after it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qtbrowser.resources import sample_library

ROOT = Path(__file__).resolve().parents[3]

MOST_MODULES = 90
"""Of the program's own, packages included, before the first paint. Each takes up to a millisecond."""

LATE = (
    # What is asked of Windows itself needs it.
    *(() if sys.platform == "win32" else ("ctypes",)),
    "sqlite3",
    "whoosh",
    "numpy",
    "yaml",
    "qtbrowser.library",
    "qtbrowser.gui.browse.list_state",
    "qtbrowser.gui.browse.rows",
    "qtbrowser.gui.pane.answer_pane",
    "qtbrowser.gui.program.early_features",
    "qtbrowser.gui.program.late_features",
    "qtbrowser.gui.program.window_parts",
    "qtbrowser.gui.worker.session",
)
"""Modules that the first paint needs no part of."""


def start(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the window saw of itself while "water" was typed at its first paint."""
    done = start("-m", "tests.gui.program.starting_window", str(sample_library()), "water")
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_few_modules_are_imported_before_the_first_paint(seen: dict[str, object]) -> None:
    modules = seen["modules"]
    assert isinstance(modules, list)
    assert not [name for name in LATE if name in modules]
    own = [name for name in modules if name.startswith("qtbrowser.")]
    assert len(own) <= MOST_MODULES, own


def test_nothing_moves_after_the_first_paint(seen: dict[str, object]) -> None:
    assert seen["first"] == seen["last"]


def test_what_is_typed_at_the_first_paint_is_searched_for(seen: dict[str, object]) -> None:
    assert seen["text"] == "water"
    assert seen["focus"] == "search_field"
    rows = seen["rows"]
    assert isinstance(rows, int)
    assert 0 < rows < len(list(sample_library().rglob("*.md")))


def test_what_is_triggered_at_the_first_paint_is_done_when_it_can_be_done(seen: dict[str, object]) -> None:
    assert seen["acted"]


def test_the_hook_of_pyside_does_not_read_the_source_of_imported_modules(seen: dict[str, object]) -> None:
    assert seen["import"] != "__feature_import__"


def test_modules_of_pyside_that_make_type_hints_are_empty_and_its_errors_still_tell_the_arguments() -> None:
    script = (
        "import sys, qtbrowser.gui; from PySide6.QtCore import QPoint;"
        "maker = sys.modules['PySide6.support.signature.lib.pyi_generator'];"
        "print([name for name in vars(maker) if not name.startswith('__')]);"
        "QPoint(None, 1)"
    )
    done = start("-c", script)
    assert done.stdout.split() == ["[]"]
    assert "Supported signatures:" in done.stderr


def test_a_window_that_cannot_be_completed_ends_with_the_reason() -> None:
    broken = (
        "import sys; sys.modules['qtbrowser.gui.program.window_parts'] = None;"
        "from qtbrowser.gui.program.application import run;"
        "run(None)"
    )
    done = start("-c", broken)
    assert done.returncode == 1
    assert "window_parts" in done.stderr.splitlines()[-1]
