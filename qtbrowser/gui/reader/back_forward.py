"""The history for back and forward: a list of view states. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from qtbrowser.gui.reader.view_state import ViewState

LIMIT = 200


class StepKind(Enum):
    """The kind of action that led to a state."""

    SEARCH = auto()
    SUBJECT = auto()
    DOCUMENT = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """A state of the history, and the action that led to it; `passing` until the reader stays there."""

    state: ViewState
    kind: StepKind
    passing: bool = False


class History:
    """A list of steps with a current one, as in a web browser; only the last `LIMIT` are kept.

    Typing a search and walking through a list with the arrow keys pass through many states. A passing step is kept
    only when the reader stays: the next passing one of its kind replaces it.
    """

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._position = -1

    @property
    def current(self) -> ViewState | None:
        """The current state; None before the first step."""
        return self._steps[self._position].state if self._steps else None

    @property
    def is_passing(self) -> bool:
        """Whether the reader may be on his way to another state."""
        return bool(self._steps) and self._steps[self._position].passing

    @property
    def can_go_back(self) -> bool:
        """Whether there is a step before this one."""
        return self._position > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a step after this one."""
        return self._position < len(self._steps) - 1

    @classmethod
    def of(cls, steps: Sequence[Step], position: int) -> History:
        """The history of steps that were made before.

        Args:
            steps: from the oldest; at least one.
            position: the number of the current one, from 0.
        """
        history = cls()
        history._steps = list(steps[-LIMIT:])
        history._position = position - (len(steps) - len(history._steps))
        return history

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps, from the oldest."""
        return tuple(self._steps)

    @property
    def position(self) -> int:
        """The number of the current step, from 0; -1 before the first one."""
        return self._position

    def visit(self, state: ViewState, kind: StepKind, passing: bool = False) -> None:
        """Add a state after the current step, in place of all later ones. If it is the current state, only settle that.

        Args:
            state: the new state.
            kind: the action that led to it.
            passing: whether the reader may be only passing, as while typing.
        """
        here = self._steps[self._position] if self._steps else None
        if here is not None and here.state.is_same_step(state):
            if not passing:
                self.settle()
            return
        keep = self._position + 1
        if here is not None and self._goes_on(here, state, kind, passing):
            keep -= 1
            passing = passing and here.passing
            if keep > 0 and self._steps[keep - 1].state.is_same_step(state):
                # The typed search was cleared again.
                del self._steps[keep:]
                self._position = keep - 1
                return
        self._steps[keep:] = [Step(state, kind, passing)]
        del self._steps[:-LIMIT]
        self._position = len(self._steps) - 1

    @staticmethod
    def _goes_on(here: Step, state: ViewState, kind: StepKind, passing: bool) -> bool:
        """Whether a state replaces the current step, because that was passing and is of the same kind or search."""
        if here.kind is not kind or not passing:
            return False
        types_more = kind is StepKind.SEARCH and bool(here.state.text) and state.text.startswith(here.state.text)
        return here.passing or types_more

    def settle(self) -> None:
        """The reader stays at the current step, so it is kept."""
        if self._steps:
            self._steps[self._position] = replace(self._steps[self._position], passing=False)

    def amend(self, state: ViewState) -> None:
        """Replace the current state, for example after scrolling."""
        if self._steps:
            self._steps[self._position] = replace(self._steps[self._position], state=state)

    def go(self, by: int) -> ViewState | None:
        """Move by a number of steps (-1 is back, 1 is forward) and return the state there; None if there is none."""
        wanted = self._position + by
        if not 0 <= wanted < len(self._steps):
            return None
        self._position = wanted
        return self._steps[wanted].state

    def clear(self) -> None:
        """Delete all steps, because another library was opened."""
        self._steps.clear()
        self._position = -1
