"""Gives a file that replaces another one its permissions, group and extended attributes."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress

from qtbrowser.documents.file_places import Place


def take_over(place: Place, replaced: os.stat_result | None, mode: int | None, descriptor: int) -> None:
    """Copy permissions, group and extended attributes to a new file from the one that it replaces.

    Args:
        place: of the file that is replaced.
        replaced: its state; None where there is none.
        mode: the permissions of a file that replaces none; those of a new file if None.
        descriptor: the new file, open for writing.

    Raises:
        OSError: the system can't write.
    """
    if sys.platform == "win32":
        return
    if replaced is None:
        if mode is not None:
            os.fchmod(descriptor, stat.S_IMODE(mode))
        return
    if os.fstat(descriptor).st_gid != replaced.st_gid:
        # Not a member of the group: the group can't be kept, and only the permissions are.
        with suppress(PermissionError):
            os.fchown(descriptor, -1, replaced.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(replaced.st_mode))
    if sys.platform == "linux":
        _copy_attributes(place, descriptor)


def _copy_attributes(place: Place, descriptor: int) -> None:
    if sys.platform != "linux":
        return
    try:
        source = place.folder.open(place.name)
    except PermissionError:
        return  # a file that may be replaced, but not read
    try:
        # Some attributes can be set by the system only, and some file systems have none.
        with suppress(OSError):
            for name in os.listxattr(source):
                with suppress(OSError):
                    os.setxattr(descriptor, name, os.getxattr(source, name))
    finally:
        os.close(source)
