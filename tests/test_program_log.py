"""The program's log: what it contains, what it must not contain, and that it never causes a failure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qtbrowser import program_log
from qtbrowser.program_log import told_without_words
from qtbrowser.resources import sample_library
from qtbrowser.settings import state_dir

FAULT = """
import qtbrowser.cli.main as cli
import sys
from qtbrowser.library import Library

def broken(*_arguments, **_options):
    raise KeyError("a secret word of a document")

Library.open = broken
sys.argv = ["qtbrowser", *sys.argv[1:]]
cli.run()
"""

IN_A_THREAD = """
import threading
from qtbrowser.program_log import ProgramLog

def fail():
    raise LookupError("secret")

ProgramLog("window")
thread = threading.Thread(target=fail)
thread.start()
thread.join()
raise ValueError("secret too")
"""


def run_python(source: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", source, *words], check=False, capture_output=True, encoding="utf-8")


def log_of(process: str) -> str:
    return (state_dir() / "log" / f"{process}.log").read_text(encoding="utf-8")


def test_an_unexpected_error_is_one_sentence_with_the_place_of_the_log() -> None:
    done = run_python(FAULT, "subjects", "--library", str(sample_library()))
    assert done.returncode == 1
    assert done.stdout == ""
    (sentence,) = done.stderr.splitlines()
    assert "KeyError" in sentence
    assert str(state_dir() / "log" / "command.log") in sentence
    log = log_of("command")
    assert "QtBrowser" in log
    assert "in broken" in log
    assert "secret word" not in log.replace('raise KeyError("a secret word of a document")', "")


def test_debug_prints_the_traceback() -> None:
    done = run_python(FAULT, "subjects", "--library", str(sample_library()), "--debug")
    assert done.returncode == 1
    assert "Traceback (most recent call last)" in done.stderr


def test_errors_of_threads_and_of_the_process_are_logged_without_their_words() -> None:
    done = run_python(IN_A_THREAD)
    assert done.returncode == 1
    log = log_of("window")
    assert log.count("unexpected error") == 2
    assert "LookupError\n" in log
    assert "ValueError\n" in log
    assert ": secret" not in log


def test_the_system_tells_the_number_of_its_error_alone() -> None:
    cause = FileNotFoundError(2, "No such file", "/nowhere/at all")
    error = ValueError("secret")
    error.__cause__ = cause
    told = told_without_words(error)
    assert "FileNotFoundError (errno 2)" in told
    assert told.splitlines()[-1] == "ValueError"
    assert "at all" not in told


def test_a_full_file_is_put_aside_and_few_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "window.log"
    for number in range(6):
        file.write_text(f"{number}" * (program_log.MOST_BYTES + 1))
        program_log._put_aside(file)
        assert not file.exists()
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["window.1.log", "window.2.log", "window.3.log"]
    assert (tmp_path / "window.1.log").read_text(encoding="utf-8")[0] == "5"


def test_a_full_file_that_can_not_be_put_aside_is_written_to() -> None:
    folder = state_dir() / "log"
    # On Windows the same happens where another process has a file open.
    (folder / "window.3.log").mkdir(parents=True)
    (folder / "window.2.log").touch()
    (folder / "window.log").write_text("x" * (program_log.MOST_BYTES + 1))
    done = run_python("from qtbrowser.program_log import ProgramLog; ProgramLog('window')")
    assert done.returncode == 0, done.stderr
    assert "started: QtBrowser" in log_of("window")


@pytest.mark.skipif(os.name != "posix", reason="a folder that can't be made is a file's here")
def test_a_log_that_cannot_be_written_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("QTBROWSER_STATE_DIR", str(tmp_path / "file"))
    done = subprocess.run(
        [sys.executable, "-m", "qtbrowser", "search", "--help"], check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr


def test_asking_for_the_version_writes_no_log(tmp_path: Path) -> None:
    source = "import sys; from qtbrowser.cli.main import run; run()"
    environment = {**os.environ, "QTBROWSER_STATE_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", source, "--version"], env=environment, capture_output=True, check=True)
    assert done.stdout.startswith(b"QtBrowser ")
    assert list(tmp_path.iterdir()) == []
