"""Where the user's own files go: caches, configuration, data. No setting lives in a library folder.

An installed copy of the program is portable if a folder named ``portable`` is beside it: all files are then kept in
there, and none on the computer.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("qtbrowser", appauthor=False)


def cache_dir() -> Path:
    """The folder for files that can be made again: the index and catalog of each library. ``QTBROWSER_CACHE_DIR``
    overrides it.
    """
    return _chosen("QTBROWSER_CACHE_DIR", "cache", _DIRS.user_cache_dir)


def config_dir() -> Path:
    """The folder for settings: window layout, last library. ``QTBROWSER_CONFIG_DIR`` overrides it."""
    return _chosen("QTBROWSER_CONFIG_DIR", "config", _DIRS.user_config_dir)


def data_dir() -> Path:
    """The folder for what the user has made. ``QTBROWSER_DATA_DIR`` overrides it."""
    return _chosen("QTBROWSER_DATA_DIR", "data", _DIRS.user_data_dir)


def state_dir() -> Path:
    """What the program notes for itself: its logs. ``QTBROWSER_STATE_DIR`` overrides it."""
    return _chosen("QTBROWSER_STATE_DIR", "state", _DIRS.user_state_dir)


def own_name(folder: Path) -> str:
    """The name of the folders that have data of a library: readable, and different for each folder of a library."""
    import hashlib  # takes 3 ms, which the first paint would wait for

    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    name = re.sub(r"[^A-Za-z0-9]+", "-", folder.name).strip("-")[:40] or "library"
    return f"{name}-{digest}"


def portable_dir() -> Path | None:
    """The folder that makes the program portable, or None: an installed one without it, or one run from source."""
    if not getattr(sys, "frozen", False):
        return None
    folder = _place_of_program() / "portable"
    return folder if folder.is_dir() else None


def program() -> list[str]:
    """The command that starts this program again, from source as well as frozen into one folder."""
    if getattr(sys, "frozen", False):
        executable = Path(sys.executable)
        # On Windows the window's program has no standard output to report progress on; its console sibling has.
        console = executable.with_name("qtbrowser-cli.exe")
        return [str(console if executable.suffix.lower() == ".exe" and console.is_file() else executable)]
    # -P: nothing is imported from the current folder, which may be a library.
    return [sys.executable, "-P", "-m", "qtbrowser"]


def window_program() -> list[str]:
    """The command that opens another window: on Windows a program that no console window comes with."""
    executable = Path(sys.executable)
    if executable.suffix.lower() != ".exe":
        return program()
    frozen = getattr(sys, "frozen", False)
    silent = executable.with_name("qtbrowser.exe" if frozen else "pythonw.exe")
    return [str(silent if silent.is_file() else executable), *([] if frozen else program()[1:])]


def _place_of_program() -> Path:
    """The folder that the user sees the program in."""
    if image := os.environ.get("APPIMAGE"):
        # The image file that was started; the program runs in a temporary mount of it.
        return Path(image).absolute().parent
    folder = Path(sys.executable).absolute().parent
    if folder.parts[-2:] == ("Contents", "MacOS"):
        return folder.parents[2]
    return folder


def _chosen(variable: str, portable_name: str, platform_folder: str) -> Path:
    # Read at each call, so that a test can move them. An empty variable is an unset one, as the XDG specification has
    # it, and a relative one is meant from the current folder.
    if own := os.environ.get(variable):
        return Path(own).expanduser().absolute()
    portable = portable_dir()
    return portable / portable_name if portable is not None else Path(platform_folder).expanduser().absolute()
