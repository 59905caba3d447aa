"""A second process of our own, which works ahead while this one does its part: two processors halve the time.

It is the program itself, under a command's hidden option: unlike Python's multiprocessing that needs no ``__main__``
guard in the caller's script and is the same in a frozen program.
"""

from __future__ import annotations

import json
import pickle
import subprocess
from collections.abc import Callable, Generator, Sequence
from itertools import islice
from typing import IO, Any, BinaryIO, TypeVar

from qtbrowser.documents.scan import Stamp
from qtbrowser.settings import program

WORTH_A_PROCESS = 600
"""Files from which on starting a second process pays."""

AT_ONCE = 32
"""Files that it hands over together."""

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
        yield from _arriving(process.stdout)
    except BrokenPipeError:
        return
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def _arriving(stream: IO[bytes]) -> Generator[list[Any]]:
    while True:
        try:
            # Our own process wrote this; no byte of it comes from a file as it stands.
            group: list[Any] = pickle.load(stream)  # noqa: S301
        except (EOFError, pickle.UnpicklingError):
            return
        yield group


def serve(look_at: Callable[[Stamp], Found], order: BinaryIO, results: BinaryIO) -> None:
    """Be the second process.

    Args:
        look_at: what is to be made of each file.
        order: a JSON list of [path, size, mtime_ns], up to its end.
        results: takes one pickle of a list of what was found after the other.
    """
    stamps = iter([Stamp(*values) for values in json.load(order)])
    while group := [look_at(stamp) for stamp in islice(stamps, AT_ONCE)]:
        pickle.dump(group, results, protocol=pickle.HIGHEST_PROTOCOL)
        results.flush()
