"""Which release this is: the day it was made, and where newer ones are to be found."""

from __future__ import annotations

from datetime import date as Date

from qtbrowser.resources import resource_path

HOMEPAGE = "https://github.com/qtbrowser/qtbrowser"
"""Where the project is to be found; packages must name a place, and this is the one place that names it."""

RELEASES = f"{HOMEPAGE}/releases"

DAY_FILE = "release-day.txt"
"""The resource that packages have and a checkout has not: the day of their commit, as YYYY-MM-DD."""


def release_day() -> Date | None:
    """The day this release was made; None in a checkout, which is no release, and where the file is damaged."""
    try:
        return Date.fromisoformat(resource_path(DAY_FILE).read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None
