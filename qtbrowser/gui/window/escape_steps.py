"""What Escape closes: the one place that knows in which order things were opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class EscapeStep:
    """Something that the reader opens and Escape closes.

    Attributes:
        is_open: whether it is open.
        close: closes it and puts the focus where the reader was before.
    """

    is_open: Callable[[], bool]
    close: Callable[[], object]


class EscapeSteps:
    """The things that were opened, in that order. What was closed in another way is passed over."""

    def __init__(self) -> None:
        self._opened: list[EscapeStep] = []

    def note(self, step: EscapeStep) -> None:
        """`step` has just been opened, or opened again."""
        self._opened = [one for one in self._opened if one is not step and one.is_open()]
        self._opened.append(step)

    def step_back(self) -> bool:
        """Close what was opened last and is open still; whether there was anything."""
        while self._opened:
            step = self._opened.pop()
            if step.is_open():
                step.close()
                return True
        return False
