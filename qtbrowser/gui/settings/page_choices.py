"""The choices for a page's looks besides theme and zoom."""

from __future__ import annotations

from enum import StrEnum


class Face(StrEnum):
    """The letters of the text: the bundled ones with or without serifs, or those of the system."""

    SERIF = "serif"
    SANS = "sans"
    SYSTEM = "system"


class ColumnWidth(StrEnum):
    """How long the lines get where the pane has room for them."""

    NARROW = "narrow"
    NORMAL = "normal"
    WIDE = "wide"
