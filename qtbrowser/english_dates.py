"""Words of dates in English, whatever the language of the system is."""

from __future__ import annotations

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
"""The names of the months; their first three letters are the short ones."""


def ordinal(number: int) -> str:
    """A number as a place in a row: ``2nd``.

    Args:
        number: 0 or more.
    """
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"
