"""Whenever the program is killed, what it was doing can be finished or rolled back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the children are forked")
@pytest.mark.parametrize("action", ["apply", "undo", "redo"])
def test_killed_at_every_step(tmp_path: Path, action: str) -> None:
    command = [sys.executable, "-m", "tests.curation.killing", str(tmp_path), action]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["wrong"] == []
    assert report["kills"] > 150
    assert min(report["outcomes"]["finished"], report["outcomes"]["rolled back"]) > 40
