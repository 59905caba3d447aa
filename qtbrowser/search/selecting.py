"""Selects the largest of many numbers without sorting all of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

# A row of so many numbers is looked at by its largest one alone, until it is known that the row matters.
_ROW = 32


def least_of_best(numbers: NDArray[Any], count: int) -> float:
    """Return the `count`-th largest of some numbers; minus infinity where there are fewer.

    The `count`-th largest of the rows' largest numbers is no larger than what is looked for: only the numbers from
    there on are partitioned.
    """
    rows = len(numbers) // _ROW
    if rows > count > 0:
        tops = numbers[: rows * _ROW].reshape(rows, _ROW).max(axis=1)
        numbers = numbers[numbers >= np.partition(tops, rows - count)[rows - count]]
    if len(numbers) < count or count < 1:
        return -np.inf
    return float(np.partition(numbers, len(numbers) - count)[len(numbers) - count])
