"""Xapian, from the system's own Python: see xapian_process."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from qtbrowser.catalog.folding import subject_key
from tests.benchmarks.search.question import Found, Peer, Question
from tests.benchmarks.search.records import Record

_SCRIPT = Path(__file__).with_name("xapian_process.py")


class Xapian(Peer):
    """A process with a Xapian database, which is asked and answers line by line."""

    name = "Xapian"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._process = _start("search", folder)

    @classmethod
    def build(cls, records: Iterable[Record], folder: Path) -> None:
        process = _start("build", folder)
        for record in records:
            _tell(
                process,
                {
                    "title": record.title,
                    "keywords": ", ".join(record.keywords),
                    "answer": record.text,
                    "subject": record.subject,
                    "date": record.date,
                },
            )
        _end(process)

    def search(self, question: Question, limit: int) -> Found | None:
        return self.timed(question, limit)[0]

    def timed(self, question: Question, limit: int) -> tuple[Found | None, float]:
        if question.form == "fuzzy":
            return None, 0.0
        _tell(
            self._process,
            {
                "words": question.words,
                "beginning": question.beginning,
                "form": question.form,
                "subject": None if question.subject is None else subject_key(question.subject),
                "dates": None if question.dates is None else [day.toordinal() for day in question.dates],
                "newest_first": question.newest_first,
                "limit": limit,
            },
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return Found(answer["total"], answer["titles"]), answer["seconds"]

    def close(self) -> None:
        _end(self._process)


@lru_cache(maxsize=1)
def python_with_xapian() -> str | None:
    """Return a Python here that can import xapian, the system's first; None if there is none."""
    for candidate in ("/usr/bin/python3", shutil.which("python3"), sys.executable):
        if candidate and Path(candidate).exists():
            run = subprocess.run([candidate, "-c", "import xapian"], check=False, capture_output=True)
            if run.returncode == 0:
                return candidate
    return None


def _start(command: str, folder: Path) -> subprocess.Popen[str]:
    python = python_with_xapian()
    if python is None:
        raise ImportError("no Python here can import xapian")
    return subprocess.Popen(
        [python, str(_SCRIPT), command, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _tell(process: subprocess.Popen[str], value: object) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(value) + "\n")


def _end(process: subprocess.Popen[str]) -> None:
    """Close both ends and wait for the process.

    Raises:
        subprocess.CalledProcessError: it failed; it has said why.
    """
    process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
