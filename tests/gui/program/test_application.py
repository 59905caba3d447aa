"""The program as a process of its own: it stays open, hears second starts, follows its folder, and ends on a signal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.library import Library
from qtbrowser.running_windows import ShowRequest, hand_over
from tests.gui.conftest import question, write


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
def test_a_window_follows_its_folder_and_takes_requests_until_it_is_ended(
    own_indexed_library: Path, own_directories: Path
) -> None:
    command = [sys.executable, "-m", "qtbrowser", str(own_indexed_library), "--size", "900x700"]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )

    def wait_until(condition: Callable[[], bool]) -> None:
        """Look again and again, as long as the process lives."""
        while not condition():
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
            pytest.fail(f"The program has ended: {process.communicate()}")

    def is_followed() -> bool:
        """Whether a new file is in the index; it is written again, since at first nobody may be watching yet."""
        write(own_indexed_library, "new.md", question("Is it new?", "Numbers", "Yes."))
        with Library.open(own_indexed_library, refresh=False) as library:
            return library.search("Is it new?").total > 0

    try:
        wait_until(lambda: hand_over(ShowRequest(query="water")))
        wait_until(is_followed)
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate(timeout=120)
    finally:
        process.kill()
    assert (process.returncode, output) == (0, "")
    # The offscreen platform has no window system that could raise the window.
    assert [line for line in errors.splitlines() if not line.startswith("This plugin does not support")] == []
    # What the window remembers was written, and nobody takes requests any more.
    assert list((own_directories / "config").iterdir())
    assert not hand_over(ShowRequest(query="water"))
