"""What the program asks of Windows itself."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from qtbrowser.windows_system import obeys_sequences, process_lives

WINDOWS = pytest.mark.skipif(sys.platform != "win32", reason="only Windows is asked")

SHOWN = """
import ctypes
from qtbrowser.process_priority import lower_priority
lower_priority(idle=IDLE)
kernel = ctypes.WinDLL("kernel32")
kernel.GetCurrentProcess.restype = ctypes.c_void_p
kernel.GetPriorityClass.argtypes = [ctypes.c_void_p]
print(kernel.GetPriorityClass(kernel.GetCurrentProcess()))
"""


COPIED = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from qtbrowser.cli.main import leave

app = QApplication([])
window = QLabel("shown")
window.show()
app.clipboard().setText("copied")
QTimer.singleShot(0, app.quit)
app.exec()
leave(3)
"""
PASTED = """
from PySide6.QtWidgets import QApplication

app = QApplication([])
print(app.clipboard().text())
"""


@WINDOWS
def test_what_was_copied_outlives_the_window() -> None:
    on_the_screen = {**os.environ, "QT_QPA_PLATFORM": "windows"}
    window = subprocess.run([sys.executable, "-c", COPIED], capture_output=True, check=False, env=on_the_screen)
    assert (window.returncode, window.stderr) == (3, b"")
    read = [sys.executable, "-c", PASTED]
    told = subprocess.run(read, capture_output=True, text=True, check=True, env=on_the_screen)
    assert told.stdout.strip() == "copied"


@WINDOWS
def test_a_process_lives_until_it_ends() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert process_lives(process.pid)
        process.communicate(b"\n")
        assert not process_lives(process.pid)
    assert process_lives(os.getpid())


@WINDOWS
@pytest.mark.parametrize(("idle", "shown"), [(False, "16384"), (True, "64")])
def test_a_process_gives_way_to_others(idle: bool, shown: str) -> None:
    script = SHOWN.replace("IDLE", str(idle))
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == shown


@WINDOWS
def test_what_is_no_console_obeys_nothing() -> None:
    with open(os.devnull, "w", encoding="utf-8") as stream:
        assert not obeys_sequences(stream.fileno())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked")
def test_other_systems_are_not_asked() -> None:
    assert process_lives(os.getpid())
    assert obeys_sequences(1)
