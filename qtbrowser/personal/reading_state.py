"""How far a reader is with a document; apart from the store, so that the window is painted before that is loaded."""

from __future__ import annotations

from enum import StrEnum


class ReadingState(StrEnum):
    """How far a document is read; the values are stored. Unread ones are not stored."""

    UNREAD = "unread"
    BEGUN = "begun"
    READ = "read"
    KNOWN = "known"
