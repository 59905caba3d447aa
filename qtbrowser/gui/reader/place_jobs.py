"""Jobs that read and write reading places. They need no library. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.places import ReadingPlaces


def load_places(folder: Path) -> dict[str, int]:
    """The places in the documents of the library at `folder`, by path."""
    return ReadingPlaces(personal_store()).of_library(folder)


def keep_places(folder: Path, places: Mapping[str, int]) -> None:
    """Remember places in documents of the library at `folder`, by path."""
    ReadingPlaces(personal_store()).put(folder, places)


def flush_places() -> None:
    """Try once more to write what could not be written before, where the disk was full or read-only."""
    personal_store().flush()
