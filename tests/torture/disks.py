"""Disks that are full, can only be read or vanish, under each folder that the program uses; clocks that go back.

A try counts as survived where the program ends in time without a traceback, where each document holds what it held or
what it was to hold, and where a whole disk later gives all documents again. Small disks in memory (tmpfs) are mounted
for it, which takes Linux and root; elsewhere those rows have no tries.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from random import Random

from qtbrowser.documents.confined_open import read_file
from qtbrowser.errors import LibraryError, PathRefused
from qtbrowser.library import Library
from tests.torture.row import MOST_EXAMPLES, Row, Torture

AREAS = ("cache", "config", "data", "state", "library")
COMMANDS = ("index", "search", "show", "check", "edit")
OF_AREA = {
    "cache": COMMANDS,
    # Only the window has settings. Every command writes the log.
    "config": ("window",),
    "data": (*COMMANDS, "window"),
    "state": (*COMMANDS, "window"),
    "library": COMMANDS,
}
"""What is tried with each folder on the failing disk."""

_DOCUMENTS = 40
_SECONDS = 300
_SIZE = "4m"
_SECRET = b"outside"
_ROOT = Path(__file__).resolve().parents[2]


def torture_disks(rounds: int, seed: int) -> list[Row]:
    """Try all kinds of failing disks.

    Args:
        rounds: how often each is tried.
        seed: the same seed fails at the same moments.

    Returns:
        A row for each kind.
    """
    random = Random(seed)
    kinds: tuple[tuple[str, Callable[[_Case], None]], ...] = (
        ("full", _Case.fill),
        ("read-only", _Case.make_read_only),
        ("vanishing", _Case.take_away_soon),
    )
    rows = []
    for kind, fail in kinds:
        tries = [(area, command) for area in AREAS for command in OF_AREA[area] for _ in range(rounds)]
        failures = [_tried(fail, area, command, random) for area, command in tries] if _can_mount() else []
        rows.append(_row(f"disk {kind}, each folder and command", failures))
    rows.append(_row("library taken away and brought back", [_taken_away(random) for _ in range(rounds)]))
    rows.append(_row("clock goes back", [_clock_back(random) for _ in range(rounds)]))
    rows.append(_row("folder exchanged for a link while it is read", [_exchanged() for _ in range(rounds)]))
    return rows


class _Case:
    """A library and the program's folders, one of which is on a disk of its own.

    Args:
        base: an empty folder.
        area: what is on the small disk.
        random: says when the disk vanishes.
    """

    def __init__(self, base: Path, area: str, random: Random) -> None:
        self._random = random
        self.disk = base / area
        for name in AREAS:
            (base / name).mkdir()
        self.library = base / "library"
        self._environment = os.environ | {
            f"QTBROWSER_{name.upper()}_DIR": str(base / name) for name in AREAS if name != "library"
        }
        self._environment["QT_QPA_PLATFORM"] = "offscreen"
        self._timer: threading.Timer | None = None
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(self.disk)], check=True)
        self._mounted = True
        _write_documents(self.library)

    def fill(self) -> None:
        """Leave no byte free on the disk."""
        with suppress(OSError), open(self.disk / "filling", "wb", buffering=0) as file:
            while True:
                file.write(bytes(65_536))

    def make_read_only(self) -> None:
        """Let nothing be written to the disk."""
        subprocess.run(["mount", "-o", "remount,ro", str(self.disk)], check=True)

    def take_away_soon(self) -> None:
        """Take the disk away while the next command runs."""
        self._timer = threading.Timer(self._random.uniform(0.05, 3), self.take_away)
        self._timer.start()

    def take_away(self) -> None:
        """Take the disk away even while it is used."""
        if self._mounted:
            self._mounted = False
            subprocess.run(["umount", "-l", str(self.disk)], check=True)

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the program to its end."""
        at = ["--library", str(self.library)]
        words = {
            "index": ["index", str(self.library)],
            "search": ["search", "common", *at],
            "show": ["show", "d1.md", *at],
            "check": ["check", *at],
            "undo": ["undo", *at],
            "edit": ["edit", "d1.md", "d2.md", "--set", "author=Me", *at],
            "window": [str(self.library), "check", "1"],
        }[command]
        module = "tests.gui.program.closing_window" if command == "window" else "qtbrowser"
        return subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=_ROOT,
            env=self._environment,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )

    def mend(self) -> None:
        """Make the disk whole again; one that is gone is an empty folder by now."""
        if self._timer is not None:
            self._timer.join()
        if self._mounted:
            subprocess.run(["mount", "-o", "remount,rw", str(self.disk)], check=True)
            (self.disk / "filling").unlink(missing_ok=True)

    def close(self) -> None:
        """Take the disk away for good."""
        if self._timer is not None:
            self._timer.join()
        self.take_away()


def _tried(fail: Callable[[_Case], None], area: str, command: str, random: Random) -> str:
    """What is wrong with how a command ended on a failing disk, and after it; empty where nothing is."""
    try:
        return _fault(fail, area, command, random)
    except subprocess.TimeoutExpired as error:
        return f"{command} with {area} {fail.__name__}: {error}"


