"""Whenever the program is killed, what it was doing can be finished or rolled back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, if the system has one: a killed process leaves the same files there, but faster."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the children are forked")
@pytest.mark.parametrize("action", ["apply", "undo", "redo"])
def test_killed_at_every_step(quick_folder: Path, action: str) -> None:
    command = [sys.executable, "-m", "tests.curation.killing", str(quick_folder), action]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["wrong"] == []
    assert report["kills"] > 150
    assert min(report["outcomes"]["finished"], report["outcomes"]["rolled back"]) > 40
