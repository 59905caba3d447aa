"""A second process of our own, which works ahead while this one does its part: two processors halve the time.

It is the program itself, under a command's hidden option: unlike Python's multiprocessing that needs no ``__main__``
guard in the caller's script and is the same in a frozen program.
"""

from __future__ import annotations

import json
import pickle
import struct
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from queue import Empty, Queue
from threading import Event, Thread
from typing import IO, Any, BinaryIO, TypeVar

from qtbrowser.documents.scan import Stamp
from qtbrowser.settings import program

WORTH_A_PROCESS = 600
"""Files from which on starting a second process pays."""

AT_ONCE = 32
"""Files that it hands over together."""

# Groups that wait here until they are asked for: the other process goes on while this one commits. 4 KB a document.
_WAITING = 128
_PAUSE = 0.01
# Seconds after which Python lets another thread of this process have its turn. By default it is ten times as much, and
# the thread that fetches asks for a turn after each 64 KB: that alone would hold 3,000 documents a second up.
_TURN = 0.0005
# Before each group the number of its bytes.
_LENGTH = struct.Struct(">I")

Found = TypeVar("Found")


def ordered(command: Sequence[str], stamps: Sequence[Stamp]) -> Generator[list[Any]]:
    """What a second process makes of files, in groups, in their order. Should it end early, the groups just end.

    Args:
        command: what makes the program serve, see `serve`.
        stamps: the files.
    """
    try:
        process = subprocess.Popen(
            [*program(), *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=1 << 16,
        )
    except OSError:
        return
    try:
        if process.stdin is None or process.stdout is None:
            return
        with process.stdin as order:
            order.write(json.dumps([(stamp.path, stamp.size, stamp.mtime_ns) for stamp in stamps]).encode())
        with _fetched(process, process.stdout) as groups:
            # Our own process wrote this; no byte of it comes from a file as it stands.
            yield from map(pickle.loads, groups)
    except BrokenPipeError:
        return
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


@contextmanager
def _fetched(process: subprocess.Popen[bytes], stream: IO[bytes]) -> Iterator[Iterator[bytes]]:
    """Fetch what a process writes in a thread, as far as `_WAITING` allows, and end the process with the block.

    A pipe alone holds the work of a few milliseconds.
    """
    waiting: Queue[bytes] = Queue(_WAITING)
    over = Event()
    usual_turn = sys.getswitchinterval()

    def fetch() -> None:
        while not over.is_set():
            group = _group(stream)
            waiting.put(group)
            if not group:
                return

    thread = Thread(target=fetch, daemon=True)
    thread.start()
    sys.setswitchinterval(min(_TURN, usual_turn))
    try:
        yield iter(waiting.get, b"")
    finally:
        # The thread may still wait for bytes or for room; then it sees that it is over.
        over.set()
        process.kill()
        sys.setswitchinterval(usual_turn)
        while thread.is_alive():
            with suppress(Empty):
                waiting.get(timeout=_PAUSE)


def _group(stream: IO[bytes]) -> bytes:
    """The next group as it was written; empty where no whole one comes any more."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return b""
    (length,) = _LENGTH.unpack(head)
    group = stream.read(length)
    return group if len(group) == length else b""


def serve(look_at: Callable[[Stamp], Found], order: BinaryIO, results: BinaryIO) -> None:
    """Be the second process.

    Args:
        look_at: what is to be made of each file.
        order: a JSON list of [path, size, mtime_ns], up to its end.
        results: takes one group after the other: the length of a pickle, and a pickle of a list of what was found.
    """
    stamps = iter([Stamp(*values) for values in json.load(order)])
    while group := [look_at(stamp) for stamp in islice(stamps, AT_ONCE)]:
        packed = pickle.dumps(group, protocol=pickle.HIGHEST_PROTOCOL)
        results.write(_LENGTH.pack(len(packed)) + packed)
        results.flush()
