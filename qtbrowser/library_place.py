"""Tells which library a file of the disk belongs to."""

from __future__ import annotations

from pathlib import Path

LIBRARY_FILE = ".qtbrowser.toml"
"""The file with the curator's choices; a folder that contains it is known to be a library."""

_VAULT_FOLDER = ".obsidian"


def library_of(file: Path) -> Path:
    """The folder of the library that a file belongs to.

    Args:
        file: the absolute path of a file. Symbolic links are not followed: the library knows the file by its name.

    Returns:
        The nearest folder above it that is marked as a library or as a vault, else the folder it is in.
    """
    marked = (
        folder for folder in file.parents if (folder / LIBRARY_FILE).is_file() or (folder / _VAULT_FOLDER).is_dir()
    )
    return next(marked, file.parent)
