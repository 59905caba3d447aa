"""A tab as it is kept for the next start: its title and the steps made in it, as JSON values. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qtbrowser.gui.reader.back_forward import Step, StepKind
from qtbrowser.gui.reader.view_state import MOST_CHARACTERS, ViewState

KEPT_STEPS = 50
"""So many steps of a tab are kept, those around the current one."""

_KINDS = {kind.name.lower(): kind for kind in StepKind}


@dataclass(frozen=True, slots=True)
class KeptTab:
    """A tab.

    Attributes:
        title: what it is called; empty for the whole library.
        pinned: whether it is pinned.
        current: whether it is the one that is shown.
        steps: the steps of its history; at least one.
        position: the number of the step that it shows, from 0.
    """

    title: str
    pinned: bool
    current: bool
    steps: tuple[Step, ...]
    position: int

    @property
    def is_plain(self) -> bool:
        """Whether nothing would be lost without it: it shows the whole library, and nothing else before."""
        return not self.pinned and len(self.steps) == 1 and self.steps[0].state.is_same_step(ViewState())

    def to_values(self) -> dict[str, Any]:
        """The tab as JSON values; steps far from the current one are left out."""
        first = max(0, min(self.position - KEPT_STEPS // 2, len(self.steps) - KEPT_STEPS))
        steps = self.steps[first : first + KEPT_STEPS]
        return {
            "title": self.title,
            "pinned": self.pinned,
            "current": self.current,
            "position": self.position - first,
            "steps": [{"kind": step.kind.name.lower(), "state": step.state.to_values()} for step in steps],
        }

    @classmethod
    def from_values(cls, values: Any) -> KeptTab | None:
        """The tab that `to_values` gave; None for what is none. A value that makes no sense is dropped alone."""
        written = values.get("steps") if isinstance(values, dict) else None
        steps = [step for one in written if (step := _step(one)) is not None] if isinstance(written, list) else []
        if not steps:
            return None
        steps = steps[:KEPT_STEPS]
        title, position = values.get("title"), values.get("position")
        is_place = type(position) is int and 0 <= position < len(steps)
        return cls(
            title if isinstance(title, str) and len(title) <= MOST_CHARACTERS else "",
            values.get("pinned") is True,
            values.get("current") is True,
            tuple(steps),
            position if is_place else len(steps) - 1,
        )


def _step(values: Any) -> Step | None:
    if not isinstance(values, dict) or not isinstance(values.get("state"), dict):
        return None
    kind = values.get("kind")
    kind = _KINDS.get(kind, StepKind.DOCUMENT) if isinstance(kind, str) else StepKind.DOCUMENT
    return Step(ViewState.from_values(values["state"]), kind)
