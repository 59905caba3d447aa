"""How much room the rows of the list have."""

from __future__ import annotations

from enum import StrEnum


class ListDensity(StrEnum):
    """The space above and below the words of each row."""

    COMPACT = "compact"
    NORMAL = "normal"
    ROOMY = "roomy"
