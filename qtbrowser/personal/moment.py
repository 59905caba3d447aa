"""How the file of personal data writes moments and texts."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The present moment; texts of this form compare as the moments do."""
    return moment(datetime.now(UTC))


def moment(when: datetime) -> str:
    """A moment as the file writes it: ISO 8601 in UTC with microseconds."""
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def storable(text: str) -> str:
    """A text that SQLite can take: half characters, which UTF-8 has not, are replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")
