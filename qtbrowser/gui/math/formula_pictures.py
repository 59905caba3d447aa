"""Keeps pictures of what was painted on the screen, so that a formula that was drawn once is not drawn again."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from PySide6.QtGui import QImage

from qtbrowser.gui.math.formula import Drawing

MOST_BYTES = 8_000_000
"""The memory that the pictures take at most: some hundred formulas in lines, or some screens full of displays."""

LARGEST = MOST_BYTES // 16
"""The size in bytes of the largest picture that is kept."""


class PictureKey(NamedTuple):
    """All that a picture depends on: whatever document, zoom or theme it is drawn for.

    Attributes:
        drawing: the drawing.
        em: its em in device pixels.
        phase: how far its origin is to the right of a whole device pixel, in steps of a fraction of it.
        colour: as from `QColor.rgba`.
    """

    drawing: Drawing
    em: float
    phase: int
    colour: int


class Picture(NamedTuple):
    """A picture, and where its left upper corner is from the origin of the drawing, in device pixels."""

    image: QImage
    left: int
    top: int


class FormulaPictures:
    """The pictures that were used last, within `MOST_BYTES`. For the window's thread only."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[PictureKey, Picture] = OrderedDict()
        self._bytes = 0

    @property
    def bytes_in_memory(self) -> int:
        """What the pictures take."""
        return self._bytes

    def get(self, key: PictureKey) -> Picture | None:
        """A picture; None if it is not kept."""
        picture = self._pictures.get(key)
        if picture is not None:
            self._pictures.move_to_end(key)
        return picture

    def put(self, key: PictureKey, picture: Picture) -> None:
        """Keep a picture that is not kept yet; those that were not used for longest are dropped."""
        self._pictures[key] = picture
        self._bytes += picture.image.sizeInBytes()
        while self._bytes > MOST_BYTES:
            _, oldest = self._pictures.popitem(last=False)
            self._bytes -= oldest.image.sizeInBytes()
