"""Values in portions that fit into one SQL statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

_AT_ONCE = 500
"""How many values one statement may name: SQLite's own limit was 999 for long."""

_Value = TypeVar("_Value", bound=int | str)


def portions(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    """Yield values in portions of at most 500, in their order."""
    return (values[first : first + _AT_ONCE] for first in range(0, len(values), _AT_ONCE))


def placeholders(values: Sequence[object]) -> str:
    """The placeholders of values, to be put between the brackets of ``IN (…)``."""
    return ", ".join("?" * len(values))
