"""Jobs that read, write and forget the trail of a library. They need no library. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

# SQLite is loaded by the first job, after the window is painted.
if TYPE_CHECKING:
    from qtbrowser.personal.trail import TrailStep


def load_trail(folder: Path) -> tuple[Path, list[TrailStep]]:
    """The folder of a library, and the steps of its trail in the order of time."""
    from qtbrowser.gui.personal.trail_rows import day_of
    from qtbrowser.personal.personal_store import personal_store
    from qtbrowser.personal.trail import Trail

    store = personal_store()
    steps = Trail(store).of_library(folder) if store.exists else []
    for step in steps:
        # Remembered there. To find the days of a long trail takes longer than to open its panel.
        day_of(step)
    return folder, steps


def keep_steps(folder: Path, steps: Sequence[TrailStep]) -> None:
    """Add steps to the trail of the library in a folder."""
    from qtbrowser.personal.personal_store import personal_store
    from qtbrowser.personal.trail import Trail

    Trail(personal_store()).put(folder, steps)


def forget_steps(steps: Collection[str]) -> None:
    """Delete steps of any trail, by their ids."""
    from qtbrowser.personal.personal_store import personal_store
    from qtbrowser.personal.trail import Trail

    Trail(personal_store()).forget(steps)


def forget_trail(folder: Path) -> None:
    """Delete the whole trail of the library in a folder."""
    from qtbrowser.personal.personal_store import personal_store
    from qtbrowser.personal.trail import Trail

    Trail(personal_store()).forget_all(folder)
