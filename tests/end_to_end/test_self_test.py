"""`qtbrowser --self-test`, run from source as the packages run it when they are installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from qtbrowser.gui.program.self_test import FEWEST_COLOURS, TIME_LIMIT_SECONDS, colour_count, time_limit


def run(picture: Path, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
    }
    environment.pop("QT_QPA_PLATFORM")
    command = [sys.executable, "-m", "qtbrowser", "--self-test", str(picture)]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_it_tries_everything_and_leaves_a_picture(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    done = run(tmp_path / "window.png", home)
    assert done.returncode == 0, done.stdout + done.stderr
    told = [line.removeprefix("self-test: ").split()[0] for line in done.stdout.splitlines()]
    assert told == ["QtBrowser", "indexed", "found", "set", "drew", "noticed", "all"]
    assert colour_count(QImage(str(tmp_path / "window.png"))) >= FEWEST_COLOURS
    assert list(home.iterdir()) == []


def test_it_ends_also_where_nobody_reads_what_it_tells() -> None:
    command = [sys.executable, "-m", "qtbrowser", "--self-test"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        try:
            _, told = process.communicate(timeout=2 * TIME_LIMIT_SECONDS)
        finally:
            process.kill()
    assert (process.returncode, told) == (0, b"")


def test_it_fails_where_something_does(tmp_path: Path) -> None:
    done = run(tmp_path / "no such folder" / "window.png", tmp_path)
    assert done.returncode == 1
    assert "self-test: FAILED: the picture can't be written" in done.stdout


UNWATCHED = """
import sys
from qtbrowser.cli.main import main
from qtbrowser.gui.indexing.folder_watch import FolderWatch

def broken(*_arguments):
    raise ModuleNotFoundError("no such module")

FolderWatch._watch = broken
sys.exit(main(["--self-test"]))
"""


def test_it_fails_at_an_error_in_a_thread_that_the_window_survives() -> None:
    done = subprocess.run([sys.executable, "-c", UNWATCHED], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "self-test: FAILED: ModuleNotFoundError: no such module" in done.stdout


UNINDEXED = """
import sys
from qtbrowser.cli.main import main
from qtbrowser.gui.indexing import index_process

index_process.command = lambda folder: [str(folder / "no such program")]
sys.exit(main(["--self-test"]))
"""


def test_it_tells_why_nothing_is_indexed() -> None:
    done = subprocess.run([sys.executable, "-c", UNINDEXED], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    told = "self-test: FAILED: no question of the sample library is listed: The index can't be brought up to date: "
    assert told in done.stdout


@pytest.mark.parametrize("colour", ["white", "black"])
def test_a_blank_picture_has_few_colours(colour: str) -> None:
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(colour)
    assert colour_count(image) == 1


@pytest.mark.parametrize("wanted", ["", "0", "soon", "-1", "1.5", "\u0663"])
def test_the_time_limit_is_a_number_of_seconds_or_the_usual_one(wanted: str) -> None:
    assert time_limit(wanted) == TIME_LIMIT_SECONDS
    assert time_limit("600") == 600
