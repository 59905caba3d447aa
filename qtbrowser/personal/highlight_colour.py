"""The colours of highlights, apart from their storage: the window's actions name them before the first paint."""

from __future__ import annotations

from enum import StrEnum


class HighlightColour(StrEnum):
    """The colours; the values are stored."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    RED = "red"
    PURPLE = "purple"
