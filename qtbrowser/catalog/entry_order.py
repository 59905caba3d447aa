"""The orders of a question list. A module of its own, because a window's settings name them before its first paint."""

from __future__ import annotations

from enum import StrEnum


class EntryOrder(StrEnum):
    """Orders of a question list."""

    TITLE = "title"
    DATE = "date"
    """The latest first, those without a date last."""
