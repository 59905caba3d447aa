"""A start of the program without its window, in a process of its own; see `test_running_windows`."""

from __future__ import annotations

import sys
import time

from qtbrowser.running_windows import (
    ShowRequest,
    end_claim,
    forget_folder,
    hand_over_or_claim,
    requests_folder,
    taken_requests,
)

OTHERS = 3
IMPORTING_SECONDS = 0.3
"""A window takes requests so long after it has claimed the start."""


def start() -> None:
    """Start when a line is read; print what came of it."""
    print("ready", flush=True)
    sys.stdin.readline()
    if hand_over_or_claim(ShowRequest("/some/folder")):
        print("handed over")
        return
    time.sleep(IMPORTING_SECONDS)
    folder = requests_folder()
    end_claim()
    taken = 0
    end = time.monotonic() + 30
    while taken < OTHERS and time.monotonic() < end:
        taken += len(list(taken_requests(folder)))
    forget_folder(folder)
    print(f"window, {taken} requests")
