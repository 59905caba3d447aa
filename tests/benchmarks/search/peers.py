"""The search programs in the comparison: which are installed, and their indexes, kept below one folder.

python -m tests.benchmarks.search.peers NAME LIBRARY FOLDER     build one index, in a process of its own
"""

from __future__ import annotations

import importlib
import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.search import peer_xapian
from tests.benchmarks.search.question import Peer
from tests.benchmarks.search.records import fingerprint, read_records

_CLASSES = {
    "fts5": ("peer_fts5", "Fts5"),
    "tantivy": ("peer_tantivy", "Tantivy"),
    "xapian": ("peer_xapian", "Xapian"),
    "whoosh": ("peer_whoosh", "StockWhoosh"),
}
NAMES = tuple(_CLASSES)
_INSTALL = {"tantivy": "pip install tantivy", "xapian": "sudo apt-get install python3-xapian"}
# Raised whenever a peer comes to build its index otherwise.
_VERSION = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """What building an index took: seconds on the clock, seconds of processors, bytes on disk."""

    seconds: float
    processor_seconds: float
    bytes: int


def available(names: Sequence[str]) -> list[str]:
    """Return those of the peers that are installed here; say which are not, and how to get them."""
    found = []
    for name in names:
        try:
            peer_class(name)
        except ImportError:
            print(f"{name} is not compared: it is not installed ({_INSTALL[name]}).", file=sys.stderr)
        else:
            found.append(name)
    return found


def peer_class(name: str) -> type[Peer]:
    """Return a peer's class.

    Raises:
        ImportError: it is not installed.
    """
    module, class_name = _CLASSES[name]
    if name == "xapian" and peer_xapian.python_with_xapian() is None:
        raise ImportError(name)
    found: type[Peer] = getattr(importlib.import_module(f"tests.benchmarks.search.{module}"), class_name)
    return found


@contextmanager
def opened(names: Sequence[str], library: Path, folder: Path) -> Iterator[list[Peer]]:
    """Open the peers' indexes of a library, building those that are missing or out of date.

    Args:
        names: of installed peers.
        library: the documents.
        folder: where the indexes are kept, each below its peer's name.
    """
    state = fingerprint(library)
    with ExitStack() as stack:
        peers = []
        for name in names:
            if _state_of(folder / name) != state:
                print(f"Building the index of {name} ...", file=sys.stderr)
                build(name, library, folder, state)
            peer = peer_class(name)(folder / name / "index")
            stack.callback(peer.close)
            peers.append(peer)
        yield peers


def build(name: str, library: Path, folder: Path, state: str = "") -> Cost:
    """Build a peer's index anew, reading the documents' files, in a process of its own.

    Args:
        state: the library's fingerprint, if known.
    """
    target = folder / name
    shutil.rmtree(target, ignore_errors=True)
    (target / "index").mkdir(parents=True)
    command = [sys.executable, "-m", "tests.benchmarks.search.peers", name, str(library), str(target / "index")]
    cost = run_measured(command, target / "index")
    note = {"state": state or fingerprint(library), "version": _VERSION, **asdict(cost)}
    (target / "build.json").write_text(json.dumps(note))
    return cost


def run_measured(command: Sequence[str], made: Path) -> Cost:
    """Run a command that makes the folder `made`; return what it cost, its own children counted."""
    before = _children_seconds()
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - begin
    size = sum(file.stat().st_size for file in made.rglob("*") if file.is_file())
    return Cost(seconds, _children_seconds() - before, size)


def _children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _state_of(target: Path) -> str:
    """Return the fingerprint of the library that an index was made of; empty if there is none to be used."""
    try:
        note = json.loads((target / "build.json").read_text())
    except FileNotFoundError:
        return ""
    return str(note["state"]) if note["version"] == _VERSION else ""


def main() -> None:
    """Build one index: what `build` starts."""
    name, library, folder = sys.argv[1:]
    peer_class(name).build(read_records(Path(library)), Path(folder))


if __name__ == "__main__":
    main()
