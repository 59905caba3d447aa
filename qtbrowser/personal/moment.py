"""The format of times in the file of personal data."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The present time; texts in this format sort in the order of time."""
    return moment(datetime.now(UTC))


def moment(when: datetime) -> str:
    """A time as stored in the file: ISO 8601 in UTC with microseconds."""
    return when.astimezone(UTC).isoformat(timespec="microseconds")
