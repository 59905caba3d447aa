"""How soon what another program has written is found: from the last write to the hit, in a running window.

    python -m tests.soak.latency [--documents 600] [--changes 20]

By the clock, since that is what a reader waits for; the load of the computer is printed beside it.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from tests.own_folders import own_folders

_PATIENCE_SECONDS = 30.0
_PAUSE_SECONDS = 0.6
_STEP_SECONDS = 0.01


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser("tests.soak.latency", description="Measures how soon changes are found.")
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--changes", type=int, default=20)
    options = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with own_folders() as place:
        print_latencies(place / "library", options.documents, options.changes)
    return 0


def print_latencies(folder: Path, documents: int, changes: int) -> None:
    """Make a library, open a window on it, and change its files one after the other.

    Args:
        folder: of the library, not there yet.
        documents: how many.
        changes: how many.
    """
    # Qt asks for the platform when it is imported.
    from PySide6.QtCore import QEventLoop, QTimer

    from qtbrowser.gui.program.application import make_application
    from qtbrowser.gui.program.garbage_collection import GarbageCollection
    from qtbrowser.gui.program.main_window import MainWindow
    from qtbrowser.gui.program.watching import Watching
    from qtbrowser.gui.settings.preferences import Preferences
    from qtbrowser.gui.settings.settings_table import BY_MEANING
    from qtbrowser.gui.widgets.theme import Theme, ThemeChoice
    from qtbrowser.library import Library
    from tests.benchmarks.figures import Figure, percentile, print_table
    from tests.benchmarks.generate import generate

    generate(folder, documents)
    Library.open(folder).close()
    app = make_application()
    GarbageCollection(app)
    preferences = Preferences()
    preferences.set(BY_MEANING, False)
    window = MainWindow(Theme(app, ThemeChoice.LIGHT), preferences)
    window.show()
    window.opening.start(folder)
    watching = Watching(window.session, window.refreshing, window.panels.messages, window)
    reader = Library.open(folder, refresh=False)
    files = sorted(folder.rglob("*.md"))

    def turn(seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()

    turn(3.0)
    indexed, shown, missed = [], [], 0
    for number in range(changes):
        word = f"zebrafish{number}xylophone"
        file = files[number * 7 % len(files)]
        half = file.with_suffix(".half")
        text = file.read_text(encoding="utf-8").replace("answer: >-\n    ", f"answer: >-\n    {word} ", 1)
        half.write_text(text, encoding="utf-8")
        half.replace(file)
        begin = time.perf_counter()
        is_found = False
        while time.perf_counter() - begin < _PATIENCE_SECONDS:
            turn(_STEP_SECONDS)
            if not is_found:
                reader.reload()
                is_found = reader.search(word, limit=1, words_only=True).total > 0
                if not is_found:
                    continue
                indexed.append((time.perf_counter() - begin) * 1000)
            if window.session.is_idle:
                shown.append((time.perf_counter() - begin) * 1000)
                break
        else:
            missed += 1
        print(f"{number + 1} of {changes}: {(time.perf_counter() - begin) * 1000:.0f} ms", file=sys.stderr, flush=True)
        turn(_PAUSE_SECONDS)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    note = f"{changes} changes, {missed} missed, load {load:.1f}"
    watching.stop()
    reader.close()
    window.close()
    print_table(
        f"from the last write, {documents:,} documents",
        [
            Figure("found by a search, p50", percentile(indexed, 0.5), "ms", 300.0, note),
            Figure("found by a search, p95", percentile(indexed, 0.95), "ms", 1000.0),
            Figure("list and page loaded again, p50", percentile(shown, 0.5), "ms"),
            Figure("list and page loaded again, p95", percentile(shown, 0.95), "ms", 1000.0),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
