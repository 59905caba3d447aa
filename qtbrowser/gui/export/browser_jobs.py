"""The job that shows a file in the system's file browser. No Qt."""

from __future__ import annotations

import os
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

from qtbrowser.errors import QtBrowserError

if TYPE_CHECKING:
    from pathlib import Path

    from qtbrowser.library import Library

_LONGEST = 247
"""Explorer takes no longer path: it would show the user's documents."""


def folder_to_open(library: Library, path: str) -> Path | None:
    """Have the system's file browser show a file, selected, where it can be asked to.

    Args:
        library: the open library.
        path: a library path; nothing need exist at it.

    Returns:
        The folder that is to be opened instead; None where the file is shown.
    """
    try:
        command = selecting_command(library.file(path))
    except QtBrowserError:
        command = None
    if command is not None:
        import subprocess

        try:
            subprocess.Popen(command, stdin=subprocess.DEVNULL)
        except OSError:
            pass
        else:
            return None
    return library.location(path)


def selecting_command(file: PurePath, system: str = sys.platform) -> str | list[str] | None:
    """The command that shows a file, selected, in the system's file browser; None where there is none.

    Args:
        file: absolute.
        system: as `sys.platform` has it.
    """
    if system == "win32" and len(str(file)) <= _LONGEST:
        # Explorer reads its command line itself: the quotation marks go around the path alone, which may have a comma.
        return f'"{PurePath(os.environ.get("SYSTEMROOT", "C:/Windows")) / "explorer.exe"}" /select,"{file}"'
    return ["/usr/bin/open", "-R", str(file)] if system == "darwin" else None
