"""What a person at a terminal sees, and how a command ends that is interrupted or not listened to any more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome

Command = Callable[..., Outcome]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="terminals and signals are POSIX's here")


def at_terminal(*words: object) -> str:
    """What a command shows on a terminal of 60 columns, both of its streams."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "qtbrowser", *map(str, words)]
    environment = {**os.environ, "COLUMNS": "60", "TERM": "xterm"}
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65_536):
            shown += piece
    except OSError:
        pass  # so Linux says that nobody writes any more
    os.close(ours)
    process.wait()
    return shown.decode()


def test_indexing_draws_a_bar_and_wipes_it_off(folder: Path) -> None:
    shown = at_terminal("index", folder)
    assert " of 5" in shown
    assert "█" in shown
    bars = [line for line in shown.split("\x1b[K") if "█" in line]
    assert max(map(len, bars)) < 60, "it stays in its line"
    assert "\x1b[K" in shown.rpartition("█")[2], "nothing of the bar is left"


def test_found_words_are_bold(folder: Path, command: Command) -> None:
    command("index", folder)
    shown = at_terminal("search", "--library", folder, "fruit")
    assert "\x1b[1mfruit\x1b[0m" in shown
    assert "\x1b[1m" not in command("search", "--library", folder, "fruit").out


def test_changes_are_counted_while_they_are_planned_and_written(folder: Path, command: Command) -> None:
    command("index", folder)
    shown = at_terminal("edit", "food", "--library", folder, "--add-keyword", "ripe")
    assert "Writing 1 of " in shown


def test_an_output_that_nobody_reads_ends_quietly(folder: Path, command: Command) -> None:
    command("index", folder)
    words = [sys.executable, "-m", "qtbrowser", "search", "--json", "--library", str(folder), "fruit"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


HELD = """
import signal, sys
from qtbrowser.cli.main import main
from qtbrowser.library import Library

plain = Library.search
def search(*arguments, **options):
    print("searching", flush=True)
    sys.stdin.read()
    return plain(*arguments, **options)

Library.search = search
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main(sys.argv[1:]))
"""


def test_an_interrupt_is_a_sentence(folder: Path, command: Command) -> None:
    command("index", folder)
    words = [sys.executable, "-c", HELD, "search", "--library", str(folder), "fruit"]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"searching\n"
        process.send_signal(signal.SIGINT)
        assert process.communicate()[1] == b"qtbrowser: Cancelled.\n"
        assert process.returncode == 1


def test_a_failing_system_is_told_with_the_file(command: Command, folder: Path, tmp_path: Path) -> None:
    missing = tmp_path / "no folder" / "report.html"
    done = command("report", "--library", folder, "--output", missing)
    assert done.code == 1
    assert str(missing) in done.err
    assert "Traceback" not in done.err


def test_a_whole_subject_is_moved(command: Command, folder: Path) -> None:
    (folder / "food/secret.md").unlink()
    done = command("move", "--library", folder, "--all-of", "Food", "--subject", "Fruit")
    assert (done.code, done.err) == (0, "")
    assert sorted(file.name for file in (folder / "fruit").iterdir()) == ["apple.md", "pear.md", "plum.md"]
    assert b"subject: Fruit" in (folder / "fruit/pear.md").read_bytes()


def test_several_documents_are_one_change(command: Command, folder: Path) -> None:
    words = ("food/apple.md", "food/pear.md", "--library", folder, "--subject", "Garden", "--new-subject")
    done = command("move", *words)
    assert done.code == 0, done.err
    assert done.out.startswith("Move 2 documents")
    assert command("undo", "--library", folder).code == 0
    assert b"subject: Food" in (folder / "food/apple.md").read_bytes()
