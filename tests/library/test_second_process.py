"""The process that shares the work: what it sends is what is made here, and it leaves nothing behind."""

from __future__ import annotations

import json
import os
import pickle
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO
from itertools import chain
from pathlib import Path

import pytest

from qtbrowser.curation.checks.facts import facts_of
from qtbrowser.curation.checks.ignored import read_what_holds
from qtbrowser.documents.folder_kind import FolderKinds
from qtbrowser.documents.scan import Stamp, scan
from qtbrowser.library import Library, second_process
from qtbrowser.library.check_api import CheckApi
from qtbrowser.library.file_reading import FileReader, ReadFile, read_file
from qtbrowser.library.second_process import AT_ONCE, WORTH_A_PROCESS, SecondProcess

Write = Callable[..., Path]


def write_many(write: Write, folder: Path) -> list[Stamp]:
    """So many documents that a second process pays, one in fifty of them no document."""
    for number in range(WORTH_A_PROCESS):
        date = f"2025-01-{number % 28 + 1:02}"
        write(f"{number:03}.md", "See $x^2$. " * (number % 9), title=f"Naïve {number}?", subject="Sums", date=date)
        if number % 50 == 0:
            (folder / f"{number:03}.md").write_bytes(b"\xff\0")
    return list(scan(folder))


def test_what_is_read_ahead_is_what_is_read_here(write: Write, folder: Path) -> None:
    stamps = write_many(write, folder)
    ahead = list(FileReader(folder).read(stamps, FolderKinds()))
    here = [read_file(folder, stamp, FolderKinds()) for stamp in stamps]
    assert [read for read in ahead if read.entry] == [read for read in here if read.entry]
    assert [read.problems for read in ahead] == [read.problems for read in here]
    assert [read.entry is None for read in ahead] == [read.entry is None for read in here]


def test_it_ends_with_whoever_stops_asking(write: Write, folder: Path) -> None:
    stamps = write_many(write, folder)
    before = threading.active_count()
    files = FileReader(folder).read(stamps, FolderKinds())
    next(files)
    assert threading.active_count() > before
    files.close()
    assert threading.active_count() == before


class OtherSide:
    """Where the other process says that it has come to a certain place, and a test waits for that."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(60)
        self._has_come = False

    @property
    def argument(self) -> str:
        """What the other process is told: the port it connects to."""
        return str(self._server.getsockname()[1])

    def wait(self) -> str:
        """Wait until the other process is there; returns what it says."""
        connection, _ = self._server.accept()
        with connection, connection.makefile(encoding="ascii") as words:
            return words.read()

    def look_at_here(self, stamp: Stamp) -> str:
        """What this process makes of a file, of the first one not before the other process has one as well."""
        if not self._has_come:
            self._has_come = True
            self.wait()
        return look_at_here(stamp)

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()


@pytest.fixture
def other_side() -> Iterator[OtherSide]:
    with closing(OtherSide()) as side:
        yield side


SERVING = """
import os, socket, sys
from qtbrowser.documents.scan import Stamp
from qtbrowser.library.second_process import serve

most = int(sys.argv[1])
seen = 0

def look_at(stamp: Stamp, kinds: object) -> str:
    global seen
    seen += 1
    if seen == 1:
        socket.create_connection(("127.0.0.1", int(sys.argv[2]))).close()
    if seen > most:
        sys.stdout.buffer.write(b"cut short")
        sys.stdout.buffer.flush()
        os._exit(1)
    return f"there {stamp.path}"

serve(look_at, sys.stdin.buffer, sys.stdout.buffer)
"""
MANY = [Stamp(str(number), number, 0) for number in range(20 * AT_ONCE + 5)]


def look_at_here(stamp: Stamp) -> str:
    return f"here {stamp.path}"


def test_one_that_was_started_ahead_does_its_share(monkeypatch: pytest.MonkeyPatch, other_side: OtherSide) -> None:
    monkeypatch.setattr("qtbrowser.library.second_process.program", lambda: (sys.executable, "-c", SERVING))
    second = SecondProcess(("10000", other_side.argument))
    second.start()
    found = list(chain.from_iterable(second.share(MANY, FolderKinds(), other_side.look_at_here)))
    assert [text.partition(" ")[2] for text in found] == [stamp.path for stamp in MANY]
    assert any(text.startswith("there") for text in found)


WAITING = """
import os, socket, sys
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as connection:
    connection.sendall(str(os.getpid()).encode())
