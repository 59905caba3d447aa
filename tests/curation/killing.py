"""Kills a process at every step that touches the disk, and puts right what it left.

    python -m tests.curation.killing FOLDER apply|undo|redo [every-line] [MOST]

Each time a child process carries the action out and is ended by SIGKILL: before the first step, after it, before the
second, and so on, until one gets through. A step is a line of the code that writes files and journal which calls the
system or the database; with `every-line` each line of that code is one, which takes a minute and a half. After each
kill the change set is finished or rolled back by turns, as a curator might choose. Prints a JSON object.
"""

from __future__ import annotations

import json
import linecache
import os
import re
import shutil
import signal
import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

from qtbrowser.curation.applying import apply_changes, finish, redo_changes, roll_back, undo_changes
from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.file_changes import FileChange
from qtbrowser.curation.journal import ChangeState, Journal

WATCHED = (
    "documents/writing.py",
    "documents/file_places.py",
    "documents/file_attributes.py",
    "curation/journal.py",
    "curation/journal_tables.py",
    "curation/applying.py",
)
STEP = re.compile(
    r"(os|folder)\.(open|write|close|replace|fsync|fchmod|fchown|setxattr)\b|\.(unlink|mkdir|rmdir|rename|replace|hardlink_to|link|make_folder|remove_folder)\("
    r"|sync\(|\.execute|connect\(|with database|yield database|acquire\(|release\(|set_state\(|\.record\(|write_text\("
)
ONE, OTHER = "one.md", "sub/other.md"
"""Two names of one file."""

BEFORE = {"a.md": b"A\n", "sub/b.md": b"B\r\n", "gone.md": b"G", "old/moved.md": b"M", "case.md": b"C"}
BEFORE |= {ONE: b"H", OTHER: b"H"}
AFTER = {"a.md": b"A2\n", "sub/b.md": b"B2\r\n", "new/deep/made.md": b"N", "new/moved.md": b"M", "CASE.md": b"C"}
AFTER |= {ONE: b"H2", OTHER: b"H2"}
CHANGES = ChangeSet(
    "All kinds at once",
    tuple(FileChange(path, BEFORE.get(path), AFTER.get(path)) for path in sorted({*BEFORE, *AFTER})),
    needs=((ONE, OTHER), (OTHER, ONE)),
)


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def run(steps: Any) -> None:
    for _ in steps:
        pass


def act(action: str, root: Path, journal: Journal) -> None:
    if action == "apply":
        run(apply_changes(root, journal, CHANGES))
    elif action == "undo":
        run(undo_changes(root, journal, None))
    else:
        run(redo_changes(root, journal, None))


def killed_at(moment: int, every_line: bool, action: str, root: Path, journal: Journal) -> bool:
    """Whether a child that acts got as far as this moment, and was killed there; 0 kills none and counts the moments.

    Moments are counted at lines of the watched code: those that are a step, and those that come right after one.
    """
    child = os.fork()
    if child == 0:
        passed = 0
        after_step = False

        def trace(frame: FrameType, event: str, _: object) -> Any:
            nonlocal passed, after_step
            if not frame.f_code.co_filename.replace(os.sep, "/").endswith(WATCHED):
                return None
            if event == "line":
                is_step = every_line or STEP.search(linecache.getline(frame.f_code.co_filename, frame.f_lineno))
                passed += bool(is_step) or after_step
                after_step = bool(is_step)
                if moment and passed == moment:
                    os.kill(os.getpid(), signal.SIGKILL)
            return trace

        sys.settrace(trace)
        act(action, root, journal)
        sys.settrace(None)
        _count_file(root).write_text(str(passed), encoding="utf-8")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0, "The child failed by itself."
    return False


def moments(most: int, every_line: bool, action: str, root: Path, journal: Journal) -> list[int]:
    """The moments at which to kill: a limited number of them, evenly distributed over the action."""
    killed_at(0, every_line, action, root, journal)
    total = int(_count_file(root).read_text(encoding="utf-8"))
    return sorted({1 + step * (total - 1) // max(1, min(most, total) - 1) for step in range(min(most, total))})


def _count_file(root: Path) -> Path:
    return root.parent / "moments.txt"


def settle(number: int, way: int, root: Path, journal: Journal) -> str:
    """Finish or roll back what was cut short; what was done."""
    entries = {entry.number: entry for entry in journal.history()}
    if number not in entries:
        return "nothing recorded"
    if not journal.unfinished():
        return f"was {entries[number].state}"
    run((finish if way else roll_back)(root, journal, number))
    return "finished" if way else "rolled back"


def expected(action: str, outcome: str) -> dict[str, bytes]:
    """What the library must hold then."""
    forwards = action != "undo"
    if outcome in ("finished", "rolled back"):
        return AFTER if (outcome == "finished") is forwards else BEFORE
    if outcome == "nothing recorded":
        return BEFORE
    return AFTER if outcome == f"was {ChangeState.DONE}" else BEFORE


def prepare(folder: Path, action: str) -> None:
    """Make a library and a journal as they are before the action."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in BEFORE.items():
        (folder / "library" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "library" / path).write_bytes(content)
    link(folder / "library")
    root, journal = folder / "library", Journal(folder / "journal", folder / "library")
    if action != "apply":
        act("apply", root, journal)
    if action == "redo":
        act("undo", root, journal)


def link(root: Path) -> None:
    """Make the two names those of one file."""
    (root / OTHER).unlink()
    (root / OTHER).hardlink_to(root / ONE)


def main() -> None:
    folder, action, *options = sys.argv[1:]
    kill_all(
        Path(folder).resolve(), action, "every-line" in options, *(int(word) for word in options if word.isdigit())
    )


def kill_all(folder: Path, action: str, every_line: bool, most: int = sys.maxsize) -> None:
    """Kill at each moment, settle what was left, and print what came of it."""
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    model, work = folder / "model", folder / "work"
    prepare(model, action)
    root, journal = work / "library", Journal(work / "journal", work / "library")
    shutil.copytree(model, work)
    link(root)
    kills = 0
    for number, moment in enumerate(moments(most, every_line, action, root, journal)):
        shutil.rmtree(work)
        shutil.copytree(model, work)
        link(root)
        if not killed_at(moment, every_line, action, root, journal):
            wrong.append(f"moment {moment} was not reached")
            continue
        kills += 1
        outcome = settle(1, number % 2, root, journal)
        outcomes[outcome] += 1
        found = tree(root)
        if found != expected(action, outcome):
            wrong.append(f"moment {moment}, {outcome}: {found}")
        if not (root / ONE).samefile(root / OTHER):
            wrong.append(f"moment {moment}, {outcome}: the names of one file are those of two")
        if journal.unfinished():
            wrong.append(f"moment {moment}, {outcome}: still unfinished")
        if outcome in ("finished", "rolled back") and tree(root) == AFTER:
            run(undo_changes(root, journal, 1))
            if tree(root) != BEFORE:
                wrong.append(f"moment {moment}: could not be undone: {tree(root)}")
    print(json.dumps({"kills": kills, "outcomes": outcomes, "wrong": wrong}))


if __name__ == "__main__":
    main()
