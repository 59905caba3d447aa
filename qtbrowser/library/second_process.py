"""Shares the reading of many files with a second process, which halves the time on two processors.

The second process is the program itself, started with a hidden option of a command. Unlike Python's multiprocessing
this needs no ``__main__`` guard in the caller's script, and it works the same in a frozen program.
"""

from __future__ import annotations

import json
import pickle
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from threading import Condition, Thread
from typing import IO, Any, BinaryIO, TypeVar

from qtbrowser.documents.folder_kind import FolderKinds
from qtbrowser.documents.scan import Stamp
from qtbrowser.settings import program

WORTH_A_PROCESS = 600
"""The smallest number of files for which starting a second process pays."""

AT_ONCE = 32
"""The number of files in one group."""

# How many groups are read ahead of the requested one, so that the second process is busy while this one uses what it
# received; they take 4 to 6 KB a document. Of long documents fewer are read ahead: what has arrived takes no more than
# so many bytes, about as much as the process reads while this one writes a commit.
_AHEAD = 192
_AHEAD_BYTES = 12 << 20
# How many groups the second process has at a time: enough that it never waits for the next, few enough that this
# process does not wait long for the last.
_GIVEN = 4
# The thread switch interval in seconds. The default is ten times as long, and the fetching thread needs the interpreter
# lock after each read from the pipe; with the default those waits would limit the rate to some thousand documents a
# second.
_TURN = 0.0005
# The capacity of a pipe in bytes, on systems where it can be chosen.
_PIPE_BYTES = 1 << 18
NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""A flag for a new process: Windows opens no console window for that of a program that has none."""

# The header of a group: its length in bytes.
_LENGTH = struct.Struct(">I")

Found = TypeVar("Found")


class SecondProcess:
    """A second process of this program that shares the work on many files.

    Args:
        command: the command line that makes the program call `serve`.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process, if it isn't running; it imports its modules while this process does something else."""
        if self._process is None:
            with suppress(OSError):
                self._process = subprocess.Popen(
                    [*program(), *self._command],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    bufsize=_PIPE_BYTES,
                    pipesize=_PIPE_BYTES,
                    creationflags=NO_CONSOLE,
                )

    def share(
        self, stamps: Sequence[Stamp], kinds: FolderKinds, look_at: Callable[[Stamp], Any]
    ) -> Generator[list[Any]]:
        """The results of files, in groups, in the order of the stamps; then the process ends.

        The second process handles some of the groups. This process handles others while the second one is starting,
        whenever that is behind, and after it has ended, should it end early; all groups if it can't be started.

        Args:
            stamps: the files.
            kinds: what their folders were written for; the second process is told.
            look_at: gives the result of a file in this process; the second process may send its results in another
                form.
        """
        work = _Work(stamps)
        self.start()
        with closing(self), _moving(self._process, work, kinds):
            for number in range(work.group_count):
                while isinstance(found := work.next(number), int):
                    work.done_here(found, [look_at(stamp) for stamp in work.group(found)])
                # Our own process wrote the bytes; none of them are copied from a file.
                yield pickle.loads(found) if isinstance(found, bytes) else found  # noqa: S301

    def close(self) -> None:
        """End the process, if it was started."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


class _Work:
    """Which process handles which group, and their results; shared by the threads of this process.

    Args:
        stamps: of the files. Each process takes the first free group when it has time.

    Attributes:
        group_count: how many groups there are.
    """

    def __init__(self, stamps: Sequence[Stamp]) -> None:
        self._stamps = stamps
        self.group_count = -(-len(stamps) // AT_ONCE)
        self._changed = Condition()
        # The number of the first free group, and of the requested one.
        self._free = 0
        self._wanted = 0
        self._given: deque[int] = deque()
        self._made: dict[int, bytes | list[Any]] = {}
        # How many bytes of results have arrived and were not requested yet.
        self._waiting_bytes = 0
        self._is_ready = False
        self._is_over = False

    def group(self, number: int) -> Sequence[Stamp]:
        """The files of a group."""
        return self._stamps[number * AT_ONCE : (number + 1) * AT_ONCE]

    def next(self, number: int) -> int | bytes | list[Any]:
        """The results of a group, or the number of a group that this process must handle first."""
        with self._changed:
            if self._wanted != number:
                self._wanted = number
                self._changed.notify_all()
            while number not in self._made:
                if number < self._free and self._is_over:
                    return number
                if (group := self._take()) is not None:
                    return group
                self._changed.wait()
            found = self._made.pop(number)
            self._waiting_bytes -= len(found) if isinstance(found, bytes) else 0
            return found

    def done_here(self, number: int, found: list[Any]) -> None:
        """Store the results of a group that this process has handled."""
        with self._changed:
            self._made[number] = found

    def give(self) -> Sequence[Stamp] | None:
        """The next group for the second process; waits until it may have one. None if there are no more."""
        with self._changed:
            while not self._is_over and self._free < self.group_count:
                if self._is_ready and len(self._given) < _GIVEN and (group := self._take()) is not None:
                    self._given.append(group)
                    return self.group(group)
                self._changed.wait()
        return None

    def arrived(self, packed: bytes) -> None:
        """Store the results of the oldest group that the second process was given; the first call says that it is
        ready.
        """
        with self._changed:
            if self._is_ready:
                self._made[self._given.popleft()] = packed
                self._waiting_bytes += len(packed)
            self._is_ready = True
            self._changed.notify_all()

    def end(self) -> None:
        """Give the second process nothing more; groups that it has not finished are left to this process."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def _take(self) -> int | None:
        """Take the first free group, unless it is too far ahead."""
        if self._free == min(self.group_count, self._wanted + _AHEAD):
            return None
        # The requested one is always taken: nothing else makes room.
        if self._free > self._wanted and self._waiting_bytes > _AHEAD_BYTES:
            return None
        self._free += 1
        return self._free - 1


