"""The steps of the zoom. Pure."""

from __future__ import annotations

STEPS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
SMALLEST, LARGEST = STEPS[0], STEPS[-1]


def clamp_zoom(zoom: float) -> float:
    """`zoom`, limited to the allowed range."""
    return max(SMALLEST, min(LARGEST, zoom))


def next_zoom(zoom: float, direction: int) -> float:
    """The nearest step above `zoom` for a positive `direction`, below for a negative one, at the ends the end."""
    if direction > 0:
        return next((step for step in STEPS if step > zoom + 0.001), LARGEST)
    return next((step for step in reversed(STEPS) if step < zoom - 0.001), SMALLEST)
