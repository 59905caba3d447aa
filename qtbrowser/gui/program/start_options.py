"""What the command line wants to see."""

from __future__ import annotations

from typing import NamedTuple


class StartOptions(NamedTuple):
    """What the command line wants to show in the opened library: a query, a document, or a link to a view."""

    query: str = ""
    document: str = ""
    view: str = ""


NO_START_OPTIONS = StartOptions()