@contextmanager
def _moving(process: subprocess.Popen[bytes] | None, work: _Work, kinds: FolderKinds) -> Iterator[None]:
    """Let a second process work during a block of code, and end it afterwards. Does nothing if there is none."""
    if process is None or process.stdin is None or process.stdout is None:
        yield
        return
    threads = [
        Thread(target=_give, args=(process.stdin, work, kinds), daemon=True),
        Thread(target=_fetch, args=(process.stdout, work), daemon=True),
    ]
    usual_turn = sys.getswitchinterval()
    sys.setswitchinterval(min(_TURN, usual_turn))
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        work.end()
        process.kill()
        for thread in threads:
            thread.join()
        sys.setswitchinterval(usual_turn)


def _give(order: IO[bytes], work: _Work, kinds: FolderKinds) -> None:
    """Send groups to the second process; in a thread, since it may not read them at once."""
    try:
        with order:
            order.write(kinds.as_text().encode() + b"\n")
            while group := work.give():
                line = json.dumps([(stamp.path, stamp.size, stamp.mtime_ns) for stamp in group])
                order.write(line.encode() + b"\n")
                order.flush()
    except OSError:
        # The process has ended, which the other thread reports.
        return


def _fetch(results: IO[bytes], work: _Work) -> None:
    """Receive results of the second process; in a thread, since a pipe holds the results of a few milliseconds only."""
    while group := _group(results):
        work.arrived(group)
    work.end()


def _group(stream: IO[bytes]) -> bytes:
    """The bytes of the next group; empty if no complete one follows."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return b""
    (length,) = _LENGTH.unpack(head)
    group = stream.read(length)
    return group if len(group) == length else b""


def serve(look_at: Callable[[Stamp, FolderKinds], Found], order: BinaryIO, results: BinaryIO) -> None:
    """Run as the second process.

    Args:
        look_at: gives the result of each file.
        order: a line with the folders' kinds, then a line for each group: a JSON list of [path, size, mtime_ns].
        results: receives an empty group when this process is ready, and then for each line the results: the length of a
            pickle in bytes, and a pickle of a list.
    """
    _send([], results)
    kinds = FolderKinds.from_text(order.readline().decode())
    for line in order:
        _send([look_at(Stamp(*values), kinds) for values in json.loads(line)], results)


def _send(group: list[Any], results: BinaryIO) -> None:
    packed = pickle.dumps(group, protocol=pickle.HIGHEST_PROTOCOL)
    results.write(_LENGTH.pack(len(packed)) + packed)
    results.flush()
