"""Finds stages whose time grows faster than the size of their input.

Each pattern is doubled until a stage takes long enough to be timed, and the last doubling is compared with the one
before. What seems to grow too fast is timed again, more often, at larger sizes, and in turn with half the size, so that
both meet the same machine. Times are the least of the processor's own.
"""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from itertools import count
from time import thread_time
from typing import NamedTuple

from tests.benchmarks.scaling.patterns import Pattern, patterns
from tests.benchmarks.scaling.stages import OF_FILES, OF_MARKDOWN, run

MOST_GROWTH = 1.3
"""How many times the growth of the input a stage's time may grow."""

_FIRST_SIZE = 2_000
_LAST_SIZE = 500_000
_LARGEST_SUSPECT = 4 * _LAST_SIZE
"""Where a text no longer fits the processor's cache the time grows faster once; not at the next doubling."""

_LONG_ENOUGH = 0.03
"""Seconds from which on a time says something."""

_TOO_LONG = 10.0
"""Seconds after which a pattern is not doubled any more."""

_REPEATS = (3, 5, 7)
"""How often a suspect is timed, each time at twice the size: what grows too fast by chance does so once."""

Stage = Callable[[str], object]


class Growth(NamedTuple):
    """A stage's time over a pattern, and how many times the input's growth it grew by when that was doubled."""

    stage: str
    pattern: str
    size: int
    seconds: float
    growth: float

    def __str__(self) -> str:
        return f"{self.stage:<9} {self.growth:5.2f}  {self.size:>9,} {self.seconds:8.3f} s  {self.pattern}"


class _TookTooLong(BaseException):
    """A stage took longer than is waited for. No boundary takes it for an error of the stage's."""


class Counts(NamedTuple):
    """How many patterns were tried, in how many pairs with a stage."""

    patterns: int
    pairs: int


def measure(only: Collection[str] = (), log: bool = False) -> tuple[Counts, list[Growth]]:
    """Try all patterns.

    Args:
        only: names of stages, or parts of patterns' names; all if empty.
        log: whether to tell each growth that is found on stderr as it is found.

    Returns:
        What was tried, and what grew too fast.
    """
    found: list[Growth] = []
    pairs = 0
    every = patterns()
    stages = {stage.__name__ for stage in (*OF_MARKDOWN, *OF_FILES)}
    wanted_stages = stages.intersection(only) or stages
    parts = [part for part in only if part not in stages]
    gc.disable()
    try:
        for number, pattern in enumerate(every):
            if sys.stderr.isatty():
                print(f"\r\x1b[K{number} of {len(every)}", end="", file=sys.stderr, flush=True)
            if parts and not any(part in pattern.name for part in parts):
                continue
            for stage in OF_FILES if pattern.is_file else OF_MARKDOWN:
                if stage.__name__ in wanted_stages:
                    pairs += 1
                    growth = growth_of(stage, pattern)
                    if growth.growth > MOST_GROWTH:
                        found.append(growth)
                        if log:
                            print(growth, file=sys.stderr, flush=True)
            gc.collect()
    finally:
        gc.enable()
    return Counts(len(every), pairs), found


def growth_of(stage: Stage, pattern: Pattern) -> Growth:
    """How a stage's time grows over a pattern; of several measurements the one that tells the least."""
    size, before, seconds = _doubled(stage, pattern)
    if seconds < _LONG_ENOUGH:
        return Growth(stage.__name__, pattern.name, size, seconds, 1.0)
    growth = seconds / before / 2
    for times in _REPEATS:
        if growth <= MOST_GROWTH or seconds > _TOO_LONG:
            break
        half, seconds = _in_turn(stage, pattern, size, times)
        growth = min(growth, seconds / half / 2)
        if seconds < _TOO_LONG / 8 and size < _LARGEST_SUSPECT:
            size *= 2
    return Growth(stage.__name__, pattern.name, size, seconds, growth)


def print_growths(counts: Counts, growths: list[Growth]) -> None:
    """Print what grew too fast."""
    print(f"\nscaling: {counts.patterns:,} patterns, {counts.pairs:,} pairs of pattern and stage")
    print(f"grow by more than {MOST_GROWTH} times their input: {len(growths)}")
    for growth in sorted(growths, key=lambda one: -one.growth):
        print(growth)


def _doubled(stage: Stage, pattern: Pattern) -> tuple[int, float, float]:
    """The size at which a stage takes long enough, its time for half of it, and its time."""
    before = _time(stage, pattern, _FIRST_SIZE, 2)
    for size in _sizes():
        seconds = _time(stage, pattern, size, 1)
        if _LONG_ENOUGH <= seconds < _TOO_LONG / 4:
            # Not for something else that the machine did meanwhile.
            seconds = min(seconds, _time(stage, pattern, size, 2))
        if seconds >= _LONG_ENOUGH or size >= _LAST_SIZE:
            return size, before, seconds
        before = seconds
    raise AssertionError("there is always another size")


def _in_turn(stage: Stage, pattern: Pattern, size: int, times: int) -> tuple[float, float]:
    """The least times for half a size and for the whole, taken by turns."""
    pairs = [(_time(stage, pattern, size // 2, 1), _time(stage, pattern, size, 1)) for _ in range(times)]
    halves, wholes = zip(*pairs, strict=True)
    return min(halves), min(wholes)


def _sizes() -> Iterator[int]:
    return (_FIRST_SIZE << power for power in count(1))


_numbers = count()


def _time(stage: Stage, pattern: Pattern, size: int, times: int) -> float:
    """Seconds that a stage takes at least, of this thread alone, whatever else the machine does.

    Each time it is another text, since some results are kept.
    """
    best = float("inf")
    for _ in range(times):
        text = f"{pattern.make(size)}\n\nEnd {next(_numbers)}.\n"
        begin = thread_time()
        with _bounded():
            run(stage, text)
        best = min(best, thread_time() - begin)
    return max(best, 1e-6)


@contextmanager
def _bounded() -> Iterator[None]:
    """End what takes too long, so that it counts as that; where the system has no such alarm, it is waited for."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def end(_signal: int, _frame: object) -> None:
        raise _TookTooLong

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, _TOO_LONG)
    try:
        yield
    except _TookTooLong:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
