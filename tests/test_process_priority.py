"""A process of the program gives way to others."""

from __future__ import annotations

import subprocess
import sys

import pytest

SHOWN = """
import ctypes, os, platform
from qtbrowser.process_priority import lower_priority
lower_priority(idle=IDLE)
number = {"x86_64": 252, "aarch64": 31}[platform.machine()]
print(os.nice(0), ctypes.CDLL(None).syscall(number, 1, 0) >> 13)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the numbers are those of Linux")
@pytest.mark.parametrize(("idle", "shown"), [(False, "10 2"), (True, "19 3")])
def test_processor_and_disks(idle: bool, shown: str) -> None:
    script = SHOWN.replace("IDLE", str(idle))
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.split() == shown.split()
