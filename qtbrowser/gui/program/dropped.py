"""Reads the data of a drop on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_folder(mime: QMimeData) -> Path | None:
    """The one local folder in dragged data; None for files, web addresses and several folders."""
    folders = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return folders[0] if len(folders) == 1 and folders[0].is_dir() else None
