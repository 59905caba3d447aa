"""How a library is called where people read it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from qtbrowser.control_characters import escaped_line
from qtbrowser.resources import is_sample_library


def library_name(folder: Path) -> str:
    """The name of a library's folder, for one line; that of the sample has a better one.

    A folder's name may have characters that reorder all that is written after it.
    """
    if is_sample_library(folder):
        return QCoreApplication.translate("library_name", "Sample library")
    return escaped_line(folder.name or str(folder))


def library_place(folder: Path) -> str:
    """The path of a library's folder; the sample is called by its name, since it lies within the program."""
    return library_name(folder) if is_sample_library(folder) else escaped_line(str(folder))