def _fault(fail: Callable[[_Case], None], area: str, command: str, random: Random) -> str:
    with ExitStack() as stack:
        base = Path(stack.enter_context(tempfile.TemporaryDirectory())).resolve()
        case = _Case(base, area, random)
        stack.callback(case.close)
        what = f"{command} with {area} {fail.__name__}"
        if random.random() < 0.5:
            case.run("index")
        before = _contents(case.library)
        fail(case)
        done = case.run(command)
        if "Traceback" in done.stderr or done.returncode not in (0, 1, 2):
            return f"{what}: {done.returncode} {done.stderr[-300:]!r}"
        case.mend()
        if area == "library" and fail is _Case.take_away_soon:
            return ""
        for path, content in _contents(case.library).items():
            if content not in (before.get(path), (before.get(path) or b"").replace(b"---\n\n", b"author: Me\n---\n\n")):
                return f"{what}: {path} holds {content[:60]!r}"
        if command == "edit" and done.returncode:
            case.run("undo")
        after = case.run("index")
        if after.returncode or not after.stdout.startswith(f"{_DOCUMENTS} documents"):
            return f"{what}: afterwards {after.stdout!r} {after.stderr[-300:]!r}"
    return ""


def _taken_away(random: Random) -> str:
    """What is wrong after a library was taken away while it was open, and brought back."""
    with _open_library() as library:
        away = library.folder.with_name("away")
        library.folder.rename(away)
        with suppress(LibraryError):
            list(library.refresh())
            return "a refresh without a folder ends as if there were one"
        if library.document_count != _DOCUMENTS or library.search("common").total != _DOCUMENTS:
            return "documents are gone with the folder"
        away.rename(library.folder)
        file = library.folder / f"d{random.randrange(_DOCUMENTS)}.md"
        file.write_text("# Brought back\n\nagain", encoding="utf-8")
        *_, last = library.refresh()
        changes = last.changes
        if changes is None or changes.updated != (file.name,) or changes.removed or changes.added:
            return f"brought back: {changes}"
    return ""


def _clock_back(random: Random) -> str:
    """What is wrong after files were changed by a clock that goes back."""
    with _open_library() as library:
        file = library.folder / f"d{random.randrange(_DOCUMENTS)}.md"
        for number in range(5):
            before = file.stat()
            file.write_text(f"# Back {number}\n\nearlier", encoding="utf-8")
            past = before.st_mtime_ns - random.randrange(1, 10 ** random.randrange(1, 18))
            os.utime(file, ns=(past, past))
            *_, last = library.refresh()
            if last.changes is None or last.changes.updated != (file.name,):
                return f"not found at {past}: {last.changes}"
        status = file.stat()
        file.write_text("# Back 9\n\nearlier", encoding="utf-8")
        os.utime(file, ns=(status.st_mtime_ns, status.st_mtime_ns))
        *_, last = library.refresh(verify=True)
        if last.changes is None or last.changes.updated != (file.name,):
            return f"not found by verifying: {last.changes}"
    return ""


def _exchanged() -> str:
    """What is wrong where a folder is exchanged for a link to one outside while its file is read."""
    with tempfile.TemporaryDirectory() as made:
        base = Path(made).resolve()
        for folder, content in (("library/sub", b"inside"), ("outside", _SECRET)):
            (base / folder).mkdir(parents=True)
            (base / folder / "a.md").write_bytes(content)
        place, spare, link = base / "library/sub", base / "library/spare", base / "library/link"
        link.symlink_to(base / "outside")
        ended = threading.Event()

        def exchange() -> None:
            while not ended.is_set():
                place.rename(spare)
                link.rename(place)
                place.rename(link)
                spare.rename(place)

        thread = threading.Thread(target=exchange)
        thread.start()
        seen = set()
        for _ in range(20_000):
            with suppress(OSError, PathRefused):
                seen.add(read_file(base / "library", "sub/a.md"))
        ended.set()
        thread.join()
        return "what is outside was read" if _SECRET in seen else "" if seen else "nothing was read"


@contextmanager
def _open_library() -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made).resolve() / "library"
        folder.mkdir()
        _write_documents(folder)
        with Library.open(folder, cache_dir=folder.with_name("cache")) as library:
            yield library


def _write_documents(folder: Path) -> None:
    for number in range(_DOCUMENTS):
        text = f"---\ntitle: Document {number}\n---\n\nCommon words and number {number}.\n"
        (folder / f"d{number}.md").write_text(text, encoding="utf-8")


def _contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.glob("d*.md")}


def _can_mount() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount") is not None


def _row(what: str, failures: list[str]) -> Row:
    failed = [failure for failure in failures if failure]
    return Row(what, len(failures), len(failed), tuple(failed[:MOST_EXAMPLES]))


TORTURES = (Torture("disks", torture_disks, 3, 1),)
