"""The job that looks which libraries are there to be opened. It needs no library. No Qt."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from qtbrowser.errors import LibraryError
from qtbrowser.gui.settings.last_uses import last_uses
from qtbrowser.resources import sample_library

MOST_LIBRARIES = 6


class FoundLibrary(NamedTuple):
    """A library that is there.

    Attributes:
        folder: its folder.
        documents: how many it had when it was open last; for the sample, how many there are; 0 where that is not known.
        moment_ns: when it was open last, in nanoseconds since 1970; 0 where that is not known.
    """

    folder: str
    documents: int
    moment_ns: int


def known_libraries(recent: list[str], seen: list[str]) -> list[FoundLibrary]:
    """The recent libraries whose folders are there, the last one first, and the sample library last.

    Args:
        recent: their folders.
        seen: lines of `qtbrowser.gui.settings.last_uses`.
    """
    uses = {use.folder: use for use in last_uses(seen)}
    found: list[FoundLibrary] = []
    for folder in recent:
        if len(found) < MOST_LIBRARIES and Path(folder).is_dir():
            use = uses.get(folder)
            found.append(FoundLibrary(folder, use.documents if use else 0, use.moment_ns if use else 0))
    try:
        sample = str(sample_library().resolve())
    except LibraryError:
        # Opening it from the menu says so.
        return found
    if all(one.folder != sample for one in found):
        documents = sum(1 for _ in Path(sample).rglob("*.md"))
        found.append(FoundLibrary(sample, documents, 0))
    return found
