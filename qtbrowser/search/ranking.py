"""The order of hits on top of their base scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def questions_first(
    scores: Sequence[NDArray[np.float64]], in_question: Sequence[NDArray[np.bool_]]
) -> list[NDArray[np.float64]]:
    """Lift the hits that have every word in their question above those that have not.

    Args:
        scores: base scores of the hits, an array for each segment.
        in_question: whether every clause is found in the hit's question; in arrays of the same shape.

    Returns:
        the scores to order by: as they were, or raised by one more than the highest of all.
    """
    lift = 1.0 + max((float(part.max(initial=0.0)) for part in scores), default=0.0)
    return [part + lift * is_lifted for part, is_lifted in zip(scores, in_question, strict=True)]
