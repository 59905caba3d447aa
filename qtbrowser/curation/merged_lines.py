"""The parts of two texts that were merged line by line, see `qtbrowser.curation.line_merging`."""

from __future__ import annotations

from typing import NamedTuple


class Agreed(NamedTuple):
    """Lines that both texts can have."""

    lines: tuple[str, ...]


class Collision(NamedTuple):
    """Lines that both texts have changed differently.

    Attributes:
        base: as they were.
        mine, theirs: as each of the two has them.
    """

    base: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]
