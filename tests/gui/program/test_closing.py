"""Closing a window always ends, whatever it is busy with, and however it is closed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qtbrowser.resources import sample_library
from tests.gui.program.closing_window import WORKS

ROOT = Path(__file__).resolve().parents[3]


def start(work: str, seconds: float) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.gui.program.closing_window", str(sample_library()), work, str(seconds)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


@pytest.mark.parametrize("work", WORKS)
def test_a_busy_window_closes(work: str) -> None:
    with start(work, 0.01) as process:
        output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert "closed " in output


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_ends_the_window_in_good_order(name: str, own_directories: Path) -> None:
    with start("check", -1) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(getattr(signal, name))
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    # What the window remembers was written.
    assert list((own_directories / "config").iterdir())


def test_a_process_ends_although_a_thread_hangs_beneath_qt() -> None:
    code = (
        "import sys, time\n"
        "from PySide6.QtCore import QCoreApplication, QThread\n"
        "from qtbrowser.cli.main import leave\n"
        "app, thread = QCoreApplication([]), QThread()\n"
        "def hang():\n"
        "    print('hangs', flush=True)\n"
        "    while True: time.sleep(0.001)\n"
        "thread.run = hang\n"
        "thread.start()\n"
        "print('unflushed', end='')\n"
        "leave(3)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (3, "")
    assert "unflushed" in done.stdout
