"""The positions of a page's headings, and the section of a position."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtGui import QTextDocument

from qtbrowser.gui.pane.blocks import blocks_of, pieces_of
from qtbrowser.rendering.page import Heading

LEAST_HEADINGS = 2
"""The smallest number of headings for which a page has an outline."""


def heading_positions(document: QTextDocument, headings: Sequence[Heading]) -> list[int]:
    """The first letter of each heading, in UTF-16 units.

    Args:
        document: the page as a document.
        headings: the page's headings in order.

    Returns:
        One position for each heading; one without words has the position of the one before it.
    """
    found: dict[str, int] = {}
    for block in blocks_of(document):
        if block.blockFormat().headingLevel():
            for piece in pieces_of(block):
                for name in piece.charFormat().anchorNames():
                    found.setdefault(name, block.position())
    positions: list[int] = []
    for heading in headings:
        positions.append(found.get(heading.anchor, positions[-1] if positions else 0))
    return positions


def section_at(positions: Sequence[int], position: int) -> int:
    """The index of the heading whose section contains `position`; -1 before the first heading."""
    return bisect_right(positions, position) - 1


def depths(headings: Sequence[Heading]) -> list[int]:
    """The outline depth of each heading, 0 for the outermost; skipped levels don't count."""
    open_levels: list[int] = []
    result = []
    for heading in headings:
        while open_levels and open_levels[-1] >= heading.level:
            open_levels.pop()
        result.append(len(open_levels))
        open_levels.append(heading.level)
    return result
