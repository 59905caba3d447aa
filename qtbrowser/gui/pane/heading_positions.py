"""The positions of a page's headings, and the section of a position."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtGui import QTextDocument

from qtbrowser.gui.pane.blocks import blocks_of, pieces_of
from qtbrowser.rendering.page import Heading

LEAST_HEADINGS = 2
"""The smallest number of headings for which a page has an outline."""


class HeadingPositions:
    """Finds the headings in a document that may grow.

    Args:
        document: the page as a document.
    """

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._blocks = 0
        self._found: dict[str, int] = {}

    def positions(self, headings: Sequence[Heading], *, is_whole: bool = True) -> list[int]:
        """The first letter of each heading, in UTF-16 units.

        Args:
            headings: the page's headings in order.
            is_whole: whether the document has all of them.

        Returns:
            One position for each heading; one without words has the position of the one before it. Of a document that
            is not whole, those up to the last heading that is there.
        """
        self._read_new_blocks()
        positions: list[int] = []
        there = 0
        for heading in headings:
            there = len(positions) + 1 if heading.anchor in self._found else there
            positions.append(self._found.get(heading.anchor, positions[-1] if positions else 0))
        return positions if is_whole else positions[:there]

    def _read_new_blocks(self) -> None:
        for block in blocks_of(self._document, self._blocks):
            if block.blockFormat().headingLevel():
                for piece in pieces_of(block):
                    for name in piece.charFormat().anchorNames():
                        self._found.setdefault(name, block.position())
        self._blocks = self._document.blockCount()


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
