"""A library of very many small files, and files of 50 MB: each ends with a document or a problem, in bounded memory."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from qtbrowser.library import Library
from tests.torture.row import Row, Torture

_ROOT = Path(__file__).resolve().parents[2]
_IN_A_FOLDER = 1_000
_LARGE_BYTES = 50 << 20
_MOST_BYTES = 3 << 30
_SECONDS = 600


def torture_many(count: int, seed: int) -> Row:
    """Index many small files, change, add and remove some, and ask for them.

    Args:
        count: how many files.
        seed: says which are changed.
    """
    random = Random(seed)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made).resolve() / "library"
        for number in range(count):
            _write(folder, number, "apples")
        with Library.open(folder, Path(made) / "cache") as library:
            wrong = [] if library.search("apples").total == count else ["not all are found"]
            changed, gone = random.sample(range(count), 2)
            _write(folder, changed, "pears")
            _write(folder, count, "pears")
            _file(folder, gone).unlink()
            *_, last = library.refresh()
            assert last.changes is not None
            found = [len(paths) for paths in (last.changes.added, last.changes.updated, last.changes.removed)]
            wrong += [] if found == [1, 1, 1] else [f"added, updated, removed: {found}"]
            wrong += [] if library.search("pears").total == 2 else ["the changed ones are not found"]
            wrong += [] if library.document_count == count else [f"{library.document_count} documents"]
    return Row("small files in one library", count, len(wrong), tuple(wrong))


def torture_large(count: int, seed: int) -> Row:
    """Have each command meet a file of 50 MB beside a small one.

    Args:
        count: how many files, of different kinds by turns.
        seed: of chance, which fills one of them.
    """
    random = Random(seed)
    wrong: list[str] = []
    for number in range(count):
        name = sorted(_LARGE)[number % len(_LARGE)]
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made).resolve() / "library"
            folder.mkdir()
            (folder / "large.md").write_bytes(_LARGE[name](random)[:_LARGE_BYTES])
            (folder / "small.md").write_text("# Small\n\nzebras", encoding="utf-8")
            at = ["--library", str(folder)]
            commands = (["index", str(folder)], ["search", "zebras", *at], ["show", "large.md", *at], ["check", *at])
            faults = {words[0]: _fault(words, Path(made)) for words in commands}
            wrong += [f"{name}: {command}: {fault}" for command, fault in faults.items() if fault]
    return Row("files of 50 MB, each command", 4 * count, len(wrong), tuple(wrong))


def _fault(words: list[str], place: Path) -> str:
    own = {f"QTBROWSER_{kind}_DIR": str(place / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({_MOST_BYTES}, {_MOST_BYTES}));"
    code = f"{limited} from qtbrowser.cli.main import run; run()"
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            cwd=_ROOT,
            env={**own, "PATH": ""},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "it did not end"
    if done.returncode not in (0, 1) or "Traceback" in done.stderr or "fault of the program" in done.stderr:
        return f"{done.returncode} {done.stderr[-300:]}"
    return "the small one is not found" if words[0] == "search" and "Small" not in done.stdout else ""


def _write(folder: Path, number: int, words: str) -> None:
    file = _file(folder, number)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"# Number {number}\n\n{words}\n", encoding="utf-8")


def _file(folder: Path, number: int) -> Path:
    return folder / f"s{number // _IN_A_FOLDER}" / f"{number}.md"


def _filled(unit: bytes) -> Callable[[Random], bytes]:
    return lambda _random: b"# Large\n\n" + unit * (_LARGE_BYTES // len(unit))


_LARGE: dict[str, Callable[[Random], bytes]] = {
    "words": _filled(b"many words in a line\n"),
    "one line": _filled(b"x"),
    "brackets": _filled(b"[a]("),
    "a table": _filled(b"| a | b |\n"),
    "front matter": lambda _random: b"---\ntitle: " + b"a" * _LARGE_BYTES,
    "chance": lambda random: random.randbytes(_LARGE_BYTES),
}


TORTURES = (
    Torture("many", torture_many, 100_000, 100_000),
    Torture("large", torture_large, len(_LARGE), len(_LARGE)),
)
