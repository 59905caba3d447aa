"""Windows that are closed while they are at work, with both cores busy: each has to end, soon and in good order."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qtbrowser.resources import sample_library
from tests.gui.program.closing_window import WORKS
from tests.torture.row import Row, Torture

LONGEST_SECONDS = 3.0
_BURN = "while True: pass"


@contextmanager
def busy_cores() -> Iterator[None]:
    """Keep every core at work for a block of code."""
    burning = [subprocess.Popen([sys.executable, "-c", _BURN]) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for process in burning:
            process.kill()
            process.wait()


def torture_closings(rounds: int, seed: int) -> Row:
    """Close windows at random moments, by themselves or by a signal.

    Args:
        rounds: how many windows.
        seed: of the moments.
    """
    chance = random.Random(seed)
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as place, busy_cores():
        for number in range(rounds):
            work = WORKS[number % len(WORKS)]
            failure = _close(Path(place), work, chance.random() * 1.5, by_signal=number % 4 == 3)
            if failure:
                failures.append(f"closing {number} while {work}: {failure}")
    return Row("closings of a busy window", rounds, len(failures), tuple(failures))


def _close(place: Path, work: str, seconds: float, *, by_signal: bool) -> str:
    """Have one window closed; returns what went wrong, if anything."""
    kinds = ("CACHE", "CONFIG", "DATA", "STATE")
    own = {f"QTBROWSER_{kind}_DIR": str(place / kind.lower()) for kind in kinds}
    words = [sys.executable, "-m", "tests.gui.program.closing_window", str(sample_library()), work]
    process = subprocess.Popen(
        [*words, "-1" if by_signal else str(seconds)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    process.stdout.readline()
    if by_signal:
        time.sleep(seconds)
        process.terminate()
    begun = time.monotonic()
    try:
        output, errors = process.communicate(timeout=seconds + 60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return "it did not end within a minute"
    if process.returncode != 0:
        return f"it ended with {process.returncode}: {errors[-300:]}"
    told = re.search(r"closed ([\d.]+)", output)
    took = float(told[1]) if told else time.monotonic() - begun
    # A process that is ended by a signal also takes the interpreter's own end; that is not the window's.
    return f"it took {took:.1f} s" if told and took > LONGEST_SECONDS else ""


TORTURES = (Torture("closings", torture_closings, 200, 20),)
