"""A small library, and the command line run in this process or in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qtbrowser.cli.main import main


@dataclass
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its stdout as a JSON value."""
        return json.loads(self.out)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of five documents, one of them unreadable and one hidden; directories of the program in tmp_path."""
    for name in ("CACHE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"QTBROWSER_{name}_DIR", str(tmp_path / name.lower()))
    library = tmp_path / "library"
    files = {
        "food/apple.md": (
            "---\nid: 1\ntitle: What is an apple?\nsubject: Food\ndate: 2025-01-28\nkeywords: fruit, tree\n"
            "answer: A **fruit**.\\n\\nIt has $\\nu \\neq 0$ seeds.\nurl: /learn/apple\n---\n\n&nbsp;"
        ),
        "food/pear.md": (
            "---\nid: 2\ntitle: What is a pear?\nsubject: food\nkeywords: fruit\n---\nA fruit like an apple."
        ),
        "food/plum.md": (
            "---\nid: 2\ntitle: What is a plum?\nsubject: Food\nkeywords: fruit\n---\n"
            "A fruit too: na\u00efve <b>bold</b>."
        ),
        "food/secret.md": "---\ntitle: Secret apple\nno_index: true\n---\nA fruit.",
        "bad.md": "# Bad\n\0\n",
    }
    for path, text in files.items():
        file = library / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return library


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Runs a command in this process."""

    def run(*words: object) -> Outcome:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


@pytest.fixture
def process() -> Callable[..., Outcome]:
    """Runs a command in a process of its own."""

    def run(*words: object, **environment: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "qtbrowser", *map(str, words)],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run
