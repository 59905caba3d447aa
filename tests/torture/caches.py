"""Damaged caches: whatever was done to a file in there, the answers are those of a fresh index, and no word is wrong.

Each cache is a copy of a good one in which one file, of each kind by turns, was cut, zeroed, changed in one bit,
deleted, emptied or put back to what it was earlier; in half of them the file keeps its time, as on a failing disk. Then
the library is opened, searched, listed and checked, without a hint at what was done.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

from qtbrowser.library import Library
from tests.torture.row import MOST_EXAMPLES, Row, Torture

_TODAY = date(2026, 1, 1)
_WORDS = "lime mortar sand brick arch vault beam rafter slate tile thatch gable hinge latch sill lintel joist".split()
_QUERIES = ("mortar ", "slate tile ", '"number 7" ', "subject:Roofs arch", "thach ", "vau", "topic:brick -sand")

Harm = Callable[[Random, bytes, bytes | None], bytes | None]
"""What is left of a file, of its bytes and those that it had earlier; None for a file that is gone."""


def torture_caches(count: int, seed: int) -> Row:
    """Damage caches and compare what the library answers with what it answers from a fresh index.

    Args:
        count: how many caches.
        seed: of chance; the same seed damages the same.
    """
    random = Random(seed)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        library, older, good, work = (place / each for each in ("library", "older", "good", "work"))
        _write_documents(library, random, range(30))
        _answers(library, good)
        shutil.copytree(good, older)
        _write_documents(library, random, range(20, 40))
        expected = _answers(library, good)
        if _answers(library, place / "fresh") != expected:
            return Row("damaged caches", 1, 1, ("the good cache is wrong",))
        kinds = _by_kind(good)
        for number in range(count):
            file = random.choice(kinds[sorted(kinds)[number % len(kinds)]])
            what = random.choice(sorted(_HARMS))
            shutil.rmtree(work, ignore_errors=True)
            shutil.copytree(good, work)
            _harm(work / file, _earlier(older, file), _HARMS[what], random)
            if fault := _fault(library, work, expected):
                wrong.append(f"{file}, {what}: {fault}")
    return Row("damaged caches", count, len(wrong), tuple(wrong[:MOST_EXAMPLES]))


def _fault(library: Path, cache: Path, expected: object) -> str:
    """What is wrong with the answers from a damaged cache, and from the same once more; empty where nothing is."""
    for time in ("", " the second time"):
        try:
            found = _answers(library, cache)
        except Exception as error:  # whatever it is, it should not have come
            return f"{type(error).__name__}: {error}{time}"
        if found != expected:
            return f"other answers{time}"
    return ""


def _answers(library: Path, cache: Path) -> object:
    """What a person may ask of a library: searches, the list, the tree, problems, and what the check finds."""
    with Library.open(library, cache_dir=cache) as opened:
        searches = []
        for query in _QUERIES:
            results = opened.search(query, limit=50, facets=True)
            hits = [(hit.path, hit.title, hit.subject, hit.snippet, round(hit.score, 6)) for hit in results.hits]
            searches.append((results.total, hits, results.suggestion, results.facets))
        findings = [progress.findings for progress in opened.check(today=_TODAY)][-1]
        return searches, opened.entries(), opened.subjects(), opened.problems(), repr(findings)


def _write_documents(library: Path, random: Random, numbers: range) -> None:
    for number in numbers:
        file = library / ("walls" if number % 3 else "roofs") / f"{number:02}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        answer = "\n\n".join(" ".join(random.choices(_WORDS, k=30)) for _ in range(4))
        keywords = ", ".join(random.sample(_WORDS, 3))
        subject = "Roofs/Old" if number % 3 == 0 else "Walls"
        front = f"title: About number {number}\nid: {number}\nsubject: {subject}\nkeywords: {keywords}\n"
        file.write_text(f"---\n{front}date: 2025-0{number % 9 + 1}-11\n---\n\n{answer}\n", encoding="utf-8")


def _by_kind(cache: Path) -> dict[str, list[Path]]:
    """The files of a cache by their kind, each relative to it."""
    kinds: dict[str, list[Path]] = {}
    for file in sorted(cache.rglob("*")):
        if file.is_file():
            kinds.setdefault(file.suffix or file.name, []).append(file.relative_to(cache))
    return kinds


def _earlier(older: Path, file: Path) -> bytes | None:
    """What the file, or one of its kind and place where its name was another, held earlier."""
    if (older / file).is_file():
        return (older / file).read_bytes()
    found = sorted((older / file.parent).glob(f"*{file.suffix}"))
    return found[0].read_bytes() if found else None


def _harm(file: Path, earlier: bytes | None, harm: Harm, random: Random) -> None:
    status = file.stat()
    left = harm(random, file.read_bytes(), earlier)
    if left is None:
        file.unlink()
        return
    file.write_bytes(left)
    if random.random() < 0.5:
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def _flipped(random: Random, content: bytes, _earlier: bytes | None) -> bytes:
    changed = bytearray(content)
    if changed:
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _zeroed(random: Random, content: bytes, _earlier: bytes | None) -> bytes:
    start = random.randrange(len(content) + 1)
    end = min(len(content), start + random.choice((1, 16, 512, 4096, 1 << 20)))
    return content[:start] + bytes(end - start) + content[end:]


def _cut(random: Random, content: bytes, _earlier: bytes | None) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _emptied(_random: Random, _content: bytes, _earlier: bytes | None) -> bytes:
    return b""


def _deleted(_random: Random, _content: bytes, _earlier: bytes | None) -> None:
    return None


def _put_back(_random: Random, content: bytes, earlier: bytes | None) -> bytes:
    return content if earlier is None else earlier


_HARMS: dict[str, Harm] = {
    "one bit changed": _flipped,
    "zeroed": _zeroed,
    "cut": _cut,
    "emptied": _emptied,
    "deleted": _deleted,
    "put back to what it was": _put_back,
}


TORTURES = (Torture("caches", torture_caches, 2_000, 100),)
