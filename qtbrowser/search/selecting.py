"""Selects the largest of many numbers without sorting them all."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

# The numbers are divided into rows of this size, which are first compared by their largest numbers only.
_ROW = 32


def least_of_best(numbers: NDArray[Any], count: int) -> float:
    """Return the `count`-th largest of some numbers; minus infinity if there are fewer.

    The `count`-th largest of the rows' maxima is a lower bound of the result, so only numbers not below it are
    partitioned.
    """
    rows = len(numbers) // _ROW
    if rows > count > 0:
        tops = numbers[: rows * _ROW].reshape(rows, _ROW).max(axis=1)
        numbers = numbers[numbers >= np.partition(tops, rows - count)[rows - count]]
    if len(numbers) < count or count < 1:
        return -np.inf
    return float(np.partition(numbers, len(numbers) - count)[len(numbers) - count])
