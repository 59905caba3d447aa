"""A window in which somebody reads while git checks another state of the library's repository out.

    python -m tests.soak.checkout [--documents 36000] [--share 0.3]

A library is made and committed. In a second state a share of its documents says another word, one in twenty is gone, as
many are new, and a folder has another name. A window shows the first state; the next document is opened five times a
second. Then git checks the second state out, and after a while the first one again. Printed are how long git took, from
its end until a search in the window finds what is on the disk, and the gaps of a timer of 16 ms in the window's thread:
by the clock, and of the processor's time that this thread used, since others may keep the computer busy.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.own_folders import own_folders

_WORD = "quokkaxylophone"
_STEP_MS = 200
_PATIENCE_SECONDS = 1_800.0
_OWN = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
_AUTHOR = ("-c", "user.name=Soak", "-c", "user.email=soak@localhost", "-c", "gc.auto=0")


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser("tests.soak.checkout", description="Reads while git checks another state out.")
    parser.add_argument("--documents", type=int, default=36_000)
    parser.add_argument("--share", type=float, default=0.3, help="of the documents that differ (0.3 if left out)")
    options = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with own_folders() as place:
        return check_out_while_reading(place / "library", options.documents, options.share)


def make_repository(folder: Path, documents: int, share: float) -> tuple[int, int]:
    """Make a library with the branches ``first``, which is checked out, and ``second``.

    Args:
        folder: of the library, not there yet.
        documents: how many.
        share: of them that differ.

    Returns:
        How many documents the second state has, and how many of them have its word.
    """
    from qtbrowser.documents.reader import document_of
    from tests.benchmarks.generate import generate

    generate(folder, documents)
    git(folder, "init", "-q", "-b", "first")
    _commit(folder)
    git(folder, "checkout", "-q", "-b", "second")
    files = sorted(folder.rglob("*.md"))
    chance = Random(5)
    chance.shuffle(files)
    some = max(1, len(files) // 20)
    changed = files[some : some + int(len(files) * share)]
    for file in files[:some]:
        file.unlink()
    with_word = some
    for file in changed:
        text = file.read_text(encoding="utf-8").replace("answer: >-\n", f"answer: >-\n    {_WORD}.\n\n", 1)
        # A search finds those alone that are not hidden.
        with_word += _WORD in text and not document_of(text.encode(), file.name).hidden
        file.write_text(text, encoding="utf-8")
    for number in range(some):
        new = changed[0].with_name(f"new-{number}.md")
        new.write_text(f"---\ntitle: New {number}?\n---\nAn answer with {_WORD}.\n", encoding="utf-8")
    renamed = changed[-1].parent
    renamed.rename(renamed.with_name(f"{renamed.name}-renamed"))
    _commit(folder)
    git(folder, "checkout", "-q", "first")
    return len(files), with_word


def git(folder: Path, *words: str) -> None:
    """Run git in a folder, without the settings of whoever runs this."""
    subprocess.run(["git", *_AUTHOR, *words], cwd=folder, env={**os.environ, **_OWN}, check=True, capture_output=True)


def _commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "A state")


def check_out_while_reading(folder: Path, documents: int, share: float) -> int:
    """Make the repository, read in a window, check both states out, and print what was found.

    Args:
        folder: of the library, not there yet.
        documents: how many.
        share: of them that differ.

    Returns:
        1 where the window did not follow, kept its thread for over 100 ms, or Qt has warned; else 0.
    """
    # Qt asks for the platform when it is imported.
    from PySide6.QtCore import QEventLoop, QTimer

    from tests.soak.vitals import Vitals
    from tests.soak.watched_window import watched_window

    count, with_word = make_repository(folder, documents, share)
    _app, window, watching = watched_window(folder)
    doing = "opened"
    vitals = Vitals(lambda: doing)

    def turn_until(is_so: Callable[[], bool], seconds: float = _PATIENCE_SECONDS) -> float:
        """Let the window work; returns after how many seconds it is so, or -1."""
        begin, loop = time.perf_counter(), QEventLoop()
        looking = QTimer(interval=20)
        looking.timeout.connect(lambda: loop.quit() if is_so() else None)
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        looking.start()
        loop.exec()
        looking.stop()
        return time.perf_counter() - begin if is_so() else -1.0

    found: list[tuple[int, int]] = []

    def look() -> bool:
        """Ask what the window would show, and tell whether the last answer is what the folder has."""
        if window.session.is_idle:
            window.session.ask(_counts, found.append)
        return bool(found) and found[-1] == wanted

    wanted = (count, 0)
    print(f"shown after {turn_until(look, 120):.1f} s", file=sys.stderr)
    steps = 0

    def read_on() -> None:
        nonlocal steps
        steps += 1
        window.panels.list_panel.step(1)

    window.panels.list_panel.choose_first()
    reading = QTimer(window, interval=_STEP_MS)
    reading.timeout.connect(read_on)
    reading.start()
    vitals.start()
    rows = []
    for state, total in (("second", with_word), ("first", 0)):
        wanted = count, total
        doing = f"git checks out {state}"
        process = subprocess.Popen(["git", "checkout", "-q", state], cwd=folder, env={**os.environ, **_OWN})
        by_git = turn_until(lambda process=process: process.poll() is not None)  # type: ignore[misc]
        doing = f"{state} is indexed"
        rows.append((state, by_git, turn_until(look)))
        print(f"{state}: {found[-1]} of {wanted}", file=sys.stderr)
    reading.stop()
    vitals.stop()
    watching.stop()
    window.end()
    return _report(rows, steps, vitals, f"{count:,} documents, {with_word:,} with the word")


def _counts(library: object) -> tuple[int, int]:
    """How many documents the window's library has, and how many of them have the word."""
    from qtbrowser.catalog.catalog_values import Selection
    from qtbrowser.library import Library

    assert isinstance(library, Library)
    return library.count(Selection(include_hidden=True)), library.search(_WORD, limit=1, words_only=True).total


def _report(rows: list[tuple[str, float, float]], steps: int, vitals: object, what: str) -> int:
    from tests.soak.vitals import LONGEST_GAP_MS, Vitals

    assert isinstance(vitals, Vitals)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"{what}; {steps:,} steps of reading, {vitals.ticks:,} ticks of 16 ms, load {load:.1f}")
    for state, by_git, after in rows:
        told = f"{after:.1f} s after its end" if after >= 0 else "NEVER"
        print(f"{state}: git took {by_git:.1f} s, found right {told}")
    used = sorted(gap.used_ms for gap in vitals.gaps) or [0.0]
    lasted = sorted(gap.lasted_ms for gap in vitals.gaps) or [0.0]
    long = sum(one > LONGEST_GAP_MS for one in used)
    print(f"gaps over 100 ms that the window's thread used the processor in: {long}; the longest {used[-1]:.0f} ms")
    slow = sum(one > LONGEST_GAP_MS for one in lasted)
    print(f"gaps over 100 ms by the clock: {slow}; the longest {lasted[-1]:.0f} ms")

    for gap in vitals.worst(3):
        print(f"\n{gap.used_ms:.0f} ms used, {gap.lasted_ms:.0f} ms lasted, while: {gap.after}\n{gap.stack}")
    for text, times in vitals.messages.most_common(10):
        print(f"{times} x {text}")
    return int(any(after < 0 for _, _, after in rows) or bool(long or vitals.messages))


if __name__ == "__main__":
    sys.exit(main())
