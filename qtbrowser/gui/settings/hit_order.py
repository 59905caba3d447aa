"""The order of hits."""

from __future__ import annotations

from enum import StrEnum


class HitOrder(StrEnum):
    """Orders of the hits of a search, by the names that `Library.search` takes."""

    RELEVANCE = "relevance"
    DATE = "date"
    TITLE = "title"
