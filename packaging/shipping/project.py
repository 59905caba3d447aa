"""What is to be packaged: where it lies, its name, its one version, the moment it counts as made."""

from __future__ import annotations

import ast
import datetime
import os
import platform
import re
import subprocess
from pathlib import Path

from qtbrowser.release import DAY_FILE

PACKAGING = Path(__file__).resolve().parent.parent
ROOT = PACKAGING.parent
BUILD = ROOT / "build"
"""What is made on the way, and may be thrown away."""

DIST = ROOT / "dist"
"""What is handed out."""

NAME = "qtbrowser"
TITLE = "QtBrowser"
SUMMARY = "Desktop browser for folders of question-and-answer documents"
IDENTIFIER = "io.github.qtbrowser.QtBrowser"
MAINTAINER = "The QtBrowser developers <qtbrowser@users.noreply.github.com>"


def version_of(source: str) -> str:
    """The version that a module's source assigns to ``__version__``; it is written in no other place.

    Raises:
        ValueError: it assigns none.
    """
    for node in ast.parse(source).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__version__")], value=ast.Constant(value=str(version))):
                return version
    raise ValueError("no __version__ is assigned")


VERSION = version_of((ROOT / NAME / "__init__.py").read_text(encoding="utf-8"))


def package_version(version: str = VERSION) -> str:
    """A version as Debian and rpm order it: by ``~`` before its letters a release candidate is older than its release.

    Args:
        version: as PEP 440 has it, such as ``1.2.0rc1``, which is ``1.2.0~rc1`` there.
    """
    return re.sub(r"\.?(a|b|rc|dev)(?=[0-9])", r"~\1", version)


def architecture() -> str:
    """The processor that packages are made for, in the words of the system: ``x86_64``, ``aarch64``, ``AMD64``."""
    return platform.machine()


def source_date_epoch() -> int:
    """The moment, in seconds since 1970, that every file of a package bears: that of the commit it is made from.

    ``SOURCE_DATE_EPOCH`` overrides it; outside a checkout it is the start of 2025.
    """
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return 1_735_689_600


def source_date() -> datetime.datetime:
    """The same moment as a date, in UTC."""
    return datetime.datetime.fromtimestamp(source_date_epoch(), datetime.UTC)


def note_day(folder: Path) -> None:
    """Write the day of that moment into `folder`, as the resource by which the program knows how old it is."""
    (folder / DAY_FILE).write_text(f"{source_date():%Y-%m-%d}\n", encoding="ascii", newline="\n")