sys.stdin.read()
"""


@pytest.mark.skipif(os.name == "nt", reason="there a process can't be asked for by a signal")
def test_one_that_was_started_in_vain_is_ended(monkeypatch: pytest.MonkeyPatch, other_side: OtherSide) -> None:
    monkeypatch.setattr("qtbrowser.library.second_process.program", lambda: (sys.executable, "-c", WAITING))
    second = SecondProcess((other_side.argument,))
    second.start()
    number = int(other_side.wait())
    os.kill(number, 0)
    second.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    second.close()


@pytest.mark.parametrize("most", [0, 1, 70, 10_000])
def test_everything_is_made_once_and_in_order_even_where_it_ends_early(
    most: int, monkeypatch: pytest.MonkeyPatch, other_side: OtherSide
) -> None:
    monkeypatch.setattr("qtbrowser.library.second_process.program", lambda: (sys.executable, "-c", SERVING))
    second = SecondProcess((str(most), other_side.argument))
    found = list(chain.from_iterable(second.share(MANY, FolderKinds(), other_side.look_at_here)))
    assert [text.partition(" ")[2] for text in found] == [stamp.path for stamp in MANY]
    there = sum(text.startswith("there") for text in found)
    assert there <= most // AT_ONCE * AT_ONCE
    assert there or most < AT_ONCE, "the other process has done nothing"


@pytest.mark.parametrize("command", [("no such program",), (sys.executable, "-c", "raise SystemExit")])
def test_a_process_that_can_not_start_does_no_harm(command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qtbrowser.library.second_process.program", lambda: command)
    found = list(chain.from_iterable(SecondProcess(()).share(MANY, FolderKinds(), look_at_here)))
    assert found == [f"here {stamp.path}" for stamp in MANY]


def test_no_more_is_made_ahead_than_is_allowed(monkeypatch: pytest.MonkeyPatch, other_side: OtherSide) -> None:
    monkeypatch.setattr("qtbrowser.library.second_process.program", lambda: (sys.executable, "-c", SERVING))
    monkeypatch.setattr("qtbrowser.library.second_process._AHEAD", 3)
    made: list[int] = []

    def note(stamp: Stamp) -> str:
        made.append(stamp.size)
        return other_side.look_at_here(stamp)

    found: list[str] = []
    for group in SecondProcess(("10000", other_side.argument)).share(MANY, FolderKinds(), note):
        assert max(made, default=0) < len(found) + 3 * AT_ONCE
        found += group
    assert [text.partition(" ")[2] for text in found] == [stamp.path for stamp in MANY]


GARBLED = """
import socket, struct, sys

def send(group: bytes) -> None:
    sys.stdout.buffer.write(struct.pack(">I", len(group)) + group)
    sys.stdout.buffer.flush()

send(b"ready")
sys.stdin.buffer.readline()
socket.create_connection(("127.0.0.1", int(sys.argv[1]))).close()
send(b"no pickle")
"""


def test_a_process_that_sends_what_can_not_be_understood_ends_the_refresh(
    write: Write, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other_side: OtherSide
) -> None:
    def read_after_the_other_side(root: Path, stamp: Stamp, kinds: FolderKinds) -> ReadFile:
        other_side.look_at_here(stamp)
        return read_file(root, stamp, kinds)

    write_many(write, folder)
    command = (sys.executable, "-c", GARBLED, other_side.argument)
    monkeypatch.setattr("qtbrowser.library.second_process.program", lambda: command)
    monkeypatch.setattr("qtbrowser.library.file_reading.read_file", read_after_the_other_side)
    with (
        Library.open(folder, cache_dir=tmp_path / "cache", refresh=False) as library,
        pytest.raises(pickle.UnpicklingError),
    ):
        for _ in library.refresh():
            pass


def test_what_a_check_looks_at_there_is_what_it_looks_at_here(write: Write, folder: Path) -> None:
    write("a.md", "Words. See $x^2$.", title="One?", level="none")
    write("b.md", "More.", title="Two?", level="easy")
    (folder / "c.md").write_bytes(b"\xff\0")
    rule = '[[check.rules]]\nname = "level"\nfield = "level"\nvalues = ["easy", "hard"]\n'
    (folder / ".qtbrowser.toml").write_text(rule, encoding="utf-8")
    stamps = list(scan(folder))
    groups = [[(stamp.path, stamp.size, stamp.mtime_ns) for stamp in part] for part in (stamps[:2], stamps[2:])]
    order = "\n".join((FolderKinds().as_text(), *map(json.dumps, groups)))
    results = BytesIO()
    CheckApi.serve_checking(str(folder), BytesIO(order.encode()), results)
    results.seek(0)
    found = []
    while head := results.read(4):
        found.append(pickle.loads(results.read(int.from_bytes(head))))  # noqa: S301 - made by this process
    own = read_what_holds(folder).settings.own
    here = [facts_of(folder, stamp.path, FolderKinds(), own) for stamp in stamps]
    # The first group is empty: it says that the process is ready.
    assert found == [[], here[:2], here[2:]]
    assert [facts.path for facts in here for fault in facts.faults if fault.rule == "level"] == ["a.md"]


def test_of_long_results_fewer_are_made_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_process, "_AHEAD_BYTES", 1_000)
    monkeypatch.setattr(second_process, "AT_ONCE", 1)
    work = second_process._Work(MANY[:50])
    work.arrived(b"")
    given = 0
    for number in range(50):
        # The other process is as fast as it may be: it takes groups until it would have to wait.
        while work._waiting_bytes <= 1_000 and given < 50 and (group := work.give()) is not None:
            given += 1
            work.arrived(bytes(400))
            assert len(group) == 1
        assert work._waiting_bytes <= 1_000 + 400
        assert work.next(number) == bytes(400)
    assert (given, work._waiting_bytes) == (50, 0)
    # Nothing is made, and nothing waits: the requested one is taken here.
    alone = second_process._Work(MANY[:2])
    alone._waiting_bytes = 5_000
    assert alone.next(0) == 0
