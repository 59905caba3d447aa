"""Tells whether a library's folder is out of reach, so that what is missing in it is not taken for removed."""

from __future__ import annotations

import os
from pathlib import Path

from qtbrowser.errors import DoubtfulLoss, LibraryOutOfReach


def is_out_of_reach(folder: Path) -> bool:
    """Whether a library's folder is missing, can't be listed or is empty, as the place of a drive that was removed."""
    try:
        with os.scandir(folder) as files:
            return next(files, None) is None
    except OSError:
        return True


def is_missing(folder: Path) -> bool:
    """Whether there is no such folder; one that may not be looked at is there."""
    try:
        os.lstat(folder)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def drive_of(folder: Path) -> str:
    """The number of the device that a folder is on, as text to be stored.

    Some file systems have another number each time they are mounted, so another number alone says nothing.

    Raises:
        OSError: there is no such folder.
    """
    return str(os.stat(folder).st_dev)  # noqa: PTH116 - of a Path that may be a drive's root


def check_presence(folder: Path) -> None:
    """Refuse to go on where a library's folder is missing.

    Raises:
        LibraryOutOfReach: there is no such folder.
    """
    if is_missing(folder):
        raise LibraryOutOfReach("There is no such folder. What was indexed before can be read.", path=str(folder))


def check_reach(folder: Path) -> None:
    """Refuse to take it for faults of files that they can't be read, where their folder has gone.

    Raises:
        LibraryOutOfReach: the folder is out of reach.
    """
    if is_out_of_reach(folder):
        raise LibraryOutOfReach("The folder has gone while it was read.", path=str(folder))


def check_loss(folder: Path, known: int, drive: str | None) -> None:
    """Refuse to take it that all documents of a library were removed, if their drive may only not be connected.

    Args:
        folder: the library's folder, in which none of the documents that are known is found.
        known: how many those are.
        drive: what `drive_of` told when they were indexed; None if that is not known.

    Raises:
        DoubtfulLoss: the folder is empty, or on another drive than before.
    """
    count = f"{known:,} document{'' if known == 1 else 's'}"
    kept = "Nothing was changed in the index."
    if is_out_of_reach(folder):
        reason = f"The folder is empty, though its index has {count}; a drive may not be connected. {kept}"
    elif drive is not None and drive != drive_of(folder):
        reason = f"The folder is on another drive than before, and has none of the {count} of its index. {kept}"
    else:
        return
    raise DoubtfulLoss(reason, path=str(folder))
