"""Jobs that read and write reading places. They need no library. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

# SQLite is loaded by the first job, after the window is painted.


def load_places(folder: Path) -> dict[str, int]:
    """The places in the documents of the library at `folder`: path -> place."""
    from qtbrowser.personal.personal_store import personal_store
    from qtbrowser.personal.places import ReadingPlaces

    return ReadingPlaces(personal_store()).of_library(folder)


def keep_places(folder: Path, places: Mapping[str, int]) -> None:
    """Store places in documents of the library at `folder`: path -> place."""
    from qtbrowser.personal.personal_store import personal_store
    from qtbrowser.personal.places import ReadingPlaces

    ReadingPlaces(personal_store()).put(folder, places)


def flush_places() -> None:
    """Try again to write what could not be written because the disk was full or read-only."""
    from qtbrowser.personal.personal_store import personal_store

    personal_store().flush()
