"""The choices for a page's appearance besides theme and zoom."""

from __future__ import annotations

from enum import StrEnum


class Face(StrEnum):
    """The font of the text: the bundled one with or without serifs, or the system's."""

    SERIF = "serif"
    SANS = "sans"
    SYSTEM = "system"


class ColumnWidth(StrEnum):
    """The largest width of the lines, if the pane is wide enough."""

    NARROW = "narrow"
    NORMAL = "normal"
    WIDE = "wide"
