"""Where the user's own files go: caches, configuration, data. No setting lives in a library folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("qtbrowser", appauthor=False)


def cache_dir() -> Path:
    """What can be made again: the index and catalog of each library. ``QTBROWSER_CACHE_DIR`` overrides it."""
    return _own_or_platform("QTBROWSER_CACHE_DIR", _DIRS.user_cache_dir)


def config_dir() -> Path:
    """What the user has set: window layout, last library. ``QTBROWSER_CONFIG_DIR`` overrides it."""
    return _own_or_platform("QTBROWSER_CONFIG_DIR", _DIRS.user_config_dir)


def data_dir() -> Path:
    """What the user has made and would miss. ``QTBROWSER_DATA_DIR`` overrides it."""
    return _own_or_platform("QTBROWSER_DATA_DIR", _DIRS.user_data_dir)


def program() -> list[str]:
    """The command that starts this program again, from source as well as frozen into one file."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    # -P: whatever the current folder holds, a library perhaps, is no place to import from.
    return [sys.executable, "-P", "-m", "qtbrowser"]


def _own_or_platform(variable: str, platform_folder: str) -> Path:
    # Read at each call, so that a test or a portable installation can move them. An empty variable is an unset one,
    # as the XDG specification has it, and a relative one is meant from the current folder.
    own = os.environ.get(variable)
    return Path(own or platform_folder).expanduser().absolute()
