"""Shares the reading of many files with a second process: two processors halve the time.

It is the program itself, under a command's hidden option: unlike Python's multiprocessing that needs no ``__main__``
guard in the caller's script and is the same in a frozen program.
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

from qtbrowser.documents.scan import Stamp
from qtbrowser.settings import program

WORTH_A_PROCESS = 600
"""Files from which on starting a second process pays."""

AT_ONCE = 32
"""Files that are looked at together."""

# Groups that are looked at ahead of the one that is asked for: the other process goes on while this one does something
# else with what it got. 4 KB a document.
_AHEAD = 192
# Groups that the other process has been given and not yet handed over: enough that it never waits for the next, few
# enough that this process does not wait long for the last.
_GIVEN = 4
# Seconds after which Python lets another thread of this process have its turn. By default it is ten times as much, and
# the thread that fetches asks for a turn after each piece that the pipe held: that alone would hold thousands of
# documents a second up.
_TURN = 0.0005
# What a pipe holds where the system lets one choose.
_PIPE_BYTES = 1 << 18
# Before each group the number of its bytes.
_LENGTH = struct.Struct(">I")

Found = TypeVar("Found")


class SecondProcess:
    """A process of this program that shares the work on many files.

    Args:
        command: what makes the program serve, see `serve`.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, if it isn't: its modules are loaded while this process does something else."""
        if self._process is None:
            with suppress(OSError):
                self._process = subprocess.Popen(
                    [*program(), *self._command],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    bufsize=_PIPE_BYTES,
                    pipesize=_PIPE_BYTES,
                )

    def share(self, stamps: Sequence[Stamp], look_at: Callable[[Stamp], Any]) -> Generator[list[Any]]:
        """What is made of files, in groups, in their order; the process ends with that.

        It looks at some of the groups. This one looks at others instead of waiting, before that one is ready, whenever
        it is behind, and after it has ended, should it end early; at all of them if it can't be started.

        Args:
            stamps: the files.
            look_at: what is made of a file here; the other process may send its results in another form.
        """
        groups = [stamps[start : start + AT_ONCE] for start in range(0, len(stamps), AT_ONCE)]
        work = _Work(groups)
        self.start()
        with closing(self), _moving(self._process, work):
            for number in range(len(groups)):
                while isinstance(found := work.next(number), int):
                    work.done_here(found, [look_at(stamp) for stamp in groups[found]])
                # Our own process wrote the bytes; none of them comes from a file as it stands.
                yield pickle.loads(found) if isinstance(found, bytes) else found  # noqa: S301

    def close(self) -> None:
        """End it, if it was started."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


class _Work:
    """Who looks at which group, and what has been made of them; shared by the threads of this process.

    Args:
        groups: the files. They are taken in their order, by whoever has time.
    """

    def __init__(self, groups: Sequence[Sequence[Stamp]]) -> None:
        self._groups = groups
        self._changed = Condition()
        # The first group that nobody has taken yet, and the one that is asked for.
        self._free = 0
        self._wanted = 0
        self._given: deque[int] = deque()
        self._made: dict[int, bytes | list[Any]] = {}
        self._is_ready = False
        self._is_over = False

    def next(self, number: int) -> int | bytes | list[Any]:
        """What has been made of a group, or the number of a group that is to be looked at here first."""
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
            return self._made.pop(number)

    def done_here(self, number: int, found: list[Any]) -> None:
        """Take in what this process has made of a group."""
        with self._changed:
            self._made[number] = found

    def give(self) -> Sequence[Stamp] | None:
        """The next group for the other process, once it may have one; None where there is none any more."""
        with self._changed:
            while not self._is_over and self._free < len(self._groups):
                if self._is_ready and len(self._given) < _GIVEN and (group := self._take()) is not None:
                    self._given.append(group)
                    return self._groups[group]
                self._changed.wait()
        return None

    def arrived(self, packed: bytes) -> None:
        """Take in what the other process made of the group it was given first; the first call says that it is there."""
        with self._changed:
            if self._is_ready:
                self._made[self._given.popleft()] = packed
            self._is_ready = True
            self._changed.notify_all()

    def end(self) -> None:
        """Have the other process do nothing more; what it has not made is left to this one."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def _take(self) -> int | None:
        """The first free group, unless that is too far ahead."""
        if self._free == min(len(self._groups), self._wanted + _AHEAD):
            return None
        self._free += 1
        return self._free - 1


@contextmanager
def _moving(process: subprocess.Popen[bytes] | None, work: _Work) -> Iterator[None]:
    """Have a second process do its share meanwhile, and end it. If there is none, nothing is done."""
    if process is None or process.stdin is None or process.stdout is None:
        yield
        return
    moves: list[tuple[Callable[..., None], IO[bytes]]] = [(_give, process.stdin), (_fetch, process.stdout)]
    threads = [Thread(target=move, args=(pipe, work), daemon=True) for move, pipe in moves]
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


def _give(order: IO[bytes], work: _Work) -> None:
    """Tell the other process what to look at; in a thread, since it may not read it at once."""
    try:
        with order:
            while group := work.give():
                line = json.dumps([(stamp.path, stamp.size, stamp.mtime_ns) for stamp in group])
                order.write(line.encode() + b"\n")
                order.flush()
    except OSError:
        # It has ended, which the other thread tells.
        return


def _fetch(results: IO[bytes], work: _Work) -> None:
    """Fetch what the other process makes; in a thread, since a pipe holds the work of a few milliseconds."""
    while group := _group(results):
        work.arrived(group)
    work.end()


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
        order: a line for each group: a JSON list of [path, size, mtime_ns].
        results: takes an empty group when this process is ready, and then for each line what was found: the length of a
            pickle, and a pickle of a list.
    """
    _send([], results)
    for line in order:
        _send([look_at(Stamp(*values)) for values in json.loads(line)], results)


def _send(group: list[Any], results: BinaryIO) -> None:
    packed = pickle.dumps(group, protocol=pickle.HIGHEST_PROTOCOL)
    results.write(_LENGTH.pack(len(packed)) + packed)
    results.flush()
