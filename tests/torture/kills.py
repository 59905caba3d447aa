"""Processes killed while they index and while they change files: what they leave is whole, and can be gone on with.

Half of the kills meet a process that indexes a library, at moments of chance, over a first build, changes and a build
anew; the other half meet a process that changes files, before and after every step that touches the disk, see
`tests.curation.killing`.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import NoReturn

from qtbrowser.library import Library
from tests.torture.row import MOST_EXAMPLES, Row, Torture

_ROOT = Path(__file__).resolve().parents[2]
_DOCUMENTS = 600
_CHANGES = 40


def torture_indexing(count: int, seed: int) -> Row:
    """Kill processes that index.

    Args:
        count: how often.
        seed: of chance, which chooses the moments.
    """
    random = Random(seed)
    wrong: list[str] = []
    killed = 0
    with tempfile.TemporaryDirectory() as name:
        library, cache = Path(name, "library"), Path(name, "cache")
        for number in range(_DOCUMENTS):
            _write_document(library, number, 0)
        # Killed at chance within as long as it would take; the first build is killed at many moments by slices.
        whole = _processor_seconds(library, Path(name, "new"), rebuild=False)
        for number in range(_CHANGES):
            _write_document(library, number, -1)
        part = _processor_seconds(library, Path(name, "new"), rebuild=False)
        while killed < count:
            rebuild = random.random() < 0.3
            for number in random.sample(range(_DOCUMENTS), random.choice((1, _CHANGES))):
                _write_document(library, number, killed)
            longest = whole if rebuild or not cache.exists() else part
            if not _killed(library, cache, random.uniform(0.001, longest), rebuild=rebuild):
                continue
            killed += 1
            if fault := _half_done(library, cache):
                wrong.append(f"kill {killed}: {fault}")
            # Now and then it is let through: what was left behind by several kills is put right.
            if (killed % 10 == 0 or killed == count) and (
                fault := _other_than_fresh(library, cache, Path(name, "new"))
            ):
                wrong.append(f"after kill {killed}: {fault}")
            if killed % 25 == 0:
                shutil.rmtree(cache)
    return Row("kills of indexing", killed, len(wrong), tuple(wrong[:MOST_EXAMPLES]))


def _killed(library: Path, cache: Path, seconds: float, *, rebuild: bool) -> bool:
    """Index in a process that the system ends after so many seconds of the processor; whether it did so."""
    child = os.fork()
    if child == 0:
        _index(library, cache, seconds, rebuild=rebuild)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
        raise ChildProcessError("indexing failed by itself")
    return os.WIFSIGNALED(status)


def _processor_seconds(library: Path, cache: Path, *, rebuild: bool) -> float:
    """How long the processor works at an index when nothing ends it."""
    before = os.times()
    assert not _killed(library, cache, 0, rebuild=rebuild)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _index(library: Path, cache: Path, seconds: float, *, rebuild: bool) -> NoReturn:
    code = 1
    try:
        # As by SIGKILL, nothing of Python runs any more when the time is over.
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        with Library.open(library, cache_dir=cache, refresh=False) as opened:
            for _ in opened.refresh(rebuild=rebuild):
                pass
        code = 0
    finally:
        # Not by what the parent has registered for its own end.
        os._exit(code)


def _half_done(library: Path, cache: Path) -> str:
    """What is wrong right after a kill: a commit that is in the index and not in the catalog must not be seen."""
    try:
        with Library.open(library, cache_dir=cache, refresh=False) as opened:
            opened.repair_on_search()
            results = opened.search("apples", limit=2 * _DOCUMENTS)
            paths = [hit.path for hit in results.hits]
            known = {entry.path for entry in opened.entries()}
    except Exception as error:  # whatever it is, it should not have come
        return f"{type(error).__name__}: {error}"
    if len(paths) != len(set(paths)) or results.total != len(paths) or not known.issuperset(paths):
        return f"{results.total} found, {len(set(paths))} different, {len(known)} listed"
    return ""


def _other_than_fresh(library: Path, cache: Path, fresh: Path) -> str:
    """What differs, once a refresh has gone through, from an index that is made anew."""
    found = []
    for where in (cache, fresh):
        with Library.open(library, cache_dir=where) as opened:
            results = opened.search("apples", limit=2 * _DOCUMENTS, sort="title")
            hits = sorted((hit.path, hit.title, hit.snippet) for hit in results.hits)
            found.append((hits, opened.entries(), opened.subjects(), opened.problems()))
    return "" if found[0] == found[1] else "other answers than a fresh index"


def _write_document(library: Path, number: int, state: int) -> None:
    file = library / f"s{number % 5}" / f"{number:03}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\ntitle: T{number}\n---\n\napples word{number} state{state}\n", encoding="utf-8")


def torture_changing(count: int, _seed: int) -> Row:
    """Kill processes that change files: at each step that touches the disk, and then at lines between these.

    Args:
        count: how often; less where an action has fewer moments.
    """
    tried = 0
    wrong: list[str] = []
    rounds = [(action, way) for way in ((), ("every-line",)) for action in ("apply", "undo", "redo")]
    for number, (action, way) in enumerate(rounds):
        share = -(-(count - tried) // (len(rounds) - number))
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "tests.curation.killing", folder, action, *way, str(share)]
            run = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
        if run.returncode:
            wrong.append(run.stderr.strip().rpartition("\n")[2])
            tried += 1
            continue
        report = json.loads(run.stdout)
        tried += report["kills"]
        wrong += report["wrong"]
    return Row("kills of edits", tried, len(wrong), tuple(wrong[:MOST_EXAMPLES]))


TORTURES = (
    Torture("indexing", torture_indexing, 500, 50),
    Torture("changing", torture_changing, 500, 500),
)
