"""Which panels a window of a given width has room for, side by side."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtGui import QFont, QFontInfo

USUAL_TEXT_PX = 14
"""The height of the interface's text, in pixels, up to which the breakpoints hold as they are."""

SINGLE_BELOW = 700
DRAWER_BELOW = 1_000
ROOMY_FROM = 1_600


class PanelArrangement(IntEnum):
    """How tree, list and answer are laid out, from the narrowest to the widest."""

    SINGLE = 0
    """List or answer, one at a time; the tree is a drawer."""
    DRAWER = 1
    """List and answer side by side; the tree is a drawer."""
    COLUMNS = 2
    """Tree, list and answer side by side."""
    ROOMY = 3
    """As COLUMNS, and one more panel has room at the end."""


def arrangement(width: int, scale: float = 1.0) -> PanelArrangement:
    """The arrangement for a width.

    Args:
        width: of the window's content, in pixels.
        scale: size of the interface's text, see `text_scale`; larger text needs more room.
    """
    room = width / scale
    if room < SINGLE_BELOW:
        return PanelArrangement.SINGLE
    if room < DRAWER_BELOW:
        return PanelArrangement.DRAWER
    return PanelArrangement.COLUMNS if room < ROOMY_FROM else PanelArrangement.ROOMY


def text_scale(font: QFont) -> float:
    """How many times the usual size the interface's text has; 1.0 for smaller text, too."""
    return max(1.0, QFontInfo(font).pixelSize() / USUAL_TEXT_PX)
