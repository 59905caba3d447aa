"""Runs a window for a bounded time under random clicks, searches, tabs, edits and outside changes, without a screen.

    make soak                            two minutes over 600 documents
    make soak ARGS="--minutes 30 --documents 36000 --seed 7"

A table is printed at the end. The exit code is 1 where memory, handles or threads have grown, Qt has warned, an error
was not foreseen, or the program has kept the window's thread from its event loop for over 100 ms. That is told by the
processor's time of the thread, since others may keep the computer busy.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.own_folders import own_folders

if TYPE_CHECKING:
    from tests.soak.acts import Acts
    from tests.soak.vitals import Vitals

_PAUSE_MS = 120
_MOST_MB = 0.15
_MOST_HANDLES = 12
_MOST_THREADS = 3


def main() -> int:
    """Run it; returns the exit code."""
    parser = argparse.ArgumentParser("tests.soak", description="Runs a window under random use.")
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with own_folders() as place:
        os.environ["XDG_DATA_HOME"] = str(place / "trash")
        return soak(place / "library", options.minutes, options.documents, options.seed)


def soak(folder: Path, minutes: float, documents: int, seed: int) -> int:
    """Make a library, open a window on it, use it, and print what was found.

    Args:
        folder: of the library, not there yet.
        minutes: how long.
        documents: how many.
        seed: of what is done.

    Returns:
        1 where anything was found, else 0.
    """
    # Qt asks for the platform when it is imported.
    from PySide6.QtCore import QTimer

    from tests.benchmarks.generate import generate
    from tests.soak.acts import Acts
    from tests.soak.vitals import Vitals
    from tests.soak.watched_window import watched_window

    generate(folder, documents)
    app, window, watching = watched_window(folder)
    window.actions_.curating.setChecked(True)
    acts = Acts(window, folder, seed)
    vitals = Vitals(lambda: acts.last)
    doing = QTimer(window, interval=_PAUSE_MS)
    doing.timeout.connect(acts.do_one)

    def end() -> None:
        doing.stop()
        vitals.stop()
        watching.stop()
        window.end()

    is_over = QTimer(app, singleShot=True, interval=int(minutes * 60_000))
    is_over.timeout.connect(end)
    is_over.start()
    vitals.start()
    doing.start()
    app.exec()
    if is_over.isActive():
        print(f"The window was closed by: {acts.last}")
        return 1
    return _report(acts, vitals)


def _report(acts: Acts, vitals: Vitals) -> int:
    from tests.soak.vitals import LONGEST_GAP_MS, growth

    samples = vitals.samples
    rows: list[tuple[str, float, float, float]] = []
    for name, values, most in (
        ("memory, MB", [one.megabytes for one in samples], _MOST_MB),
        ("handles", [float(one.handles) for one in samples], _MOST_HANDLES),
        ("threads", [float(one.threads) for one in samples], _MOST_THREADS),
        ("objects of Python, thousands", [one.objects / 1000 for one in samples], float("inf")),
    ):
        middle = statistics.median(values) if values else 0.0
        rows.append((name, middle, growth(values), most * middle if name.startswith("memory") else most))
    print(f"{acts.count:,} acts, {vitals.ticks:,} ticks of 16 ms, {len(samples)} samples")
    print(f"{'':<32} {'median':>10} {'grown':>10} {'allowed':>10}")
    for name, middle, grown, allowed in rows:
        print(f"{name:<32} {middle:>10.1f} {grown:>10.1f} {allowed:>10.1f}")
    long = [gap for gap in vitals.gaps if gap.used_ms > LONGEST_GAP_MS]
    used = sorted(gap.used_ms for gap in vitals.gaps) or [0.0]
    print(f"gaps over 100 ms that the program caused: {len(long)}; the longest {used[-1]:.0f} ms of the processor")
    for gap in vitals.worst(5):
        print(f"\n{gap.used_ms:.0f} ms used, {gap.lasted_ms:.0f} ms lasted, after: {gap.after}\n{gap.stack}")
    print(f"messages of Qt and unforeseen errors: {vitals.messages.total()}")
    for text, count in vitals.messages.most_common(10):
        print(f"{count} x {text}")
    has_grown = any(grown > allowed for _, _, grown, allowed in rows)
    return int(bool(has_grown or long or vitals.messages))


if __name__ == "__main__":
    sys.exit(main())
