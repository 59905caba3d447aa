"""The one typesetter of the program: all pages, on the screen and on paper, use it."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication

from qtbrowser.gui.math.typesetter import Typesetter


@cache
def shared_typesetter() -> Typesetter:
    """The typesetter, created at the first call; the application owns it, and closes it when it quits."""
    return Typesetter(parent=QCoreApplication.instance())
