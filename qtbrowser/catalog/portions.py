"""Values in portions that fit into one SQL statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

_AT_ONCE = 500
"""How many values one statement may name: SQLite's own limit was 999 for long."""

_Value = TypeVar("_Value", bound=int | str)


def portions(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    """Yield values in portions of at most 500, in their order; they are asked for one portion after the other."""
    left = iter(values)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def placeholders(values: Sequence[object]) -> str:
    """The placeholders of values, to be put between the brackets of ``IN (…)``."""
    return ", ".join("?" * len(values))
